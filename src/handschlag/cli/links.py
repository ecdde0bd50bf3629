"""`link`: which records are one person or one company, why, and how to undo it."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import WrongUsage


def link(
    explain: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Say whether two subjects are one, and why.")
    ] = None,
    undo: Annotated[
        tuple[str, str] | None, typer.Option(metavar="SUBJECT KEY", help="Undo a link: this key says nothing about it.")
    ] = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Link records that are one person or company, by e-mail, domain and name; every link has its reason."""
    from handschlag.actions import links

    if explain and undo:
        raise WrongUsage("either --explain or --undo, not both")
    house = open_workspace(workspace)
    if explain:
        result = links.explain_link(house, a=explain[0], b=explain[1])
    elif undo:
        result = links.undo_link(house, subject=undo[0], key=undo[1], now=now(), by="cli")
    else:
        result = links.link(house, now=now(), by="cli")
    if json:
        print_json(result)
    else:
        _tell(result, language_of(house.language))


def _tell(result: dict[str, Any], language: Language) -> None:
    for key, value in result.items():
        if isinstance(value, list):
            print_line(f"{word(key, language)}:")
            for item in value:
                print_line(
                    "  " + (", ".join(f"{k} {v}" for k, v in item.items()) if isinstance(item, dict) else str(item))
                )
        else:
            print_line(f"{word(key, language)}: {value}")
