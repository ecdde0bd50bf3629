"""When something is due: elapsed, calendar and business durations, forwards from a start and backwards from a due time.

docs/explanation/business-time.md says what each of them means.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from handschlag.calendars.business import BusinessTime, Instants, OutOfReach
from handschlag.calendars.opening import Hours, Intervals, open_intervals
from handschlag.calendars.terms import Calendar

#: Microseconds of the business units whose length is always the same.
AMOUNTS = {"business minute": 60_000_000, "business hour": 3_600_000_000}
#: Months of the calendar's units.
MONTHS = {"month": 1, "quarter": 3, "year": 12}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: So many years around what is asked are laid out at once, and so many at most.
_FIRST_REACH, _FURTHEST = 1, 130


class NeverOpen(ValueError):
    """In a lifetime not so much business time passes."""


class WorkingTime:
    """A calendar of the agreement in its place. Instants are microseconds since 1970 UTC."""

    def __init__(self, calendar: Calendar, time_zone: str) -> None:
        """`time_zone` is the agreement's, for calendars that name none."""
        self.calendar, self._hours, self.zone = calendar, Hours(calendar), str(calendar.time_zone or time_zone)
        self._time: BusinessTime | None = None
        self._years = (0, 0)

    def __eq__(self, other: object) -> bool:
        """The same hours in the same place."""
        return isinstance(other, WorkingTime) and (self.calendar, self.zone) == (other.calendar, other.zone)

    __hash__ = None  # type: ignore[assignment]  # a calendar's hours are mappings

    def between(self, begin: int, end: int) -> int:
        """Business time between two instants, in microseconds; negative if `end` comes first."""
        low, high = min(begin, end), max(begin, end)
        return int(self._within(low, high, lambda time: time.between(begin, end)))

    def due(self, start: int, count: int, unit: str) -> int:
        """The instant at which so many of a business unit have passed since `start`."""
        if unit in AMOUNTS:
            return int(self._within(start, start, lambda time: time.after(start, count * AMOUNTS[unit])))
        opened = self._within(start, start, lambda time: time.next_open(start))
        return self._days_on(int(opened), count)

    def due_all(self, starts: Instants, count: Any, unit: str) -> Instants:
        """The same for an array of starts; `count` is one for all, or one for each."""
        if not len(starts):
            return starts
        if unit not in AMOUNTS:
            counts = np.broadcast_to(np.asarray(count), starts.shape)
            pairs = zip(starts.tolist(), counts.tolist(), strict=True)
            return np.array([self.due(start, each, unit) for start, each in pairs], dtype=np.int64)
        amount = count * AMOUNTS[unit]
        found: Instants = self._within(
            int(starts.min()), int(starts.max()), lambda time: time.after_all(starts, amount)
        )
        return found

    def ahead(self, end: int, count: int, unit: str) -> int:
        """The last instant from which so many of a business unit pass until `end`."""
        if unit in AMOUNTS:
            return int(self._within(end, end, lambda time: time.before(end, count * AMOUNTS[unit])))
        open_until = self._within(end, end, lambda time: time.last_open(end))
        return self._days_on(int(open_until), -count)

    def _within(self, low: int, high: int, ask: Callable[[BusinessTime], Any]) -> Any:
        """Ask with as many years laid out as the answer needs."""
        first, last = _at(low).year - _FIRST_REACH, _at(high).year + _FIRST_REACH
        while last - first < _FURTHEST:
            try:
                return ask(self._laid_out(first, last))
            except OutOfReach:
                reach = last - first
                first, last = first - reach, last + reach
        raise NeverOpen("so much business time does not pass in this calendar")

    def _laid_out(self, first: int, last: int) -> BusinessTime:
        if self._time is None or not (self._years[0] <= first and last <= self._years[1]):
            known = self._years if self._time is not None else (first, last)
            self._years = max(min(first, known[0]), 2), min(max(last, known[1]), 9997)
            begin, end = date(self._years[0], 1, 1), date(self._years[1], 12, 31)
            self._time = BusinessTime(open_intervals(self._hours, self.zone, begin, end))
        return self._time

    def _days_on(self, at: int, count: int) -> int:
        """The same time of day so many working days later (earlier, if negative), moved into the hours of that day."""
        local = _at(at).astimezone(ZoneInfo(self.zone))
        step, left, day = (1 if count > 0 else -1), abs(count), local.date()
        passed = 0
        while left:
            day += timedelta(days=step)
            passed += 1
            if passed > 366 * _FURTHEST:
                raise NeverOpen("so many working days do not come in this calendar")
            left -= bool(self._hours.on(day))
        hours = open_intervals(self._hours, self.zone, day, day)
        wished = instant_of(day, local.time(), self.zone)
        return _into(hours, wished) if len(hours) else wished


def _into(hours: Intervals, wished: int) -> int:
    """The wished instant if somebody works then; else the next begin of work that day, or else its end."""
    for begin, end in hours.tolist():
        if wished <= end:
            return max(begin, wished)
    return int(hours[-1, 1])


def elapsed_or_calendar(at: int, count: int, unit: str, microseconds: int | None, zone: str) -> int:
    """So much later (earlier, if `count` is negative): elapsed time where the unit has a length, else by the calendar:
    the same day of the month and time of day, or the month's last day where it is too short.
    """
    if microseconds is not None:
        return at + count * microseconds
    local = _at(at).astimezone(ZoneInfo(zone))
    months = local.year * 12 + local.month - 1 + count * MONTHS[unit]
    year, month = divmod(months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return instant_of(date(year, month + 1, min(local.day, last)), local.time(), zone)


def instant_of(day: date, clock: time, zone: str) -> int:
    """A local time as an instant: of two, where the clock is put back, the first; one it jumps over, so much later."""
    moved = datetime.combine(day, clock.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)
    return (moved - _EPOCH) // timedelta(microseconds=1)


def _at(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
