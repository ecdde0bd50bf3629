"""What exports show about a house: its stages, reasons, owners, kinds of touch, deal sizes, currency, time zone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from handschlag.mapping.suggest.rows import outcome_column
from handschlag.mapping.suggest.tables import Table
from handschlag.mapping.suggest.words import COUNTRIES, outcome_of, said

#: Where a house is, by the country most of its companies and contacts are in.
ZONES = {
    "DE": "Europe/Berlin", "AT": "Europe/Vienna", "CH": "Europe/Zurich", "NL": "Europe/Amsterdam",
    "FR": "Europe/Paris", "IT": "Europe/Rome", "ES": "Europe/Madrid", "PL": "Europe/Warsaw", "GB": "Europe/London",
    "BE": "Europe/Brussels", "DK": "Europe/Copenhagen", "SE": "Europe/Stockholm", "CZ": "Europe/Prague",
    "US": "America/New_York",
}  # fmt: skip
#: A word that stands in a single row may be a typing error.
TWICE = 2


@dataclass
class Findings:
    """Words with how often they stand there; the won amounts."""

    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    stages: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    touches: Counter[str] = field(default_factory=Counter)
    currencies: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    deals: list[float] = field(default_factory=list)

    @property
    def currency(self) -> str | None:
        return next((code for code, _ in self.currencies.most_common(1)), None)

    @property
    def time_zone(self) -> str | None:
        return next((ZONES.get(country) for country, _ in self.countries.most_common(1)), None)

    @property
    def average_deal(self) -> int | None:
        """The mean of the won amounts, on two digits: an average with cents promises too much."""
        if not self.deals:
            return None
        mean = sum(self.deals) / len(self.deals)
        digits = max(0, len(str(int(mean))) - 2)
        return round(mean / 10**digits) * 10**digits or None


def findings(tables: Sequence[Table]) -> Findings:
    """Everything worth knowing for a first agreement."""
    found = Findings()
    for table in tables:
        _who_and_where(table, found)
        if table.kind == "opportunity":
            _opportunities(table, found)
        if table.kind == "handover":
            _count(table, "reason", found.reasons.setdefault("returned", Counter()))
        if table.kind == "person":
            _count(table, "disqualified_reason", found.reasons.setdefault("disqualified", Counter()))
        if table.kind in ("deal_stages", "person_stages"):
            _count(table, "value" if table.has("property") else "stage", found.stages)
        if table.kind == "activity":
            _count(table, "what", found.touches)
    return found


def _count(table: Table, role: str, into: Counter[str]) -> None:
    column = table.column(role)
    if column is not None:
        into.update(column.counts)


def _who_and_where(table: Table, found: Findings) -> None:
    for role in ("owner", "seller", "sdr"):
        _count(table, role, found.owners)
    currency, country = table.column("currency"), table.column("country")
    if currency is not None:
        found.currencies.update(value for value in currency.values if re.fullmatch("[A-Z]{3}", value))
    for value in country.values if country is not None else ():
        found.countries.update(filter(None, [said(COUNTRIES, value) or (value if value in ZONES else None)]))


def _opportunities(table: Table, found: Findings) -> None:
    _count(table, "stage", found.stages)
    ends, reason, amount = outcome_column(table), table.column("reason"), table.column("amount")
    for row, end in enumerate(ends.raw if ends else ()):
        outcome = outcome_of(end)
        if outcome in ("lost", "no_decision") and reason is not None and reason.raw[row] not in ("", *reason.missing):
            found.reasons.setdefault(outcome, Counter())[reason.raw[row]] += 1
        if outcome == "won" and amount is not None:
            found.deals += [] if (value := _number(amount.raw[row], table.decimal)) is None else [value]


def _number(text: str, decimal: str) -> float | None:
    plain = re.sub(r"[^\d,.-]", "", text)
    plain = plain.replace(".", "").replace(",", ".") if decimal == "," else plain.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return None
