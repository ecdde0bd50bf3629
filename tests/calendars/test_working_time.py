"""When something is due: hard cases by hand, and every answer like that of a loop over single minutes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from handschlag.calendars.opening import Hours, open_intervals
from handschlag.calendars.terms import Calendar
from handschlag.calendars.working_time import NeverOpen, WorkingTime, elapsed_or_calendar
from tests.calendars import day_loop

BERLIN, LONDON = "Europe/Berlin", "Europe/London"
HOURS = {"mon-thu": ["09:00-12:30", "13:00-17:30"], "fri": ["09:00-15:00"]}
OFFICES: dict[str, dict[str, Any]] = {
    "nw": {
        "country": "DE",
        "subdivision": "NW",
        "hours": HOURS,
        "special_hours": {"12-24": ["09:00-12:00"], "12-31": []},
    },
    "sn": {"country": "DE", "subdivision": "SN", "hours": HOURS},
    "london": {"country": "GB", "subdivision": "ENG", "hours": {"mon-fri": ["09:00-17:30"]}, "time_zone": LONDON},
    "always": {"country": "DE", "hours": {"mon-sun": ["00:00-24:00"]}},
    "night": {"country": "DE", "hours": {"mon-sun": ["02:30-04:00"]}},
}


def us(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def local(text: str, zone: str = BERLIN) -> int:
    at = datetime.fromisoformat(text)
    return us(at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone)))


def shown(at: int, zone: str = BERLIN) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(ZoneInfo(zone)).isoformat()


def working(office: str) -> WorkingTime:
    return WorkingTime(Calendar.model_validate(OFFICES[office]), BERLIN)


CASES = [
    # office, start, count, unit, due; all in Berlin's time
    ("nw", "2026-05-22T14:45", 1, "business hour", "2026-05-26T09:45:00+02:00"),  # before Whit Monday
    ("nw", "2026-05-22T16:45", 2, "business hour", "2026-05-26T11:00:00+02:00"),
    ("nw", "2026-12-23T16:30", 2, "business hour", "2026-12-24T10:00:00+01:00"),  # 24 December is half a day
    ("nw", "2026-12-24T11:00", 2, "business hour", "2026-12-28T10:00:00+01:00"),
    ("nw", "2026-12-30T17:00", 1, "business hour", "2027-01-04T09:30:00+01:00"),  # 31 December off, then a holiday
    ("nw", "2026-12-23T16:30", 1, "business day", "2026-12-24T12:00:00+01:00"),
    ("nw", "2026-11-17T17:00", 1, "business hour", "2026-11-18T09:30:00+01:00"),  # a holiday in Saxony only
    ("sn", "2026-11-17T17:00", 1, "business hour", "2026-11-19T09:30:00+01:00"),
    ("nw", "2026-11-16T12:00", 1, "business hour", "2026-11-16T13:30:00+01:00"),  # over lunch
    ("nw", "2026-11-16T12:45", 30, "business minute", "2026-11-16T13:30:00+01:00"),  # begins in the break
    ("nw", "2026-11-16T11:30", 1, "business hour", "2026-11-16T12:30:00+01:00"),  # due at its end, not after it
    ("nw", "2026-11-16T16:30", 1, "business hour", "2026-11-16T17:30:00+01:00"),
    ("nw", "2026-11-16T17:30", 1, "business hour", "2026-11-17T10:00:00+01:00"),
    ("london", "2026-11-27T17:00", 2, "business hour", "2026-11-30T10:30:00+01:00"),  # 16:00 there
    ("london", "2026-05-01T18:30", 1, "business hour", "2026-05-05T11:00:00+02:00"),  # a bank holiday there
    ("always", "2026-03-29T01:30", 1, "business hour", "2026-03-29T03:30:00+02:00"),  # the clock jumps over 02:00
    ("always", "2026-10-25T02:30:00+02:00", 1, "business hour", "2026-10-25T02:30:00+01:00"),  # 02:30 comes twice
    ("always", "2026-10-24T12:00", 24, "business hour", "2026-10-25T11:00:00+01:00"),
    ("night", "2026-03-28T12:00", 90, "business minute", "2026-03-30T03:00:00+02:00"),  # an hour only, that night
    ("night", "2026-10-24T12:00", 120, "business minute", "2026-10-25T04:00:00+01:00"),  # half an hour twice
    ("nw", "2026-11-12T17:00", 1, "business day", "2026-11-13T15:00:00+01:00"),  # Friday ends at 15:00
    ("nw", "2026-11-13T14:45", 1, "business day", "2026-11-16T14:45:00+01:00"),
    ("nw", "2026-11-14T10:00", 1, "business day", "2026-11-17T09:00:00+01:00"),  # Saturday counts as Monday
    ("nw", "2026-11-13T15:00", 1, "business day", "2026-11-17T09:00:00+01:00"),  # so does the end of Friday
    ("nw", "2026-11-13T12:45", 1, "business day", "2026-11-16T13:00:00+01:00"),  # Monday has a break then
    ("nw", "2026-03-26T10:00", 10, "business day", "2026-04-13T10:00:00+02:00"),  # over Easter and the change
]  # fmt: skip


@pytest.mark.parametrize(("office", "start", "count", "unit", "due"), CASES)
def test_hard_cases(office: str, start: str, count: int, unit: str, due: str) -> None:
    found = working(office).due(local(start), count, unit)
    assert shown(found) == due


@pytest.mark.parametrize(
    ("office", "due", "count", "unit", "warned"),
    [
        ("nw", "2026-11-16T09:15", 30, "business minute", "2026-11-13T14:45:00+01:00"),
        ("nw", "2026-11-16T09:30", 30, "business minute", "2026-11-16T09:00:00+01:00"),  # as late as possible
        ("nw", "2026-11-16T13:10", 30, "business minute", "2026-11-16T12:10:00+01:00"),
        ("nw", "2026-11-16T10:00", 1, "business day", "2026-11-13T10:00:00+01:00"),
        ("nw", "2026-11-16T17:00", 1, "business day", "2026-11-13T15:00:00+01:00"),
        ("nw", "2026-11-15T12:00", 1, "business day", "2026-11-12T15:00:00+01:00"),  # a Sunday counts as Friday's end
    ],
)
def test_ahead_of_a_due_time(office: str, due: str, count: int, unit: str, warned: str) -> None:
    assert shown(working(office).ahead(local(due), count, unit)) == warned


def test_holidays_that_take_half_a_day_end_at_noon() -> None:
    greek = {"country": "GR", "hours": {"mon-fri": ["09:00-11:00", "11:30-17:00"]}, "holiday_categories": ["half_day"]}
    time = WorkingTime(Calendar.model_validate(greek), BERLIN)
    assert time.between(local("2026-12-24T00:00"), local("2026-12-25T00:00")) == 150 * 60_000_000
    assert time.between(local("2026-12-23T00:00"), local("2026-12-24T00:00")) == 450 * 60_000_000


def test_hours_of_a_date_win_over_those_of_every_year_and_over_holidays() -> None:
    special = {"2026-12-24": ["10:00-11:00"], "12-24": ["09:00-12:00"], "12-25": ["08:00-09:00"]}
    office = {**OFFICES["nw"], "special_hours": special, "extra_days_off": ["2026-12-24", "2027-12-24"]}
    time = WorkingTime(Calendar.model_validate(office), BERLIN)
    hours = [time.between(local(f"{day}T00:00"), local(f"{day}T23:59")) // 3_600_000_000 for day in (
        "2026-12-24", "2026-12-25", "2027-12-24", "2026-12-26",
    )]  # fmt: skip
    assert hours == [1, 1, 3, 0]


@pytest.mark.parametrize(
    ("at", "count", "unit", "microseconds", "expected"),
    [
        ("2026-10-24T12:00", 1, "day", 86_400_000_000, "2026-10-25T11:00:00+01:00"),  # 24 hours, whatever the clock
        ("2026-01-31T10:00", 1, "month", None, "2026-02-28T10:00:00+01:00"),
        ("2026-11-30T10:00", 1, "quarter", None, "2027-02-28T10:00:00+01:00"),
        ("2026-06-30T10:00", -7, "month", None, "2025-11-30T10:00:00+01:00"),
        ("2024-02-29T10:00", 1, "year", None, "2025-02-28T10:00:00+01:00"),
        ("2026-12-15T10:00", -1, "year", None, "2025-12-15T10:00:00+01:00"),
        ("2026-02-28T02:30", 1, "month", None, "2026-03-28T02:30:00+01:00"),
        ("2026-02-28T23:30", 13, "month", None, "2027-03-28T23:30:00+02:00"),
    ],
)
def test_elapsed_and_calendar_time(at: str, count: int, unit: str, microseconds: int | None, expected: str) -> None:
    assert shown(elapsed_or_calendar(local(at), count, unit, microseconds, BERLIN)) == expected


def test_far_away_and_never() -> None:
    assert shown(working("nw").due(local("2026-11-16T09:00"), 5_000, "business day"))[:4] == "2046"
    with pytest.raises(NeverOpen):
        working("nw").due(local("2026-11-16T09:00"), 999_999_999, "business hour")
    with pytest.raises(NeverOpen):
        working("nw").due(local("2026-11-16T09:00"), 999_999_999, "business day")


# Against a loop over single minutes -----------------------------------------------------------------------------

walls = st.sampled_from(
    ["00:00", "01:30", "02:00", "02:30", "03:00", "08:15", "09:00", "12:30", "13:00", "17:30", "24:00"]
)


@st.composite
def hours(draw: Any, daytime: bool) -> list[str]:
    times = sorted(set(draw(st.lists(walls, min_size=2, max_size=5))))
    if daytime:
        times = [one for one in times if "08:00" < one < "24:00"]
    return [f"{begin}-{end}" for begin, end in zip(times[::2], times[1::2], strict=False)]


@st.composite
def calendars(draw: Any, daytime: bool = False) -> dict[str, Any]:
    country, subdivision = draw(
        st.sampled_from([("DE", "NW"), ("DE", "SN"), ("GB", "ENG"), ("US", "NY"), ("IN", None)])
    )
    zone = draw(st.sampled_from([BERLIN, LONDON, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]))
    week = {"mon-thu": draw(hours(daytime)), "fri": draw(hours(daytime)), "sat-sun": draw(hours(daytime))}
    # Something is open in every week, or both would look for it for ever.
    week["wed"], week["mon-tue"], week["thu"] = (
        draw(hours(daytime)) or ["09:00-17:30"],
        week["mon-thu"],
        week["mon-thu"],
    )
    del week["mon-thu"]
    special = draw(st.dictionaries(st.sampled_from(["2026-03-28", "03-29", "10-25", "2026-10-26"]), hours(daytime)))
    return {
        "country": country, "time_zone": zone, "hours": week, "special_hours": special,
        "extra_days_off": draw(st.lists(st.sampled_from(["2026-03-27", "2026-10-27", "2026-04-01"]), unique=True)),
        **({"subdivision": subdivision} if subdivision else {}),
    }  # fmt: skip


#: Around the changes of the clock in Europe, in America, on Lord Howe, and around New Year.
around = st.sampled_from(
    ["2026-03-28", "2026-10-24", "2026-03-07", "2026-10-31", "2026-04-04", "2026-12-30", "2026-11-17"]
)
starts = st.builds(
    lambda day, minutes: datetime.fromisoformat(f"{day}T00:00+00:00") + timedelta(minutes=minutes),
    around,
    st.integers(0, 3 * 24 * 60),
)


@settings(max_examples=60, deadline=None)
@given(calendar=calendars(), start=starts, minutes=st.integers(1, 600))
def test_hours_like_a_loop_over_minutes(calendar: dict[str, Any], start: datetime, minutes: int) -> None:
    time, zone = WorkingTime(Calendar.model_validate(calendar), BERLIN), ZoneInfo(calendar["time_zone"])
    due = time.due(us(start), minutes, "business minute")
    assert due == us(day_loop.after(calendar, zone, start, minutes))
    assert time.ahead(us(start), minutes, "business minute") == us(day_loop.before(calendar, zone, start, minutes))
    assert time.between(us(start), due) == minutes * 60_000_000
    assert time.between(due, us(start)) == -minutes * 60_000_000


@settings(max_examples=60, deadline=None)
@given(calendar=calendars(daytime=True), start=starts, days=st.integers(1, 6))
def test_days_like_a_loop_over_days(calendar: dict[str, Any], start: datetime, days: int) -> None:
    time, zone = WorkingTime(Calendar.model_validate(calendar), BERLIN), ZoneInfo(calendar["time_zone"])
    assert time.due(us(start), days, "business day") == us(day_loop.days_after(calendar, zone, start, days))


@settings(max_examples=40, deadline=None)
@given(calendar=calendars(), begins=st.lists(starts, max_size=8), count=st.integers(1, 9))
def test_many_at_once_like_one_by_one(calendar: dict[str, Any], begins: list[datetime], count: int) -> None:
    time = WorkingTime(Calendar.model_validate(calendar), BERLIN)
    given_ = np.array([us(one) for one in begins], dtype=np.int64)
    for unit in ("business minute", "business hour", "business day"):
        found = time.due_all(given_, count, unit)
        assert found.dtype == np.int64
        assert found.tolist() == [time.due(int(one), count, unit) for one in given_]
        counts = np.arange(1, len(begins) + 1)
        each = [time.due(int(one), int(number), unit) for one, number in zip(given_, counts, strict=True)]
        assert time.due_all(given_, counts, unit).tolist() == each


@settings(max_examples=40, deadline=None)
@given(calendar=calendars())
def test_open_times_are_in_order_and_have_no_seams(calendar: dict[str, Any]) -> None:
    first, last = datetime(2026, 1, 1).date(), datetime(2026, 12, 31).date()
    found = open_intervals(Hours(Calendar.model_validate(calendar)), calendar["time_zone"], first, last)
    bounds = found.ravel().tolist()
    assert bounds == sorted(set(bounds))
