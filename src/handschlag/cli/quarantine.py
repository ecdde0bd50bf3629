"""`quarantine list|mend|decide|dismiss|retry`: rows that were set aside, and what is done about them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.progress import progress_bar
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import Problem, WrongUsage

if TYPE_CHECKING:
    from handschlag.mapping.meanings import Saying

app = typer.Typer(no_args_is_help=True, help="Rows that were set aside, and what is done about them.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="A row or a group, as `quarantine list` names them.")]
Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="Rows or groups, as `quarantine list` names them.")]
Source = Annotated[str | None, typer.Option("--source", metavar="S", help="Only this source.")]


@app.command("list")
def list_(
    source: Source = None,
    state: Annotated[str, typer.Option(metavar="STATE", help="waiting, mended or dismissed.")] = "waiting",
    rows: Annotated[bool, typer.Option("--rows", help="Every row, not only the groups.")] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """List what imports could not understand, with file, line, field and reason."""
    house = open_workspace(workspace)
    from handschlag.actions.quarantine import quarantine, quarantine_groups

    language = language_of(house.language)
    if json or rows:
        records = quarantine(house, source=source, state=state)
        if json:
            print_json({"records": records})
            return
        _tell_rows(records, language)
        return
    page = quarantine_groups(house, source=source, state=state)
    found = list(page["groups"])
    for number in range(2, page["pages"] + 1):
        found += quarantine_groups(house, source=source, state=state, page=number)["groups"]
    _tell_groups(found, language)


@app.command("mend")
def mend(
    name: Name,
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="A value of this row put right.")
    ] = None,
    missing: Annotated[list[str] | None, typer.Option(metavar="VALUE", help="This value means missing.")] = None,
    means: Annotated[list[str] | None, typer.Option(metavar="VALUE=WORD", help="This value means a word.")] = None,
    otherwise: Annotated[
        str | None, typer.Option(metavar="keep|missing", help="What becomes of values that nobody names.")
    ] = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="F", help="Dates are also written so.")] = None,
    decimal: Annotated[str | None, typer.Option(metavar="SIGN", help="Numbers have this decimal sign.")] = None,
    no_fact: Annotated[bool, typer.Option("--no-fact", help="Rows without it do not state the fact.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in, change nothing.")] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Put values of one row right (--set), or say what a value means in all rows of a group."""
    house = open_workspace(workspace)
    from handschlag.actions import deciding, giving_meaning

    language = language_of(house.language)
    if values:
        given = _pairs(values, "--set")
        if dry_run:
            tried = deciding.try_row(house, row=name, values=given)
            _tell(tried, json, [f"{each['field']}: {each['text'][language]}" for each in tried["wrong"]], language)
            return
        _tell(
            deciding.mend_row(house, row=name, values=given, now=now()), json, [word("brought_in", language)], language
        )
        return
    offered = giving_meaning.sayable(house, group=name)
    said: list[Saying] = [offered.saying("missing", value) for value in missing or []]
    said += [offered.saying("means", value, target) for value, target in _pairs(means or [], "--means").items()]
    said += [offered.saying(kind, target=text) for kind, text in _alike(otherwise, format_, decimal) if text]
    said += [offered.saying("no_fact")] if no_fact else []
    if dry_run:
        found = giving_meaning.preview_meaning(house, group=name, said=said)
    else:
        with progress_bar(language) as progress:
            found = giving_meaning.give_meaning(house, group=name, said=said, now=now(), progress=progress)
    _tell_tried(found, json, language)


@app.command("decide")
def decide(
    name: Name,
    holds: Annotated[str, typer.Option(metavar="this|other", help="Which of two statements holds.")],
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Of two statements about one record, say which holds: this one, or the other."""
    house = open_workspace(workspace)
    from handschlag.actions import deciding

    language = language_of(house.language)
    _tell(deciding.decide(house, row=name, holds=holds, now=now()), json, [word("decided", language)], language)


@app.command("dismiss")
def dismiss(
    names: Names,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why these rows are left out.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was decided on these rows.")] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Leave rows out for good, with a reason; they stay to be seen, and it can be taken back."""
    house = open_workspace(workspace)
    from handschlag.actions import deciding
    from handschlag.actions.quarantine import Chosen

    language = language_of(house.language)
    chosen = Chosen(names)
    if undo:
        found = deciding.take_back(house, chosen=chosen, now=now())
        _tell(found, json, [f"{found['taken_back']} {word('taken_back', language)}"], language)
        return
    found = deciding.dismiss(house, chosen=chosen, why=reason, now=now())
    _tell(found, json, [f"{found['dismissed']} {word('dismissed', language)}"], language)


@app.command("retry")
def retry(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Rows or groups. Default: all that wait.")
    ] = None,
    source: Source = None,
    mapping: Annotated[Path | None, typer.Option(metavar="M.yaml", help="Read their files anew by this.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in, change nothing.")] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Try rows once more, as their source is read today."""
    house = open_workspace(workspace)
    from handschlag.actions import retrying
    from handschlag.actions.quarantine import Chosen

    language = language_of(house.language)
    with progress_bar(language) as progress:
        found = retrying.retry(
            house, chosen=Chosen(names or (), source), mapping=mapping, dry_run=dry_run, now=now(), progress=progress
        )
    _tell_tried(found, json, language)


def _alike(otherwise: str | None, format_: str | None, decimal: str | None) -> list[tuple[str, str]]:
    return [("otherwise", otherwise or ""), ("format", format_ or ""), ("decimal", decimal or "")]


def _pairs(given: list[str], option: str) -> dict[str, str]:
    """`COLUMN=VALUE` as a table; the value may contain further signs."""
    wrong = [text for text in given if "=" not in text]
    if wrong:
        raise WrongUsage(
            *(Problem(message=f"{option}: `{text}` has no `=`", hint="write NAME=VALUE") for text in wrong)
        )
    return dict(text.split("=", 1) for text in given)


def _tell(found: dict[str, Any], json: bool, lines: list[str], language: Language) -> None:
    if json:
        print_json(found)
        return
    for line in lines or [word("understood", language)]:
        print_line(line)


def _tell_tried(found: dict[str, Any], json: bool, language: Language) -> None:
    if json:
        print_json(found)
        return
    print_line(
        f"{found['understood']} / {found['tried']} {word('would_come_in' if found['dry_run'] else 'came_in', language)}"
    )
    if found["reasons"]:
        columns = [word("reason", language), word("count", language)]
        print_table("", columns, [[each["text"][language], each["count"]] for each in found["reasons"]], numbers=[1])


def _tell_rows(records: list[dict[str, Any]], language: Language) -> None:
    if not records:
        print_line(word("quarantine_empty", language))
        return
    keys = ("row", "file", "line", "field", "value")
    columns = [word(key, language) for key in (*keys, "reason")]
    print_table("", columns, [[*(row[key] for key in keys), row["text"][language]] for row in records])


def _tell_groups(found: list[dict[str, Any]], language: Language) -> None:
    if not found:
        print_line(word("quarantine_empty", language))
        return
    columns = [word(key, language) for key in ("group", "source", "file", "field", "reason", "count", "examples")]
    rows = [
        [
            each["group"], each["source"], each["file"], each["field"], each["short"][language], each["count"],
            ", ".join(one["value"] for one in each["examples"]),
        ]
        for each in found
    ]  # fmt: skip
    print_table("", columns, rows, numbers=[5])
