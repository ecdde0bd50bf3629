"""Where a lead stands between the two sides, and what the asking person may do with it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from handschlag.access.actors import Actor
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.linking import micros
from handschlag.actions.tables import Tables
from handschlag.actions.wording import names_of
from handschlag.conditions import Duration
from handschlag.handover.attempts import CHANNELS, OUTCOMES, outcomes_of
from handschlag.handover.exchange import Exchange, why_not_offer, why_not_return
from handschlag.store import claims, members

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Of words of a hand-over at one instant the later: what is offered is answered, what is accepted may be returned.
LAST_WORD = "(happened_at, list_position(['handover_offered', 'handover_accepted', 'handover_returned'], kind))"
_WORDS = {"handover_offered": "offered", "handover_accepted": "accepted", "handover_returned": "returned"}


@dataclass(frozen=True)
class Standing:
    """The exchange with the pass it is about, and the last word of the hand-over there."""

    exchange: Exchange
    pass_id: str = ""
    at: int = 0
    reason: str | None = None
    wake_up: Any = None


def standing_of(house: House, asked: Tables, person: str, now: int) -> Standing:
    """Of the open pass of a person (its id) at `now` (UTC microseconds), by everything that is known: what somebody
    else told by a clock that is ahead counts too.
    """
    rows = asked.run(
        "select p.pass_id, p.opportunity is not null, m.stage from passes p"
        " left join moves m on m.pass_id = p.pass_id and (m.to_at is null or m.to_at > $now)"
        " where p.person = $person::uuid and (p.closed_at is null or p.closed_at > $now)"
        " order by p.opened_at desc, p.pass_id desc, m.from_at desc limit 1",
        {"person": person, "now": now},
    )
    if not rows:
        return Standing(Exchange(is_open=False))
    [(pass_id, has_opportunity, stage)] = rows
    words = asked.run(
        "select kind, happened_at, actor, offered_to, reason, wake_up from handovers"
        f" where pass_id = ? order by {LAST_WORD} desc limit 1",
        [pass_id],
    )
    kind, at, by, to, reason, wake_up = words[0] if words else (None, 0, None, None, None, None)
    exchange = Exchange(
        is_open=True, ripe=_ripe(house, stage), has_opportunity=has_opportunity, state=_WORDS.get(kind, "none"),
        to=to or "", by=by or "",
    )  # fmt: skip
    return Standing(exchange, str(pass_id), at, reason, wake_up)


def _ripe(house: House, stage: str | None) -> bool:
    """Whether it stands where leads are handed over, or further."""
    numbers = {each.key: each.no for each in house.terms.stages}
    ready = house.terms.ready
    return ready is None or (stage is not None and numbers[stage] >= numbers[ready])


def work_on(house: House, asked: Tables, person: str, now: datetime) -> dict[str, Any]:
    """What stands to be done with a lead, and what there is to choose from."""
    found = standing_of(house, asked, person, micros(now))
    called, agreed = names(), house.agreement.handover.return_reasons
    reasons = names_of(agreed)
    lead = found.exchange
    return {
        "open": lead.is_open, "ripe": lead.ripe, "has_opportunity": lead.has_opportunity, "state": lead.state,
        "to": called.get(lead.to, lead.to), "by": called.get(lead.by, lead.by),
        "at": instant_of(found.at) if found.at else None,
        "reason": reasons.get(found.reason or "") if found.reason else None, "wake_up": found.wake_up,
        "channels": [
            {"key": key, "name": name.model_dump(),
             "outcomes": [{"value": f"{key}:{one}", "name": OUTCOMES[one][0].model_dump()} for one in outcomes_of(key)]}
            for key, name in CHANNELS.items()
        ],
        "calls": [
            {"value": f"phone:{one}", "name": OUTCOMES[one][0].model_dump()} for one in outcomes_of("phone")
        ],
        "waits": _waits(house, asked, found.pass_id, now, called) if found.pass_id else [],
        "offerable": not why_not_offer(lead, "an exception"),
        "returnable": not why_not_return(lead),
        "sellers": sellers(),
        "reasons": [
            {"key": key, "name": reasons[key], "asks_day": one.wake_up == "asked date",
             "after": {"de": one.wake_up.sentence("de", dative=True), "en": one.wake_up.sentence("en")}
             if isinstance(one.wake_up, Duration) else None}
            for key, one in agreed.items()
        ],
    }  # fmt: skip


def _waits(house: House, asked: Tables, pass_id: str, now: datetime, called: Mapping[str, str]) -> list[dict[str, Any]]:
    """The work lists the pass is in, and who has it there."""
    rows = asked.run(
        "select queue, entered_at, cause from queued where pass_id = ?::uuid and entered_at <= ?"
        " and (left_at is null or left_at > ?) order by queue",
        [pass_id, micros(now), micros(now)],
    )
    with outside():
        held = {claims.place_of(one): one.username for one in claims.of_pass(pass_id)}
    labels = names_of(house.agreement.handover.queues)
    found = []
    for queue, entered_at, cause in rows:
        holder = held.get((pass_id, queue, entered_at))
        found.append(
            {"queue": queue, "name": labels.get(queue, {}), "since": instant_of(entered_at), "cause": cause,
             "holder": called.get(holder or "", holder), "mine": holder == house.by.username}
        )  # fmt: skip
    return found


def instant_of(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def sellers() -> list[dict[str, str]]:
    """Whom leads can be offered to."""
    with outside():
        return [
            {"username": one.user.get_username(), "name": members.called(one)}
            for one in members.listed() if one.user.is_active and Actor("", one.role).may("answer_offers")
        ]  # fmt: skip


def names() -> dict[str, str]:
    """User name to what a person is called."""
    with outside():
        return {one.user.get_username(): members.called(one) for one in members.listed()}
