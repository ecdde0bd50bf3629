"""What waits for somebody: leads given back, to be reached, offered and unanswered; deals to follow up or just closed.

Each list is {"count", "rows"}: how many there are, and the first of them. No row names an employee: whose something is,
only the person concerned learns (`mine`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handschlag.access.naming import same
from handschlag.actions.exchanges import LAST_WORD
from handschlag.actions.leads import moment
from handschlag.actions.tables import Tables
from handschlag.actions.wording import agreement_labels, reason_name
from handschlag.engines.duck import quote
from handschlag.handover.clock_states import runs_sql

Row = dict[str, Any]

#: So many rows of a list are shown.
ROWS = 12

_DAY = 86_400_000_000
#: What was given back, or closed, is news for so many days.
_RETURNED, _CLOSED = 30, 7


@dataclass(frozen=True)
class Asked:
    """The question: `at` and `until` in UTC microseconds (asked instant, newest data), `day` the asked one in the time
    zone of the house, `own` the names of whoever asks.
    """

    tables: Tables
    terms: Any
    agreement: Any
    at: int
    until: int
    day: date
    own: frozenset[str]

    def mine(self, name: object) -> bool:
        return bool(name) and same(str(name)) in self.own


_OPEN = "(p.closed_at is null or p.closed_at > $at)"

#: The passes that are open, each with the last thing that happened to its hand-over.
_OFFERS = f"""
    from (
        select pass_id, arg_max(kind, {LAST_WORD}) as last, max(happened_at) as since,
            arg_max(reason, {LAST_WORD}) as reason, arg_max(offered_to, {LAST_WORD}) as offered_to,
            arg_max(wake_up, {LAST_WORD}) as wake_up
        from handovers where happened_at <= $at and pass_id is not null group by 1) h
    join passes p using (pass_id) left join people n on n.person = p.person
    where {_OPEN} and p.opened_at <= $at"""

_WHO = "p.person, coalesce(n.name, n.email), n.company_name"


def returned(asked: Asked) -> Row:
    """Leads that sales gave back lately and that are still open, the last one first."""
    rows = _ask(
        asked,
        f"select {_WHO}, h.since, h.reason, h.wake_up {_OFFERS} and h.last = 'handover_returned'"
        f" and h.since > $until - {_RETURNED * _DAY} order by h.since desc, p.pass_id",
    )
    labels = agreement_labels(asked.agreement)
    return _list(
        {**_person(row), "since": moment(row[3]), "reason": reason_name(labels, "returned", row[4]) if row[4] else None,
         "wake_up": row[5]}
        for row in rows
    )  # fmt: skip


def unanswered(asked: Asked) -> Row:
    """Leads that were offered to sales and neither accepted nor returned, one's own first, then the longest wait;
    `due` is when the first of the clocks that run since falls due.
    """
    rows = _ask(
        asked,
        f"select {_WHO}, h.since, h.offered_to, (select min(c.due_at) from clocks c where c.pass_id = p.pass_id"
        f" and starts_with(c.event, 'handover.') and {runs_sql('$at', 'c')})"
        f" {_OFFERS} and h.last = 'handover_offered'"
        " and not exists (select 1 from opportunities o where o.pass_id = p.pass_id and o.created_at <= $at)"
        " order by h.since, p.pass_id",
    )
    found = [
        {**_person(row), "since": moment(row[3]), "mine": asked.mine(row[4]), "due": moment(row[5]),
         "overdue": row[5] is not None and row[5] < asked.at}
        for row in rows
    ]  # fmt: skip
    return _list(sorted(found, key=lambda row: not row["mine"]))


def to_reach(asked: Asked) -> Row:
    """Who waits in a queue before the hand-over: first those whom nobody tried to reach since they came in, of these
    the longest wait.
    """
    queues = [queue.key for queue in asked.terms.queues if queue.stage < _ready(asked)]
    if not queues:
        return {"count": 0, "rows": []}
    keys = ", ".join(quote(key) for key in queues)
    rows = _ask(
        asked,
        f"""select {_WHO}, q.since, coalesce(c.attempts, 0), c.last_attempt_at
        from (
            select pass_id, min(entered_at) as since from queued where queue in ({keys})
                and entered_at <= $at and (left_at is null or left_at > $at) group by 1) q
        join passes p using (pass_id) left join people n on n.person = p.person
        left join contacts c on c.person = p.person
        order by coalesce(c.last_attempt_at >= q.since, false), q.since, p.pass_id""",
    )
    return _list({**_person(row), "since": moment(row[3]), "attempts": row[4], "last": moment(row[5])} for row in rows)


def _ready(asked: Asked) -> int:
    """The number of the stage whose leads are handed over; behind all stages if there is none."""
    numbers = {stage.key: stage.no for stage in asked.terms.stages}
    return int(numbers.get(asked.terms.ready, len(numbers)))


def follow_ups(asked: Asked) -> Row:
    """Open deals whose next step is due, one's own first, then the oldest; `without` counts those without any."""
    rows = _ask(
        asked,
        """select o.opportunity, d.title, c.name, o.company, d.next_step, d.next_step_at, d.owner, p.person
        from opportunities o left join deals d using (opportunity) left join companies c on c.company = o.company
        left join passes p on p.pass_id = o.pass_id
        where o.created_at <= $at and (o.closed_at is null or o.closed_at > $at)
        order by d.next_step_at nulls last, o.opportunity""",
    )
    due = [
        {"deal": row[1] or row[0], "company": row[2], "company_id": _text(row[3]), "step": row[4], "due": row[5],
         "mine": asked.mine(row[6]), "person": _text(row[7])}
        for row in rows if row[5] is not None and row[5] <= asked.day
    ]  # fmt: skip
    found = _list(sorted(due, key=lambda row: not row["mine"]))
    return found | {"without": sum(row[5] is None for row in rows)}


def closed(asked: Asked) -> Row:
    """Deals won, lost or undecided in the last days of the data, the last one first."""
    rows = _ask(
        asked,
        f"""select o.opportunity, d.title, c.name, o.company, o.outcome, o.reason, o.value, o.currency, o.closed_at,
            p.person
        from opportunities o left join deals d using (opportunity) left join companies c on c.company = o.company
        left join passes p on p.pass_id = o.pass_id
        where o.closed_at <= $at and o.closed_at > $until - {_CLOSED * _DAY}
        order by o.closed_at desc, o.opportunity""",
    )
    labels = agreement_labels(asked.agreement)
    return _list(
        {"deal": row[1] or row[0], "company": row[2], "company_id": _text(row[3]), "outcome": row[4],
         "reason": reason_name(labels, row[4], row[5]), "value": row[6], "currency": row[7], "since": moment(row[8]),
         "person": _text(row[9])}
        for row in rows
    )  # fmt: skip


LISTS: dict[str, Callable[[Asked], Row]] = {
    "returned": returned,
    "to_reach": to_reach,
    "unanswered": unanswered,
    "follow_ups": follow_ups,
    "closed": closed,
}


def _ask(asked: Asked, sql: str, **more: object) -> list[tuple[Any, ...]]:
    known = {"at": asked.at, "until": asked.until, **more}
    return asked.tables.run(sql, {key: value for key, value in known.items() if f"${key}" in sql})


def _list(rows: Any) -> Row:
    every: Sequence[Row] = list(rows)
    return {"count": len(every), "rows": list(every[:ROWS])}


def _person(row: Sequence[Any]) -> Row:
    return {"person": _text(row[0]), "name": row[1], "company": row[2]}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
