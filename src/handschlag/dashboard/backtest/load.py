"""What each of two agreements gives people to do: leads per queue, clocks that start, hours."""

from collections.abc import Sequence
from dataclasses import dataclass

from handschlag.dashboard.backtest.lanes import Lane
from handschlag.funnel.figures import quotient, rate
from handschlag.funnel.periods import index_of, label
from handschlag.funnel.shapes import Question, Row, Run


@dataclass(frozen=True)
class Work:
    """A queue or a clock that a lead comes into or starts when it enters `stage`."""

    what: str  # queue | clock
    key: str
    stage: str


def load(run: Run, question: Question, lane: Lane, works: Sequence[Work], minutes: int | None) -> list[Row]:
    """Leads per month on average and in the fullest month, from the first month with any entry to the last.

    `minutes` is how long somebody works on one lead of a queue; with it there are hours per month.
    """
    [(first, last)] = run(f"select min(month), max(month) from {lane.name}_entered", [])
    now = index_of(question.as_of, question.time_zone, question.grid)
    span = 0 if first is None else min(last, now) - first + 1
    rows = []
    for work in works:
        counts = run(
            f"select month, count(*) from {lane.name}_entered where stage = ? group by 1 order by 2 desc, 1",
            [work.stage],
        )
        total = sum(count for _, count in counts)
        month, peak = counts[0] if counts else (None, 0)
        spent = minutes if work.what == "queue" and span else None
        rows.append(
            {
                "lane": lane.name, "what": work.what, "key": work.key, "stage": work.stage, "leads": total,
                "months": span, "mean": rate(total, span), "peak": peak,
                "peak_month": None if month is None else label(month, question.grid),
                "mean_hours": None if spent is None else quotient(total * spent, 60 * span, 12),
                "peak_hours": None if spent is None else quotient(peak * spent, 60, 12),
            }
        )  # fmt: skip
    return rows
