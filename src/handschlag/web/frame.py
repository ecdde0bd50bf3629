"""The house and the as-of of one request: what every figure on a page is about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from handschlag.access.actors import NOBODY, Actor
from handschlag.actions.houses import House
from handschlag.store.members import actor_of
from handschlag.web.house import house as opened_house


@dataclass(frozen=True)
class Frame:
    """The house and the instant up to which a page knows facts."""

    house: House
    now: datetime
    as_of: datetime
    day: date | None  # None: as of now
    typed: str = ""  # what the reader typed, kept where it was no day
    problem: str = ""

    @property
    def today(self) -> date:
        """The day it is in the house."""
        return self.now.astimezone(ZoneInfo(self.house.time_zone)).date()


def frame_of(request: HttpRequest) -> Frame:
    """The request's frame; one house, one clock reading and one as-of for everything on the page."""
    kept: Frame | None = getattr(request, "_frame", None)
    if kept is None:
        kept = request._frame = _chosen(request)  # type: ignore[attr-defined]
    return kept


def _chosen(request: HttpRequest) -> Frame:
    now = timezone.now()
    house = opened_house().asked_by(asking(request), now)
    typed = request.GET.get("as_of", "").strip()
    if not typed:
        return Frame(house, now, now, None)
    day = _day(typed)
    if day is None:
        problem = gettext("“%(typed)s” is not a day; expected a date such as 2026-03-31.") % {"typed": typed}
        return Frame(house, now, now, None, typed, problem)
    # The whole day is known, nothing of the next one, which begins with what has no time, and nothing of the future.
    end = day_start(day + timedelta(days=1), house.time_zone) - timedelta(microseconds=1)
    return Frame(house, now, min(end, now), day, typed)


def asking(request: HttpRequest) -> Actor:
    """Whoever is signed in; nobody else has any right."""
    kept: Actor | None = getattr(request, "_asking", None)
    if kept is None:
        kept = actor_of(request.user) if request.user.is_authenticated else NOBODY
        request._asking = kept  # type: ignore[attr-defined]
    return kept


def _day(typed: str) -> date | None:
    """The day meant, if it is one that calendars of all time zones reach."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2200 else None


def day_start(day: date, zone: str) -> datetime:
    """Midnight in the house's time zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))
