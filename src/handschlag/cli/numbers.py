"""Numbers as people read them in a terminal, German or English."""

from decimal import ROUND_HALF_UP, Decimal

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
