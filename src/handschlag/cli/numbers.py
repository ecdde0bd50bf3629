"""Numbers and instants as people read them in a terminal, German or English."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from handschlag.cli.words import Language, word

_SWAP = str.maketrans(",.", ".,")


def _local(text: str, language: Language) -> str:
    return text.translate(_SWAP) if language == "de" else text


def count(number: int, language: Language) -> str:
    return _local(f"{number:,}", language)


def decimal(number: Decimal | float | int | str | None, language: Language, places: int = 1) -> str:
    """A rounded number; nothing known is said so, never shown as 0."""
    if number is None:
        return word("no_data", language)
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return _local(f"{rounded:,f}", language)


def percent(rate: Decimal | float | int | str | None, language: Language) -> str:
    if rate is None:
        return word("no_data", language)
    return decimal(Decimal(str(rate)) * 100, language) + " %"


def instant(at: datetime | None, time_zone: str, precision: str = "instant") -> str:
    """In the house's time zone, written so that it can be copied behind --as-of."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(time_zone))
    return local.date().isoformat() if precision == "day" else local.strftime("%Y-%m-%dT%H:%M")
