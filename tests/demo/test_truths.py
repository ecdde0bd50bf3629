"""What the summary calls true is what the files hold, counted here from the files alone."""

from collections import Counter
from datetime import datetime

from tests.demo.exports import Exports


def _readable(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


def test_rows_are_true_or_repeated_or_unreadable(exports: Exports) -> None:
    truths, rows = exports.truths, exports.rows
    repeated = sum(
        len(rows[name]) - len({tuple(row.values()) for row in rows[name]})
        for name in ("activities.csv", "contacts.csv", "Kontakte.csv", "Aktivitaeten.csv")
    )
    assert repeated == truths["repeated_rows"]
    impossible = (
        [
            row["Activity Date"]
            for row in rows["activities.csv"]
            if not _readable(row["Activity Date"], "%Y-%m-%d %H:%M:%S")
        ]
        + [row["Datum"] for row in rows["Aktivitaeten.csv"] if not _readable(row["Datum"], "%d.%m.%Y %H:%M:%S")]
        + [
            row["Angeboten am"]
            for row in rows["Uebergaben.csv"]
            if not _readable(row["Angeboten am"], "%d.%m.%Y %H:%M:%S")
        ]
    )
    assert len(impossible) == truths["impossible_dates"]
    amounts = [row["Betrag"] for row in rows["Verkaufschancen.csv"] if row["Betrag"]]
    unreadable = [text for text in amounts if not text.replace(".", "").replace(",", "").isdigit()]
    assert len(unreadable) == truths["unreadable_amounts"]


def test_events(exports: Exports) -> None:
    truths, rows = exports.truths, exports.rows
    touches = {
        row["Activity ID"] for row in rows["activities.csv"] if _readable(row["Activity Date"], "%Y-%m-%d %H:%M:%S")
    }
    attempts = {row["AktivitätNr"] for row in rows["Aktivitaeten.csv"] if _readable(row["Datum"], "%d.%m.%Y %H:%M:%S")}
    handovers = [row for row in rows["Uebergaben.csv"] if _readable(row["Angeboten am"], "%d.%m.%Y %H:%M:%S")]
    qualified = {row["Record ID"] for row in rows["lifecycle.csv"] if row["Value"] == "marketingqualifiedlead"}
    contacts = {row["KontaktNr"]: row for row in rows["Kontakte.csv"]}
    counted = {
        "touches": len(touches),
        "attempts": len(attempts),
        "conversations": len(rows["Qualifizierung.csv"]),
        "handovers_offered": len(handovers),
        "handovers_accepted": sum(row["Angenommen am"] != "" for row in handovers),
        "handovers_returned": sum(row["Zurückgegeben am"] != "" for row in handovers),
        "qualified_by_tool": len(qualified),
        "contracts": len(rows["Vertraege.csv"]),
        "disqualified": sum(row["Status"] == "Aussortiert" for row in contacts.values()),
    }
    assert counted == {name: truths[name] for name in counted}


def test_opportunities(exports: Exports) -> None:
    truths = exports.truths
    deals = [row for row in exports.rows["Verkaufschancen.csv"] if row["Betrag"] not in ("auf Anfrage", "n. V.")]
    outcomes = Counter(row["Ergebnis"] for row in deals)
    won = [row["Betrag"] for row in deals if row["Ergebnis"] == "Gewonnen"]
    with_person = {row["VerkaufschanceNr"] for row in exports.rows["Verkaufschancen_Kontakte.csv"]}
    counted = {
        "opportunities": len(deals),
        "opportunities_of_customers": sum(row["Art"] == "Bestandskunde" for row in deals),
        "won": outcomes["Gewonnen"],
        "lost": outcomes["Verloren"],
        "no_decision": outcomes["Keine Entscheidung"],
        "open": outcomes[""],
        "won_value_cents": sum(int(amount.replace(".", "").replace(",", "")) for amount in won if amount),
        "wins_without_amount": won.count(""),
        "opportunities_without_person": sum(row["VerkaufschanceNr"] not in with_person for row in deals),
    }
    assert counted == {name: truths[name] for name in counted}


def test_persons_are_one_per_address(exports: Exports) -> None:
    """One normalised address, one person; contacts without any address are persons of their own."""
    marketing = {row["Record ID"]: row["Email"].lower() for row in exports.rows["contacts.csv"]}
    crm = {row["KontaktNr"]: row["E-Mail"].strip().lower() for row in exports.rows["Kontakte.csv"]}
    addresses = {*marketing.values(), *crm.values()}
    assert "" not in addresses
    truths = exports.truths
    assert len(addresses) == truths["persons"] + truths["persons_with_two_addresses"]
    assert len(set(marketing.values()) & set(crm.values())) == truths["persons_in_both_systems"]


def test_wins_before_the_first_contact(exports: Exports) -> None:
    """A win whose converted lead shows up in the marketing tool only afterwards."""
    address = {row["KontaktNr"]: row["E-Mail"].strip().lower() for row in exports.rows["Kontakte.csv"]}
    contact = {row["Email"]: row["Record ID"] for row in exports.rows["contacts.csv"]}
    first: dict[str, str] = {}
    for row in exports.rows["activities.csv"]:
        if _readable(row["Activity Date"], "%Y-%m-%d %H:%M:%S"):
            first[row["Contact ID"]] = min(row["Activity Date"], first.get(row["Contact ID"], "9"))
    called = {row["KontaktNr"] for row in exports.rows["Aktivitaeten.csv"]}
    early = 0
    for deal in exports.rows["Verkaufschancen.csv"]:
        lead = deal["Umgewandelter Kontakt"]
        if deal["Ergebnis"] != "Gewonnen" or not lead or lead in called:
            continue
        closed = datetime.strptime(deal["Abgeschlossen am"], "%d.%m.%Y %H:%M:%S").isoformat(sep=" ")
        early += closed < first.get(contact.get(address[lead], ""), "")
    assert early == exports.truths["wins_before_first_contact"]
