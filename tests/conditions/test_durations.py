"""Durations, rates, limits, shares: exact, and honest about which units have a fixed length."""

from fractions import Fraction

import pytest

from handschlag.conditions import (
    UNITS,
    UnitKind,
    parse_after,
    parse_duration,
    parse_limit,
    parse_rate,
    parse_share,
)

HOUR = 3_600_000_000


@pytest.mark.parametrize(
    ("text", "canonical", "kind", "microseconds"),
    [
        ("2 business hours", "2 business hours", "business", None),
        ("1 business day", "1 business day", "business", None),
        (" 90  Days ", "90 days", "elapsed", 90 * 24 * HOUR),
        ("15 minutes", "15 minutes", "elapsed", HOUR // 4),
        ("1 hours", "1 hour", "elapsed", HOUR),
        ("2 weeks", "2 weeks", "elapsed", 14 * 24 * HOUR),
        ("9 months", "9 months", "calendar", None),
        ("1 year", "1 year", "calendar", None),
    ],
)
def test_durations(text: str, canonical: str, kind: str, microseconds: int | None) -> None:
    value = parse_duration(text).value
    assert value is not None
    assert (value.canonical, value.kind, value.microseconds) == (canonical, UnitKind(kind), microseconds)
    assert parse_duration(value.canonical).value == value


@pytest.mark.parametrize("key", UNITS)
def test_every_unit_in_both_numbers(key: str) -> None:
    one, many = parse_duration(f"1 {key}").value, parse_duration(f"2000 {key}s").value
    assert one is not None and many is not None
    assert (one.unit.key, many.unit.key) == (key, key)
    assert one.sentence("en") == f"1 {UNITS[key].en[0]}"
    assert many.sentence("en") == f"2,000 {UNITS[key].en[1]}"
    assert many.sentence("de") == f"2.000 {UNITS[key].de[1]}"
    assert many.sentence("de", dative=True) == f"2.000 {UNITS[key].de[2]}"


def test_calendar_units_say_so() -> None:
    value = parse_duration("9 months").value
    assert value is not None
    assert (value.sentence("en"), value.sentence("de")) == ("9 calendar months", "9 Kalendermonate")


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        ("9 monts", 3, "unknown unit `monts`", "did you mean `months`?"),
        ("2 buisness hours", 3, "unknown unit `buisness hours`", "did you mean `business hours`?"),
        ("0 days", 1, "a duration is at least 1", "as in `15 minutes`, `2 business hours`, `90 days`, `9 months`"),
        ("1.5 hours", 1, "`1.5 hours` is no duration", "a whole number and a unit, as in `15 minutes`, `2 business hours`, `90 days`, `9 months`"),  # noqa: E501
        ("", 1, "`` is no duration", "a whole number and a unit, as in `15 minutes`, `2 business hours`, `90 days`, `9 months`"),  # noqa: E501
    ],
)  # fmt: skip
def test_refused_durations(text: str, column: int, message: str, hint: str) -> None:
    parsed = parse_duration(text)
    assert parsed.value is None
    assert [(p.column, p.message, p.hint) for p in parsed.problems] == [(column, message, hint)]


def test_rates_and_limits() -> None:
    rate, limit = parse_rate("40 per month").value, parse_limit("12 open").value
    assert rate is not None and limit is not None
    assert (rate.count, rate.period, rate.canonical) == (40, "month", "40 per month")
    assert (rate.sentence("en"), rate.sentence("de")) == ("40 per month", "40 pro Monat")
    assert (limit.count, limit.canonical) == (12, "12 open")
    assert (limit.sentence("en"), limit.sentence("de")) == ("at most 12 open at a time", "höchstens 12 offene zugleich")


def test_refused_rates_and_limits() -> None:
    assert [(p.column, p.hint) for p in parse_rate("40 per mont").problems] == [(8, "did you mean `month`?")]
    assert [p.message for p in parse_rate("40 monthly").problems] == ["`40 monthly` is not so many per period"]
    assert [p.hint for p in parse_limit("twelve").problems] == ["as in `12 open`"]


def test_after_without() -> None:
    value = parse_after("180 days without touch").value
    assert value is not None
    assert (value.duration.canonical, value.without) == ("180 days", "touch")
    assert parse_after(value.canonical).value == value
    assert value.sentence("en") == "after 180 days without a touchpoint"
    assert value.sentence("de") == "nach 180 Tagen ohne Kontaktpunkt"
    assert [(p.column, p.message) for p in parse_after(" 180 dayz without tuch").problems] == [
        (6, "unknown unit `dayz`"),
        (19, "unknown `tuch`"),
    ]
    assert [p.hint for p in parse_after("180 days").problems] == ["as in `180 days without touch`"]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("0.75", Fraction(3, 4)),
        ("75 %", Fraction(3, 4)),
        ("12.5%", Fraction(1, 8)),
        ("1", Fraction(1)),
        ("0", Fraction(0)),
        ("0.1", Fraction(1, 10)),
    ],
)
def test_shares_are_exact(text: str, share: Fraction) -> None:
    assert parse_share(text).value == share


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("75", "write `75 %`"),
        ("120 %", "at most 1, or 100 %"),
        ("0,75", "as in `0.75` or `75 %`, with a point before decimals"),
        ("-1", "as in `0.75` or `75 %`, with a point before decimals"),
    ],
)
def test_refused_shares(text: str, hint: str) -> None:
    assert [p.hint for p in parse_share(text).problems] == [hint]
