"""`agreement check|show|schema`: the file both sides sign, checked, read aloud, and described for editors."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Json, Workspace
from handschlag.cli.output import print_json, print_line, print_table, say
from handschlag.cli.words import language_of, word

app = typer.Typer(no_args_is_help=True, help="Check, read and describe the agreement.")

FILE = "agreement.yaml"


class Form(StrEnum):
    text = "text"
    html = "html"


class ShownLanguage(StrEnum):
    de = "de"
    en = "en"


AgreementFile = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The agreement. Default: agreement.yaml of the workspace.")
]


@app.command()
def check(file: AgreementFile = None, workspace: Workspace = HERE, json: Json = False) -> None:
    """Check an agreement: all its problems at once, and what is executed of it today."""
    from handschlag.actions.agreements import check_agreement

    result = check_agreement(file or workspace / FILE)
    problems = result["problems"]
    if json:
        print_json(result)
    else:
        _tell_check(result)
    if problems:
        raise typer.Exit(1)


def _tell_check(result: dict[str, Any]) -> None:
    from handschlag.errors import Problem

    language = language_of()
    for problem in result["problems"]:
        say(str(Problem(**problem)))
    if result["sections"]:
        columns = [word("section", language), word("state", language), word("note", language)]
        print_table(
            "",
            columns,
            [(row["section"], word(row["state"], language), row["note"][language]) for row in result["sections"]],
        )
    if not result["problems"]:
        print_line(word("no_problems", language))


@app.command()
def show(
    file: AgreementFile = None,
    language: Annotated[ShownLanguage | None, typer.Option(help="Default: the terminal's language.")] = None,
    form: Annotated[Form, typer.Option(help="Plain text, or a page for the browser.")] = Form.text,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Show the agreement as a document that a managing director would sign: what is in force, else the file."""
    from handschlag.actions.agreements import show_agreement

    spoken = language.value if language else language_of()
    in_house = file is None and (workspace / "handschlag.toml").is_file()
    shown = open_workspace(workspace) if in_house else file or workspace / FILE
    document = show_agreement(shown, language=spoken, form=form.value)
    if json:
        print_json({"language": spoken, "form": form.value, "document": document})
    else:
        print_line(document.rstrip("\n"))


@app.command()
def schema() -> None:
    """Print the agreement's JSON Schema, for editors that complete and check while one types."""
    import json
    import sys

    from handschlag.actions.agreements import agreement_schema

    json.dump(agreement_schema(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
