"""`check`, `settle`, `verify`: what looks wrong in the data, and the ledger's own house-keeping."""

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count
from handschlag.cli.options import HERE, AsOf, Json, Workspace, now, parse_as_of
from handschlag.cli.output import print_json, print_line, print_table, say
from handschlag.cli.words import language_of, word


def check(as_of: AsOf = None, workspace: Workspace = HERE, json: Json = False) -> None:
    """Look for what does not fit: negative lags, wins without losses, duplicate persons, missing fields, ..."""
    house = open_workspace(workspace)
    from handschlag.actions import checks

    result = checks.check(house, as_of=parse_as_of(as_of, house.time_zone), now=now())
    if json:
        print_json(result)
        return
    language = language_of(house.language)
    if not result["findings"]:
        print_line(word("no_findings", language))
        return
    columns = [word(key, language) for key in ("finding", "count", "examples")]
    rows = [
        (
            finding["text"][language],
            count(finding["count"], language),
            ", ".join(example["what"] for example in finding["examples"]),
        )
        for finding in result["findings"]
    ]
    print_table("", columns, rows, numbers=[1])


def settle(workspace: Workspace = HERE, json: Json = False) -> None:
    """Move facts from the database into the ledger's files, and tidy these up."""
    house = open_workspace(workspace)
    from handschlag.actions import ledgers

    result = ledgers.settle(house, now=now())
    if json:
        print_json(result)
        return
    language = language_of(house.language)
    for key, number in result.items():
        print_line(f"{word(key, language)}: {count(number, language)}")


def verify(workspace: Workspace = HERE, json: Json = False) -> None:
    """Read the whole ledger again, compare it with its checksums, and fold it anew."""
    house = open_workspace(workspace)
    from handschlag.actions import ledgers

    result = ledgers.verify(house, now=now())
    if json:
        print_json(result)
    else:
        language = language_of(house.language)
        for problem in result["problems"]:
            say(problem)
        for key in ("segments", "facts"):
            print_line(f"{word(key, language)}: {count(result[key], language)}")
        if not result["problems"]:
            print_line(word("sound", language))
    if result["problems"]:
        raise typer.Exit(1)
