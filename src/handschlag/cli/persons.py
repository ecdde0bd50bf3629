"""`person`: what is held on somebody handed out, somebody erased, and what was erased."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, instant
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import document_text, print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import InputProblems, Problem

app = typer.Typer(no_args_is_help=True, help="A person's rights (GDPR).")


@app.callback()
def persons() -> None:
    """A person's rights (GDPR)."""


@app.command("export")
def export(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id, an e-mail address, or a source record.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="Where to write it; the file must not be there.")],
    workspace: Workspace = HERE,
) -> None:
    """Write everything the house holds on a person into a JSON file that only you can read (Art. 15 GDPR)."""
    house = open_workspace(workspace)
    from handschlag.actions.person_exports import export_person

    if to.exists():
        raise InputProblems(Problem(str(to), message="this file is there already", hint="name a new one"))
    text = document_text(export_person(house, person=person, now=now()))
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as sink:
        sink.write(text + "\n")
    print_line(str(to))


@app.command("erase")
def erase(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id, an e-mail address, or a source record.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Erase a person from everything the house holds, for good (Art. 17 GDPR)."""
    house = open_workspace(workspace)
    from handschlag.actions import erasing

    language = language_of(house.language)
    foreseen = erasing.foresee_erasure(house, person=person, now=now())
    if not json:
        _tell_foreseen(foreseen, language)
    if not dry_run and not yes and not typer.confirm(word("erase_for_good", language), err=True):
        raise typer.Exit(1)
    done = None if dry_run else erasing.erase_person(house, person=foreseen["person"], now=now())
    if json:
        print_json({"foreseen": foreseen, "erasure": done, "dry_run": dry_run})
    elif done is not None:
        print_line(f"{word('erased', language)}: {word('number', language)} {done['number']}")


@app.command("erasures")
def erasures(
    finish: Annotated[
        bool, typer.Option("--finish", help="Go on with what was cut off, or what a backup brought back.")
    ] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Every erasure: when, by whom, how much went. Of whom, nobody knows any more."""
    house = open_workspace(workspace)
    from handschlag.actions import erasing

    if finish:
        erasing.finish_erasures(house, now=now())
    found = erasing.list_erasures(house)
    if json:
        print_json({"erasures": found})
        return
    language = language_of(house.language)
    columns = ("number", "when", "who", "records", "facts", "rows", "finished", "readmitted")
    print_table("", [word(key, language) for key in columns], [_row(one, house.time_zone, language) for one in found])


@app.command("readmit")
def readmit(
    named: Annotated[str, typer.Argument(metavar="PERSON", help="An e-mail address or a source record.")],
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Let an erased person in again: imports bring in from now on what they find."""
    house = open_workspace(workspace)
    from handschlag.actions import erasing

    done = erasing.readmit_person(house, named=named, now=now())
    if json:
        print_json(done)
    else:
        language = language_of(house.language)
        print_line(f"{word('readmitted', language)}: {word('number', language)} {done['number']}")


def _tell_foreseen(found: dict[str, Any], language: Language) -> None:
    print_line(found["name"])
    keys = ("facts", "rows", "set_aside", "passes")
    lines = [(word("records", language), ", ".join(found["records"]))]
    lines += [(word(key, language), count(int(found[key]), language)) for key in keys]
    lines += [(word("deal_stays", language), _deal(deal, language)) for deal in found["deals"]]
    lines += [(word("shared_address", language), address) for address in found["shared"]]
    lines += [(word("outside_file", language), file) for file in found["outside"]]
    print_table(word("will_go", language), ["", ""], lines)


def _deal(deal: dict[str, Any], language: Language) -> str:
    alone = "" if deal["others"] else f", {word('only_contact', language)}"
    return f"{deal['record']} ({deal['outcome'] or '-'}{alone})"


def _row(one: dict[str, Any], zone: str, language: Language) -> list[str]:
    return [
        str(one["number"]), instant(one["at"], zone), one["by"],
        count(one["records"], language), count(one["counts"].get("facts", 0), language),
        count(one["counts"].get("rows", 0), language),
        instant(one["finished_at"], zone), instant(one["readmitted_at"], zone),
    ]  # fmt: skip
