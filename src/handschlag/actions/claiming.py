"""Taking a lead from a work list, and letting it go again: nobody gets what somebody else has."""

from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.access.refusals import Refusal, Refused
from handschlag.access.roles import SIDES
from handschlag.actions.exchanges import names
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.leads import resolve
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.queues import limit_of, list_of_queues, waiting, works_in
from handschlag.actions.tables import kept_tables, tables
from handschlag.actions.telling import Told
from handschlag.errors import NotPermitted, Problem
from handschlag.files.text import both
from handschlag.ledger.kinds import TOLD
from handschlag.store import claims, head, manifest
from handschlag.store.models import Claim

Row = dict[str, Any]


@needs("work_leads")
def claim(house: House, *, queue: str, now: datetime, person: str | None = None) -> Row:
    """Take a lead of this list, or the next one that nobody has: {"person", "queue"}. Taking what one has already
    changes nothing.
    """
    asked = tables(house, now=now)
    _may_work(house, queue)
    rows = waiting(house, asked, queue, now)
    if person is not None:
        who = resolve(asked, person)
        rows = [row for row in rows if row["person"] == who]
        if not rows:
            raise Refused(Refusal("", both("Der Lead wartet hier nicht mehr", "the lead does not wait here any more")))
    with outside(), transaction.atomic():
        manifest.lock()
        held = claims.held(queue)
        taken = {place[::2]: one.username for place, one in held.items()}
        mine = [row for row in rows if taken.get(_key(row)) == house.by.username]
        if person is not None and mine:
            return {"person": mine[0]["person"], "queue": queue}
        free = next((row for row in rows if _key(row) not in taken and not _offered_to_another(row)), None)
        if free is None:
            raise Refused(_gone(taken.get(_key(rows[0])) or rows[0]["holder"]) if person is not None else _empty())
        _refuse_beyond(house, asked, now)
        _assign(house, asked, free, queue, now)
    return {"person": free["person"], "queue": queue}


@needs("work_leads")
def release(house: House, *, queue: str, person: str, now: datetime) -> Row:
    """Let a lead go that one has taken: it is free for the others again, where it stood before."""
    asked = tables(house, now=now)
    who = resolve(asked, person)
    with outside(), transaction.atomic():
        manifest.lock()
        mine = [row for row in waiting(house, asked, queue, now) if row["whose"] == "mine" and row["claimed"]]
        rows = [row for row in mine if row["person"] == who]
        if not rows:
            raise Refused(Refusal("", both("Sie haben diesen Lead nicht", "you do not have this lead")))
        let_go(house, [one for place, one in claims.held(queue).items() if place[::2] == _key(rows[0])], now)
    return {"person": who, "queue": queue}


def end_claims(house: House, *, now: datetime) -> int:
    """Claims on leads that have left their list end without a word: that they left is a fact already."""
    with outside():
        if not claims.every():
            return 0
    tables(house, now=now)
    with outside(), transaction.atomic():
        manifest.lock()
        asked = kept_tables(house)
        if asked is None:  # an import came in between: the next time will do
            return 0
        waits = set(
            asked.run(
                "select pass_id::varchar, queue, entered_at from queued"
                " where entered_at <= $at and (left_at is null or left_at > $at)",
                {"at": micros(now)},
            )
        )
        over = [one for one in claims.every() if claims.place_of(one) not in waits]
        claims.release(over, now)
    return len(over)


def _key(row: Row) -> tuple[str, int]:
    """Which waiting lead of a list it is."""
    return (row["pass_id"], round(row["since"].timestamp() * 1_000_000))


def _offered_to_another(row: Row) -> bool:
    return bool(row["whose"] == "others" and not row["claimed"])


def _assign(house: House, asked: Any, row: Row, queue: str, now: datetime) -> None:
    """The claim, and the fact that tells of it."""
    pass_id, entered_at = _key(row)
    fact = Told(house, asked, row["person"], now).fact("assigned", name=queue, fields={"to": house.by.username})
    place, subject = (pass_id, queue, entered_at), str(fact["subject"])
    claims.add(place, subject=subject, username=house.by.username, why="claimed", now=now)
    head.record([fact], single=True)


def let_go(house: House, those: list[Claim], now: datetime) -> None:
    """These claims end, and facts tell of it; the caller holds the transaction."""
    claims.release(those, now)
    head.record(
        [
            {"kind": "assigned", "subject": one.subject, "name": one.queue, "precision": "instant",
             "occurred_at": micros(now), "recorded_at": micros(now), "side": SIDES.get(house.by.role),
             "actor": house.by.username, "key": f"{TOLD}{house.by.username}:{micros(now)}:{one.queue}"}
            for one in those
        ],
        single=True,
    )  # fmt: skip


def _may_work(house: House, queue: str) -> None:
    agreed = house.agreement.handover.queues
    if queue not in agreed:
        known = ", ".join(agreed) or "–"
        text = both("Diese Warteschlange ist nicht vereinbart", f"no queue `{queue}` is agreed")
        raise Refused(Refusal("queue", text, both(f"Vereinbart sind {known}", f"agreed are {known}")))
    if not works_in(house, queue):
        message = f"not included in the role: taking leads of the queue `{queue}`"
        raise NotPermitted(Problem(message=message, hint="SDRs work before the hand-over, sellers after it"))


def _refuse_beyond(house: House, asked: Any, now: datetime) -> None:
    limit = limit_of(house)
    held = sum(one["mine"] for one in list_of_queues(house, asked, now))
    if limit is not None and held >= limit:
        text = both(
            f"Sie haben schon {held} Leads, vereinbart sind höchstens {limit}",
            f"you have {held} leads already, agreed are at most {limit}",
        )
        hint = both("Bringen Sie einen zu Ende oder geben Sie einen frei", "finish one, or let one go")
        raise Refused(Refusal("", text, hint))


def _gone(username: str) -> Refusal:
    name = names().get(username, username)
    return Refusal("", both(f"Den Lead hat schon {name}", f"{name} has this lead already"))


def _empty() -> Refusal:
    return Refusal("", both("Hier wartet niemand mehr, den noch niemand hat", "nobody waits here whom nobody has"))
