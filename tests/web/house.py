"""A small house with fixed figures, shaped like the answers of the actions: what the pages are tested against."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from handschlag.access.actors import NOBODY, Actor
from handschlag.errors import InputProblems, Problem
from tests.web.people import ANNA, FORM, find_people, lead, passes_behind, source_record

__all__ = ["ANNA", "FORM", "find_people", "funnel", "house", "lead", "passes_behind", "source_record", "stages"]


@dataclass(frozen=True)
class SmallHouse:
    path: Path = Path("house")
    name: str = "Nordlicht Software GmbH"
    language: str = "de"
    time_zone: str = "Europe/Berlin"
    currency: str = "EUR"
    trial: bool = True
    agreement_label: str = "1"
    by: Actor = NOBODY

    def asked_by(self, actor: Actor) -> "SmallHouse":
        return replace(self, by=actor)


def house() -> SmallHouse:
    return SmallHouse()


STAGES = [
    {"key": "prospect", "label": {"de": "Interessent", "en": "Prospect"}, "phase": "awareness"},
    {"key": "marketing_lead", "label": {"de": "Marketing Lead", "en": "Marketing lead"}, "phase": "interest"},
    {"key": "sales_ready_lead", "label": {"de": "Vertriebsreifer Lead", "en": "Sales-ready lead"}, "phase": "intent"},
    {"key": "opportunity", "label": {"de": "Verkaufschance", "en": "Opportunity"}, "phase": "evaluation"},
    {"key": "won", "label": {"de": "Gewonnen", "en": "Won"}, "phase": "decision"},
]
KEYS = [stage["key"] for stage in STAGES]
STEPS = [*pairwise(KEYS), ("prospect", "won")]
#: Entered, and of these derived, reported, implied.
ENTERED = {
    "prospect": (8124, 7788, 0, 336),
    "marketing_lead": (3120, 2790, 0, 330),
    "sales_ready_lead": (642, 540, 61, 41),
    "opportunity": (407, 402, 5, 0),
    "won": (98, 98, 0, 0),
}
CONVERTED = {"prospect": 3088, "marketing_lead": 611, "sales_ready_lead": 398, "opportunity": 95}
DAYS = {
    "prospect": (6.4, 19.0, 44.5),
    "marketing_lead": (31.0, 58.2, 96.0),
    "sales_ready_lead": (0.4, 1.2, 3.1),
    "opportunity": (47.0, 81.0, 128.0),
}
CHANNELS: dict[str | None, float] = {
    "search": 0.31,
    "webinar": 0.24,
    "trade_fair": 0.12,
    "linkedin": 0.2,
    "(missing)": 0.08,
    "unknown": 0.05,
}


def _entered(group: str | None, part: float) -> list[dict[str, Any]]:
    rows = []
    for stage, counts in ENTERED.items():
        derived, reported, implied = (round(count * part) for count in counts[1:])
        row = {"stage": stage, "group": group, "cohort": None, "unit": "pass", "count": derived + reported + implied}
        rows.append(row | {"derived": derived, "reported": reported, "implied": implied})
    return rows


def _conversion(
    group: str | None, cohort: str | None, part: float, lift: float = 1.0, mature: bool = True
) -> list[dict[str, Any]]:
    rows = []
    for start, end in STEPS:
        entered = round(ENTERED[start][0] * part)
        converted = min(round((CONVERTED[start] if (start, end) != ("prospect", "won") else 94) * part * lift), entered)
        ripe = mature or start == "sales_ready_lead"
        row = {"from": start, "to": end, "group": group, "cohort": cohort, "method": "cohort", "unit": "pass"}
        row |= {"entered": entered, "converted": converted, "rate": f"{converted / entered:.6f}" if entered else None}
        row |= {"mature": ripe, "reason": None if ripe else "too_recent"}
        row |= {"mature_from": "2025-08-01T00:00:00Z" if ripe else "2027-02-01T00:00:00Z"}
        outlook = {"rate": "0.26", "low": "0.21", "high": "0.31", "open": 12, "confidence": "0.95"}
        rows.append(row | {"expected": None if ripe else outlook})
    return rows


def _velocity(group: str | None) -> list[dict[str, Any]]:
    rows = []
    for start, (median, p75, p90) in DAYS.items():
        row = {"from": start, "to": dict(STEPS[:4])[start], "group": group, "cohort": None, "n": CONVERTED[start] - 12}
        row |= {"negative": 3, "median_days": str(median), "p75_days": str(p75), "p90_days": str(p90)}
        row |= {"km_median_days": None if start == "marketing_lead" else str(median * 3)}
        rows.append(row | {"km_median_converting_days": str(median * 1.2)})
    return rows


def _win_rate(group: str | None, part: float) -> dict[str, Any]:
    won, lost, none, still = (round(n * part) for n in (98, 171, 34, 104))
    row = {"group": group, "unit": "opportunity", "won": won, "lost": lost, "no_decision": none, "open": still}
    row |= {"corrected": 1, "rate": f"{won / (won + lost + none):.6f}", "reason": None, "sources": []}
    value = {"currency": "EUR", "won": 712_400_000, "lost": 1_402_000_000, "no_decision": 331_000_000}
    return row | {"values": [value | {"without_value": 5, "rate": "0.2913"}]}


def _average_deal(group: str | None, part: float) -> dict[str, Any]:
    value = {"currency": "EUR", "wins": 95, "value": 712_400_000, "average": "7498947.37"}
    counts = {"wins": round(98 * part), "wins_with_value": round(95 * part), "wins_without_value": round(3 * part)}
    return {"group": group, "unit": "pass", **counts, "values": [value]}


def _flow() -> list[dict[str, Any]]:
    starts = {"prospect": 1204, "marketing_lead": 733, "sales_ready_lead": 31, "opportunity": 88}
    rows = []
    for stage, start in starts.items():
        into = ENTERED[stage][0]
        out = into - round(start * 0.2)
        row = {"stage": stage, "group": None, "unit": "pass", "start": start, "in": into, "out": out}
        rows.append(row | {"end": start + into - out})
    return rows


def funnel(
    house: SmallHouse,
    *,
    now: datetime,
    as_of: datetime,
    by: str | None = None,
    start: date | None = None,
    end: date | None = None,
    cohort: str | None = None,
    path: str | None = None,
    unit: str = "pass",
    parts: Collection[str] = (),
) -> dict[str, Any]:
    dimensions = ["cohort", "path", "kind", "campaign", "channel", "industry", "market", "origin", "owner", "persona"]
    if by and by not in dimensions:
        raise InputProblems(Problem(message=f"unknown dimension `{by}`", hint=f"available: {', '.join(dimensions)}"))
    groups: list[tuple[str | None, float]] = list(CHANNELS.items()) if by else [(None, 1.0)]
    lifts = [1, 1.3, 0.8, 1.1, 0.6, 0.9]
    flow = _flow()
    report: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "agreement": house.agreement_label,
        "trial": house.trial,
        "time_zone": house.time_zone,
        "window": {"start": start and start.isoformat(), "end": end and end.isoformat()},
        "population": {"passes": 8124, "units": 8124, "without_unit": 0, "kind": "new", "path": path, "unit": unit},
        "dimensions": dimensions,
        "stages": STAGES,
        "by": by,
        "entered": [row for group, part in groups for row in _entered(group, part)],
        "conversion": [
            row for n, (group, part) in enumerate(groups) for row in _conversion(group, None, part, lifts[n])
        ],
        "velocity": [row for group, _ in groups for row in _velocity(group)],
        "win_rate": [_win_rate(group, part) for group, part in groups],
        "average_deal": [_average_deal(group, part) for group, part in groups],
        "inventory": [{"stage": row["stage"], "group": None, "count": row["end"]} for row in flow],
        "flow": flow,
    }
    if cohort:
        months = [f"2025-{n:02d}" for n in range(1, 13)] if cohort == "month" else [f"2025-Q{n}" for n in range(1, 5)]
        report["conversion"] = [
            row
            for n, label in enumerate(months)
            for row in _conversion(None, label, (5 + n * 7 % 6) / 90, lifts[n % 6], n < len(months) * 0.7)
        ]
    return report


def stages(house: SmallHouse) -> list[dict[str, Any]]:
    return STAGES


def reconciliation_page(house: SmallHouse, *, page: int = 1, **asked: Any) -> dict[str, Any]:
    """One source that has a win more than is counted here, because that win is business with a customer."""
    row = {"source": "crm", "object": "won", "currency": None, "month": None}
    text = {"de": "Geschäft mit einem Kunden", "en": "business with a customer"}
    record = {"record": "crm:deal:7", "reason": "expansion", "text": text, "effect": 1, "evidence": None}
    return {
        "totals": [{**row, "theirs": 99, "ours": 98}],
        "sources": ["crm"],
        "reasons": [{"reason": "expansion", "text": text, "count": 1}],
        "differences": [{**row, **record}],
        "count": 1,
        "page": page,
        "pages": 1,
    }
