"""The people of the small house: the passes behind every figure, one lead's story, and one source record."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from handschlag.errors import InputProblems, Problem

ANNA = UUID("0190a000-0000-7000-8000-000000000001")
FORM = UUID("0190a000-0000-7000-8000-0000000000f1")
KEYS = ("prospect", "marketing_lead", "sales_ready_lead", "opportunity", "won")


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
    house: object,
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


def find_people(house: object, *, text: str, now: datetime, page: int) -> dict[str, Any]:
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


def lead(house: object, *, person: str, now: datetime, as_of: datetime) -> dict[str, Any] | None:
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


def source_record(house: object, *, fact: str, now: datetime) -> dict[str, Any] | None:
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
