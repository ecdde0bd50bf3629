"""`agreement sign|versions`: both sides sign the text of the file, and what they have signed so far."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import instant
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.users import SECRET
from handschlag.cli.words import Language, language_of, word


def sign(
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who signs: what the person signs in with.")],
    take_back: Annotated[bool, typer.Option("--take-back", help="Take one's signature back instead.")] = False,
    password: Annotated[
        str, typer.Option(envvar=SECRET, prompt=True, hide_input=True, help="The person's own; asked for if absent.")
    ] = "",
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Sign the agreement as it stands in the file; once both sides have, it is in force."""
    house = open_workspace(workspace)
    from handschlag.actions import signing

    at = now()
    mine = house.asked_by(signing.proven(by, password), at)
    if take_back:
        found = signing.take_back(mine, digest=house.draft_digest, now=at)
    else:
        found = signing.sign(mine, digest=house.draft_digest, now=at, password=password)
    _tell(found, house, json=json)


def versions(workspace: Workspace = HERE, json: Json = False) -> None:
    """What is in force, what both sides have signed before, and who still has to sign the file as it stands."""
    house = open_workspace(workspace)
    from handschlag.actions import signing

    _tell(signing.signing(house, now=now()), house, json=json)


def _tell(found: dict[str, Any], house: Any, *, json: bool) -> None:
    if json:
        print_json(found)
        return
    language = language_of(house.language)
    for one in found["history"]:
        signed = ", ".join(f"{each['name']} ({instant(each['at'], house.time_zone)})" for each in one["signatures"])
        since = instant(one["in_force_at"], house.time_zone)
        print_line(
            f"{word('version_number', language)} {one['number']} · {word('in_force_from', language)} {since} · {signed}"
        )
        print_line(f"  {one['hash']}")
    _tell_draft(found["draft"], house, language)


def _tell_draft(draft: dict[str, Any], house: Any, language: Language) -> None:
    print_line(word(f"draft_{draft['state']}", language))
    rows = [
        (
            word(f"side_{one['side']}", language), one["label"][language],
            f"{one['signed']['name']}, {instant(one['signed']['at'], house.time_zone)}" if one["signed"] else "",
            ", ".join(one["who"]),
        )
        for one in draft.get("offices", [])
    ]  # fmt: skip
    if rows:
        keys = ("side", "office", "signed", "could_sign")
        print_table("", [word(key, language) for key in keys], rows)
