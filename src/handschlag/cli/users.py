"""`user`: who may sign in, in which role and team, under which names the sources know them."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import instant
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import language_of, word

app = typer.Typer(no_args_is_help=True, help="Who may sign in.")

SECRET = "HANDSCHLAG_PASSWORD"
ROLES_HELP = "admin, head_of_marketing, marketer, sdr, seller, head_of_sales, managing_director or read_only."

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the person signs in with.")]
KnownAs = Annotated[
    list[str] | None,
    typer.Option("--known-as", metavar="TEXT", help="A name under which the sources know the person; repeatable."),
]


@app.callback()
def user() -> None:
    """Who may sign in."""


@app.command()
def add(
    username: Name,
    role: Annotated[str, typer.Option(help=ROLES_HELP)],
    full_name: Annotated[str, typer.Option("--full-name", help="As the pages show it. Default: NAME.")] = "",
    team: Annotated[str, typer.Option(help="The team the person works in.")] = "",
    known_as: KnownAs = None,
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
        house, username=username, full_name=full_name or username, role=role, password=password, now=now(),
        team=team, known_as=tuple(known_as or ()),
    )  # fmt: skip
    if json:
        print_json(result)
    else:
        print_line(f"{word('user_added', language_of(house.language))}: {username} ({role})")


@app.command("list")
def list_(workspace: Workspace = HERE, json: Json = False) -> None:
    """Everybody who may sign in, or might again."""
    house = open_workspace(workspace)
    from handschlag.actions import users

    found = users.list_users(house)
    if json:
        print_json({"users": found})
        return
    language = language_of(house.language)
    keys = ("sign_in_name", "name", "role", "team", "known_as", "last_sign_in", "state")
    rows = [
        (
            one["username"], one["full_name"], one["role"], one["team"], ", ".join(one["known_as"]),
            instant(one["last_sign_in"], house.time_zone), word("active" if one["active"] else "inactive", language),
        )
        for one in found
    ]  # fmt: skip
    print_table("", [word(key, language) for key in keys], rows)


@app.command()
def change(
    username: Name,
    role: Annotated[str | None, typer.Option(help=ROLES_HELP)] = None,
    full_name: Annotated[str | None, typer.Option("--full-name", help="As the pages show it.")] = None,
    team: Annotated[str | None, typer.Option(help="The team; an empty text takes the person out of it.")] = None,
    known_as: KnownAs = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Change what is given of a person. The names given with --known-as take the place of all there were."""
    house = open_workspace(workspace)
    from handschlag.actions import users

    result = users.change_user(
        house, username=username, now=now(), role=role, full_name=full_name, team=team,
        known_as=None if known_as is None else tuple(known_as),
    )  # fmt: skip
    _told(result, "changed", house.language, as_json=json)


@app.command()
def deactivate(username: Name, workspace: Workspace = HERE, json: Json = False) -> None:
    """Shut a person out, at once and everywhere. Nobody is deleted, because history names them."""
    house = open_workspace(workspace)
    from handschlag.actions import users

    _told(users.deactivate_user(house, username=username, now=now()), "deactivated", house.language, as_json=json)


@app.command()
def reactivate(username: Name, workspace: Workspace = HERE, json: Json = False) -> None:
    """Let a person in again."""
    house = open_workspace(workspace)
    from handschlag.actions import users

    _told(users.reactivate_user(house, username=username, now=now()), "reactivated", house.language, as_json=json)


def _told(result: dict[str, Any], said: str, language: str, *, as_json: bool) -> None:
    if as_json:
        print_json(result)
    else:
        print_line(f"{word(said, language_of(language))}: {result['username']} ({result['role']})")


@app.command()
def link(
    username: Name,
    address: Annotated[
        str, typer.Option(metavar="URL", envvar="HANDSCHLAG_ADDRESS", help="Where the pages are.")
    ] = "http://127.0.0.1:8000/",
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Print a link with which a person chooses a password, once and within a week."""
    house = open_workspace(workspace)
    from handschlag.actions import passwords

    made = passwords.offer_link(house, username=username, now=now())
    full = f"{address.rstrip('/')}/password/{made['token']}/"
    if json:
        print_json({"username": username, "link": full, "until": made["until"]})
        return
    until = instant(made["until"], house.time_zone)
    print_line(f"{word('link_for', language_of(house.language))} {until}: {full}")


@app.command()
def password(username: Name, workspace: Workspace = HERE, json: Json = False) -> None:
    """Set a temporary password and print it once; whoever signs in with it must choose another."""
    house = open_workspace(workspace)
    from handschlag.actions import passwords

    made = passwords.set_temporary_password(house, username=username, now=now())
    if json:
        print_json(made)
        return
    until = instant(made["until"], house.time_zone)
    print_line(f"{word('password_for', language_of(house.language))} {until}: {made['password']}")
