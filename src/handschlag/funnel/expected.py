"""Where a young cohort will end: what has converted, and for every pass still open the chance that it will."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from handschlag.funnel.figures import quotient
from handschlag.funnel.periods import MICROS_PER_DAY
from handschlag.funnel.populations import relation, window
from handschlag.funnel.shapes import Question, Row, Run
from handschlag.funnel.survival import CONFIDENCE, LifeTable, life_table, wilson

Numbers = NDArray[np.int64]
Group = str | None
Period = int | None


@dataclass
class Ages:
    """Numbers of passes by day of age, of one stage (or pair) and group: all there are, and the window's open ones."""

    converted: dict[int, int] = field(default_factory=dict)
    closed: dict[int, int] = field(default_factory=dict)
    still_open: dict[int, int] = field(default_factory=dict)
    cohorts: dict[Period, dict[int, int]] = field(default_factory=dict)


class Expectations:
    """Expected conversions of a question, for one pair and cell at a time."""

    def __init__(self, ages: dict[tuple[int, int | None, Group], Ages]) -> None:
        self._ages = ages
        self._tables: dict[tuple[int, int, Group], LifeTable] = {}

    def of(self, first: int, second: int, period: Period, group: Group, entered: int, converted: int) -> Row | None:
        """The share of a cohort's entries that will have converted in the end, with the interval for that share."""
        every, reached = self._ages.get((first, None, group)), self._ages.get((first, second, group), Ages())
        if every is None or entered == 0:
            return None
        table = self._table(first, second, group, every, reached)
        done = reached.cohorts.get(period, {})
        waiting = [
            (day, n - done.get(day, 0)) for day, n in every.cohorts.get(period, {}).items() if n > done.get(day, 0)
        ]
        low, middle, high = _outlook(table, waiting)
        still_open = sum(n for _, n in waiting)
        shares = [min((converted + still_open * share) / entered, 1.0) for share in (low, middle, high)]
        return {
            "rate": _text(shares[1]), "low": _text(shares[0]), "high": _text(shares[2]),
            "open": still_open, "confidence": str(CONFIDENCE),
        }  # fmt: skip

    def _table(self, first: int, second: int, group: Group, every: Ages, reached: Ages) -> LifeTable:
        if (first, second, group) not in self._tables:
            size = 1 + max([*every.closed, *every.still_open, *reached.converted], default=0)
            closed = _numbers(every.closed, size) - _numbers(reached.closed, size)
            still_open = _numbers(every.still_open, size) - _numbers(reached.still_open, size)
            self._tables[first, second, group] = life_table(_numbers(reached.converted, size), closed, still_open)
        return self._tables[first, second, group]


def expectations(run: Run, question: Question) -> Expectations:
    """Counts passes by day of age. Age ends with the conversion, with the pass, or at the asked instant."""
    ages: dict[tuple[int, int | None, Group], Ages] = {}
    for section, first, second, group, period, day, number in run(_statement(question), []):
        cell = ages.setdefault((first, second, group), Ages())
        if section == "open_in_cohort":
            cell.cohorts.setdefault(period, {})[day] = number
        else:
            getattr(cell, section)[day] = number
    return Expectations(ages)


def _statement(question: Question) -> str:
    age = f"greatest(coalesce(closed_at, {question.as_of}) - entered_at, 0) // {MICROS_PER_DAY}"
    state = "case when closed_at is null then 'still_open' else 'closed' end"
    period = "period" if question.cohort else "null"
    young = f"closed_at is null and {window(question, 'entered_at')}"
    every = [
        f"select {state}, stage_no, {to}, grp, null, {age}, count(*) from {source} group by all"
        for to, source in (("null", "entered"), ("to_no", "steps"))
    ]
    cohorts = [
        f"select 'open_in_cohort', stage_no, {to}, grp, {period}, {age}, count(*) from {source}"
        f" where {young} group by all"
        for to, source in (("null", "entered"), ("to_no", "steps"))
    ]
    converted = f"""select 'converted', stage_no, to_no, grp, null, greatest(lag, 0) // {MICROS_PER_DAY}, count(*)
        from steps group by all"""
    return f"{relation(question, 'steps')} {' union all '.join([*every, *cohorts, converted])}"


def _outlook(table: LifeTable, waiting: Sequence[tuple[int, int]]) -> tuple[float, float, float]:
    """The mean chance of the waiting passes, and the interval for the share of them that will convert.

    The interval is a score interval, as wide as for a sample that is no larger than the waiting passes themselves, nor
    than the passes from whose fate the chance is known, nor than its standard error says.
    """
    size = sum(n for _, n in waiting)
    if size == 0:
        return 0.0, 0.0, 0.0
    known = [(n, *table.at(day)) for day, n in waiting]
    share = min(sum(n * chance for n, chance, _, _ in known) / size, 1.0)
    error = sum(n * error for n, _, error, _ in known) / size
    sample = size / sum(n / watched for n, _, _, watched in known)
    if error > 0 and 0 < share < 1:
        sample = min(sample, share * (1 - share) / error**2)
    low, high = wilson(share, size * sample / (size + sample))
    return low, share, high


def _numbers(by_day: dict[int, int], size: int) -> Numbers:
    numbers = np.zeros(size, dtype=np.int64)
    for day, number in by_day.items():
        numbers[day] = number
    return numbers


def _text(share: float) -> str:
    return quotient(*share.as_integer_ratio(), 6)
