"""How figures are written down: rates and days as decimal texts made from whole numbers, never rounded early."""

from handschlag.funnel.periods import MICROS_PER_DAY


def rate(numerator: int, denominator: int) -> str | None:
    """The quotient with up to twelve decimals; nothing over nothing is no data, not zero."""
    return None if denominator == 0 else quotient(numerator, denominator, 12)


def days(micros: int | None, parts: int = 1) -> str | None:
    """Elapsed time (in parts of a microsecond) in days of 24 hours, with up to six decimals: a tenth of a second."""
    return None if micros is None else quotient(micros, parts * MICROS_PER_DAY, 6)


def quotient(numerator: int, denominator: int, places: int) -> str:
    """A quotient as decimal text, rounded half to even at the last place, without trailing zeros."""
    whole, rest = divmod(abs(numerator) * 10**places, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2):
        whole += 1
    units, decimals = divmod(whole, 10**places)
    text = f"{units}.{decimals:0{places}d}".rstrip("0").rstrip(".") if decimals else str(units)
    return f"-{text}" if numerator < 0 and whole else text
