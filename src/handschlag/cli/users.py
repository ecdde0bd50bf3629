"""`user add`: who may sign in."""

from typing import Annotated

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line
from handschlag.cli.words import language_of, word

app = typer.Typer(no_args_is_help=True, help="Who may sign in.")

SECRET = "HANDSCHLAG_PASSWORD"


@app.callback()
def user() -> None:
    """Who may sign in."""


@app.command()
def add(
    username: Annotated[str, typer.Argument(metavar="NAME", help="What the person signs in with.")],
    role: Annotated[
        str, typer.Option(help="head_of_marketing, marketer, sdr, seller, head_of_sales, managing_director, ...")
    ],
    full_name: Annotated[str, typer.Option("--full-name", help="As the pages show it. Default: NAME.")] = "",
    password: Annotated[
        str,
        typer.Option(
            envvar=SECRET, prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for if absent."
        ),
    ] = "",
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Let a person sign in; the password is asked for, or taken from HANDSCHLAG_PASSWORD."""
    house = open_workspace(workspace)
    from handschlag.actions import users

    result = users.add_user(
        house, username=username, full_name=full_name or username, role=role, password=password, now=now()
    )
    if json:
        print_json(result)
    else:
        print_line(f"{word('user_added', language_of(house.language))}: {username} ({role})")
