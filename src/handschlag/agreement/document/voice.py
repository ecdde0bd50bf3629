"""Speaks for an agreement in one language: dates, money, shares, lists, and what the house calls things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, cast

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_name

from handschlag.agreement.document.blocks import Said
from handschlag.agreement.model import Agreement
from handschlag.agreement.words import FIELDS, readable
from handschlag.conditions import EventExpression, Language, RecordCondition, StateCondition, default_label
from handschlag.files import Text
from handschlag.handover.criteria_terms import Criterion
from handschlag.market.terms import Market, Persona

Expression = RecordCondition | StateCondition | EventExpression


class Signed(NamedTuple):
    """A signature that was given: for which side and office, by whom, on which day."""

    side: str
    office: str
    name: str
    day: date


class Voice:
    """One agreement, one language; `signed` are the signatures that were given."""

    def __init__(self, agreement: Agreement, language: str, signed: Sequence[Signed] = ()) -> None:
        self.agreement, self.signed = agreement, signed
        self.language = cast(Language, language)
        self.locale = "de" if language == "de" else "en_GB"

    def say(self, de: str, en: str) -> str:
        """A sentence of our own in the language of the document."""
        return de if self.language == "de" else en

    def text(self, text: Text) -> str:
        """A text of the agreement."""
        return text.in_(self.language)

    def called(self, key: str, name: Text | None = None) -> str:
        """What people call something: its name, else its key as a word."""
        return self.text(name or readable(key))

    def stage(self, key: str) -> str:
        """What the house calls a stage or detour."""
        return self.text(self.agreement.stage_label(key))

    def field(self, key: str) -> str:
        """What people call a field of a record."""
        own = self._field(key)
        return self.text(own or FIELDS.get(key) or readable(key))

    def several(self, words: Iterable[str], style: str = "standard") -> str:
        """`a, b and c`; with the style `or`: `a, b or c`."""
        return format_list(list(words), style="or" if style == "or" else "standard", locale=self.locale)

    def sentence(self, expression: Expression) -> str:
        """What a condition or an event says."""
        return expression.sentence(self.language, self._label)

    def rule(self, expression: Expression, before: str = "", after: str = "") -> Said:
        """A condition as a sentence, with the condition itself in small print."""
        return Said(f"{before}{self.sentence(expression)}{after}", " ".join(expression.text.split()))

    def day(self, day: date) -> str:
        """`1. Januar 2026`."""
        return format_date(day, "long", locale=self.locale)

    def money(self, amount: Decimal) -> str:
        """An amount in the agreement's currency, without cents where there are none."""
        pattern = None if amount % 1 else ("#,##0 ¤" if self.language == "de" else "¤#,##0")
        return format_currency(
            amount, self.agreement.currency, pattern, locale=self.locale, currency_digits=bool(amount % 1)
        )

    def currency(self) -> str:
        """The name of the agreement's currency."""
        return str(get_currency_name(self.agreement.currency, locale=self.locale))

    def percent(self, share: Decimal) -> str:
        """A share as a percentage, exactly."""
        pattern = "#,##0.########\N{NO-BREAK SPACE}%" if self.language == "de" else "#,##0.########%"
        return format_percent(share, pattern, locale=self.locale, decimal_quantization=False)

    def number(self, number: int | Decimal) -> str:
        """A number."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def _label(self, key: str, language: str) -> str:
        """The house's own names, for the sentences of conditions."""
        kind, colon, name = key.partition(":")
        text = self._named(kind, name) if colon else self._field(key)
        return text.in_(language) if text else default_label(key, language)

    def _field(self, key: str) -> Text | None:
        own = self.agreement.fields.get(key)
        return own.label if own else None

    def _named(self, kind: str, name: str) -> Text | None:
        agreement = self.agreement
        if kind == "stage":
            return agreement.stage_label(name)
        if kind == "touch":
            return next((r.name for r in agreement.scoring.engagement if name in (r.rule, r.on)), None)
        named: dict[str, Mapping[str, Market] | Mapping[str, Persona] | Mapping[str, Criterion]] = {
            "market": agreement.markets,
            "persona": agreement.personas,
            "criterion": agreement.criteria.criteria,
        }
        found = named.get(kind, {}).get(name)
        return found.name if found else None
