"""`check`, `settle`, `verify`: what looks wrong in the data, and the ledger's own house-keeping."""

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count
from handschlag.cli.options import HERE, AsOf, Json, Workspace, now, parse_as_of
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.progress import progress_bar
from handschlag.cli.words import language_of, word


def check(as_of: AsOf = None, workspace: Workspace = HERE, json: Json = False) -> None:
    """Look for what does not fit: negative lags, wins without losses, duplicate persons, missing fields, ..."""
    from handschlag.actions import checks

    house = open_workspace(workspace)
    result = checks.check(house, as_of=parse_as_of(as_of, house.time_zone))
    if json:
        print_json(result)
        return
    language = language_of(house.language)
    if not result["findings"]:
        print_line(word("no_findings", language))
        return
    columns = [word(key, language) for key in ("finding", "count", "examples")]
    rows = [
        (finding["kind"], count(finding["count"], language), ", ".join(map(str, finding["examples"])))
        for finding in result["findings"]
    ]
    print_table("", columns, rows, numbers=[1])


def settle(workspace: Workspace = HERE, json: Json = False) -> None:
    """Move facts from the database into the ledger's files, and tidy these up."""
    from handschlag.actions import ledgers

    house = open_workspace(workspace)
    with progress_bar(language_of(house.language)) as progress:
        result = ledgers.settle(house, now=now(), progress=progress)
    _tell(result, as_json=json)


def verify(workspace: Workspace = HERE, json: Json = False) -> None:
    """Read every file of the ledger again and compare it with its checksum."""
    from handschlag.actions import ledgers

    house = open_workspace(workspace)
    with progress_bar(language_of(house.language)) as progress:
        result = ledgers.verify(house, progress=progress)
    _tell(result, as_json=json)


def _tell(result: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(result)
        return
    for key, value in result.items():
        print_line(f"{key}: {value}")
