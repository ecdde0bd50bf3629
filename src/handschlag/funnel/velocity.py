"""How long it takes from stage to stage: among those that got there, and with those still on the way in view."""

import numpy as np

from handschlag.funnel.cells import FINEST, Group, Period, Spread, Steps
from handschlag.funnel.figures import days, quotient
from handschlag.funnel.periods import label
from handschlag.funnel.populations import relation, window
from handschlag.funnel.shapes import Question, Row, Run, StageLabel
from handschlag.funnel.survival import Curve, Ints, kaplan_meier

_NAMES = ("median", "p75", "p90")
Medians = dict[tuple[int, int, Period, Group], tuple[int | None, int | None]]


def velocity_row(
    question: Question,
    pair: tuple[StageLabel, StageLabel],
    period: Period,
    group: Group,
    steps: Steps,
    medians: Medians,
) -> Row:
    """One pair in one cell. Velocity always counts passes; implied entries and negative lags are left out."""
    first, second = pair
    name = None if period is None else label(period, question.grid)
    median, converting = medians.get((first.no, second.no, period, group), (None, None))
    return {
        "from": first.key, "to": second.key, "group": name if question.by == "cohort" else group, "cohort": name,
        "unit": "pass", "n": steps.timed, "negative": steps.negative,
        **_spread("days", steps.elapsed, elapsed=True), **_spread("calendar_days", steps.calendar, elapsed=False),
        "km_median_days": days(median), "km_median_converting_days": days(converting),
    }  # fmt: skip


def medians(run: Run, question: Question) -> Medians:
    """The Kaplan-Meier medians of every pair and cell, on exact microseconds."""
    watched: dict[tuple[int, Period, Group], Ints] = {}
    curves: dict[tuple[int, int, Period, Group], Curve] = {}
    for first, second, period, group, all_watched, lags, ended, left_out in run(_statement(question), []):
        if second is None:
            watched[first, period, group] = np.sort(_array(all_watched))
        else:
            curves[first, second, period, group] = kaplan_meier(
                _array(lags), watched[first, period, group], _array(ended), _array(left_out)
            )
    return {key: (curve.median(), curve.half_of_final()) for key, curve in curves.items()}


def _statement(question: Question) -> str:
    period = "period" if question.cohort else "null"
    seen = f"{question.as_of} - entered_at"
    return f"""
        {relation(question, "steps")}
        select * from (
            select stage_no, null as to_no, {period} as period, grp, list({seen}), null, null, null
            from entered where not implied and {window(question, "entered_at")} group by all
            union all
            select stage_no, to_no, {period}, grp, null, list(lag) filter (timed), list({seen}) filter (timed),
                list({seen}) filter (not timed)
            from steps where not from_implied and {window(question, "entered_at")} group by all
        ) order by to_no nulls first"""


def _array(values: list[int] | None) -> Ints:
    return np.asarray(values or [], dtype=np.int64)


def _spread(unit: str, points: Spread | None, *, elapsed: bool) -> Row:
    if points is None:
        return {f"{name}_{unit}": None for name in _NAMES}
    texts = (days(point, FINEST) if elapsed else quotient(point, FINEST, 2) for point in points)
    return {f"{name}_{unit}": text for name, text in zip(_NAMES, texts, strict=True)}
