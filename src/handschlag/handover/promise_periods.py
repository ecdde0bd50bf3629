"""The periods in which promises are measured: a promised amount's own, for shares the quarter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from handschlag.handover.promise_terms import Promised

#: So many are shown: the running one, and those before it.
SHOWN = 4

_FIRST_DAYS: dict[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: date(day.year, day.month - (day.month - 1) % 3, 1),
    "year": lambda day: date(day.year, 1, 1),
}


def grid_of(promised: Promised) -> str:
    """day | week | month | quarter | year."""
    return promised.rate.period if promised.rate is not None else "quarter"


def last_periods(grid: str, today: date) -> list[tuple[date, date]]:
    """(first day, first day after it) of the running period and those before it, the oldest first."""
    first_day = _FIRST_DAYS[grid]
    found = []
    for _ in range(SHOWN):
        start = first_day(today)
        found.append((start, _next(grid, start)))
        today = start - timedelta(days=1)
    return found[::-1]


def _next(grid: str, start: date) -> date:
    if grid in ("day", "week"):
        return start + timedelta(days=7 if grid == "week" else 1)
    return _FIRST_DAYS[grid](start + timedelta(days={"month": 32, "quarter": 100, "year": 370}[grid]))
