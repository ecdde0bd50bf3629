"""How good an agreement is at telling who becomes a customer: precision and recall of its hand-overs."""

from collections import Counter

from handschlag.dashboard.backtest.lanes import CANDIDATE, TODAY, Lane
from handschlag.funnel.figures import rate
from handschlag.funnel.maturity import Maturity, maturity
from handschlag.funnel.periods import MICROS_PER_DAY
from handschlag.funnel.shapes import Question, Row, Run

OUTCOMES = {"opportunity": "deal_at", "won": "won_at"}


def quality(run: Run, question: Question, lanes: tuple[Lane, Lane]) -> list[Row]:
    """Per agreement and outcome, over months old enough to be judged.

    `ready` passes were ripe; `sent` of these reached sales, `reached` of these the outcome: precision is the share
    of those sent. Nobody knows what would have become of the others (`unsent`), so `at_least` is the share if none
    of them had reached it. `recall` is the share of all `outcomes` whose lead was ripe before its deal began.
    `immature` were ripe too recently to be judged.
    """
    found = []
    for outcome, column in OUTCOMES.items():
        ripe = _maturity(run, question, column)
        found += [_quality(run, question, lane, outcome, column, ripe) for lane in lanes]
    return found


def _maturity(run: Run, question: Question, column: str) -> dict[int, bool]:
    """Whether a month of hand-overs can be judged: by how long it took under today's agreement."""
    last = {
        month: int(newest)
        for month, newest in run(
            f"select month, max(ready_at) from (select month, ready_at from {TODAY}_ready"
            f" union all select month, ready_at from {CANDIDATE}_ready) group by 1",
            [],
        )
    }
    lags: dict[int, Counter[int]] = {}
    for month, days, count in run(
        f"select month, ({column} - ready_at) // {MICROS_PER_DAY}, count(*) from {TODAY}_ready"
        f" where {column} is not null group by 1, 2",
        [],
    ):
        lags.setdefault(month, Counter())[int(days)] += count
    judged: Maturity = maturity(question, lags, last)
    return {
        month: bool(judged.judge(month, newest, question.as_of)["mature"]) for month, newest in last.items()
    }  # fmt: skip


def _quality(run: Run, question: Question, lane: Lane, outcome: str, column: str, ripe: dict[int, bool]) -> Row:
    ready = sent = reached = immature = 0
    for month, count, given, came in run(
        f"select month, count(*), count(*) filter (sent), count(*) filter (sent and {column} is not null)"
        f" from {lane.name}_ready group by 1",
        [],
    ):
        if not ripe[month]:
            immature += count
            continue
        ready, sent, reached = ready + count, sent + given, reached + came
    won = f"and o.outcome = 'won' and o.closed_at <= {question.as_of}" if outcome == "won" else ""
    [(outcomes, foreseen)] = run(
        f"""select count(*), count(*) filter (r.ready_at <= o.created_at)
        from {lane.name}_opportunities o join {lane.name}_passes p using (pass_id)
        left join {lane.name}_ready r using (pass_id)
        where o.created_at <= {question.as_of} and p.kind = 'new' {won}""",
        [],
    )
    return {
        "lane": lane.name, "outcome": outcome, "ready": ready, "sent": sent, "unsent": ready - sent,
        "reached": reached, "immature": immature, "precision": rate(reached, sent), "at_least": rate(reached, ready),
        "outcomes": outcomes, "foreseen": foreseen, "recall": rate(foreseen, outcomes),
    }  # fmt: skip
