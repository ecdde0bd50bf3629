"""`handover review`: fresh leads beside recycled ones, and the hand-overs that both sides judge differently."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, instant, percent
from handschlag.cli.options import HERE, AsOf, Json, Workspace, now, parse_as_of, parse_day
from handschlag.cli.output import print_json, print_table
from handschlag.cli.words import Language, language_of, word


def review(
    start: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day of the window. Default: ninety days ago.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the window.")] = None,
    as_of: AsOf = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Whether leads that come again are worth it, and which hand-overs both sides have to talk about."""
    house = open_workspace(workspace)
    from handschlag.actions import handover_review

    found = handover_review.handover_review(
        house, now=now(), start=parse_day(start, "--from") if start else None,
        end=parse_day(end, "--to") + timedelta(days=1) if end else None,
        as_of=parse_as_of(as_of, house.time_zone) if as_of else None,
    )  # fmt: skip
    if json:
        print_json(found)
    else:
        _tell(found, house.time_zone, language_of(house.language))


def _tell(found: dict[str, Any], zone: str, language: Language) -> None:
    columns = ("offered_count", "accepted_count", "returned_count", "unanswered_count", "opportunities_count", "won")
    keys = ("offered", "accepted", "returned", "unanswered", "opportunity", "won")
    print_table(
        f"{found['from'].isoformat()} – {found['to'].isoformat()}",
        [word("leads", language), *(word(key, language) for key in columns), word("accepted_share", language)],
        [
            (word(f"group_{one['group']}", language), *(count(one[key], language) for key in keys),
             percent(one["accepted_share"], language))
            for one in found["groups"]
        ],
        numbers=range(1, 8),
    )  # fmt: skip
    print_table(
        " · ".join(f"{word(kind, language)}: {count(number, language)}" for kind, number in found["counts"].items()),
        [word(key, language) for key in ("person", "company", "when", "what")],
        [
            (
                one["name"] or one["person"] or "", one["company"] or "", instant(one["at"], zone),
                word(one["kind"], language) + (f": {one['reason'][language]}" if one["reason"] else ""),
            )
            for one in found["disputes"]
        ],
    )  # fmt: skip
