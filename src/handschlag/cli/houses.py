"""Making and opening a house: `new`, and the workspace that every other command works in."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handschlag.cli.options import Json, now
from handschlag.cli.output import print_json, print_line
from handschlag.cli.words import language_of, word

if TYPE_CHECKING:
    from handschlag.actions.houses import House


class HouseLanguage(StrEnum):
    de = "de"
    en = "en"


def open_workspace(path: Path) -> "House":
    """The house in this folder, with Django set up for it: what needs the database is imported after this."""
    from handschlag.actions.houses import open_house, setup

    setup(path)
    return open_house(path)


def new(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make; it must not exist or be empty.")
    ],
    preset: Annotated[
        str, typer.Option(help="The agreement to start from: article, hubspot, waterfall, minimal.")
    ] = "article",
    language: Annotated[
        HouseLanguage | None, typer.Option(help="The house's language. Default: the terminal's.")
    ] = None,
    json: Json = False,
) -> None:
    """Make a new workspace with a commented agreement."""
    from handschlag.actions.houses import create_house, setup

    setup(directory)
    spoken = language.value if language else language_of()
    house = create_house(directory, preset=preset, language=spoken, now=now())
    if json:
        print_json({"workspace": house.path, "agreement": house.path / "agreement.yaml", "preset": preset})
        return
    print_line(f"{word('made', language_of(spoken))}: {house.path}")
    print_line(f"{word('next', language_of(spoken))}: {house.path / 'agreement.yaml'}")
