"""When a cohort is old enough to be judged: its last entry is as far back as 90 % of earlier conversions took."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from handschlag.funnel.cells import Lags
from handschlag.funnel.periods import index_of, instant
from handschlag.funnel.shapes import Question, Row

_POINT = Fraction(9, 10)


@dataclass(frozen=True)
class Maturity:
    """How long each cohort of the grid has to wait after its last entry; `window` is for the window as one cohort."""

    waits: Mapping[int, Fraction | None]
    window: Fraction | None

    def judge(self, period: int | None, last_entry: int | None, as_of: int) -> Row:
        """`mature`, the reason why not, and the instant from which on it is or will be."""
        if last_entry is None:
            return {"mature": False, "reason": "no_entries", "mature_from": None}
        wait = self.window if period is None else self.waits.get(period)
        if wait is None:
            return {"mature": False, "reason": "no_conversion_yet", "mature_from": None}
        ripe = last_entry + wait
        mature = as_of >= ripe
        return {"mature": mature, "reason": None if mature else "too_recent", "mature_from": instant(-(-ripe // 1))}


def maturity(question: Question, lags: Mapping[int, Lags], last: Mapping[int, int]) -> Maturity:
    """Goes through the cohorts of one pair of stages in time: `last` has their last entries, `lags` their lags."""
    overall = _ninety(list(lags.values()))
    ripe: dict[int, Lags] = {}
    waits: dict[int, Fraction | None] = {}
    wait = overall
    for period in sorted(last):
        waits[period] = wait
        if period in lags and wait is not None and question.as_of >= last[period] + wait:
            ripe[period] = lags[period]
            wait = _ninety(list(ripe.values()))
    if question.start is None:
        return Maturity(waits, overall)
    first = index_of(question.start, question.time_zone, question.grid)
    before = _ninety([part for period, part in ripe.items() if period < first])
    return Maturity(waits, overall if before is None else before)


def _ninety(parts: list[Lags]) -> Fraction | None:
    """The 90 % point, exactly, between two observations interpolated linearly."""
    size = sum(len(part) for part in parts)
    if size == 0:
        return None
    below, share = divmod((size - 1) * _POINT, 1)
    above = min(int(below) + 1, size - 1)
    ordered = np.partition(np.concatenate(parts), sorted({int(below), above}))
    low, high = int(ordered[int(below)]), int(ordered[above])
    return low + (high - low) * share
