"""Local time becomes UTC exactly as Python's zoneinfo has it, in every hour that exists twice or not at all."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings, strategies as st

from handschlag.mapping.zones import to_utc

EPOCH = datetime(1970, 1, 1)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"]


def expected(local: datetime, zone: str) -> int:
    """Python's reading of a local time: of two the first, of none the one before the change."""
    utc = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)
    return (utc - EPOCH) // timedelta(microseconds=1)


def converted(locals_: list[datetime], zone: str) -> list[int]:
    micros = [(local - EPOCH) // timedelta(microseconds=1) for local in locals_]
    values = ", ".join(f"({number}, {value}::bigint)" for number, value in enumerate(micros))
    sql = f"select {to_utc('t', zone)} from (values {values}) v(n, t) order by n"
    return [row[0] for row in duckdb.connect().execute(sql).fetchall()]


@pytest.mark.parametrize("zone", ZONES)
def test_every_half_hour_around_the_changes(zone: str) -> None:
    starts = [datetime(2025, 3, 1), datetime(2025, 10, 1), datetime(1985, 3, 20), datetime(2060, 3, 20)]
    times = [start + timedelta(minutes=30 * step) for start in starts for step in range(48 * 40)]
    assert converted(times, zone) == [expected(time, zone) for time in times]


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    times=st.lists(st.datetimes(datetime(1901, 1, 1), datetime(2099, 12, 1)), min_size=1, max_size=20),
)
def test_any_instant(zone: str, times: list[datetime]) -> None:
    assert converted(times, zone) == [expected(time, zone) for time in times]
