"""Reads the agreement's calendars: country, holidays and working hours that clocks count in."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import RootModel, WithJsonSchema

from handschlag.files import Section, Terms, Words, did_you_mean, plain_error
from handschlag.files.names import unknown
from handschlag.files.read_by import ReadBy
from handschlag.files.values import Day, Distinct, Key, Word

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(r"(\d{4}-)?\d{2}-\d{2}", re.ASCII)
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)", re.ASCII)


def days_of(written: str) -> tuple[int, ...]:
    """The weekdays (Monday is 0) of `mon`, `mon-thu` or `sat, sun`; empty if it is none of these."""
    days: list[int] = []
    for part in re.split(r"\s*,\s*", written.strip()):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            return ()
        end = DAYS.index(last) if dash else DAYS.index(first)
        days.extend(range(DAYS.index(first), end + 1))
    return tuple(days)


def _days(value: object) -> str:
    if isinstance(value, str) and days_of(value):
        return value
    raise plain_error(f"`{value}` names no weekdays", f"write {', '.join(DAYS)}, or a span such as mon-thu")


def minutes_of(span: str) -> tuple[int, int]:
    """Begin and end of `09:00-12:30` in minutes after midnight."""
    begin, _, end = span.partition("-")
    return int(begin[:2]) * 60 + int(begin[3:]), int(end[:2]) * 60 + int(end[3:])


def _span(value: object) -> str:
    if not isinstance(value, str) or not _SPAN.fullmatch(value):
        raise plain_error(f"`{value}` is no span of time", 'write it in quotes: "09:00-12:30"')
    begin, end = minutes_of(value)
    if begin >= end:
        raise plain_error(f"`{value}` ends before it begins", "a span ends on the same day, at 24:00 at the latest")
    return value


@lru_cache(1)
def time_zones() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(available_timezones())


def _zone(value: object) -> str:
    if isinstance(value, str) and value in time_zones():
        return value
    raise unknown("time zone", str(value), time_zones() if isinstance(value, str) else ())


def _date_key(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        date.fromisoformat(text if len(text) == len("2026-12-24") else f"2024-{text}")
    except ValueError:
        raise plain_error(f"`{text}` is no day", "write 2026-12-24, or 12-24 for every year") from None
    return text


DateKey = Annotated[str, ReadBy(_date_key), WithJsonSchema({"type": "string", "pattern": r"^(\d\d\d\d-)?\d\d-\d\d$"})]
Zone = Annotated[str, ReadBy(_zone), WithJsonSchema({"type": "string", "minLength": 1})]
Days = Annotated[str, ReadBy(_days), WithJsonSchema({"type": "string"})]
Span = Annotated[str, ReadBy(_span), WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d-\d\d:\d\d$"})]


class Calendar(Terms):
    """Working hours in one place; business time runs only within them."""

    name: Words | None = None
    """What people call this calendar."""
    country: Word
    """Country whose public holidays are days off (two letters, such as DE)."""
    subdivision: Word | None = None
    """State or region with holidays of its own, such as NW for North Rhine-Westphalia."""
    holiday_categories: Annotated[tuple[Word, ...], Distinct] = ()
    """Further groups of holidays the country knows, such as catholic or half_day."""
    time_zone: Zone | None = None
    """Time zone of the hours; without it the agreement's."""
    hours: Mapping[Days, tuple[Span, ...]]
    """Working hours per weekday or span of weekdays; days not named are off."""
    extra_days_off: Annotated[tuple[Day, ...], Distinct] = ()
    """Further days off of the house."""
    special_hours: Mapping[DateKey, tuple[Span, ...]] = {}
    """Hours of single days, such as `2026-12-24: ["09:00-12:00"]`, or of a day of every year, such as `12-24`; an empty
    list is a day off."""


class CalendarsTerms(RootModel[Mapping[Key, Calendar]]):
    """All calendars by key."""


def parse(section: Section) -> Mapping[str, Calendar]:
    """Read the section `calendars`."""
    terms = section.validate(CalendarsTerms)
    calendars = terms.root if terms else {}
    for key, calendar in calendars.items():
        _check_place(section, key, calendar)
        _check_hours(section, key, calendar)
    return calendars


def _check_place(section: Section, key: str, calendar: Calendar) -> None:
    from holidays import country_holidays, list_supported_countries  # a third of a second, only where it is needed

    countries = list_supported_countries(include_aliases=False)
    if calendar.country not in countries:
        near = did_you_mean(calendar.country.upper(), countries)
        hint = near if near.startswith("did") else "two letters, such as DE or AT"
        section.problem((key, "country"), f"unknown country `{calendar.country}`", hint)
        return
    regions = countries[calendar.country]
    if calendar.subdivision is not None and calendar.subdivision not in regions:
        message = f"unknown subdivision `{calendar.subdivision}` of {calendar.country}"
        section.problem((key, "subdivision"), message, did_you_mean(calendar.subdivision, regions))
    categories = country_holidays(calendar.country).supported_categories
    for number, category in enumerate(calendar.holiday_categories):
        if category not in categories:
            message = f"unknown group of holidays `{category}` of {calendar.country}"
            section.problem((key, "holiday_categories", number), message, did_you_mean(category, categories))


def _check_hours(section: Section, key: str, calendar: Calendar) -> None:
    seen: dict[int, str] = {}
    for days in calendar.hours:
        for day in days_of(days):
            if day in seen:
                message = f"`{DAYS[day]}` has hours twice, in `{seen[day]}` and in `{days}`"
                section.problem((key, "hours", days), message, "name each weekday once", key=True)
            seen.setdefault(day, days)
    for which, days, spans in _written(calendar):
        for number in range(1, len(spans)):
            if minutes_of(spans[number])[0] < minutes_of(spans[number - 1])[1]:
                message = f"`{spans[number]}` begins before `{spans[number - 1]}` ends"
                section.problem((key, which, days, number), message, "write the spans of a day in order")
    if not any(calendar.hours.values()) and section.whole((key, "hours")):
        section.problem((key, "hours"), "no working hours at all", "business time would never pass")


def _written(calendar: Calendar) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every list of spans with the key and the day under which it stands."""
    for which, hours in (("hours", calendar.hours), ("special_hours", calendar.special_hours)):
        for days, spans in hours.items():
            yield which, days, spans
