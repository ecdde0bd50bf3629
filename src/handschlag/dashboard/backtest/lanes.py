"""Two agreements over the same facts: each a lane with fold tables of its own, under the same names."""

from collections.abc import Sequence
from dataclasses import dataclass

from handschlag.funnel.periods import index_sql, local_sql
from handschlag.funnel.shapes import Question, Run

TODAY, CANDIDATE = "today", "candidate"

#: The tables of a lane that a comparison reads; each is there as `<lane>_<table>`.
TABLES = ("passes", "entries", "opportunities", "people", "handovers")


@dataclass(frozen=True)
class Lane:
    """One agreement. `rules` are its stages that a condition enters, in order; `ready` the last of them before a deal:
    whoever entered it is handed over.
    """

    name: str
    rules: tuple[str, ...]
    ready: str | None


def prepare(run: Run, lanes: Sequence[Lane], question: Question) -> None:
    """Make of each lane `<lane>_entered`, one row per pass and stage entered by rule, and `<lane>_ready` of those who
    were handed over, with what became of them.

    Only new business, and only what a rule decided: that somebody accepted a lead says nothing of whether it would
    have been ripe under other rules.
    """
    local = local_sql("e.entered_at", question.time_zone, question.since, question.as_of)
    month = index_sql(local, question.grid)
    for lane in lanes:
        rules = ", ".join(f"'{key}'" for key in lane.rules) or "''"
        run(
            f"create temp table {lane.name}_entered as"
            f" select e.pass_id, e.stage, e.entered_at, {month} as month from {lane.name}_entries e"
            f" join {lane.name}_passes p using (pass_id)"
            f" where e.counts and e.basis = 'derived' and e.stage in ({rules}) and e.entered_at <= {question.as_of}"
            " and p.kind = 'new'",
            [],
        )
        run(_ready(lane, question), [])


def _ready(lane: Lane, question: Question) -> str:
    """Passes that were ripe, with the deal that came of them; a deal that was there before came of something else."""
    known, name = question.as_of, lane.name
    return f"""
        create temp table {name}_ready as
        select e.pass_id, e.entered_at as ready_at, e.month, p.dim_market as market, p.dim_persona as persona,
            case when o.created_at >= e.entered_at then o.created_at end as deal_at,
            case when o.created_at >= e.entered_at and o.outcome = 'won' and o.closed_at <= {known}
                then o.closed_at end as won_at,
            o.opportunity is not null or h.pass_id is not null as sent
        from {name}_entered e join {name}_passes p using (pass_id)
        left join (select * from {name}_opportunities where created_at <= {known}) o using (pass_id)
        left join (select distinct pass_id from {name}_handovers where happened_at <= {known}) h using (pass_id)
        where e.stage = '{lane.ready or ""}'"""
