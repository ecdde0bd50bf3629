"""P6: when a million clocks fall due, beside numpy.busday_offset on the same clocks, which knows whole days only."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from handschlag.calendars.business import Instants
from handschlag.calendars.terms import Calendar
from handschlag.calendars.working_time import WorkingTime

GOAL_RATIO = 1.5
ROUNDS = 5

_UNIT, _DAY = "business hour", 86_400_000_000
_START = 1_735_689_600_000_000  # 2025-01-01
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: Zone, country, subdivision, hours on working days, working days a week.
_PLACES = (
    ("Europe/Berlin", "DE", "NW", ["09:00-17:00"], 5),
    ("Europe/Berlin", "DE", "BY", ["08:00-12:00", "13:00-17:00"], 5),
    ("Europe/London", "GB", "ENG", ["09:00-17:30"], 5),
    ("America/New_York", "US", "NY", ["09:00-17:00"], 5),
    ("Asia/Kolkata", "IN", None, ["09:30-18:30"], 6),
    ("Europe/Vienna", "AT", None, ["08:30-12:30", "13:00-17:30"], 5),
)

#: Starts and business hours of one place's clocks.
_Clocks = tuple[Instants, Any]


def run(size: int = 1_000_000) -> dict[str, Any]:
    """The fastest round of each, taking turns; many at once must say the same as one by one."""
    clocks = _clocks(size)
    _compare(clocks, _due(clocks))
    rounds = [(_seconds(lambda: _due(clocks)), _seconds(lambda: _whole_days(clocks))) for _ in range(ROUNDS)]
    seconds, yardstick = min(a for a, _ in rounds), min(b for _, b in rounds)
    return {
        "job": "P6", "clocks": size, "seconds": seconds, "ratio": seconds / yardstick, "against": "numpy.busday_offset",
        "against_seconds": yardstick, "goal": GOAL_RATIO,
    }  # fmt: skip


def _clocks(size: int) -> list[_Clocks]:
    """Always the same ones, in no order."""
    rng = np.random.default_rng(7)
    starts = _START + rng.integers(0, 700 * _DAY, size)
    hours = rng.choice(np.array([1, 2, 4, 8, 16, 40]), size)
    place = rng.integers(0, len(_PLACES), size)
    return [(starts[place == number], hours[place == number]) for number in range(len(_PLACES))]


def _working_times() -> list[WorkingTime]:
    return [
        WorkingTime(
            Calendar.model_validate(
                {"country": country, "subdivision": subdivision, "hours": {f"mon-{_WEEK[days - 1]}": hours}}
            ),
            zone,
        )
        for zone, country, subdivision, hours, days in _PLACES
    ]


def _due(clocks: list[_Clocks]) -> list[Instants]:
    """Everything, from the terms of the calendars on."""
    return [
        working.due_all(starts, hours, _UNIT) for working, (starts, hours) in zip(_working_times(), clocks, strict=True)
    ]


def _whole_days(clocks: list[_Clocks]) -> list[Any]:
    from holidays import country_holidays

    found = []
    for (_, country, subdivision, _, days), (starts, hours) in zip(_PLACES, clocks, strict=True):
        off = np.array(sorted(country_holidays(country, subdiv=subdivision, years=range(2024, 2029))), "datetime64[D]")
        calendar = np.busdaycalendar(weekmask=[1] * days + [0] * (7 - days), holidays=off)
        begins = starts.astype("datetime64[us]").astype("datetime64[D]")
        found.append(np.busday_offset(begins, hours // 8, roll="forward", busdaycal=calendar))
    return found


def _compare(clocks: list[_Clocks], due: list[Instants]) -> None:
    """Or the measurement means nothing."""
    for working, (starts, hours), found in zip(_working_times(), clocks, due, strict=True):
        for number in range(0, len(starts), max(len(starts) // 20, 1)):
            if working.due(int(starts[number]), int(hours[number]), _UNIT) != int(found[number]):
                raise AssertionError("many clocks at once fall due at other instants than one by one")


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
