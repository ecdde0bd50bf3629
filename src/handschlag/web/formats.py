"""How counts, rates, money, days and instants are written in the reader's language."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision
from django.utils.translation import get_language, gettext

#: English is written the European way: day before month, the currency's sign before the amount.
LOCALES = {"de": Locale("de", "DE"), "en": Locale("en", "GB")}

Number = int | float | Decimal | str


def reader_locale() -> Locale:
    return LOCALES.get((get_language() or "en")[:2], LOCALES["en"])


def count(value: Number) -> str:
    return str(format_decimal(Decimal(str(value)), format="#,##0", locale=reader_locale()))


def number(value: Number, places: int = 1) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(Decimal(str(value)), format=pattern, locale=reader_locale()))


def plain(value: int | float) -> str:
    """A number of unknown meaning, with the decimals it has and without a separator of thousands."""
    return str(format_decimal(value, format="0.######", locale=reader_locale()))


def points(value: Decimal) -> str:
    """Points with as many of their three decimals as they need."""
    return str(format_decimal(value, format="#,##0.###", locale=reader_locale()))


def signed_points(value: Decimal) -> str:
    """Points with their sign, as something adds up: +10, −4.5, 0."""
    return {1: "+", -1: "−", 0: ""}[(value > 0) - (value < 0)] + points(abs(value))


def percent(value: Number, places: int = 1) -> str:
    """A share such as 0.243 as "24.3 %"; whole 0 and 100 are written without decimals."""
    exact = Decimal(str(value))
    decimals = "" if exact in (0, 1) or not places else "." + "0" * places
    space = "\u00a0" if reader_locale().language == "de" else ""
    return str(format_percent(exact, format=f"#,##0{decimals}{space}%", locale=reader_locale()))


def share(part: int, whole: int) -> str:
    """The rate of two exact counts; nothing over nothing is "no data", never 0 %."""
    return percent(Decimal(part) / whole) if whole else gettext("no data")


def money(minor: Number, currency: str) -> str:
    """An amount held in minor units, in whole units of the currency."""
    amount = Decimal(str(minor)).scaleb(-get_currency_precision(currency))
    pattern = "#,##0\u00a0¤" if reader_locale().language == "de" else "¤#,##0"
    return str(format_currency(amount, currency, format=pattern, locale=reader_locale(), currency_digits=False))


def moment(value: date | datetime | str) -> date | datetime:
    """An instant or day as it stands in a report: RFC 3339 text is read."""
    if not isinstance(value, str):
        return value
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def day(value: date | datetime | str, zone: str | None = None) -> str:
    when = moment(value)
    if isinstance(when, datetime) and zone:
        when = when.astimezone(ZoneInfo(zone))
    return str(format_date(when, format="medium", locale=reader_locale()))


def instant(value: datetime | str, zone: str) -> str:
    when = moment(value)
    if not isinstance(when, datetime):
        return day(when)
    pattern = "dd.MM.y, HH:mm" if reader_locale().language == "de" else "d MMM y, HH:mm"
    return str(format_datetime(when.astimezone(ZoneInfo(zone)), pattern, locale=reader_locale()))


def clock(value: datetime, zone: str) -> str:
    """The time of day in the house."""
    return value.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def month(value: date) -> str:
    return str(format_date(value, format="LLL y", locale=reader_locale()))


def month_long(value: date) -> str:
    return str(format_date(value, format="LLLL y", locale=reader_locale()))


def days(value: Number) -> str:
    """Elapsed days as a reader would say them: minutes, hours, days; no decimals from a hundred days on."""
    exact = Decimal(str(value))
    if abs(exact * 24) < 1:
        return gettext("%(number)s min") % {"number": number(exact * 1440, 0)}
    if abs(exact) < 1:
        return gettext("%(number)s h") % {"number": number(exact * 24)}
    return gettext("%(number)s d") % {"number": number(exact, 0 if abs(exact) >= 100 else 1)}
