"""`reconcile`: what each source has, what is here, and record by record why the two differ."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, decimal
from handschlag.cli.options import HERE, Json, Workspace, now, parse_day
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word

#: A terminal shows so many records of each reason; `--json` has all of them.
_SHOWN = 5


def reconcile(
    source: Annotated[str | None, typer.Option(metavar="S", help="Only this source.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day of the window.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the window.")] = None,
    by_month: Annotated[bool, typer.Option("--by-month", help="Totals of every month.")] = False,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Compare the totals of each source with ours, and name every record that differs with its reason."""
    house = open_workspace(workspace)
    from handschlag.actions import reconciling

    found = reconciling.reconcile(
        house,
        now=now(),
        source=source,
        start=parse_day(start, "--from") if start else None,
        end=parse_day(end, "--to") + timedelta(days=1) if end else None,  # actions take the first day after it
        by_month=by_month,
    )
    if json:
        print_json(found)
        return
    language = language_of(house.language)
    _tell_totals(found["totals"], language)
    for one in found["erased"]:
        print_line(
            f"{one['source']}: {count(one['records'], language)} {one['object']}, {word('were_erased', language)}"
        )
    _tell_differences(found["differences"], language)


def _tell_totals(totals: Sequence[dict[str, Any]], language: Language) -> None:
    columns = [word(key, language) for key in ("source", "month", "object", "theirs", "ours", "difference")]
    rows = [
        (
            row["source"],
            _month(row["month"], language),
            _thing(row, language),
            *(_number(row, number, language) for number in (row["theirs"], row["ours"], row["theirs"] - row["ours"])),
        )
        for row in totals
    ]
    print_table("", columns, rows, numbers=[3, 4, 5])


def _month(month: str | None, language: Language) -> str:
    return word("undated", language) if month == "undated" else month or ""


def _thing(row: dict[str, Any], language: Language) -> str:
    from handschlag.dashboard.reconciliation import OBJECTS

    return OBJECTS[row["object"]][language] + (f" ({row['currency']})" if row["currency"] else "")


def _number(row: dict[str, Any], number: int, language: Language) -> str:
    """Values are held in minor units."""
    return decimal(f"{number}e-2", language, 2) if row["object"] == "value" else count(number, language)


def _tell_differences(differences: Sequence[dict[str, Any]], language: Language) -> None:
    columns = [word(key, language) for key in ("record", "object", "effect", "evidence")]
    for reason, number in Counter(row["reason"] for row in differences).items():
        mine = [row for row in differences if row["reason"] == reason]
        rows = [
            (row["record"], _thing(row, language), _number(row, row["effect"], language), _evidence(row, language))
            for row in mine[:_SHOWN]
        ]
        if number > _SHOWN:
            rows.append(("…", "", "", ""))
        print_table(f"{mine[0]['text'][language]} ({count(number, language)})", columns, rows, numbers=[2])


def _evidence(row: dict[str, Any], language: Language) -> str:
    if row["file"]:
        place = f"{row['file']}, {word('line', language)} {row['line']}" if row["line"] else row["file"]
        return f"{place}: {row['field'] or ''} {row['value'] or ''}".strip()
    if row["evidence"]:
        return f"{row['other']} ({row['evidence']['text'][language]}: {row['evidence']['key']})"
    return row["at"][:10] if row["at"] else ""
