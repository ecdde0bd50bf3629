"""How figures are written on an English page: in plain Python, apart from the product's own formats."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

DAY = 86_400_000_000

STAGES = {
    "prospect": "Prospect",
    "marketing_lead": "Marketing lead",
    "sales_ready_lead": "Sales ready lead",
    "opportunity": "Opportunity",
    "won": "Won",
}


def local(micros: int) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)).astimezone(ZoneInfo("Europe/Berlin"))


def month(when: date) -> str:
    """British English shortens all months to three letters but one."""
    return f"{when:%b %Y}".replace("Sep ", "Sept ")


def day(micros: int) -> str:
    return f"{local(micros).day} {month(local(micros))}"


def instant(micros: int) -> str:
    return f"{day(micros)}, {local(micros):%H:%M}"


def share(part: int, whole: int) -> str:
    if not whole:
        return "no data"
    percent = Decimal(part) * 100 / whole
    return f"{percent:.0f}%" if percent in (0, 100) else f"{percent:.1f}%"


def money(cents: int | Fraction, sign: str = "€") -> str:
    """In whole units, half to even."""
    return f"{sign}{round(Fraction(cents) / 100):,}"


def span(micros: Fraction | int | None) -> str:
    if micros is None:
        return ""
    days = Decimal(Fraction(micros).numerator) / Fraction(micros).denominator / DAY
    if abs(days) >= 1:
        return f"{days:.0f} d" if abs(days) >= 100 else f"{days:.1f} d"
    return f"{days * 24:.1f} h" if abs(days) * 24 >= 1 else f"{days * 1440:.0f} min"


def amounts(values: Sequence[tuple[int, str | None]]) -> list[str]:
    """The average of each currency, in the order of their codes."""
    signs = {"EUR": "€", "CHF": "CHF"}
    found = []
    for currency in sorted({currency for _, currency in values if currency}):
        mine = [value for value, theirs in values if theirs == currency]
        found.append(money(Fraction(sum(mine), len(mine)), signs[currency]))
    return found
