"""The CRM's export continued: opportunities, their phases and contacts, contracts, and what selling costs."""

from datetime import date, timedelta

from handschlag.demo.crm import company_no, contact_no, german
from handschlag.demo.dice import Dice
from handschlag.demo.house import REPS, SELLERS
from handschlag.demo.seasons import END, START
from handschlag.demo.sheets import DESKTOP, Sheet
from handschlag.demo.world import Deal, World

_OUTCOMES = {"won": "Gewonnen", "lost": "Verloren", "no_decision": "Keine Entscheidung"}
_REP_MONTH, _SELLER_MONTH = 5_600, 8_900


def euros(amount: int | float) -> str:
    """`48.500,00`: how a German desktop writes money."""
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def deal_sheets(world: World) -> list[Sheet]:
    return [_deals(world), _phases(world), _contacts(world), _contracts(world), _costs()]


DEAL_HEADER = (
    "VerkaufschanceNr", "Bezeichnung", "Art", "FirmaNr", "Umgewandelter Kontakt", "Phase", "Betrag", "Währung",
    "Erstellt am", "Abschluss erwartet", "Nächster Schritt", "Nächster Schritt am", "Ergebnis", "Abgeschlossen am",
    "Grund", "Mitbewerber", "Inhaber", "Geändert am",
)  # fmt: skip


def _deals(world: World) -> Sheet:
    sheet = Sheet("Verkaufschancen.csv", DESKTOP, DEAL_HEADER)
    for deal in world.deals:
        sheet.add(*_deal(deal))
    return sheet


def _deal(deal: Deal) -> list[str]:
    dice = Dice("deal row", deal.no)
    is_open = deal.outcome == "open"
    changed = deal.closed or deal.phases[-1][0]
    planned = is_open and dice.chance(0.72)
    return [
        f"V-{deal.no}",
        deal.title,
        "Bestandskunde" if deal.sort == "expansion" else "Neukunde",
        company_no(deal.company) if deal.company else "",
        contact_no(deal.lead) if deal.lead else "",
        _OUTCOMES.get(deal.outcome, deal.phases[-1][1]),
        "" if deal.amount is None else euros(deal.amount),
        "EUR",
        german(deal.created),
        german(deal.expected_close) if not is_open or dice.chance(0.88) else "",
        dice.pick(("Angebot nachfassen", "Termin vor Ort", "Referenzgespräch", "Vertrag senden")) if planned else "",
        german((END + timedelta(days=dice.whole(2, 30))).date()) if planned else "",
        _OUTCOMES.get(deal.outcome, ""),
        german(deal.closed),
        deal.reason,
        deal.competitor,
        deal.owner,
        german(changed + timedelta(minutes=2)),
    ]


def _phases(world: World) -> Sheet:
    sheet = Sheet("Phasenverlauf.csv", DESKTOP, ("VerkaufschanceNr", "Phase", "Betrag", "Geändert am", "Geändert von"))
    moves = [(at, deal.no, phase, deal) for deal in world.deals for at, phase in deal.phases]
    for at, _, phase, deal in sorted(moves, key=lambda move: move[:3]):
        sheet.add(f"V-{deal.no}", phase, "" if deal.amount is None else euros(deal.amount), german(at), deal.owner)
    return sheet


def _contacts(world: World) -> Sheet:
    sheet = Sheet(
        "Verkaufschancen_Kontakte.csv",
        DESKTOP,
        ("VerkaufschanceNr", "KontaktNr", "Rolle", "Hauptkontakt", "Hinzugefügt am"),
    )
    for deal in world.deals:
        for number, (person, role) in enumerate(deal.contacts):
            sheet.add(f"V-{deal.no}", contact_no(person), role, "ja" if number == 0 else "nein", german(deal.created))
    return sheet


def _contracts(world: World) -> Sheet:
    sheet = Sheet("Vertraege.csv", DESKTOP, ("VertragNr", "FirmaNr", "Ereignis", "Datum", "Betrag", "Währung"))
    words = {"renewed": "Verlängerung", "cancelled": "Kündigung"}
    for number, contract in enumerate(sorted(world.contracts, key=lambda c: (c.at, c.company.no)), start=501):
        sheet.add(
            f"T-{number}", company_no(contract.company), words[contract.event], german(contract.at.date()),
            euros(contract.amount), "EUR",
        )  # fmt: skip
    return sheet


def _costs() -> Sheet:
    """What the people of both sides cost, month by month: a funnel that only knows media cost flatters marketing."""
    sheet = Sheet(
        "Kosten.csv", DESKTOP, ("BelegNr", "Kostenstelle", "Monat", "Kategorie", "Betrag", "Währung", "Bereich")
    )
    day, number = START.date(), 0
    while day < END.date():
        for centre, side, amount in (
            ("SDR-Team", "SDR", _rep_cost(day)),
            ("Vertriebsteam", "Vertrieb", len(SELLERS) * _SELLER_MONTH),
        ):
            number += 1
            sheet.add(f"B-{number:04d}", centre, german(day), "Personal", euros(amount), "EUR", side)
        day = (day + timedelta(days=32)).replace(day=1)
    return sheet


def _rep_cost(day: date) -> int:
    return _REP_MONTH * sum(rep.since <= day <= rep.until for rep in REPS)


def number_deals(world: World) -> None:
    """Gives opportunities the CRM's numbers, in the order in which they were made."""
    world.deals.sort(key=lambda deal: (deal.created, deal.title))
    for number, deal in enumerate(world.deals, start=1_001):
        deal.no = number
