"""Numbers, dates, texts and names of languages as German and English write them."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from handschlag.conditions.sentences.language import Language

_OR: dict[Language, str] = {"de": "oder", "en": "or"}


def number_text(number: int | Decimal, language: Language) -> str:
    """2,000 in English, 2.000 in German; no digit is lost."""
    return format_decimal(number, locale=language, decimal_quantization=False)


def date_text(date: datetime.date, language: Language) -> str:
    """1 January 2026; 1. Januar 2026."""
    return format_date(date, format="d MMMM y" if language == "en" else "d. MMMM y", locale=language)


def quoted_text(text: str, language: Language) -> str:
    """A text in the quotes of the language."""
    return f"„{text}“" if language == "de" else f"“{text}”"


def language_name(code: str, language: Language) -> str | None:
    """The name of a language, from its code of two letters."""
    if len(code) != 2 or not code.isascii():
        return None
    name: str | None = Locale(language).languages.get(code.lower())
    return name


def one_of(texts: Sequence[str], language: Language) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return f"{', '.join(texts[:-1])} {_OR[language]} {texts[-1]}" if len(texts) > 1 else texts[0]


def none_of(texts: Sequence[str], language: Language) -> str:
    """`neither a nor b`, `neither a, b nor c`; `weder a noch b noch c`. At least two texts."""
    if language == "de":
        return "weder " + " noch ".join(texts)
    return f"neither {', '.join(texts[:-1])} nor {texts[-1]}"
