"""How figures are written down: rates and days as decimal texts made from whole numbers, never rounded early."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from handschlag.funnel.periods import MICROS_PER_DAY


def rate(numerator: int, denominator: int) -> str | None:
    """The quotient with up to twelve decimals; nothing over nothing is no data, not zero."""
    return None if denominator == 0 else decimal(Fraction(numerator, denominator), 12)


def days(micros: Fraction | int | None) -> str | None:
    """Elapsed time in days of 24 hours, with up to six decimals (a tenth of a second)."""
    return None if micros is None else decimal(Fraction(micros) / MICROS_PER_DAY, 6)


def decimal(value: Fraction, places: int) -> str:
    """A fraction as decimal text, rounded half to even at the last place, without trailing zeros."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        text = f"{exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
