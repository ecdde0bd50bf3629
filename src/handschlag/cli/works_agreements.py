"""`works-agreement`: under which figures of single employees may be shown by name."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import instant
from handschlag.cli.options import HERE, Json, Workspace, now, parse_day
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import language_of, word

app = typer.Typer(no_args_is_help=True, help="Under which figures of single employees may be shown.")


@app.callback()
def works_agreement() -> None:
    """Under which figures of single employees may be shown."""


@app.command("list")
def list_(workspace: Workspace = HERE, json: Json = False) -> None:
    """Every works agreement that was recorded, and which one is in force."""
    house = open_workspace(workspace)
    from handschlag.actions import works_agreements

    found = works_agreements.list_works_agreements(house, now=now())
    if json:
        print_json({"works_agreements": found})
        return
    language = language_of(house.language)
    keys = ("number", "title", "agreed_on", "recorded", "withdrawn", "state")
    rows = [
        (
            one["number"], one["title"], one["agreed_on"], _by(one, "recorded", house.time_zone),
            _by(one, "withdrawn", house.time_zone), word("in_force", language) if one["in_force"] else "",
        )
        for one in found
    ]  # fmt: skip
    print_table("", [word(key, language) for key in keys], rows)


def _by(one: dict[str, Any], what: str, zone: str) -> str:
    return f"{instant(one[f'{what}_at'], zone)} {one[f'{what}_by']}" if one[f"{what}_at"] else ""


@app.command()
def record(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the agreement is called.")],
    agreed_on: Annotated[str, typer.Option("--agreed-on", metavar="DAY", help="From which day it holds.")],
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Record a works agreement: single names are shown to the roles that may see them."""
    house = open_workspace(workspace)
    from handschlag.actions import works_agreements

    day = parse_day(agreed_on, "--agreed-on")
    result = works_agreements.record_works_agreement(house, title=title, agreed_on=day, now=now())
    _told(result, "recorded", house.language, as_json=json)


@app.command()
def withdraw(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number, as `works-agreement list` shows it.")],
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Withdraw a works agreement: from now on it permits nothing any more."""
    house = open_workspace(workspace)
    from handschlag.actions import works_agreements

    result = works_agreements.withdraw_works_agreement(house, number=number, now=now())
    _told(result, "withdrawn", house.language, as_json=json)


def _told(result: dict[str, Any], said: str, language: str, *, as_json: bool) -> None:
    if as_json:
        print_json(result)
    else:
        print_line(f"{word(said, language_of(language))}: {result['number']} {result['title']}")
