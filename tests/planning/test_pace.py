"""How much of a year's goal is planned up to a day."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from handschlag.planning.pace import planned_share

QUARTERS = [Decimal("0.2"), Decimal("0.25"), Decimal("0.25"), Decimal("0.3")]


@pytest.mark.parametrize(
    ("day", "quarters", "expected"),
    [
        (date(2026, 12, 31), QUARTERS, Fraction(1)),
        (date(2026, 3, 31), QUARTERS, Fraction(1, 5)),
        (date(2026, 1, 1), QUARTERS, Fraction(1, 5) / 90),
        (date(2024, 1, 1), QUARTERS, Fraction(1, 5) / 91),
        (date(2026, 10, 31), QUARTERS, Fraction(7, 10) + Fraction(3, 10) * Fraction(31, 92)),
        (date(2026, 12, 31), None, Fraction(1)),
        (date(2026, 7, 1), None, Fraction(182, 365)),
        (date(2024, 7, 1), None, Fraction(183, 366)),
    ],
)
def test_planned_share(day: date, quarters: list[Decimal] | None, expected: Fraction) -> None:
    assert float(planned_share(day, quarters)) == pytest.approx(float(expected), abs=1e-12)
