"""`clock due`: when a clock of the agreement falls due."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import instant
from handschlag.cli.options import HERE, Json, Workspace, parse_as_of
from handschlag.cli.output import print_json, print_table
from handschlag.cli.words import Language, language_of, word

app = typer.Typer(no_args_is_help=True, help="The clocks of the agreement.")


@app.callback()
def clock() -> None:
    """The clocks of the agreement."""


@app.command()
def due(
    clock: Annotated[str, typer.Argument(metavar="CLOCK", help="Key of a clock of the agreement.")],
    start: Annotated[
        str, typer.Option(metavar="INSTANT", help="When it starts; without an offset in the calendar's time zone.")
    ],
    calendar: Annotated[
        str | None, typer.Option(metavar="C", help="The calendar it runs in. Default: the clock's own.")
    ] = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """When a clock that starts then is due, when it warns, and what happens if it is missed."""
    house = open_workspace(workspace)
    from handschlag.actions import clocks

    zone = clocks.zone_of(house, clock=clock, calendar=calendar)
    found = clocks.clock_due(house, clock=clock, start=parse_as_of(start, zone, "--start"), calendar=calendar)
    if json:
        print_json(found)
    else:
        _tell(found, language_of(house.language))


def _tell(found: dict[str, Any], language: Language) -> None:
    zone = found["time_zone"]
    rows = [(word("starts", language), found["start"])]
    rows += [(word("early_warning", language), at) for at in found["warnings"]]
    rows += [(word("due", language), found["due"])]
    rows += [(one["text"][language], one["at"]) for one in found["missed"]]
    print_table(
        " · ".join(filter(None, (found["name"][language], found["calendar"], zone))),
        [word("what", language), word("when", language)],
        [(what, _shown(at, zone, language)) for what, at in rows],
    )


def _shown(at: Any, zone: str, language: Language) -> str:
    from zoneinfo import ZoneInfo

    from babel.dates import get_day_names

    day = get_day_names("abbreviated", locale=language)[at.astimezone(ZoneInfo(zone)).weekday()]
    return f"{day} {instant(at, zone)}"
