"""`import`: files into the ledger, and what of them could not be understood."""

from pathlib import Path
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table, say
from handschlag.cli.progress import progress_bar
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import Problem, WrongUsage

COUNTS = ("read", "new", "unchanged", "corrected", "quarantined")


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="CSV, JSONL or Parquet files.")],
    mapping: Annotated[Path | None, typer.Option(metavar="M.yaml", help="What the files' columns mean.")] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Propose a mapping for the files and print it; change nothing.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen, change nothing.")] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Bring exported files into the ledger by a mapping file; doing it twice changes nothing."""
    if suggest:
        _suggest(files, workspace, json)
        return
    if mapping is None:
        hint = "name the mapping file, or let --suggest propose one"
        raise WrongUsage(Problem(message="--mapping is missing", hint=hint))
    house = open_workspace(workspace)
    from handschlag.actions.imports import import_files

    with progress_bar(language_of(house.language)) as progress:
        result = import_files(house, files=files, mapping=mapping, dry_run=dry_run, now=now(), progress=progress)
    language = language_of(house.language)
    for warning in result.get("warnings", ()):
        say(f"{word('warning', language)}: {warning['text'][language]} {warning['hint'][language]}")
    if json:
        print_json(result)
    else:
        _tell_import(result, dry_run=dry_run, language=language)


def _suggest(files: list[Path], workspace: Path, json: bool) -> None:
    """A proposal speaks the words of the house's agreement; outside of a house those of the basic model."""
    from handschlag.actions.suggestions import propose, suspicions

    house = open_workspace(workspace) if (workspace / "handschlag.toml").is_file() else None
    language = language_of(house.language if house else None)
    proposal = propose(files=files, agreement=house.agreement if house else None)
    for file, reason in proposal.unread.items():
        say(f"{file}: {reason.in_(language)}")
    found = suspicions(files, proposal)
    for one in found:
        say(f"{word('warning', language)}: {one.text.in_(language)} {one.hint.in_(language)}")
    if json:
        print_json({**proposal.document, "warnings": [one.document() for one in found]})
    else:
        print_line(proposal.text.rstrip())


def _tell_import(result: dict[str, Any], *, dry_run: bool, language: Language) -> None:
    columns = [word("file", language), *(word(count, language) for count in COUNTS)]
    rows = [[file["file"], *(file.get(count, "") for count in COUNTS)] for file in result["files"]]
    if len(rows) != 1:
        rows.append([word("total", language), *(result[count] for count in COUNTS)])
    print_table("", columns, rows, numbers=range(1, len(columns)))
    if dry_run:
        _tell_preview(result["facts"], language)
        _tell_rows(("file", "line", "field", "value"), result["rejected"], language)
    elif result["quarantined"]:
        say(f"{result['quarantined']} {word('see_quarantine', language)}")


def _tell_preview(facts: list[dict[str, Any]], language: Language) -> None:
    columns = ["kind", "subject", "name", "occurred_at", "fields"]
    print_table(word("preview", language), columns, [[fact.get(column) for column in columns] for fact in facts])
    print_line(word("dry_run", language))


def _tell_rows(keys: tuple[str, ...], rows: list[dict[str, Any]], language: Language) -> None:
    if rows:
        columns = [word(key, language) for key in (*keys, "reason")]
        print_table("", columns, [[*(row[key] for key in keys), row["text"][language]] for row in rows])
