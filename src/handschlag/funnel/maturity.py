"""When a cohort is old enough to be judged: its last entry is as far back as 90 % of earlier conversions took."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from handschlag.funnel.cells import Lags
from handschlag.funnel.periods import MICROS_PER_DAY, index_of, instant
from handschlag.funnel.shapes import Question, Row


@dataclass(frozen=True)
class Maturity:
    """How many days each cohort of the grid waits after its last entry; `window` is for the window as one cohort."""

    waits: Mapping[int, int | None]
    window: int | None

    def judge(self, period: int | None, last_entry: int | None, as_of: int) -> Row:
        """`mature`, the reason why not, and the instant from which on it is or will be."""
        if last_entry is None:
            return {"mature": False, "reason": "no_entries", "mature_from": None}
        wait = self.window if period is None else self.waits.get(period)
        if wait is None:
            return {"mature": False, "reason": "no_conversion_yet", "mature_from": None}
        ripe = last_entry + wait * MICROS_PER_DAY
        mature = as_of >= ripe
        return {"mature": mature, "reason": None if mature else "too_recent", "mature_from": instant(ripe)}


def maturity(question: Question, lags: Mapping[int, Lags], last: Mapping[int, int]) -> Maturity:
    """Goes through the cohorts of one pair of stages in time: `last` has their last entries, `lags` their lags."""
    everything: Lags = Counter()
    for some in lags.values():
        everything.update(some)
    overall = wait = _ninety(everything)
    first = None if question.start is None else index_of(question.start, question.time_zone, question.grid)
    ripe, before_window = Counter[int](), Counter[int]()
    waits: dict[int, int | None] = {}
    for period in sorted(last):
        waits[period] = wait
        if period in lags and wait is not None and question.as_of >= last[period] + wait * MICROS_PER_DAY:
            ripe.update(lags[period])
            wait = _ninety(ripe)
            if first is not None and period < first:
                before_window.update(lags[period])
    return Maturity(waits, _ninety(before_window) if before_window else overall)


def _ninety(lags: Lags) -> int | None:
    """The smallest number of whole days within which at least 90 % of the conversions came."""
    total, seen = lags.total(), 0
    for day in sorted(lags):
        seen += lags[day]
        if 10 * seen >= 9 * total:
            return day + 1
    return None
