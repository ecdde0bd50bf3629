"""When a calendar is open, as instants: local hours, holidays and changes of the clock turned into UTC once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from handschlag.calendars.terms import Calendar, days_of, minutes_of

SECOND = 1_000_000
_MINUTE, _DAY = 60 * SECOND, 86_400 * SECOND
_EPOCH = date(1970, 1, 1)
_THURSDAY = 3  # the weekday of 1 January 1970
#: Where a holiday takes half a day, work ends at noon.
_NOON = 12 * 60
HALF_DAY = "half_day"

Interval = tuple[int, int]
Intervals = np.ndarray[tuple[int, int], np.dtype[np.int64]]


class Hours:
    """The hours of every local day in minutes after midnight, as the agreement says them."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._years: dict[int, dict[date, list[Interval]]] = {}
        self.week: list[list[Interval]] = [[] for _ in range(7)]
        for days, spans in calendar.hours.items():
            for day in days_of(days):
                self.week[day] += [minutes_of(span) for span in spans]

    def on(self, day: date) -> list[Interval]:
        """The hours of a day; none on a day off."""
        return self.otherwise(day.year).get(day, self.week[day.weekday()])

    def otherwise(self, year: int) -> dict[date, list[Interval]]:
        """The days of a year whose hours are not those of their weekday. Hours said for the very date win over those
        said for each year, these over days off and holidays.
        """
        if year not in self._years:
            self._years[year] = self._otherwise(year)
        return self._years[year]

    def _otherwise(self, year: int) -> dict[date, list[Interval]]:
        calendar = self._calendar
        found: dict[date, list[Interval]] = {}
        for day in _holidays(calendar, year, halves=True):
            found[day] = [(begin, min(end, _NOON)) for begin, end in self.week[day.weekday()] if begin < _NOON]
        off = [day for day in calendar.extra_days_off if day.year == year]
        found |= {day: [] for day in [*_holidays(calendar, year, halves=False), *off]}
        for said in sorted(calendar.special_hours, key=len):  # those of the very date come last
            if (which := _in_year(said, year)) is not None:
                found[which] = [minutes_of(span) for span in calendar.special_hours[said]]
        return found


def _in_year(said: str, year: int) -> date | None:
    """`2026-12-24`, or `12-24` of every year; 29 February comes in leap years only."""
    try:
        day = date.fromisoformat(said if len(said) == len("2026-12-24") else f"{year:04}-{said}")
    except ValueError:
        return None
    return day if day.year == year else None


def open_intervals(hours: Hours, zone: str, first: date, last: date) -> Intervals:
    """The open times from the first local day to the last, as rows of begin and end (not included) in microseconds
    since 1970 UTC, in order.

    Where the clock is put back, hours between come twice; where it is put forward, they do not come at all.
    """
    walls = _walls(hours, first, last)
    parts = []
    for begin, end, offset in _offsets(zone, _midnight(first), _midnight(last) + _DAY):
        part = np.clip(walls - offset, begin, end)
        parts.append(part[part[:, 0] < part[:, 1]])
    found = np.concatenate(parts)
    return _joined(found[np.argsort(found[:, 0], kind="stable")])


def _walls(hours: Hours, first: date, last: date) -> Intervals:
    """Every span of hours as if the place lay in UTC."""
    days = np.arange(_midnight(first) // _DAY, _midnight(last) // _DAY + 1)
    others = {day: spans for year in range(first.year, last.year + 1) for day, spans in hours.otherwise(year).items()}
    usual = ~np.isin(days, [(day - _EPOCH).days for day in others])
    weekdays = (days + _THURSDAY) % 7
    parts = [np.empty((0, 2), np.int64)]
    for weekday, spans in enumerate(hours.week):
        midnights = days[usual & (weekdays == weekday)] * _DAY
        parts += [np.stack([midnights + begin * _MINUTE, midnights + end * _MINUTE], axis=1) for begin, end in spans]
    special = [
        (_midnight(day) + begin * _MINUTE, _midnight(day) + end * _MINUTE)
        for day, spans in others.items() if first <= day <= last
        for begin, end in spans
    ]  # fmt: skip
    return np.concatenate([*parts, np.array(special, np.int64).reshape(-1, 2)])


def _joined(intervals: Intervals) -> Intervals:
    """Without seams: a day that ends at midnight and one that begins then are one time."""
    if not len(intervals):
        return intervals
    apart = intervals[1:, 0] > intervals[:-1, 1]
    begins = intervals[np.concatenate([[True], apart]), 0]
    ends = intervals[np.concatenate([apart, [True]]), 1]
    return np.stack([begins, ends], axis=1)


@lru_cache(256)
def _offsets(zone: str, first: int, last: int) -> tuple[tuple[int, int, int], ...]:
    """Stretches of time in which the zone keeps its offset from UTC: (begin, end, offset), two days more at both
    ends.
    """
    return tuple(_stretches(ZoneInfo(zone), first - 2 * _DAY, last + 2 * _DAY))


def _stretches(zone: ZoneInfo, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    at, offset = begin, _offset(zone, begin)
    while at < end:
        later = min(at + _DAY, end)
        if (other := _offset(zone, later)) != offset:
            change = _change(zone, at, later, offset)
            yield begin, change, offset
            begin, offset = change, other
        at = later
    yield begin, end, offset


def _change(zone: ZoneInfo, low: int, high: int, offset: int) -> int:
    """The first instant, to the second, at which the offset is another one."""
    low, high = low // SECOND, high // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle * SECOND) == offset else (low, middle)
    return high * SECOND


def _offset(zone: ZoneInfo, at: int) -> int:
    moved = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(zone).utcoffset()
    assert moved is not None, "a zone has an offset at every instant"
    return round(moved.total_seconds()) * SECOND


def _midnight(day: date) -> int:
    """The day's begin as if the place lay in UTC."""
    return (day - _EPOCH).days * _DAY


def _holidays(calendar: Calendar, year: int, *, halves: bool) -> frozenset[date]:
    chosen = set(calendar.holiday_categories)
    categories = (chosen & {HALF_DAY}) if halves else (chosen - {HALF_DAY}) | {"public"}
    return _days_off(calendar.country, calendar.subdivision, tuple(sorted(categories)), year)


@lru_cache(1024)
def _days_off(country: str, subdivision: str | None, categories: tuple[str, ...], year: int) -> frozenset[date]:
    if not categories:
        return frozenset()
    from holidays import country_holidays  # a third of a second, only where it is needed

    known = country_holidays(country).supported_categories
    kept = tuple(one for one in categories if one in known)
    return (
        frozenset(country_holidays(country, subdiv=subdivision, years=year, categories=kept)) if kept else frozenset()
    )
