"""The exports of the small house read a second time, in plain Python: every row, its facts, and the rows that are no
data. Written from the mappings' words, apart from the product."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.ledger.identity import fact_id
from tests.web.small_house import MADE, SMALL

ZONE = ZoneInfo("Europe/Berlin")
ENGLISH = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d")
GERMAN = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y")

Row = dict[str, str]
Fact = dict[str, Any]

TOUCHES = {
    "Page view": "page_view", "Form submission": "form_submitted", "Content download": "content_download",
    "Webinar registration": "webinar_registered", "Webinar attended": "webinar_attended",
    "Email opened": "email_opened", "Email link clicked": "email_clicked", "Event visited": "trade_fair_visit",
    "Demo request": "demo_requested", "Contact request": "contact_request",
}  # fmt: skip
COUNTRIES = {
    "": None, "Germany": "DE", "Austria": "AT", "Switzerland": "CH", "Netherlands": "NL", "Deutschland": "DE",
    "Österreich": "AT", "Schweiz": "CH", "Niederlande": "NL",
}  # fmt: skip
SIZES = {"": None, "1-49": 20, "50-249": 120, "250-999": 500, "1.000-2.000": 1400, "mehr als 2.000": 3500}
LEVELS = {
    "": None, "C-Level / Geschäftsführung": "c_level", "Leitung / Head of": "head", "Manager / Teamleitung": "manager",
    "Fachkraft": "staff", "Geschäftsführung": "c_level", "Leitung": "head", "Mittleres Management": "manager",
}  # fmt: skip
RESULTS = {"erreicht": "reached", "nicht erreicht": "not_reached", "gesendet": "sent", "stattgefunden": "meeting_held"}
MEANS = {"Anruf": "phone", "E-Mail": "email", "Termin": "meeting", "Besuch": "visit"}
TEAMS = {"SDR": "sdr", "Vertrieb": "sales"}
SORTED_OUT = {"Wettbewerber": "competitor", "Student": "student"}
RETURNED = {"Zeitpunkt zu früh": "timing", "Passt nicht": "no_fit"}
LOST = {"Preis": "price", "Funktion fehlt": "feature", "Wettbewerb": "competitor", "Kein Kontakt mehr": "no_contact"}
UNDECIDED = {"Budget verschoben": "budget_moved"}
ANSWERS = {
    "budget": ("Budget", {"freigegeben": "approved", "geplant": "planned"}),
    "authority": ("Entscheidung", {"entscheidet": "decides", "beeinflusst": "influences"}),
    "need": ("Bedarf", {"konkret": "concrete", "latent": "latent"}),
    "time": ("Zeitrahmen", {"bis 3 Monate": "within_3_months", "3-6 Monate": "within_6_months",
                            "6-12 Monate": "within_12_months"}),
}  # fmt: skip
LIFECYCLE = {"lead": "prospect", "marketingqualifiedlead": "marketing_lead", "salesqualifiedlead": "sales_ready_lead"}


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of an export by column; the CRM's exports begin with a capital letter and have semicolons."""
    with (SMALL / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";" if name[0].isupper() else ","))


def micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def instant(text: str) -> tuple[int, str]:
    """A local time as UTC microseconds, and its precision; ValueError if it is none."""
    exact, by_day = GERMAN if "." in text[:3] else ENGLISH
    if len(text) > 10:
        return micros(datetime.strptime(text, exact).replace(tzinfo=ZONE)), "instant"
    return micros(datetime.strptime(text, by_day).replace(tzinfo=ZONE)), "day"


def german_date(text: str) -> str | None:
    return datetime.strptime(text, GERMAN[1]).date().isoformat() if text else None


def cents(text: str) -> int | None:
    return int(Decimal(text.replace(".", "").replace(",", ".")) * 100) if text else None


def fact(kind: str, subject: str, at: str, recorded: str | None = None, fields: Any = None, **columns: Any) -> Fact:
    when, precision = instant(at)
    said = {key: value for key, value in (fields or {}).items() if value not in (None, "")}
    whole = {
        "related": None, "name": None, "version": None, "key": None, "side": None, "actor": None, "channel": None,
        "campaign": None, "amount": None, "currency": None, "batch": 1,
        **{name: value.strip() or None if isinstance(value, str) else value for name, value in columns.items()},
        "kind": kind, "subject": subject, "occurred_at": when, "precision": precision,
        "recorded_at": when if recorded is None else instant(recorded)[0],
        "fields": json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if said else None,
    }  # fmt: skip
    whole["id"] = str(fact_id(whole))
    return whole


def contact(row: Row) -> Iterator[Fact]:
    subject, made = f"marketing:contact:{row['Record ID']}", row["Create Date"]
    fields = {
        "first_name": row["First Name"], "last_name": row["Last Name"], "email": row["Email"],
        "phone": row["Phone Number"], "job_title": row["Job Title"], "department": row["Abteilung"],
        "seniority": LEVELS[row["Karrierestufe"]], "company_name": row["Company Name"], "industry": row["Branche"],
        "country": COUNTRIES[row["Country/Region"]], "employees": SIZES[row["Unternehmensgröße"]],
        "origin": row["Original Source"], "owner": row["Contact owner"],
    }  # fmt: skip
    version = instant(row["Last Modified Date"])[0]
    yield fact("person", subject, made, made, fields, version=version)
    for column, state in (("Newsletter opt-in", "given"), ("Newsletter opt-out", "withdrawn")):
        if row[column]:
            yield fact("consent", subject, row[column], made, {"state": state}, name="email")


def activity(row: Row) -> Iterator[Fact]:
    yield fact(
        "touch", f"marketing:contact:{row['Contact ID']}", row["Activity Date"],
        fields={"path": row["Page URL"], "title": row["Title"]}, name=TOUCHES[row["Activity Type"]],
        key=row["Activity ID"], side="marketing", channel=row["Channel"], campaign=row["Campaign"],
    )  # fmt: skip


def stage(row: Row) -> Iterator[Fact]:
    subject = f"marketing:contact:{row['Record ID']}"
    yield fact("stage_reported", subject, row["Timestamp"], name=LIFECYCLE[row["Value"]], side="marketing")


def company(row: Row) -> Iterator[Fact]:
    fields = {
        "company_name": row["Firmenname"], "website": row["Website"], "industry": row["Branche"],
        "employees": int(row["Mitarbeiter"]), "revenue": int(row["Umsatz (TEUR)"]), "postcode": row["PLZ"],
        "city": row["Ort"], "subdivision": row["Bundesland"], "country": COUNTRIES[row["Land"]],
    }  # fmt: skip
    made, version = row["Angelegt am"], instant(row["Geändert am"])[0]
    yield fact("company", f"crm:company:{row['FirmaNr']}", made, made, fields, version=version)


def crm_contact(row: Row) -> Iterator[Fact]:
    subject, made = f"crm:contact:{row['KontaktNr']}", row["Angelegt am"]
    fields = {
        "first_name": row["Vorname"], "last_name": row["Nachname"], "email": row["E-Mail"].strip(),
        "phone": row["Telefon"], "job_title": row["Position"], "department": row["Abteilung"],
        "seniority": LEVELS[row["Funktionsebene"]], "company_name": row["Firma"],
        "owner": row["Inhaber"].replace("-- Bitte wählen --", ""), "lead_source": row["Leadquelle"],
    }  # fmt: skip
    yield fact("person", subject, made, made, fields, version=instant(row["Geändert am"])[0])
    if row["FirmaNr"]:
        yield fact("relation", subject, made, made, name="company", related=f"crm:company:{row['FirmaNr']}")
    if row["Aussortiert am"]:
        reason = {"reason": SORTED_OUT[row["Aussortiert weil"]]}
        yield fact("stage_reported", subject, row["Aussortiert am"], made, reason, name="disqualified", side="sdr")


def attempt(row: Row) -> Iterator[Fact]:
    yield fact(
        "attempt", f"crm:contact:{row['KontaktNr']}", row["Datum"], name=RESULTS[row["Ergebnis"]],
        fields={"automated": {"ja": "yes", "nein": "no"}[row["Automatisch"]], "title": row["Betreff"]},
        key=row["AktivitätNr"], channel=MEANS[row["Art"]], side=TEAMS[row["Team"]], actor=row["Mitarbeiter"],
    )  # fmt: skip


def answers(row: Row) -> Iterator[Fact]:
    for criterion, (column, meant) in ANSWERS.items():
        if row[column] != "keine Angabe":
            fields = {"answer": meant[row[column]], "evidence": row["Notiz"]}
            subject = f"crm:contact:{row['KontaktNr']}"
            yield fact(
                "criterion_answer", subject, row["Erfasst am"], None, fields, name=criterion, side="sdr",
                actor=row["Erfasst von"],
            )  # fmt: skip


def handover(row: Row) -> Iterator[Fact]:
    subject, key = f"crm:contact:{row['KontaktNr']}", row["ÜbergabeNr"]
    seller = {"side": "sales", "actor": row["Verkäufer"], "key": key}
    fields = {"to": row["Verkäufer"]}
    yield fact("handover_offered", subject, row["Angeboten am"], None, fields, key=key, side="sdr", actor=row["SDR"])
    if row["Angenommen am"]:
        yield fact("handover_accepted", subject, row["Angenommen am"], **seller)
    if row["Zurückgegeben am"]:
        fields = {"wake_up": german_date(row["Wiedervorlage"])}
        reason = RETURNED[row["Rückgabegrund"]]
        yield fact("handover_returned", subject, row["Zurückgegeben am"], None, fields, name=reason, **seller)


def deal(row: Row) -> Iterator[Fact]:
    subject, made, owner = f"crm:deal:{row['VerkaufschanceNr']}", row["Erstellt am"], row["Inhaber"]
    value = cents(row["Betrag"])
    money = {"amount": value, "currency": row["Währung"] if value is not None else None}
    common = {"version": instant(row["Geändert am"])[0], "side": "sales", "actor": owner}
    fields = {
        "title": row["Bezeichnung"], "deal_type": {"Neukunde": "new", "Bestandskunde": "expansion"}[row["Art"]],
        "owner": owner, "stage": row["Phase"], "close_date": german_date(row["Abschluss erwartet"]),
        "next_step": row["Nächster Schritt"], "next_step_at": german_date(row["Nächster Schritt am"]),
    }  # fmt: skip
    yield fact("opportunity_created", subject, made, made, fields, **common, **money)
    for role, thing, column in (
        ("converted_lead", "contact", "Umgewandelter Kontakt"),
        ("company", "company", "FirmaNr"),
    ):
        if row[column]:
            yield fact("relation", subject, made, made, name=role, related=f"crm:{thing}:{row[column]}")
    closed = row["Abgeschlossen am"]
    if row["Ergebnis"] == "Gewonnen":
        yield fact("opportunity_won", subject, closed, made, **common, **money)
    elif row["Ergebnis"] == "Verloren":
        fields = {"competitor": row["Mitbewerber"]}
        yield fact("opportunity_lost", subject, closed, made, fields, name=LOST[row["Grund"]], **common)
    elif row["Ergebnis"] == "Keine Entscheidung":
        yield fact("opportunity_no_decision", subject, closed, made, name=UNDECIDED[row["Grund"]], **common)


def change(row: Row) -> Iterator[Fact]:
    at = row["Geändert am"]
    subject = f"crm:deal:{row['VerkaufschanceNr']}"
    columns = {"name": row["Phase"], "side": "sales", "actor": row["Geändert von"], "version": instant(at)[0]}
    yield fact("opportunity_changed", subject, at, **columns)


def role(row: Row) -> Iterator[Fact]:
    name = {"ja": "primary_contact", "nein": "contact"}[row["Hauptkontakt"]]
    subject, fields = f"crm:deal:{row['VerkaufschanceNr']}", {"role": row["Rolle"]}
    related = f"crm:contact:{row['KontaktNr']}"
    yield fact("relation", subject, row["Hinzugefügt am"], None, fields, name=name, related=related)


def contract(row: Row) -> Iterator[Fact]:
    kind = {"Verlängerung": "customer_renewed", "Kündigung": "customer_cancelled"}[row["Ereignis"]]
    value = cents(row["Betrag"]) if row["Ereignis"] == "Verlängerung" else None
    yield fact(
        kind, f"crm:company:{row['FirmaNr']}", row["Datum"], key=row["VertragNr"], amount=value,
        currency=row["Währung"] if value else None,
    )  # fmt: skip


READERS = {
    "contacts.csv": contact, "activities.csv": activity, "lifecycle.csv": stage, "Firmen.csv": company,
    "Kontakte.csv": crm_contact, "Aktivitaeten.csv": attempt, "Qualifizierung.csv": answers,
    "Uebergaben.csv": handover, "Verkaufschancen.csv": deal, "Phasenverlauf.csv": change,
    "Verkaufschancen_Kontakte.csv": role, "Vertraege.csv": contract,
}  # fmt: skip


@cache
def read() -> tuple[dict[str, Fact], dict[tuple[str, int], list[Fact]], list[tuple[str, int]]]:
    """Every fact once, by id; the facts of each (file, line); and the lines that are no data."""
    by_id: dict[str, Fact] = {}
    by_line: dict[tuple[str, int], list[Fact]] = {}
    wrong = []
    for name, reader in READERS.items():
        for line, row in enumerate(rows(name), start=2):
            try:
                found = by_line[name, line] = list(reader(row))
            except (ValueError, KeyError, ArithmeticError):
                wrong.append((name, line))
                continue
            for each in found:
                by_id.setdefault(each["id"], each)
    return by_id, by_line, wrong


def facts(known_at: datetime = MADE) -> list[Fact]:
    """What had happened and was recorded at this instant."""
    cut = micros(known_at)
    return [fact for fact in read()[0].values() if max(fact["occurred_at"], fact["recorded_at"]) <= cut]


def made_from(file: str, line: int) -> list[Fact]:
    """The facts of one row; its first line is 2."""
    return read()[1][file, line]
