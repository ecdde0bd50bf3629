"""A small house with fixed figures, shaped like the answers of the actions: what the pages are tested against."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from handschlag.errors import InputProblems, Problem

ANNA = UUID("0190a000-0000-7000-8000-000000000001")
FORM = UUID("0190a000-0000-7000-8000-0000000000f1")


@dataclass(frozen=True)
class SmallHouse:
    path: Path = Path("house")
    name: str = "Nordlicht Software GmbH"
    language: str = "de"
    time_zone: str = "Europe/Berlin"
    currency: str = "EUR"
    trial: bool = True
    agreement_label: str = "1"


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


def _pass(number: int) -> dict[str, Any]:
    opened = datetime(2025, 1 + number % 12, 1 + number % 27, 9, 30, tzinfo=UTC)
    outcome = ("open", "won", "lost", "no_decision", "inactive")[number % 5]
    row: dict[str, Any] = {"pass_id": UUID(int=number), "person": ANNA, "name": f"Anna Beispiel {number}"}
    row |= {
        "company": None,
        "company_name": "Müller & Söhne Maschinenbau GmbH & Co. KG",
        "opened_at": opened.isoformat(),
        "opened_by": "marketing",
    }
    return row | {
        "stage": KEYS[number % 5],
        "outcome": outcome,
        "value": 8_450_000 if outcome == "won" else None,
        "currency": "EUR",
    }


def passes_behind(
    house: SmallHouse,
    *,
    now: datetime,
    as_of: datetime,
    figure: str,
    stage: str | None,
    to: str | None = None,
    by: str | None = None,
    group: str | None = None,
    cohort: str | None = None,
    start: date | None = None,
    end: date | None = None,
    path: str | None = None,
    page: int = 1,
) -> dict[str, Any]:
    rows = [_pass(number) for number in range(123)]
    return {"count": 123, "page": min(page, 3), "pages": 3, "passes": rows[(page - 1) * 50 : page * 50]}


def find_people(house: SmallHouse, *, text: str, now: datetime, page: int) -> dict[str, Any]:
    if text == "nobody":
        return {"count": 0, "page": 1, "pages": 1, "people": []}
    people = [
        {
            "person": ANNA,
            "name": "Anna Beispiel",
            "company": "Müller & Söhne Maschinenbau GmbH & Co. KG",
            "email": "anna.beispiel@mueller-soehne.example",
            "stage": "opportunity",
            "last_at": at(2025, 6, 2, 9),
        }
    ]
    return {"count": 1, "page": 1, "pages": 1, "people": people}


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def _fact(
    number: int, kind: str, when: datetime, side: str | None, de: str, en: str, actor: str | None = None, **details: Any
) -> dict[str, Any]:
    connection = "crm" if side == "sales" else "ma"
    amount = details.pop("amount", None)
    row = {"fact": str(UUID(int=FORM.int + number)), "kind": kind, "name": None, "side": side, "actor": actor}
    row |= {"occurred_at": when, "precision": "instant", "recorded_at": when, "title": {"de": de, "en": en}}
    row |= {"details": details, "amount": amount, "currency": "EUR" if amount else None}
    source = {"connection": connection, "object": "contact", "id": f"{number:05d}", "batch": 1}
    return row | {"source": source | {"subject": f"{connection}:contact:{number:05d}"}}


TIMELINE = [
    _fact(
        0,
        "touch",
        at(2025, 3, 3, 8, 12),
        "marketing",
        "Formular abgeschickt",
        "Form submitted",
        channel="search",
        landing_page="/whitepaper/lieferkette",
    ),
    _fact(
        1,
        "person",
        at(2025, 3, 3, 8, 12),
        "marketing",
        "Profil der Person",
        "Profile of the person",
        job_title="Leiterin IT",
        email="anna.beispiel@mueller-soehne.example",
    ),
    _fact(
        2,
        "touch",
        at(2025, 3, 20, 13),
        "marketing",
        "An Webinar teilgenommen",
        "Attended a webinar",
        campaign="Webinar Lieferkette",
    ),
    _fact(
        3,
        "attempt",
        at(2025, 3, 21, 9, 40),
        "sdr",
        "Anruf: erreicht",
        "Call: reached",
        channel="phone",
        actor="J. Petersen",
    ),
    _fact(
        4,
        "criterion_answer",
        at(2025, 3, 21, 9, 52),
        "sdr",
        "Bedarf: bestätigt",
        "Need: confirmed",
        answer="Ablösung des alten Systems bis Jahresende",
        evidence="„Wir müssen bis Dezember fertig sein.“",
    ),
    _fact(
        5,
        "handover_offered",
        at(2025, 3, 21, 10),
        "sdr",
        "Übergabe angeboten",
        "Hand-over offered",
        actor="J. Petersen",
    ),
    _fact(
        6,
        "handover_accepted",
        at(2025, 3, 21, 14, 5),
        "sales",
        "Übergabe angenommen",
        "Hand-over accepted",
        actor="M. Yıldız",
    ),
    _fact(
        7,
        "opportunity_created",
        at(2025, 3, 24, 8),
        "sales",
        "Verkaufschance angelegt",
        "Opportunity created",
        amount=8_450_000,
        close_date="2025-06-30",
    ),
    _fact(
        8,
        "attempt",
        at(2025, 4, 2, 12, 30),
        "sales",
        "Besuch: Termin",
        "Visit: meeting",
        channel="visit",
        actor="M. Yıldız",
    ),
    _fact(
        9,
        "opportunity_won",
        at(2025, 6, 2, 9),
        "sales",
        "Verkaufschance gewonnen",
        "Opportunity won",
        amount=8_450_000,
    ),
]


def _entry(stage: str, when: datetime, basis: str = "derived") -> dict[str, Any]:
    return {
        "stage": stage,
        "entered_at": when,
        "precision": "instant",
        "basis": basis,
        "counts": True,
        "fact": str(FORM),
    }


def lead(house: SmallHouse, *, person: str, now: datetime, as_of: datetime) -> dict[str, Any] | None:
    if person != str(ANNA):
        raise InputProblems(Problem(message=f"nobody here is `{person}`"))
    entries = [
        _entry("prospect", at(2025, 3, 3, 8, 12)),
        _entry("marketing_lead", at(2025, 3, 20, 13)),
        _entry("sales_ready_lead", at(2025, 3, 21, 10), "reported"),
        _entry("opportunity", at(2025, 3, 24, 8)),
        _entry("won", at(2025, 6, 2, 9)),
    ]
    moves = [
        {"stage": a["stage"], "from_at": a["entered_at"], "to_at": b["entered_at"], "attempt": 1, "cause": "entered"}
        for a, b in pairwise(entries)
    ]
    old = {
        "pass_id": UUID(int=7),
        "kind": "new",
        "path": "marketing",
        "opened_at": at(2023, 9, 4, 7),
        "opened_by": "marketing",
        "closed_at": at(2024, 3, 2, 7),
        "outcome": "inactive",
        "reason": None,
        "attempts": 1,
        "value": None,
        "currency": None,
        "entries": [_entry("prospect", at(2023, 9, 4, 7))],
        "moves": [
            {
                "stage": "prospect",
                "from_at": at(2023, 9, 4, 7),
                "to_at": at(2024, 3, 2, 7),
                "attempt": 1,
                "cause": "entered",
            }
        ],
    }
    new = {
        "pass_id": FORM,
        "kind": "new",
        "path": "marketing",
        "opened_at": at(2025, 3, 3, 8, 12),
        "opened_by": "marketing",
        "closed_at": at(2025, 6, 2, 9),
        "outcome": "won",
        "reason": None,
        "attempts": 1,
        "value": 8_450_000,
        "currency": "EUR",
        "entries": entries,
        "moves": moves,
    }
    return {
        "person": ANNA,
        "name": "Anna Beispiel",
        "company": {"id": None, "name": "Müller & Söhne Maschinenbau GmbH & Co. KG"},
        "profile": {
            "full_name": "Anna Beispiel",
            "job_title": "Leiterin IT",
            "email": "anna.beispiel@mueller-soehne.example",
            "phone": "+49 231 5550199",
            "company_name": "Müller & Söhne Maschinenbau GmbH & Co. KG",
            "employees": 420,
            "country": "DE",
            "industry": "Maschinenbau",
        },
        "passes": [new, old],
        "timeline": TIMELINE,
        "subjects": [{"subject": "ma:contact:00812", "connection": "ma", "object": "contact", "id": "00812"}],
        "links": [_link("ma:contact:00812"), _link("crm:contact:003AX")],
        "colleagues": [{"person": str(UUID(int=77)), "name": "Bernd Muster", "job_title": "Einkauf"}],
    }


def _link(subject: str) -> dict[str, Any]:
    text = {"de": "gleiche E-Mail-Adresse", "en": "same e-mail address"}
    row = {"fact": str(UUID(int=99)), "subject": subject, "key": "email:anna.beispiel@mueller-soehne.example"}
    return row | {"reason": "same_email", "text": text, "linked_at": at(2025, 3, 4)}


def source_record(house: SmallHouse, *, fact: str, now: datetime) -> dict[str, Any] | None:
    if fact not in {one["fact"] for one in TIMELINE}:
        return None
    record = {
        "Contact ID": "00812",
        "E-Mail": "Anna.Beispiel@Mueller-Soehne.example ",
        "Vorname": "Anna",
        "Nachname": "Beispiel",
        "Typ": "form_submit",
        "Zeitpunkt": "03.03.2025 09:12",
        "Seite": "/whitepaper/lieferkette",
        "UTM": "",
    }
    title = {"de": "Formular abgeschickt", "en": "Form submitted"}
    return {
        "fact": fact,
        "kind": "touch",
        "title": title,
        "subject": "ma:contact:00812",
        "person": str(ANNA),
        "file": "ma-touches.csv",
        "line": 231,
        "batch": 1,
        "imported_at": at(2025, 3, 4, 6),
        "record": record,
        "facts": [{"fact": fact, "kind": "touch", "title": title}],
        "missing": None,
    }
