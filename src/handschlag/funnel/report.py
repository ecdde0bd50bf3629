"""The funnel report: every funnel figure of one question as one plain document."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from handschlag.funnel.balances import balances
from handschlag.funnel.cells import Cells, cells
from handschlag.funnel.conversions import conversion_cells, conversion_row, entered_rows, period_ratio_rows
from handschlag.funnel.coverage import Goal, coverage
from handschlag.funnel.dimensions import Regroup
from handschlag.funnel.expected import expectations
from handschlag.funnel.maturity import maturity
from handschlag.funnel.outcomes import average_deals, bypass_rates, win_rates
from handschlag.funnel.periods import instant
from handschlag.funnel.populations import population
from handschlag.funnel.shapes import Question, Row, Run, StageLabel, ask
from handschlag.funnel.velocity import medians, velocity_row

#: What a caller may ask for: keys of the report; `expected` and `kaplan_meier` fill keys of conversion and velocity.
PARTS = (
    "entered", "conversion", "period_ratio", "velocity", "expected", "kaplan_meier",
    "win_rate", "average_deal", "bypass", "inventory", "flow",
)  # fmt: skip
_STAGE_PARTS = {"entered", "conversion", "period_ratio", "velocity"}


def funnel_report(
    run: Run,
    *,
    stages: Sequence[StageLabel],
    time_zone: str,
    as_of: int,
    by: str | None = None,
    start: date | None = None,
    end: date | None = None,
    cohort: str | None = None,
    path: str | None = None,
    kind: str | None = "new",
    unit: str = "pass",
    pairs: str = "all",
    regroup: Regroup | None = None,
    goal: Goal | None = None,
    parts: Collection[str] = PARTS,
) -> Row:
    """Every figure over the fold tables. Days are days of the agreement's time zone, the window is half-open.

    `pairs` says from which stage to which conversion and velocity look: every later one (all), or the next only.
    """
    question = ask(
        run, stages=stages, time_zone=time_zone, as_of=as_of, by=by, start=start, end=end, cohort=cohort,
        path=path, kind=kind, unit=unit, pairs=pairs, regroup=regroup,
    )  # fmt: skip
    report: Row = {
        "as_of": instant(as_of), "agreement": None, "time_zone": time_zone, "by": by, "cohort_by": question.cohort,
        "unit": unit, "window": _window(question), "population": population(run, question),
    }  # fmt: skip
    if _STAGE_PARTS & set(parts):
        report.update(_stage_parts(run, question, cells(run, question), parts))
    for name, make in _OTHER_PARTS.items():
        if name in parts:
            report[name] = make(run, question)
    if {"inventory", "flow"} & set(parts):
        report["inventory"], report["flow"] = balances(run, question)
    report["coverage"] = None if goal is None else coverage(run, question, goal)
    return report


_OTHER_PARTS: dict[str, Callable[[Run, Question], list[Row]]] = {
    "win_rate": win_rates,
    "average_deal": average_deals,
    "bypass": bypass_rates,
}


def _stage_parts(run: Run, question: Question, found: Cells, parts: Collection[str]) -> Row:
    """Entries, conversions and velocity, from one count of all cells."""
    made: Row = {}
    rows = conversion_cells(question, found)
    if "entered" in parts:
        made["entered"] = entered_rows(question, found)
    if "conversion" in parts:
        outlook = expectations(run, question) if "expected" in parts and question.unit == "pass" else None
        judges = {
            (a.no, b.no): maturity(question, found.lags.get((a.no, b.no), {}), found.last.get(a.no, {}))
            for a, b in question.pairs
        }
        made["conversion"] = [
            conversion_row(question, cell, judges[cell[0][0].no, cell[0][1].no], outlook) for cell in rows
        ]
    if "period_ratio" in parts:
        made["period_ratio"] = period_ratio_rows(question, found)
    if "velocity" in parts:
        waits = medians(run, question) if "kaplan_meier" in parts else {}
        made["velocity"] = [
            velocity_row(question, pair, period, group, steps, waits) for pair, period, group, _, steps in rows
        ]
    return made


def _window(question: Question) -> Row:
    return {
        "start": None if question.first_day is None else question.first_day.isoformat(),
        "end": None if question.end_day is None else question.end_day.isoformat(),
    }
