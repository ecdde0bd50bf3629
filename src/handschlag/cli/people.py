"""`lead`: one person's passes and timeline, back to the source records."""

from typing import Annotated, Any
from uuid import UUID

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, AsOf, Json, Workspace, parse_as_of
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import InputProblems, Problem


def lead(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="A person's id, or a part of name, mail or company.")],
    as_of: AsOf = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Show a person: passes, stages, and everything that happened."""
    from handschlag.actions import leads

    house = open_workspace(workspace)
    language = language_of(house.language)
    if not _is_id(person):
        found = leads.find_people(house, text=person, page=1)
        if len(found["people"]) != 1:
            _tell_found(found, person, language, as_json=json)
            return
        person = str(found["people"][0]["person"])
    shown = leads.lead(house, person=person, as_of=parse_as_of(as_of, house.time_zone))
    if json:
        print_json(shown)
    else:
        _tell(shown, language)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _tell_found(found: dict[str, Any], text: str, language: Language, *, as_json: bool) -> None:
    if not found["people"]:
        raise InputProblems(Problem(message=f"nobody is found by '{text}'", hint="try a part of the name or the mail"))
    if as_json:
        print_json(found)
        return
    keys = ("person", "name", "company")
    rows = [[person[key] for key in keys] for person in found["people"]]
    print_table(word("found", language), [word(key, language) for key in keys], rows)


def _tell(shown: dict[str, Any], language: Language) -> None:
    company = f" · {shown['company']}" if shown["company"] else ""
    print_line(f"{shown['name']}{company}")
    for one in shown["passes"]:
        print_line(f"  {one['opened_at']} – {one['closed_at'] or ''} {one['kind']} {one['outcome']}")
    columns = [word(key, language) for key in ("when", "side", "what", "source")]
    rows = [
        [
            fact["occurred_at"],
            fact["side"],
            fact["title"][language],
            f"{fact['source']['connection']}:{fact['source']['object']}:{fact['source']['id']}",
        ]
        for fact in shown["timeline"]
    ]
    print_table(word("timeline", language), columns, rows)
