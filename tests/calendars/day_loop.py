"""Business time by looking at every single minute: what the place's clock shows, and whether somebody works then."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays

WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MINUTE = timedelta(minutes=1)


@lru_cache
def holidays_of(country: str, subdivision: str | None) -> Any:
    return country_holidays(country, subdiv=subdivision)


def spans(calendar: dict[str, Any], day: date) -> list[tuple[str, str]]:
    """The hours of a day as two wall times each, from the file's own words."""
    special = calendar.get("special_hours", {})
    for key in (day.isoformat(), day.isoformat()[5:]):
        if key in special:
            return [tuple(one.split("-")) for one in special[key]]
    off = [str(one) for one in calendar.get("extra_days_off", [])]
    if day.isoformat() in off or day in holidays_of(calendar["country"], calendar.get("subdivision")):
        return []
    found = []
    for days, hours in calendar["hours"].items():
        first, _, last = days.partition("-")
        if WEEK.index(first) <= day.weekday() <= WEEK.index(last or first):
            found += [tuple(one.split("-")) for one in hours]
    return found


def is_open(calendar: dict[str, Any], zone: ZoneInfo, at: datetime) -> bool:
    """Whether the minute that begins then is a working one."""
    local = at.astimezone(zone)
    wall = local.time().isoformat("minutes")
    return any(begin <= wall < end for begin, end in spans(calendar, local.date()))


def after(calendar: dict[str, Any], zone: ZoneInfo, start: datetime, minutes: int) -> datetime:
    """When so many working minutes have passed."""
    at = start
    while minutes:
        minutes -= is_open(calendar, zone, at)
        at += MINUTE
    return at


def before(calendar: dict[str, Any], zone: ZoneInfo, end: datetime, minutes: int) -> datetime:
    """From when on so many working minutes pass until then."""
    at = end
    while minutes:
        at -= MINUTE
        minutes -= is_open(calendar, zone, at)
    return at


def days_after(calendar: dict[str, Any], zone: ZoneInfo, start: datetime, days: int) -> datetime:
    """The same time of day so many working days later, moved into that day's hours; for hours by day."""
    at = start
    while not is_open(calendar, zone, at):
        at += MINUTE
    local = at.astimezone(zone)
    day, wall = local.date(), f"{local:%H:%M}"
    while days:
        day += timedelta(days=1)
        days -= bool(spans(calendar, day))
    hours = spans(calendar, day)
    moved = next((max(begin, wall) for begin, end in hours if wall <= end), hours[-1][1])
    return datetime.combine(day, datetime.strptime(moved, "%H:%M").time(), zone).astimezone(UTC)
