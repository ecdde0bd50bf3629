"""How much of a year's goal is planned up to a day."""

from calendar import isleap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal


def planned_share(day: date, quarters: Sequence[Decimal] | None) -> Decimal:
    """The share (0 to 1) of the year's goal up to the end of this day: whole quarters as agreed, of the running one as
    much as has passed of its days. Without agreed quarters, by the days of the year.
    """
    first = date(day.year, 1, 1)
    if quarters is None:
        return Decimal((day - first).days + 1) / (366 if isleap(day.year) else 365)
    running = (day.month - 1) // 3
    start = date(day.year, 3 * running + 1, 1)
    end = date(day.year + 1, 1, 1) if running == 3 else date(day.year, 3 * running + 4, 1)
    passed = Decimal((day - start).days + 1) / (end - start).days
    return sum(quarters[:running], Decimal(0)) + quarters[running] * passed
