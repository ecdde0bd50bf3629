"""Work lists: who waits in them, in which order, until when, and who has taken whom."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from handschlag.actions.deadlines import time_left, working_time
from handschlag.actions.exchanges import LAST_WORD, names
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.tables import Tables, tables
from handschlag.actions.wording import names_of
from handschlag.calendars.working_time import WorkingTime
from handschlag.handover.clock_states import runs_sql
from handschlag.handover.queue_order import Waits, in_order
from handschlag.scoring.engagement import Engagement
from handschlag.scoring.points import points
from handschlag.scoring.rules import digit, letter
from handschlag.store import claims

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PER_PAGE = 50
Row = dict[str, Any]

#: Who waits where at `$at`, with the offer that sales has not answered yet.
_WAITING = f"""
    from queued q join passes p using (pass_id)
    left join (
        select pass_id, max(happened_at) as offered_at, arg_max(offered_to, {LAST_WORD}) as offered_to
        from handovers where pass_id is not null group by 1
        having arg_max(kind, {LAST_WORD}) = 'handover_offered') h using (pass_id)
"""
_NOW = " q.entered_at <= $at and (q.left_at is null or q.left_at > $at)"

#: Whose leads are shown: those nobody has, one's own, those of others.
SHOWN = ("free", "mine", "others")


@needs("see_people")
def queue(house: House, *, now: datetime, key: str | None = None, show: str = "", page: int = 1) -> Row:
    """One work list (by default the one of the asking person's side), page by page, and how full the others are; by
    default one's own leads, else the free ones.

    `due_at` is when the clock falls due that began when the lead came in; `left` how many microseconds of its working
    time remain (of elapsed time, where it runs in no calendar), below zero once it is missed. Both are None where
    nothing has to be done, or somebody has tried to reach the lead since.
    """
    asked = tables(house, now=now)
    lists = list_of_queues(house, asked, now)
    chosen = key if key in {one["key"] for one in lists} else own_queue(house)
    mine = next((one["mine"] for one in lists if one["key"] == chosen), 0)
    show = show if show in SHOWN else "mine" if mine else "free"
    found: Row = {"queues": lists, "queue": chosen, "show": show, "rows": [], "works": False}
    if chosen is None:
        return found | {"count": 0, "page": 1, "pages": 1, "limit": None, "held": 0}
    rows = waiting(house, asked, chosen, now)
    kept = [row for row in rows if row["whose"] == found["show"]]
    page = min(max(page, 1), max(1, -(-len(kept) // _PER_PAGE)))
    return found | {
        "rows": kept[(page - 1) * _PER_PAGE : page * _PER_PAGE], "count": len(kept), "page": page,
        "pages": max(1, -(-len(kept) // _PER_PAGE)), "limit": limit_of(house),
        "held": sum(one["mine"] for one in lists),
        "works": works_in(house, chosen),
    }  # fmt: skip


def own_queue(house: House) -> str | None:
    """The first list in which somebody of this role works; else the first there is."""
    keys = list(house.agreement.handover.queues)
    return next((key for key in keys if works_in(house, key)), keys[0] if keys else None)


def works_in(house: House, key: str) -> bool:
    """Whether the asking person may take leads there: of a list before the hand-over who may offer, else who may
    accept.
    """
    return house.by.may("answer_offers" if of_sales(house, key) else "offer_leads")


def of_sales(house: House, key: str) -> bool:
    """Whether a list is worked by sales: its leads stand where they are handed over, or further."""
    numbers = {stage.key: stage.no for stage in house.terms.stages}
    ready = house.terms.ready
    return ready is not None and numbers[house.agreement.handover.queues[key].takes] >= numbers[ready]


def limit_of(house: House) -> int | None:
    """How many leads the asking person may hold at once, by team, else as agreed for everybody."""
    capacity = house.agreement.handover.routing.capacity
    found = capacity.get(house.by.team) or capacity.get("default")
    return None if found is None else int(found.count)


def list_of_queues(house: House, asked: Tables, now: datetime) -> list[Row]:
    """Every list with how many wait in it, how many of these nobody has, and how many the asking person has."""
    agreed = house.agreement.handover.queues
    labels = names_of(agreed)
    at = micros(now)
    places: dict[str, dict[claims.Place, str | None]] = {key: {} for key in agreed}
    for pass_id, key, entered_at, to in asked.run(
        f"select q.pass_id::varchar, q.queue, q.entered_at, h.offered_to {_WAITING} where {_NOW}", {"at": at}
    ):
        if key in places:
            places[key][pass_id, key, entered_at] = to
    rows = []
    for key, here in places.items():
        with outside():
            held = claims.held(key)
        whose = [_whose(house, held.get(place), to) for place, to in here.items()]
        rows.append(
            {"key": key, "name": labels[key], "waiting": len(whose), "free": whose.count("free"),
             "mine": whose.count("mine"), "others": whose.count("others"), "works": works_in(house, key)}
        )  # fmt: skip
    return rows


def _whose(house: House, claim: Any, offered_to: str | None) -> str:
    """Whoever took it has it; else whom it is offered to."""
    if claim is not None:
        return "mine" if claim.username == house.by.username else "others"
    if offered_to is not None:
        return "mine" if offered_to in {house.by.username, *house.by.known_as} else "others"
    return "free"


def waiting(house: House, asked: Tables, key: str, now: datetime) -> list[Row]:
    """Everybody who waits in a list now, in its order, each with whose it is."""
    at = micros(now)
    columns = (
        "pass_id", "entered_at", "cause", "attempt", "fit", "engagement", "person", "name", "company", "job_title",
        "attempts", "last_attempt_at", "last_attempt", "value", "offered_at", "offered_to",
    )  # fmt: skip
    found = asked.run(
        "select q.pass_id::varchar, q.entered_at, q.cause, q.attempt, q.fit, q.engagement, p.person::varchar,"
        " coalesce(n.name, n.email), n.company_name, n.job_title, coalesce(c.attempts, 0), c.last_attempt_at,"
        f" c.last_attempt, o.open_value, h.offered_at, h.offered_to {_WAITING}"
        " left join people n on n.person = p.person left join contacts c on c.person = p.person"
        f" left join opportunities o on o.pass_id = q.pass_id where q.queue = $key and {_NOW}",
        {"key": key, "at": at},
    )
    clocks = _due(house, asked, key, at)
    by_pass: dict[str, Row] = {}
    leads = []
    for values in found:
        row = dict(zip(columns, values, strict=True))
        due, working = clocks.get(row["pass_id"], (None, None))
        contacted = row["last_attempt_at"] is not None and row["last_attempt_at"] >= row["entered_at"]
        leads.append(_scored(house, row, at, contacted=contacted and due is None, due=due))
        by_pass[row["pass_id"]] = row | {"working": working}
    with outside():
        held = claims.held(key)
    called = names()
    order = house.agreement.handover.queues[key].order
    return [_shown(house, by_pass[lead.pass_id], key, lead, at, held, called) for lead in in_order(leads, order)]


def _scored(house: House, row: Row, at: int, *, contacted: bool, due: int | None) -> Waits:
    rules = house.terms.scoring
    fit = row["fit"] if rules.fit else None
    engagement = None
    if row["engagement"] is not None and rules.engagement:
        engagement = Engagement.resumed(rules, json.loads(row["engagement"])).at(at)
    return Waits(
        row["pass_id"], row["entered_at"], contacted, due, None if fit is None else letter(rules, fit),
        None if engagement is None else digit(rules, engagement), fit, engagement, row["value"],
    )  # fmt: skip


def _shown(
    house: House,
    row: Row,
    key: str,
    lead: Waits,
    at: int,
    held: Mapping[claims.Place, Any],
    called: Mapping[str, str],
) -> Row:
    claim = held.get((row["pass_id"], key, row["entered_at"]))
    holder = claim.username if claim is not None else row["offered_to"]
    return {
        "person": row["person"], "pass_id": row["pass_id"], "name": row["name"], "company": row["company"],
        "job_title": row["job_title"], "since": _instant(row["entered_at"]), "cause": row["cause"],
        "attempt": row["attempt"], "attempts": row["attempts"], "last_attempt": row["last_attempt"],
        "last_attempt_at": _instant(row["last_attempt_at"]), "contacted": lead.contacted,
        "due_at": _instant(lead.due_at), "left": time_left(at, lead.due_at, row["working"]),
        "grade": f"{lead.letter}{lead.digit}" if lead.letter and lead.digit else None,
        "fit": None if lead.fit is None else points(lead.fit),
        "engagement": None if lead.engagement is None else points(lead.engagement), "value": row["value"],
        "whose": _whose(house, claim, row["offered_to"]), "claimed": claim is not None,
        "holder": called.get(holder, holder), "offered_at": _instant(row["offered_at"]),
    }  # fmt: skip


def _due(house: House, asked: Tables, key: str, at: int) -> dict[str, tuple[int, WorkingTime | None]]:
    """Of every pass in a list, when the first of its running clocks falls due, and in which working time it runs.

    What began with an offer is sales' to keep, so it is shown in the lists of sales only.
    """
    theirs = "" if of_sales(house, key) else " and not starts_with(c.event, 'handover.')"
    found = asked.run(
        "select c.pass_id::varchar, arg_min((c.clock, c.queue), c.due_at), min(c.due_at) from clocks c"
        " join queued q using (pass_id)"
        f" where q.queue = $key and {_NOW} and {runs_sql('$at', 'c')} and c.due_at is not null{theirs} group by 1",
        {"key": key, "at": at},
    )
    return {pass_id: (due, working_time(house, *clock)) for pass_id, clock, due in found}


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)
