"""How figures are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from handschlag.web import formats

LATE = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("write", "german", "english"),
    [
        (lambda: formats.count(1234567), "1.234.567", "1,234,567"),
        (lambda: formats.percent("0.243"), "24,3 %", "24.3%"),
        (lambda: formats.percent("0"), "0 %", "0%"),
        (lambda: formats.percent("1"), "100 %", "100%"),
        (lambda: formats.percent("0.9996"), "100,0 %", "100.0%"),
        (lambda: formats.share(1, 3), "33,3 %", "33.3%"),
        (lambda: formats.share(0, 7), "0 %", "0%"),
        (lambda: formats.share(0, 0), "keine Daten", "no data"),
        (lambda: formats.money(8_450_000, "EUR"), "84.500 €", "€84,500"),
        (lambda: formats.money("7498947.37", "EUR"), "74.989 €", "€74,989"),
        (lambda: formats.money(8_450_000, "JPY"), "8.450.000 ¥", "JP¥8,450,000"),
        (lambda: formats.day(date(2026, 3, 1)), "01.03.2026", "1 Mar 2026"),
        (lambda: formats.day("2026-03-01"), "01.03.2026", "1 Mar 2026"),
        (lambda: formats.day("2026-02-28T23:30:00Z", "Europe/Berlin"), "01.03.2026", "1 Mar 2026"),
        (lambda: formats.instant(LATE, "Europe/Berlin"), "02.07.2026, 00:05", "2 Jul 2026, 00:05"),
        (lambda: formats.month(date(2026, 3, 1)), "Mär 2026", "Mar 2026"),
        (lambda: formats.days("0.4"), "9,6 Std.", "9.6 h"),
        (lambda: formats.days("0.0030"), "4 Min.", "4 min"),
        (lambda: formats.days("12.34"), "12,3 Tage", "12.3 d"),
        (lambda: formats.days("128.7"), "129 Tage", "129 d"),
        (lambda: formats.days("-0.5"), "-12,0 Std.", "-12.0 h"),
        (lambda: formats.number(Decimal("2.55"), 2), "2,55", "2.55"),
    ],
)  # fmt: skip
def test_both_languages_have_their_own_way(write, german: str, english: str) -> None:
    for language, expected in (("de", german), ("en", english)):
        with translation.override(language):
            assert write().replace("\xa0", " ") == expected
