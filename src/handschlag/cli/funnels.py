"""`funnel`: the funnel both sides believe, by any dimension, in a window, as of any instant."""

from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, decimal, instant, percent
from handschlag.cli.options import HERE, AsOf, Json, Workspace, now, parse_as_of, parse_day
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word


class Cohort(StrEnum):
    month = "month"
    quarter = "quarter"


class OpenedBy(StrEnum):
    marketing = "marketing"
    sales = "sales"


class Kind(StrEnum):
    new = "new"
    expansion = "expansion"
    renewal = "renewal"
    all = "all"


class Unit(StrEnum):
    passes = "pass"
    person = "person"
    company = "company"
    opportunity = "opportunity"


def funnel(
    by: Annotated[
        str | None, typer.Option(metavar="DIM", help="A dimension: origin, channel, campaign, market, owner, ...")
    ] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day of the window.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the window.")] = None,
    cohort: Annotated[Cohort | None, typer.Option(help="Conversion by month or quarter of entry.")] = None,
    path: Annotated[OpenedBy | None, typer.Option(help="Only passes opened by this side.")] = None,
    kind: Annotated[Kind, typer.Option(help="New business, or that with customers.")] = Kind.new,
    unit: Annotated[Unit, typer.Option(help="What is counted.")] = Unit.passes,
    as_of: AsOf = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Show the funnel: who entered which stage, conversion, velocity, win rate."""
    house = open_workspace(workspace)
    from handschlag.actions import funnels

    report = funnels.funnel(
        house,
        as_of=parse_as_of(as_of, house.time_zone),
        by=by,
        start=parse_day(start, "--from") if start else None,
        end=parse_day(end, "--to") + timedelta(days=1) if end else None,  # actions take the first day after it
        cohort=cohort.value if cohort else None,
        path=path.value if path else None,
        kind=None if kind is Kind.all else kind.value,
        unit=unit.value,
        now=now(),
    )
    if json:
        print_json(report)
    else:
        _tell(report, language_of(house.language))


def _tell(report: dict[str, Any], language: Language) -> None:
    names = {stage["key"]: stage["label"][language] for stage in report["stages"]}
    at = datetime.fromisoformat(report["as_of"])
    trial = f" ({word('trial', language)})" if report["trial"] else ""
    print_line(
        f"{word('as_of', language)} {instant(at, report['time_zone'])}"
        f" · {word('agreement', language)} {report['agreement']}{trial}"
    )
    if report["people"] and report["people"]["shown"] == "teams":
        print_line(word("by_team", language))
    _tell_entered(report["entered"], names, language)
    _tell_conversion(report["conversion"], names, language)
    _tell_velocity(report["velocity"], names, language)
    _tell_win_rate(report["win_rate"], language)


def _steps(rows: list[dict[str, Any]], names: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Named rows from each stage to the next, then from the first to the last; JSON has every pair."""
    keys = list(names)
    order = {pair: place for place, pair in enumerate([*pairwise(keys), (keys[0], keys[-1])])}
    shown = sorted(
        (row for row in rows if (row["from"], row["to"]) in order), key=lambda row: order[row["from"], row["to"]]
    )
    return [(f"{names[row['from']]} → {names[row['to']]}", row) for row in shown]


def _group(row: dict[str, Any], language: Language) -> str:
    return word("all", language) if row["group"] is None else str(row["group"])


def _tell_entered(rows: list[dict[str, Any]], names: dict[str, str], language: Language) -> None:
    cells = {(_group(row, language), row.get("cohort"), row["stage"]): row["count"] for row in rows}
    lines = list(dict.fromkeys((group, cohort) for group, cohort, _ in cells))
    table = [
        [group, cohort or "", *(count(cells.get((group, cohort, stage), 0), language) for stage in names)]
        for group, cohort in lines
    ]
    columns = [word("group", language), word("cohort", language), *names.values()]
    print_table(word("entered", language), columns, table, numbers=range(2, len(columns)))


def _tell_conversion(rows: list[dict[str, Any]], names: dict[str, str], language: Language) -> None:
    columns = [word(key, language) for key in ("group", "cohort", "step", "entered", "converted", "rate", "note")]
    table = [
        [
            _group(row, language),
            row["cohort"] or "",
            step,
            count(row["entered"], language),
            count(row["converted"], language),
            percent(row["rate"], language),
            "" if row["mature"] or not row["entered"] else word("immature", language),
        ]
        for step, row in _steps(rows, names)
    ]
    print_table(word("conversion", language), columns, table, numbers=[3, 4, 5])


def _tell_velocity(rows: list[dict[str, Any]], names: dict[str, str], language: Language) -> None:
    columns = [word(key, language) for key in ("group", "cohort", "step", "n", "median", "p75", "p90")]
    table = [
        [
            _group(row, language),
            row.get("cohort") or "",
            step,
            count(row["n"], language),
            *(decimal(row[key], language) for key in ("median_days", "p75_days", "p90_days")),
        ]
        for step, row in _steps(rows, names)
    ]
    print_table(word("velocity", language), columns, table, numbers=[3, 4, 5, 6])


def _tell_win_rate(rows: list[dict[str, Any]], language: Language) -> None:
    keys = ("won", "lost", "no_decision", "open")
    columns = [word(key, language) for key in ("group", *keys, "rate", "note")]
    table = [
        [
            _group(row, language),
            *(count(row[key], language) for key in keys),
            percent(row["rate"], language),
            word(row["reason"], language) if row["reason"] else "",
        ]
        for row in rows
    ]
    print_table(word("win_rate", language), columns, table, numbers=[1, 2, 3, 4, 5])
