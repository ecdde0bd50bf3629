"""P6: when a million clocks fall due, in six calendars, against numpy.busday_offset on the same clocks, which knows
whole days only; prints the ratio, fails above the goal.
"""

import sys
import time
from typing import Any

import numpy as np
from holidays import country_holidays

from handschlag.calendars.terms import Calendar
from handschlag.calendars.working_time import WorkingTime

GOAL = 1.5
ROUNDS = 5
SECOND, DAY, HOUR = 1_000_000, 86_400_000_000, 3_600_000_000
START = 1_735_689_600 * SECOND  # 2025-01-01
#: Zone, country, subdivision, hours on working days, working days a week.
PLACES = (
    ("Europe/Berlin", "DE", "NW", ["09:00-17:00"], 5),
    ("Europe/Berlin", "DE", "BY", ["08:00-12:00", "13:00-17:00"], 5),
    ("Europe/London", "GB", "ENG", ["09:00-17:30"], 5),
    ("America/New_York", "US", "NY", ["09:00-17:00"], 5),
    ("Asia/Kolkata", "IN", None, ["09:30-18:30"], 6),
    ("Europe/Vienna", "AT", None, ["08:30-12:30", "13:00-17:30"], 5),
)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clocks(size: int) -> list[tuple[Any, Any]]:
    """Starts and business hours of each place's clocks, always the same ones, in no order."""
    rng = np.random.default_rng(7)
    starts = START + rng.integers(0, 700 * DAY, size)
    hours = rng.choice(np.array([1, 2, 4, 8, 16, 40]), size)
    place = rng.integers(0, len(PLACES), size)
    return [(starts[place == number], hours[place == number]) for number in range(len(PLACES))]


def ours(given: list[tuple[Any, Any]]) -> list[Any]:
    """Everything, from the terms of the calendars on."""
    found = []
    for (zone, country, subdivision, hours, days), (starts, amounts) in zip(PLACES, given, strict=True):
        terms = {"country": country, "subdivision": subdivision, "hours": {f"mon-{WEEK[days - 1]}": hours}}
        time_of = WorkingTime(Calendar.model_validate(terms), zone)
        found.append(time_of.due_all(starts, amounts, "business hour"))
    return found


def whole_days(given: list[tuple[Any, Any]]) -> list[Any]:
    found = []
    for (_, country, subdivision, _, days), (starts, amounts) in zip(PLACES, given, strict=True):
        off = np.array(sorted(country_holidays(country, subdiv=subdivision, years=range(2024, 2029))), "datetime64[D]")
        calendar = np.busdaycalendar(weekmask=[1] * days + [0] * (7 - days), holidays=off)
        begins = starts.astype("datetime64[us]").astype("datetime64[D]")
        found.append(np.busday_offset(begins, amounts // 8, roll="forward", busdaycal=calendar))
    return found


def main() -> None:
    size = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    given = clocks(size)
    for (zone, country, subdivision, hours, days), (starts, amounts), due in zip(
        PLACES, given, ours(given), strict=True
    ):  # a few one by one: many at once must say the same
        terms = {"country": country, "subdivision": subdivision, "hours": {f"mon-{WEEK[days - 1]}": hours}}
        single = WorkingTime(Calendar.model_validate(terms), zone)
        for number in range(0, len(starts), max(len(starts) // 20, 1)):
            if single.due(int(starts[number]), int(amounts[number]), "business hour") != int(due[number]):
                raise AssertionError("many at once and one by one differ: the measurement means nothing")
    rounds = [(_seconds(lambda: ours(given)), _seconds(lambda: whole_days(given))) for _ in range(ROUNDS)]
    mine, yardstick = min(a for a, _ in rounds), min(b for _, b in rounds)
    print(f"{size:,} clocks: {mine:.3f} s, numpy.busday_offset {yardstick:.3f} s")
    print(f"P6: ratio {mine / yardstick:.2f} against numpy.busday_offset (goal: at most {GOAL})")
    sys.exit(mine / yardstick > GOAL)


def _seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
