"""Reads what an agreement says about itself: title, scope, beginning, time zone, currency, and what a win is worth."""

from functools import lru_cache
from typing import Annotated

from babel.numbers import list_currencies
from pydantic import WithJsonSchema

from handschlag.calendars.terms import Zone
from handschlag.files import Terms, Words, plain_error
from handschlag.files.names import unknown
from handschlag.files.read_by import ReadBy
from handschlag.files.values import Day, Key, Word, one_of

FORMAT = 1


@lru_cache(1)
def currencies() -> frozenset[str]:
    """The codes of all currencies."""
    return frozenset(list_currencies())


def _currency(value: object) -> str:
    if isinstance(value, str) and value in currencies():
        return value
    known = currencies() if isinstance(value, str) and len(value) == 3 else {"EUR", "CHF", "GBP", "USD"}
    raise unknown("currency", str(value), known)


def _format(value: object) -> int:
    if value == FORMAT and isinstance(value, int) and not isinstance(value, bool):
        return FORMAT
    raise plain_error(f"unknown format version `{value}`", f"this program reads `handschlag: {FORMAT}`")


Currency = Annotated[str, ReadBy(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
Format = Annotated[int, ReadBy(_format), WithJsonSchema({"const": FORMAT})]


class Value(Terms):
    """Which money counts as the value of a win, and when a win is a win."""

    field: Key = "amount"
    """The opportunity's field that holds it."""
    means: Annotated[str, *one_of("acv", "tcv", "arr", "one_off")] = "acv"
    """acv: of one year; tcv: of the whole contract; arr: recurring per year; one_off: of a single sale."""
    won_when: Annotated[str, *one_of("signed", "invoiced", "paid")] = "signed"
    """What makes a win."""
    exchange_rates: Word | None = None
    """Where dated exchange rates come from, for values in other currencies."""


class Basics(Terms):
    """What an agreement says about itself."""

    handschlag: Format
    """Version of this file format."""
    title: Words
    """Title of the agreement."""
    scope: Words | None = None
    """What the agreement is for, in a sentence or two."""
    valid_from: Day
    """First day on which it holds; the first version also judges what came before, marked "in retrospect"."""
    time_zone: Zone
    """Time zone in which days, weeks and months begin."""
    currency: Currency
    """Currency of goals and reports."""
    value: Value = Value()
    """Which money counts."""
