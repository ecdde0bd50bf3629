"""Making and opening a house: `new`, and the workspace that every other command works in."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handschlag.cli.options import Json, now
from handschlag.cli.output import print_json, print_line, say
from handschlag.cli.words import language_of, word

if TYPE_CHECKING:
    from handschlag.actions.houses import House


class HouseLanguage(StrEnum):
    de = "de"
    en = "en"


def open_workspace(path: Path) -> "House":
    """The house in this folder, with Django set up for it: what needs the database is imported after this."""
    from handschlag.access.actors import COMMAND_LINE
    from handschlag.actions.houses import open_house, setup

    setup(path)
    return open_house(path, by=COMMAND_LINE, at=now())


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
    exports: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="EXPORT", help="Draft agreement and mapping from this export; repeatable."),
    ] = None,
    json: Json = False,
) -> None:
    """Make a new workspace with a commented agreement."""
    from handschlag.access.actors import COMMAND_LINE
    from handschlag.actions.drafts import draft, lay_down
    from handschlag.actions.houses import create_house, setup

    spoken = language.value if language else language_of()
    drafted = draft(files=exports, preset=preset, language=spoken) if exports else None
    setup(directory)
    house = create_house(directory, preset=preset, language=spoken, by=COMMAND_LINE, now=now())
    if drafted:
        lay_down(house, drafted)
    if json:
        made = {"workspace": house.path, "agreement": house.path / "agreement.yaml", "preset": preset}
        print_json({**made, "mapping": house.path / "mapping.yaml", "unread": drafted.unread} if drafted else made)
        return
    for file, reason in (drafted.unread if drafted else {}).items():
        say(f"{file}: {reason}")
    print_line(f"{word('made', language_of(spoken))}: {house.path}")
    print_line(f"{word('next', language_of(spoken))}: {house.path / 'agreement.yaml'}")
