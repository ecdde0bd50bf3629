"""Points as whole numbers: thousandths of a point, and how much of them is left after so many hours."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

#: So many units make one point.
UNITS = 1_000
#: Points decay by whole hours of UTC, in microseconds.
HOUR = 3_600_000_000

_DIGITS = 60  # while a table is made; far more than any table is long
_EXACT = Decimal(1).scaleb(-30)  # a half that is one stays one, whatever the many products before it lost


def units(points: Decimal) -> int:
    """Points of the agreement (at most three decimals) in units."""
    return int(points * UNITS)


def points(of: int) -> Decimal:
    """Units as points, exactly."""
    return Decimal(of) / UNITS


class Decay:
    """What is left of some units by age: the units times 0.5 ** (age / half-life), rounded half away from zero.

    The table is made once with decimals, as far as it is asked for, and ends where nothing is left: a floating power
    is not the same number on every machine.
    """

    def __init__(self, full: int, half_life: int | None) -> None:
        """`full` in units, `half_life` in microseconds; None if nothing is ever lost."""
        self._full, self._half_life = full, half_life
        self._table = [full]
        self._exact = Decimal(abs(full))
        self._ended = False
        if half_life is not None:
            with localcontext() as context:
                context.prec = _DIGITS
                self._hourly = Decimal("0.5") ** (Decimal(HOUR) / Decimal(half_life))

    def after(self, hours: int) -> int:
        """The units that are left after so many hours."""
        if self._half_life is None:
            return self._full
        while hours >= len(self._table) and not self._ended:
            self._grow()
        return self._table[hours] if hours < len(self._table) else 0

    def _grow(self) -> None:
        with localcontext() as context:
            context.prec = _DIGITS
            self._exact *= self._hourly
            left = int(self._exact.quantize(_EXACT).quantize(Decimal(1), ROUND_HALF_UP))
        self._table.append(left if self._full >= 0 else -left)
        self._ended = left == 0


@lru_cache(maxsize=1024)
def decay(full: int, half_life: int | None) -> Decay:
    """The decay of such points; one table for all who have them."""
    return Decay(full, half_life)
