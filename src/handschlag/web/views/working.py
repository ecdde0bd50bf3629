"""What people tell of a lead on its page: attempts, answers, and the hand-over."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handschlag.access.refusals import Refusal, Refused
from handschlag.actions import answers, attempts, handovers, taking_back
from handschlag.files.text import both
from handschlag.web.addresses import address
from handschlag.web.frame import Frame, frame_of
from handschlag.web.typed import Typed
from handschlag.web.views.leads import lead_page

#: What was sent of a person, told to the action; what it says was kept.
Kept = dict[str, Any]
Tell = Callable[[Frame, str, dict[str, str]], Kept]


@require_POST
def attempt(request: HttpRequest, person: UUID) -> HttpResponse:
    """Somebody tried to reach the person."""

    def tell(frame: Frame, who: str, sent: dict[str, str]) -> Kept:
        channel, _colon, outcome = sent.get("what", "").partition(":")
        return attempts.record_attempt(
            frame.house, person=who, channel=channel, outcome=outcome, note=sent.get("note", ""), now=frame.now,
            at=_instant(sent.get("at", ""), frame.house.time_zone), token=sent.get("token", ""),
        )  # fmt: skip

    return _told(request, person, "attempt", ("what", "at", "note"), tell, _("Attempt recorded."))


@require_POST
def answer(request: HttpRequest, person: UUID) -> HttpResponse:
    """The person answered a criterion."""

    def tell(frame: Frame, who: str, sent: dict[str, str]) -> Kept:
        return answers.record_answer(
            frame.house, person=who, criterion=sent.get("criterion", ""), answer=sent.get("answer", ""),
            evidence=sent.get("evidence", ""), now=frame.now, token=sent.get("token", ""),
        )  # fmt: skip

    form = f"answer:{request.POST.get('criterion', '')}"
    return _told(request, person, form, ("answer", "evidence"), tell, _("Answer recorded."))


@require_POST
def offer(request: HttpRequest, person: UUID) -> HttpResponse:
    """The lead is offered to sales."""

    def tell(frame: Frame, who: str, sent: dict[str, str]) -> Kept:
        return handovers.offer(
            frame.house, person=who, to=sent.get("to", ""), note=sent.get("note", ""),
            exception=sent.get("exception", ""), now=frame.now, token=sent.get("token", ""),
        )  # fmt: skip

    return _told(request, person, "offer", ("to", "note", "exception"), tell, _("Offered to sales."))


@require_POST
def accept(request: HttpRequest, person: UUID) -> HttpResponse:
    """Sales takes the lead over."""

    def tell(frame: Frame, who: str, sent: dict[str, str]) -> Kept:
        note, token = sent.get("note", ""), sent.get("token", "")
        return handovers.accept(frame.house, person=who, note=note, now=frame.now, token=token)

    return _told(request, person, "accept", ("note",), tell, _("Accepted: the lead is yours."))


@require_POST
def give_back(request: HttpRequest, person: UUID) -> HttpResponse:
    """Sales gives the lead back."""

    def tell(frame: Frame, who: str, sent: dict[str, str]) -> Kept:
        return handovers.give_back(
            frame.house, person=who, reason=sent.get("reason", ""), wake_up=_day(sent.get("wake_up", "")),
            note=sent.get("note", ""), now=frame.now, token=sent.get("token", ""),
        )  # fmt: skip

    return _told(request, person, "return", ("reason", "wake_up", "note"), tell, _("Given back."))


@require_POST
def take_back(request: HttpRequest, person: UUID) -> HttpResponse:
    """Something was told by mistake."""

    def tell(frame: Frame, who: str, sent: dict[str, str]) -> Kept:
        return taking_back.take_back(frame.house, person=who, fact=sent.get("fact", ""), now=frame.now)

    return _told(request, person, "take_back", (), tell, _("Taken back. That it was told once, stays on record."))


def _told(
    request: HttpRequest, person: UUID, form: str, fields: tuple[str, ...], tell: Tell, done: str
) -> HttpResponse:
    frame, sent = frame_of(request), {key: str(value) for key, value in request.POST.items()}
    try:
        kept = tell(frame, str(person), sent)
    except Refused as refused:
        typed = Typed(values=sent)
        typed.refuse(refused.refusals, *fields)
        return lead_page(request, person, form, typed)
    messages.success(request, done if kept["new"] else _("That is on record already; nothing was added."))
    return HttpResponseRedirect(f"{address(frame, 'lead', person)}#work")


def _instant(text: str, zone: str) -> datetime | None:
    """A local instant as the browser's field sends it."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise Refused(Refusal("at", both("Das ist kein Zeitpunkt", "this is no instant"), _EXAMPLE_AT)) from None


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(Refusal("wake_up", both("Das ist kein Tag", "this is no day"), _EXAMPLE_DAY)) from None


_EXAMPLE_AT = both("zum Beispiel 2026-03-31T14:30", "for example 2026-03-31T14:30")
_EXAMPLE_DAY = both("zum Beispiel 2026-03-31", "for example 2026-03-31")
