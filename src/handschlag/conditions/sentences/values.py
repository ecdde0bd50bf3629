"""Numbers, dates, texts and names of countries and languages as each language writes them."""

import datetime
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal


def number_text(number: int | Decimal, language: Literal["de", "en"]) -> str:
    """2,000 in English, 2.000 in German; no digit is lost."""
    return format_decimal(number, locale=language, decimal_quantization=False)


def date_text(date: datetime.date, language: Literal["de", "en"]) -> str:
    """1 January 2026; 1. Januar 2026."""
    return format_date(date, format="d MMMM y" if language == "en" else "d. MMMM y", locale=language)


def quoted_text(text: str, language: Literal["de", "en"]) -> str:
    """A text in the quotes of the language."""
    return f"„{text}“" if language == "de" else f"“{text}”"


def language_name(code: str, language: Literal["de", "en"]) -> str | None:
    """The name of a language, from its code of two letters."""
    return Locale(language).languages.get(code.lower()) if len(code) == 2 else None
