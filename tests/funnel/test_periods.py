"""Days, months and quarters of a zone, computed in the database, against Python's own idea of the zone."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings, strategies as st

from handschlag.funnel import periods

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
instants = st.datetimes(datetime(1965, 1, 1), datetime(2045, 1, 1), timezones=st.just(UTC))


@settings(max_examples=30)
@given(st.lists(instants, min_size=1, max_size=40), st.sampled_from(ZONES))
def test_wall_clock_day_month_and_quarter(moments: list[datetime], zone: str) -> None:
    values = sorted(periods.micros(moment) for moment in moments)
    local = periods.local_sql("v", zone, values[0], values[-1])
    columns = [local, periods.day_sql(local), periods.index_sql(local, "month"), periods.index_sql(local, "quarter")]
    marks = ", ".join("(?)" for _ in values)
    found = duckdb.execute(f"select {', '.join(columns)} from (values {marks}) t(v) order by v", values).fetchall()
    for value, (wall, day, month, quarter) in zip(values, found, strict=True):
        told = (EPOCH + timedelta(microseconds=value)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert wall == (told - datetime(1970, 1, 1)) // timedelta(microseconds=1)
        assert day == (told.date() - date(1970, 1, 1)).days
        assert periods.label(month, "month") == f"{told:%Y-%m}"
        assert periods.label(quarter, "quarter") == f"{told.year}-Q{(told.month + 2) // 3}"
        assert periods.index_of(value, zone, "month") == month
        assert periods.index_of(value, zone, "quarter") == quarter


@pytest.mark.parametrize(
    ("zone", "moment"), [("Europe/Berlin", "2026-03-29T01:00:00"), ("America/New_York", "2026-11-01T06:00:00")]
)
def test_the_very_instant_of_a_change(zone: str, moment: str) -> None:
    change = periods.micros(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    local = periods.local_sql("v", zone, change - 1, change)
    before, after = (
        row[0] for row in duckdb.sql(f"select {local} from (values ({change - 1}), ({change})) t(v)").fetchall()
    )
    told = ZoneInfo(zone).utcoffset
    here = [EPOCH + timedelta(microseconds=value) for value in (change - 1, change)]
    offsets = [told(value.astimezone(ZoneInfo(zone))) // timedelta(microseconds=1) for value in here]
    assert (before, after) == (change - 1 + offsets[0], change + offsets[1])
    assert offsets[0] != offsets[1]


def test_a_day_begins_at_midnight_of_the_zone() -> None:
    starts = [periods.day_start(date(2026, 3, day), "Europe/Berlin") for day in (28, 29, 30)]
    hours = [(b - a) / 3_600_000_000 for a, b in pairwise(starts)]
    assert (periods.instant(starts[0]), hours) == ("2026-03-27T23:00:00Z", [24.0, 23.0])


@pytest.mark.parametrize("text", ["2026-03", "2026-Q4", "1999-12", "2026-Q1"])
def test_labels_come_back(text: str) -> None:
    found = periods.index_of_label(text)
    assert found is not None and periods.label(*found) == text


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "2026-Q5", "26-03", "2026-3", "March"])
def test_what_is_no_label(text: str) -> None:
    assert periods.index_of_label(text) is None


def test_instants_are_written_in_utc() -> None:
    assert periods.instant(0) == "1970-01-01T00:00:00Z"
    assert periods.instant(1_500_000) == "1970-01-01T00:00:01.500000Z"
