"""The hand-over of one lead: offered to sales, accepted, or given back with a reason and a day to look again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.access.actors import Actor
from handschlag.access.refusals import Refusal
from handschlag.actions.exchanges import instant_of, names
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.telling import Told, not_too_long, refuse, tell
from handschlag.calendars.working_time import elapsed_or_calendar
from handschlag.conditions import Duration
from handschlag.files.text import both
from handschlag.handover.exchange import Exchange, why_not_accept, why_not_offer, why_not_return
from handschlag.handover.terms import ReturnReason
from handschlag.store import members


@needs("offer_leads")
def offer(
    house: House, *, person: str, now: datetime, to: str = "", note: str = "", exception: str = "", token: str = ""
) -> dict[str, Any]:
    """Offer a ripe lead to a seller (`to` is a user name), or to whoever of sales takes it. One that is not ripe needs
    a reason, `exception`.
    """
    refuse(_sells(to), not_too_long(note=note, exception=exception))

    def make(told: Told) -> dict[str, Any]:
        refuse(why_not_offer(told.exchange, exception))
        reason = "" if told.exchange.ripe else exception.strip()
        return told.fact(
            "handover_offered", at=told.next_word(), token=token,
            fields={"to": to, "note": note.strip(), "exception": reason},
        )  # fmt: skip

    return tell(house, person=person, now=now, make=make)


@needs("answer_offers")
def accept(house: House, *, person: str, now: datetime, note: str = "", token: str = "") -> dict[str, Any]:
    """Take an offered lead over. Accepting once more what one has accepted changes nothing."""
    refuse(not_too_long(note=note))

    def make(told: Told) -> dict[str, Any] | None:
        lead, mine = told.exchange, {house.by.username, *house.by.known_as}
        if lead.state == "accepted" and lead.by in mine:
            return None
        leads_sales = house.by.role == "head_of_sales"
        refuse(why_not_accept(_called(lead), to_me=lead.to in mine, leads_sales=leads_sales))
        return told.fact("handover_accepted", at=told.next_word(), token=token, fields={"note": note.strip()})

    return tell(house, person=person, now=now, make=make)


@needs("answer_offers")
def give_back(
    house: House, *, person: str, reason: str, now: datetime, wake_up: date | None = None, note: str = "",
    token: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Give a lead back with an agreed reason; `wake_up` is the day on which it comes up again, if the reason does not
    say it.
    """
    agreed = house.agreement.handover.return_reasons
    zone = ZoneInfo(house.time_zone)
    today = now.astimezone(zone).date()
    refuse(_reason(agreed, reason), _day(agreed.get(reason), wake_up, today), not_too_long(note=note))
    day = wake_up or _comes_up(agreed[reason], now, zone)

    def make(told: Told) -> dict[str, Any]:
        refuse(why_not_return(_called(told.exchange)))
        return told.fact(
            "handover_returned", at=told.next_word(), token=token, name=reason,
            fields={"wake_up": day.isoformat() if day else "", "note": note.strip()},
        )  # fmt: skip

    return tell(house, person=person, now=now, make=make)


def _sells(to: str) -> list[Refusal]:
    if not to:
        return []
    with outside():
        one = members.by_name(to)
    if one is not None and one.user.is_active and Actor("", one.role).may("answer_offers"):
        return []
    text = both(f"{to} ist niemand, der Leads annehmen kann", f"`{to}` is nobody who can accept leads")
    return [Refusal("to", text)]


def _called(lead: Exchange) -> Exchange:
    """With names instead of user names, for people to read."""
    return Exchange(lead.is_open, lead.ripe, lead.has_opportunity, lead.state, _name_of(lead.to), _name_of(lead.by))


def _name_of(username: str) -> str:
    return names().get(username, username)


def _reason(agreed: Mapping[str, ReturnReason], reason: str) -> list[Refusal]:
    if reason in agreed:
        return []
    known = ", ".join(agreed) or "–"
    text = both("Dieser Grund ist nicht vereinbart", f"no reason `{reason}` is agreed")
    return [Refusal("reason", text, both(f"Vereinbart sind {known}", f"agreed are {known}"))]


def _day(reason: ReturnReason | None, wake_up: date | None, today: date) -> list[Refusal]:
    if reason is None:
        return []
    if wake_up is None and reason.wake_up == "asked date":
        text = both("Wann soll der Lead wieder vorgelegt werden?", "when is the lead to come up again?")
        hint = both("Bei diesem Grund nennt die Person den Tag", "with this reason the person names the day")
        return [Refusal("wake_up", text, hint)]
    if wake_up is not None and wake_up <= today:
        return [Refusal("wake_up", both("Der Tag liegt nicht in der Zukunft", "the day does not lie in the future"))]
    return []


def _comes_up(reason: ReturnReason, now: datetime, zone: ZoneInfo) -> date | None:
    """The day on which the agreement brings it up again."""
    after = reason.wake_up
    if not isinstance(after, Duration):
        return None
    at = elapsed_or_calendar(micros(now), after.count, after.unit.key, after.unit.microseconds, zone.key)
    return instant_of(at).astimezone(zone).date()
