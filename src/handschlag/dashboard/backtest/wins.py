"""Every win of the past under two agreements: would its lead have been handed over earlier, later, or never?"""

from typing import Any

from handschlag.dashboard.backtest.lanes import CANDIDATE, TODAY
from handschlag.funnel.figures import days
from handschlag.funnel.shapes import Question, Row, Run

#: What a candidate makes of a win, in the order in which people should read it. `neither`: ripe under none of the two.
STATUSES = ("lost", "later", "earlier", "gained", "same", "neither")


def wins(run: Run, question: Question) -> list[Row]:
    """One row per win of new business, those that a candidate loses first; `sooner_days` is negative if it is later.

    A lead counts as handed over if it was ripe when its deal began at the latest; what it fulfilled afterwards handed
    nothing over.
    """
    found = run(
        f"""select o.opportunity, o.pass_id::varchar, p.person::varchar, coalesce(n.name, n.email), n.company_name,
            o.value, o.currency,
            o.created_at, o.closed_at, {_ready(TODAY)}, {_ready(CANDIDATE)}
        from {TODAY}_opportunities o join {TODAY}_passes p using (pass_id)
        left join {TODAY}_people n on n.person = p.person
        left join {TODAY}_ready t on t.pass_id = o.pass_id
        left join {CANDIDATE}_opportunities co on co.opportunity = o.opportunity
        left join {CANDIDATE}_ready c on c.pass_id = co.pass_id
        where o.outcome = 'won' and greatest(o.created_at, o.closed_at) <= {question.as_of} and p.kind = 'new'
        order by o.closed_at, o.opportunity""",
        [],
    )
    return sorted(map(_row, found), key=lambda row: STATUSES.index(row["status"]))


def _ready(lane: str) -> str:
    alias = lane[0]
    return f"case when {alias}.ready_at <= o.created_at then {alias}.ready_at end as {lane}"


def _row(found: tuple[Any, ...]) -> Row:
    opportunity, a_pass, person, name, company, value, currency, created, closed, today, candidate = found
    both = today is not None and candidate is not None
    return {
        "opportunity": opportunity, "pass": a_pass, "person": person, "name": name, "company": company, "value": value,
        "currency": currency, "created_at": created, "closed_at": closed, "today": today, "candidate": candidate,
        "status": status(today, candidate), "sooner_days": days(today - candidate) if both else None,
    }  # fmt: skip


def status(today: int | None, candidate: int | None) -> str:
    """What becomes of a win that was ripe at these instants (None: never) under the two agreements."""
    if today is None or candidate is None:
        return "neither" if today is candidate else "lost" if candidate is None else "gained"
    return "same" if candidate == today else "earlier" if candidate < today else "later"


def summary(rows: list[Row]) -> Row:
    """How many wins there are of each kind."""
    counts = {each: sum(row["status"] == each for row in rows) for each in STATUSES}
    return {"count": len(rows), **counts}
