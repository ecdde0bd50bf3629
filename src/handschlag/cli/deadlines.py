"""`clocks` and `sla`: which deadlines run now, and how both sides kept them in a window."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, decimal, instant, percent
from handschlag.cli.options import HERE, AsOf, Json, Workspace, now, parse_as_of, parse_day
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import Problem, WrongUsage


class Side(StrEnum):
    marketing = "marketing"
    sdr = "sdr"
    sales = "sales"


def clocks(
    open_: Annotated[bool, typer.Option("--open", help="Only those that are not due yet.")] = False,
    missed: Annotated[bool, typer.Option("--missed", help="Only those past due.")] = False,
    clock: Annotated[str | None, typer.Option(metavar="CLOCK", help="Key of a clock. Default: all.")] = None,
    page: Annotated[int, typer.Option(metavar="N", help="Fifty are shown at a time.")] = 1,
    as_of: AsOf = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """The clocks that run now: whose lead, when due, and what is missed already."""
    if open_ and missed:
        hint = "without either, all that run are shown"
        raise WrongUsage(Problem(message="--open and --missed exclude each other", hint=hint))
    house = open_workspace(workspace)
    from handschlag.actions import deadlines

    found = deadlines.running_clocks(
        house, now=now(), show="open" if open_ else "missed" if missed else "", clock=clock, page=page,
        as_of=parse_as_of(as_of, house.time_zone) if as_of else None,
    )  # fmt: skip
    if json:
        print_json(found)
    else:
        _tell_running(found, house.time_zone, language_of(house.language))


def _tell_running(found: dict[str, Any], zone: str, language: Language) -> None:
    states = " · ".join(f"{word('clock_' + key, language)}: {count(n, language)}" for key, n in found["counts"].items())
    columns = ("due", "clock", "person", "company", "holder", "since")
    print_table(
        states,
        [word(key, language) for key in columns],
        [
            (
                f"{instant(row['due_at'], zone)}{' !' if row['state'] == 'missed' else ''}",
                row["clock_name"][language], row["name"] or row["person"] or "", row["company"] or "",
                row["holder"] or "", instant(row["since"], zone),
            )
            for row in found["rows"]
        ],
    )  # fmt: skip
    if found["pages"] > 1:
        print_line(f"{found['page']} / {found['pages']}: --page N")


def sla(
    start: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day of the window. Default: ninety days ago.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the window.")] = None,
    side: Annotated[Side | None, typer.Option(help="Only what this side promised.")] = None,
    as_of: AsOf = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """How the deadlines were kept that fell due in a window, beside what was promised."""
    house = open_workspace(workspace)
    from handschlag.actions import deadlines

    found = deadlines.sla(
        house, now=now(), start=parse_day(start, "--from") if start else None,
        end=parse_day(end, "--to") + timedelta(days=1) if end else None,
        as_of=parse_as_of(as_of, house.time_zone) if as_of else None,
    )  # fmt: skip
    if side is not None:
        found["clocks"] = [one for one in found["clocks"] if one["side"] == side.value]
    if json:
        print_json(found)
    else:
        _tell_kept(found, language_of(house.language))


def _tell_kept(found: dict[str, Any], language: Language) -> None:
    trial = f" ({word('trial', language)})" if found["trial"] else ""
    window = f"{found['from'].isoformat()} – {found['to'].isoformat()}"
    columns = ("clock", "due", "clock_met", "clock_missed", "clock_late", "clock_share", "clock_promised", "clock_time")
    print_table(
        f"{window} · {word('agreement', language)} {found['agreement']}{trial}",
        [word(key, language) for key in columns],
        [
            (
                one["name"][language], count(one["due"], language),
                *(word("not_available", language) if one[key] is None else count(one[key], language)
                  for key in ("met", "missed", "late")),
                percent(one["share"], language),
                _promise(one, language),
                _hours(one["median_working_seconds"], language),
            )
            for one in found["clocks"]
        ],
        numbers=(1, 2, 3, 4, 5, 7),
    )  # fmt: skip


def _promise(one: dict[str, Any], language: Language) -> str:
    if one["promised"] is None:
        return ""
    return f"{percent(one['promised'], language)} {word('side_' + one['side'], language)}"


def _hours(seconds: int | None, language: Language) -> str:
    return word("no_data", language) if seconds is None else f"{decimal(seconds / 3600, language)} h"
