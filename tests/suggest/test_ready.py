"""Ready mappings: small exports of each system, recognised by their headers, become exactly these facts.

What each export should state (`facts.jsonl`) was worked out by hand from its rows, the agreement's words and Berlin's
clock.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from handschlag.actions.suggestions import propose
from handschlag.engines.staging import preview
from handschlag.mapping import loads, ready
from tests.suggest.facts import facts_of, in_order, when

EXPORTS = Path(__file__).parent / "exports"
CASES = sorted(path.name for path in EXPORTS.iterdir())


def exports(case: str) -> list[Path]:
    return sorted((EXPORTS / case).glob("*.csv"))


def expected(case: str) -> list[Any]:
    return [json.loads(line) for line in (EXPORTS / case / "facts.jsonl").read_text("utf-8").splitlines()]


def system_of(case: str) -> str:
    return case.rsplit("_", 1)[0]


@pytest.mark.parametrize("one", ready(), ids=lambda one: one.key)
def test_every_ready_mapping_loads(one: object) -> None:
    loaded = loads(one.text.encode(), one.key)  # type: ignore[attr-defined]
    assert loaded.problems == []


def test_every_ready_mapping_has_an_export_in_both_languages_and_with_technical_names() -> None:
    forms = {one.key: ["de", "en"] if one.key == "trade_fair" else ["de", "en", "technical"] for one in ready()}
    assert sorted(f"{key}_{form}" for key, every in forms.items() for form in every) == CASES


@pytest.mark.parametrize("case", CASES)
def test_recognised(case: str) -> None:
    proposal = propose(files=exports(case))
    system = system_of(case)
    assert proposal.document["connection"] == system
    assert {table.why.en for table in proposal.tables} == {f"its headers: an export of {system}"}
    assert proposal.unread == {}


@pytest.mark.parametrize("case", CASES)
def test_facts(case: str) -> None:
    assert facts_of(exports(case)) == in_order(expected(case))


#: What the mapping asks for and an export does not have, by file; and the facts that nothing states then.
LACKING = {
    ("hubspot_technical", "deals.csv"): [
        "not in this export: Associated Company IDs (Primary), Associated Contact IDs, Closed Won Reason, Deal Type,"
        " Is closed lost, Next step, Original Traffic Source",
        "no relation company: it needs `Associated Company IDs (Primary)`",
        "no relation primary_contact: it needs `Associated Contact IDs`",
    ],
    ("pipedrive_de", "deals-2026.csv"): [
        "not in this export: Deal - Currency of Value, Deal - Expected close date, Deal - Source channel"
    ],
    ("odoo_de", "CRM-Aktivitätsanalyse (crm.activity.report).csv"): [],
    ("salesforce_de", "report1775001000001.csv"): [
        "not in this export: City, Country, HasOptedOutOfEmail, Industry, NumberOfEmployees, PostalCode"
    ],
}


@pytest.mark.parametrize(("case", "file"), LACKING)
def test_what_is_not_delivered_is_named(case: str, file: str) -> None:
    [table] = [table for table in propose(files=exports(case)).tables if table.file == file]
    assert [remark.en for remark in table.remarks if remark.en.startswith(("not in", "no "))] == LACKING[case, file]


def test_wins_nobody_dates_are_named(tmp_path: Path) -> None:
    text = (EXPORTS / "pipedrive_de" / "deals-2026.csv").read_text("utf-8")
    for header in ("Deal - Datum des gewonnenen Deals", "Deal - Deal abgeschlossen am"):
        text = text.replace(header, f"{header} (alt)")
    (tmp_path / "deals.csv").write_text(text, "utf-8")
    proposal = propose(files=[tmp_path / "deals.csv"])
    assert "note: no opportunity_won: it needs `Deal - Won time`" in proposal.text
    assert {fact["kind"] for fact in proposal.document["files"][0]["facts"]} == {
        "opportunity_created",
        "opportunity_lost",
    }


def test_without_the_deal_s_currency_the_house_s_own_amount_is_read() -> None:
    [deals] = [part for part in propose(files=exports("hubspot_de")).document["files"] if "deals" in part["match"]]
    assert deals["facts"][0]["amount"] == {"column": "Betrag in Firmenwährung", "currency": "EUR"}


@pytest.mark.parametrize(
    ("case", "zone"),
    [
        ("salesforce_technical", "UTC"),
        ("salesforce_de", "Europe/Berlin"),
        ("pipedrive_en", "UTC"),
        ("odoo_de", "Europe/Berlin"),
    ],
)
def test_the_zone_in_which_a_system_exports(case: str, zone: str) -> None:
    assert propose(files=exports(case)).document["time_zone"] == zone


#: Facts that only a proposal states: from columns that have the house's stages in their names, and from its agreement.
PROPOSED = ("opportunity_changed", "stage_reported", "opportunity_no_decision")


#: Exports in whose dates and amounts nothing depends on the language of who exported them.
AS_IT_IS = ("hubspot_en", "hubspot_technical", "pipedrive_en", "pipedrive_technical", "trade_fair_de", "trade_fair_en",
            "odoo_de", "odoo_en", "odoo_technical")  # fmt: skip


@pytest.mark.parametrize("case", AS_IT_IS)
def test_the_mapping_reads_such_exports_as_it_is(case: str) -> None:
    """Without a proposal too: what the files lack is optional, and the other names are known."""
    [one] = [one for one in ready() if one.key == system_of(case)]
    found = []
    for file in exports(case):
        part = one.mapping.part_for(file.name)
        assert part is not None, file.name
        found += [
            [fact["kind"], fact["subject"], when(fact["occurred_at"]), fact.get("related")]
            for fact in preview(file, one.mapping, part, 100)
        ]
    told = [fact for fact in expected(case) if fact[0] not in PROPOSED]
    known = [[kind, subject, at, more if kind == "relation" else None] for kind, subject, _, at, more, *_ in told]
    assert sorted(map(str, found)) == sorted(map(str, known))


def test_sources_are_named() -> None:
    for one in ready():
        head = re.match(r"(#.*\n)+", one.text)
        assert head is not None
        assert one.key == "trade_fair" or "abels after" in head[0] or "ames after" in head[0]
