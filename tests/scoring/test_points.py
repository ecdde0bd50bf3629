"""Points decay by whole hours, exactly, however long ago."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from handschlag.scoring.points import HOUR, Decay, points, units


@pytest.mark.parametrize(("written", "counted"), [("10", 10_000), ("-8", -8_000), ("0.001", 1), ("1000000", 10**9)])
def test_points_are_thousandths(written: str, counted: int) -> None:
    assert units(Decimal(written)) == counted
    assert points(counted) == Decimal(written)


def test_a_half_life_of_six_hours_over_five_years_ends_at_nothing() -> None:
    """10 points are 10,000 units: 10,000 / 2 ** 14 is 0.61, one unit; 2 ** 15 leaves 0.31, none."""
    left = Decay(10_000, 6 * HOUR)
    assert [left.after(6 * halves) for halves in range(16)] == [
        10_000, 5_000, 2_500, 1_250, 625, 313, 156, 78, 39, 20, 10, 5, 2, 1, 1, 0,
    ]  # fmt: skip
    assert left.after(5 * 365 * 24) == 0


def test_what_is_taken_away_decays_to_nothing_too() -> None:
    assert [Decay(-40_000, 24 * HOUR).after(hours) for hours in (0, 12, 24, 48, 24 * 30)] == [
        -40_000, -28_284, -20_000, -10_000, 0,
    ]  # fmt: skip


def test_without_a_half_life_points_stay() -> None:
    assert {Decay(7_500, None).after(hours) for hours in (0, 1, 10**6)} == {7_500}


@given(st.integers(-1_000_000_000, 1_000_000_000).filter(bool), st.integers(1, 400), st.integers(0, 20))
def test_whole_half_lives_are_exact(full: int, hours: int, halves: int) -> None:
    exact = Fraction(abs(full), 2**halves)
    rounded = int((Decimal(exact.numerator) / exact.denominator).quantize(Decimal(1), ROUND_HALF_UP))
    assert Decay(full, hours * HOUR).after(hours * halves) == (rounded if full > 0 else -rounded)


@given(st.integers(1, 10**9), st.integers(60, 10**6), st.integers(0, 2_000))
def test_points_never_grow_by_waiting(full: int, seconds: int, hours: int) -> None:
    left = Decay(full, seconds * 1_000_000)
    assert left.after(hours) >= left.after(hours + 1) >= 0
