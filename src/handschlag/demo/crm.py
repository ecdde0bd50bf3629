"""The export of the CRM: companies, contacts, activities, qualification, hand-overs."""

from datetime import date, datetime, timedelta
from functools import cache

from handschlag.demo.dice import Dice
from handschlag.demo.names import spelt_out, western
from handschlag.demo.seasons import END
from handschlag.demo.sheets import DESKTOP, Sheet
from handschlag.demo.world import Company, Person, World

_COUNTRIES = {"DE": "Deutschland", "AT": "Österreich", "CH": "Schweiz", "NL": "Niederlande", "CZ": "Tschechien"}
_LEVELS = {
    "c_level": "Geschäftsführung",
    "head": "Leitung",
    "manager": "Mittleres Management",
    "staff": "Fachkraft",
    "student": "Sonstige",
}
_SORTS = {"call": "Anruf", "mail": "E-Mail", "meeting": "Termin", "visit": "Besuch", "message": "Nachricht"}
_REASONS = {"competitor": "Wettbewerber", "student": "Student", "no_fit": "Passt nicht", "duplicate": "Doublette"}
_RETURNS = {
    "timing": "Zeitpunkt zu früh",
    "no_budget": "Kein Budget",
    "wrong_person": "Falscher Ansprechpartner",
    "not_reachable": "Nicht erreichbar",
    "no_fit": "Passt nicht",
}


def german(at: datetime | date | None) -> str:
    if at is None:
        return ""
    return at.strftime("%d.%m.%Y %H:%M:%S") if isinstance(at, datetime) else at.strftime("%d.%m.%Y")


def contact_no(person: Person) -> str:
    """The CRM's number of a person."""
    return _number(person.no)


@cache
def _number(no: int) -> str:
    return f"K-{20_000 + Dice('crm id', no).whole(0, 7) * 10_000 + no}"


def company_no(company: Company) -> str:
    return f"F-{70_000 + company.no}"


def crm_sheets(world: World) -> list[Sheet]:
    people = sorted((p for p in world.people if p.known_to_crm is not None), key=lambda p: (p.known_to_crm, p.no))
    return [_companies(world, people), _contacts(people), _activities(people), _answers(people), _handovers(people)]


def _companies(world: World, people: list[Person]) -> Sheet:
    sheet = Sheet(
        "Firmen.csv",
        DESKTOP,
        ("FirmaNr", "Firmenname", "Website", "Branche", "Mitarbeiter", "Umsatz (TEUR)", "PLZ", "Ort", "Bundesland",
         "Land", "Angelegt am", "Geändert am"),
    )  # fmt: skip
    since: dict[int, datetime] = {}
    for at, company in (
        *((p.known_to_crm, p.company) for p in people),
        *((deal.created, deal.company) for deal in world.deals),
    ):
        if company is not None and at is not None:
            since[company.no] = min(at, since.get(company.no, END))
    for company in sorted((c for c in world.companies if c.no in since), key=lambda c: (since[c.no], c.no)):
        sheet.add(*_company(company, since[company.no]))
    return sheet


def _company(company: Company, since: datetime) -> list[str]:
    dice = Dice("company row", company.no)
    website = dice.weighted(
        [(f"www.{company.domain}", 5.0), (f"https://www.{company.domain}/", 3.0), (company.domain.upper(), 1.0)]
    )
    return [
        company_no(company),
        company.name,
        website,
        company.industry,
        str(company.employees),
        f"{company.employees * dice.whole(90, 260)},{dice.whole(0, 9)}",
        company.postcode,
        company.city,
        company.subdivision,
        _COUNTRIES[company.country],
        german(since - timedelta(minutes=1)),
        german(since + timedelta(days=dice.whole(0, 30))),
    ]


CONTACT_HEADER = (
    "KontaktNr", "Vorname", "Nachname", "E-Mail", "Telefon", "Position", "Abteilung", "Funktionsebene", "FirmaNr",
    "Firma", "Leadquelle", "Inhaber", "Status", "Aussortiert am", "Aussortiert weil", "Angelegt am", "Geändert am",
)  # fmt: skip


def _contacts(people: list[Person]) -> Sheet:
    sheet = Sheet("Kontakte.csv", DESKTOP, CONTACT_HEADER)
    for person in people:
        sheet.add(*_contact(person))
    return sheet


def _contact(person: Person) -> list[str]:
    dice = Dice("crm row", person.no)
    assert person.known_to_crm is not None
    out, why = person.disqualified or (None, "")
    last = max([person.known_to_crm, *(a.at for a in person.activities), *([out] if out else [])])
    return [
        contact_no(person),
        western(person.first),
        western(spelt_out(person.last) if dice.chance(0.12) else person.last),
        person.email.title() if dice.chance(0.08) else person.email,
        person.phone.replace("+49 ", "0").replace(" ", "/", 1) if person.phone else "",
        person.title,
        "-- Bitte wählen --" if dice.chance(0.02) else person.department,
        _LEVELS[person.seniority],
        company_no(person.company) if person.company else "",
        person.company.name if person.company else person.company_as_typed,
        "Kaltakquise" if person.found_by == "sales" else dice.weighted([("Web", 6.0), ("Messe", 1.0), ("", 1.0)]),
        person.owner,
        _status(person),
        german(out),
        _REASONS.get(why, ""),
        german(person.known_to_crm),
        german(last + timedelta(minutes=3)),
    ]


def _status(person: Person) -> str:
    if person.disqualified is not None:
        return "Aussortiert"
    if person.handovers:
        return "Übergeben"
    if person.conversations:
        return "Gesprochen"
    return "In Bearbeitung" if person.activities else "Neu"


def _activities(people: list[Person]) -> Sheet:
    sheet = Sheet(
        "Aktivitaeten.csv",
        DESKTOP,
        (
            "AktivitätNr",
            "KontaktNr",
            "VerkaufschanceNr",
            "Art",
            "Ergebnis",
            "Betreff",
            "Datum",
            "Mitarbeiter",
            "Team",
            "Automatisch",
        ),
    )
    happened = [(activity, contact_no(person)) for person in people for activity in person.activities]
    for number, (activity, contact) in enumerate(
        sorted(happened, key=lambda pair: (pair[0].at, pair[1])), start=300_001
    ):
        sheet.add(
            f"A-{number}",
            contact,
            f"V-{activity.deal.no}" if activity.deal else "",
            _SORTS[activity.sort],
            activity.outcome,
            activity.subject,
            german(activity.at),
            activity.by,
            "SDR" if activity.team == "sdr" else "Vertrieb",
            "ja" if activity.automated else "nein",
        )
    return sheet


def _answers(people: list[Person]) -> Sheet:
    sheet = Sheet(
        "Qualifizierung.csv",
        DESKTOP,
        (
            "GesprächNr",
            "KontaktNr",
            "Budget",
            "Entscheidung",
            "Bedarf",
            "Zeitrahmen",
            "Notiz",
            "Erfasst am",
            "Erfasst von",
        ),
    )
    said = [(talk, contact_no(person)) for person in people for talk in person.conversations]
    for number, (talk, contact) in enumerate(sorted(said, key=lambda pair: (pair[0].at, pair[1])), start=40_001):
        sheet.add(
            f"Q-{number}",
            contact,
            talk.budget,
            talk.authority,
            talk.need,
            talk.time,
            talk.note,
            german(talk.at),
            talk.by,
        )
    return sheet


def _handovers(people: list[Person]) -> Sheet:
    sheet = Sheet(
        "Uebergaben.csv",
        DESKTOP,
        ("ÜbergabeNr", "KontaktNr", "SDR", "Verkäufer", "Angeboten am", "Angenommen am", "Zurückgegeben am",
         "Rückgabegrund", "Wiedervorlage"),
    )  # fmt: skip
    happened = [(handover, contact_no(person)) for person in people for handover in person.handovers]
    for number, (h, contact) in enumerate(sorted(happened, key=lambda pair: (pair[0].offered, pair[1])), start=9_001):
        sheet.add(
            f"U-{number}", contact, h.sdr, h.seller, german(h.offered), german(h.accepted), german(h.returned),
            _RETURNS.get(h.reason, ""), german(h.wake_up),
        )  # fmt: skip
    return sheet
