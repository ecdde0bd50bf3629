"""`person export`: what is held on a person, handed out on request."""

import os
from pathlib import Path
from typing import Annotated

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Workspace, now
from handschlag.cli.output import document_text, print_line
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
