"""The instants of a clock: due, warnings, consequences, each in its own kind of time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handschlag.agreement import loads
from handschlag.calendars.working_time import WorkingTime
from handschlag.handover.clock_due import due_of, needs_calendar
from handschlag.handover.clock_terms import Clock
from tests.fixtures.houses import AGREEMENT

BERLIN = ZoneInfo("Europe/Berlin")
SECTIONS = """
calendars:
  office: {country: DE, subdivision: NW, hours: {mon-fri: ["09:00-17:00"]}}
handover:
  clocks:
    contact: {starts: handover.offered, stops: first_attempt, due: 4 business hours, calendar: office,
              warn: [30 business minutes before, 2 hours before, 3 days before],
              missed: [notify owner, "after 2 business hours: notify manager", "after 1 business day: reassign"]}
    hot: {starts: hand_raise, stops: first_attempt, due: 15 minutes}
    follow_up: {starts: handover.accepted, attempts: 6, within: 2 months}
"""


@pytest.fixture(scope="module")
def clocks() -> tuple[Any, Any]:
    read = loads((AGREEMENT + SECTIONS).encode(), "a")
    assert read.problems == []
    assert read.agreement is not None
    return read.agreement.handover.clocks, read.agreement.calendars


def run(clocks: tuple[Any, Any], key: str, start: str) -> tuple[str, list[str], list[tuple[str, str]]]:
    named, calendars = clocks
    clock: Clock = named[key]
    working = WorkingTime(calendars["office"], "Europe/Berlin") if needs_calendar(clock) else None
    at = round(datetime.fromisoformat(start).replace(tzinfo=BERLIN).timestamp()) * 1_000_000
    due = due_of(clock, at, working, "Europe/Berlin")
    return (
        shown(due.due),
        [shown(one) for one in due.warnings],
        [(shown(one), does.text) for one, does in due.consequences],
    )


def shown(at: int) -> str:
    return f"{datetime.fromtimestamp(at // 1_000_000, BERLIN):%a %d %H:%M}"


def test_a_clock_over_the_weekend(clocks: tuple[Any, Any]) -> None:
    """Friday 15:00: two hours that day, two on Monday. A warning three days before would lie before the start."""
    assert run(clocks, "contact", "2026-11-27T15:00") == (
        "Mon 30 11:00",
        ["Mon 30 09:00", "Mon 30 10:30"],
        [("Mon 30 11:00", "notify owner"), ("Mon 30 13:00", "notify manager"), ("Tue 01 11:00", "reassign")],
    )


def test_elapsed_time_needs_no_calendar_and_does_not_sleep(clocks: tuple[Any, Any]) -> None:
    assert not needs_calendar(clocks[0]["hot"])
    assert run(clocks, "hot", "2026-11-27T23:50") == ("Sat 28 00:05", [], [])


def test_attempts_within_a_time(clocks: tuple[Any, Any]) -> None:
    assert run(clocks, "follow_up", "2026-12-31T10:00")[0] == "Sun 28 10:00"
