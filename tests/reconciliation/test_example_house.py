"""Reconciliation of the example house finds what was planted in its exports, no more and no fewer."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handschlag.dashboard.reconciliation import OBJECTS, REASONS
from handschlag.demo import generate
from tests.demo.exports import Exports, read_export
from tests.fixtures.commands import document as document_of
from tests.reconciliation.laws import reasons, sums, unexplained

pytestmark = pytest.mark.long

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    folder = tmp_path_factory.mktemp("exports")
    summary = generate(folder)
    return Exports(folder, summary, {path.name: read_export(path) for path in summary.files})


@pytest.fixture(scope="session")
def ask(demo_house: Path) -> Ask:
    return lambda *arguments: document_of(*arguments, "--workspace", demo_house, cwd=demo_house)


@pytest.fixture(scope="session")
def document(ask: Ask) -> dict[str, Any]:
    return ask("reconcile")


def only(document: dict[str, Any], source: str, thing: str) -> dict[str, int]:
    [row] = [row for row in document["totals"] if (row["source"], row["object"]) == (source, thing)]
    return {"theirs": row["theirs"], "ours": row["ours"]}


def test_every_difference_of_the_sums_is_explained(document: dict[str, Any]) -> None:
    assert unexplained(document) == {}


def test_also_by_month_in_a_window_and_for_one_source(ask: Ask, document: dict[str, Any]) -> None:
    by_month = ask("reconcile", "--by-month")
    assert unexplained(by_month) == {}
    for side in ("theirs", "ours"):
        assert sums(by_month, side) == sums(document, side)
    window = ask("reconcile", "--by-month", "--from", "2025-03-10", "--to", "2025-05-20", "--source", "crm")
    assert unexplained(window) == {}
    assert {row["month"] for row in window["totals"]} == {"2025-03", "2025-04", "2025-05"}
    assert {row["source"] for row in window["totals"]} == {"crm"}


def test_ours_is_what_the_other_commands_say(ask: Ask, document: dict[str, Any]) -> None:
    funnel, linked = ask("funnel"), ask("link")
    [ends] = funnel["win_rate"]
    ours = sums(document, "ours")
    assert Counter({key: number for key, number in ours.items() if key[0] not in ("activity", "other")}) == Counter(
        {
            ("lead", None): funnel["population"]["passes"],
            ("company", None): linked["companies"],
            ("opportunity", None): ends["won"] + ends["lost"] + ends["no_decision"] + ends["open"],
            ("won", None): ends["won"],
            ("value", "EUR"): sum(row["won"] for row in ends["values"]),
        }
    )  # fmt: skip


def test_theirs_is_what_the_files_say(document: dict[str, Any], exports: Exports) -> None:
    rows = {name: len(found) for name, found in exports.rows.items()}
    crm, marketing = only(document, "crm", "lead"), only(document, "marketing", "lead")
    assert (crm["theirs"], marketing["theirs"]) == (rows["Kontakte.csv"], rows["contacts.csv"])
    assert only(document, "crm", "company")["theirs"] == rows["Firmen.csv"]
    deals = exports.rows["Verkaufschancen.csv"]
    won = [deal for deal in deals if deal["Ergebnis"] == "Gewonnen"]
    assert only(document, "crm", "opportunity")["theirs"] == len(deals)
    assert only(document, "crm", "won")["theirs"] == len(won)
    assert only(document, "crm", "value")["theirs"] == exports.truths["won_value_cents"]
    assert only(document, "crm", "activity")["theirs"] == rows["Aktivitaeten.csv"]
    assert only(document, "marketing", "activity")["theirs"] == rows["activities.csv"]


def test_exactly_what_was_planted_differs(document: dict[str, Any], exports: Exports) -> None:
    truths = exports.truths
    events = reasons(document, "activity")
    assert events == {
        ("marketing", "quarantined"): 14, ("crm", "quarantined"): 9,
        ("marketing", "repeated_row"): 240, ("crm", "repeated_row"): 60,
    }  # fmt: skip
    assert reasons(document, "other") == {("crm", "quarantined"): 2}
    assert truths["impossible_dates"] == 14 + 9 + 2
    leads = reasons(document, "lead")
    assert (leads["marketing", "repeated_row"], leads["crm", "repeated_row"]) == (25, 30)
    assert truths["repeated_rows"] == 240 + 60 + 30 + 25
    opportunities = reasons(document, "opportunity")
    assert opportunities == {
        ("crm", "quarantined"): truths["unreadable_amounts"],
        ("crm", "existing_customer"): opportunities["crm", "existing_customer"],
    }
    companies = reasons(document, "company")
    assert set(companies) == {("crm", "same_company_in_source"), ("marketing", "company_by_domain")}
    assert companies["crm", "same_company_in_source"] == truths["crm_companies_twice"]
    value = [row for row in document["differences"] if row["reason"] == "win_without_value"]
    assert (len(value), sum(row["effect"] for row in value)) == (truths["wins_without_amount"], 0)
    assert leads["crm", "opportunity_without_lead"] == truths["opportunities_without_person"]


def test_people_known_twice_are_found_with_their_evidence(document: dict[str, Any], exports: Exports) -> None:
    truths = exports.truths
    same = [row for row in document["differences"] if row["reason"].startswith("same_person")]
    records = truths["marketing_contacts"] + truths["crm_contacts"] + truths["crm_contacts_twice"]
    assert len(same) == records - truths["persons"] - truths["persons_with_two_addresses"]
    copies = {f"crm:contact:K-{110_000 + n}" for n in range(truths["crm_contacts_twice"])}
    assert copies <= {row["record"] for row in same} | {row["other"] for row in same}
    assert {row["evidence"]["key"].partition(":")[0] for row in same} == {"email"}
    assert {row["reason"] for row in document["differences"] if row["evidence"]} == {
        "same_person_in_source", "same_person_in_other_source", "same_company_in_source",
    }  # fmt: skip


def test_a_row_in_quarantine_is_named_by_file_line_field_and_value(document: dict[str, Any]) -> None:
    named = [
        (row["file"], row["field"], row["value"])
        for row in document["differences"] if row["reason"] == "quarantined" and row["object"] == "opportunity"
    ]  # fmt: skip
    assert {(file, field) for file, field, _ in named} == {("Verkaufschancen.csv", "Betrag")}
    assert {value for _, _, value in named} <= {"auf Anfrage", "n. V."}
    waiting = [row for row in document["differences"] if row["reason"] == "quarantined"]
    assert all(row["line"] > 1 and row["problem"] for row in waiting)


def test_every_reason_and_object_is_said_in_both_languages(document: dict[str, Any]) -> None:
    assert {tuple(sorted(words)) for table in (REASONS, OBJECTS) for words in table.values()} == {("de", "en")}
    assert all(row["text"] == REASONS[row["reason"]] for row in document["differences"])
