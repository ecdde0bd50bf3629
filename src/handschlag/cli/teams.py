"""`team`: who works together; figures of employees are shown for teams."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import language_of, word

app = typer.Typer(no_args_is_help=True, help="Who works together.")

Team = Annotated[str, typer.Argument(metavar="TEAM", help="What the team is called.")]


@app.callback()
def team() -> None:
    """Who works together."""


@app.command("list")
def list_(workspace: Workspace = HERE, json: Json = False) -> None:
    """Every team with its people."""
    house = open_workspace(workspace)
    from handschlag.actions import teams

    found = teams.list_teams(house)
    if json:
        print_json({"teams": found})
        return
    language = language_of(house.language)
    rows = [(one["team"], ", ".join(who["full_name"] for who in one["people"])) for one in found]
    print_table("", [word("team", language), word("people", language)], rows)


@app.command()
def make(name: Team, workspace: Workspace = HERE, json: Json = False) -> None:
    """Make a team."""
    house = open_workspace(workspace)
    from handschlag.actions import teams

    _told(teams.make_team(house, name=name, now=now()), "team_made", house.language, as_json=json)


@app.command()
def rename(
    name: Team,
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is called from now on.")],
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Call a team something else."""
    house = open_workspace(workspace)
    from handschlag.actions import teams

    _told(teams.rename_team(house, team=name, name=new, now=now()), "changed", house.language, as_json=json)


@app.command()
def fill(
    name: Team,
    people: Annotated[list[str], typer.Argument(metavar="NAME...", help="What they sign in with: all of the team.")],
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Say who a team is: exactly these people, wherever they were before."""
    house = open_workspace(workspace)
    from handschlag.actions import teams

    result = teams.fill_team(house, team=name, people=tuple(people), now=now())
    _told(result, "changed", house.language, as_json=json)


@app.command()
def dissolve(name: Team, workspace: Workspace = HERE, json: Json = False) -> None:
    """Dissolve a team; its people have none until they get another."""
    house = open_workspace(workspace)
    from handschlag.actions import teams

    _told(teams.dissolve_team(house, team=name, now=now()), "team_dissolved", house.language, as_json=json)


def _told(result: dict[str, Any], said: str, language: str, *, as_json: bool) -> None:
    if as_json:
        print_json(result)
        return
    people = ", ".join(one["full_name"] for one in result["people"])
    print_line(f"{word(said, language_of(language))}: {result['team']}{f' ({people})' if people else ''}")
