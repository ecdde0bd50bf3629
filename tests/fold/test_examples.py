"""Single rules of docs/explanation/fold.md on histories small enough to be folded by hand; both folds must agree."""

import json
from typing import Any

import pytest

from tests.fold.histories import COMPANY, DAY, OTHER_COMPANY, PERSONS, START, History, resolve
from tests.fold.test_conformance import Tables, oracle, real_fold

ANNA, BERT, CARO = PERSONS
OF_ANNA, OF_BERT, OF_CARO = "ma:contact:0", "ma:contact:1", "crm:lead:2"
ALONE = dict.fromkeys(PERSONS)


def fact(day: float, kind: str, subject: str, name: str | None = None, **columns: Any) -> dict[str, Any]:
    fields = columns.pop("fields", None)
    whole = {
        "kind": kind,
        "subject": subject,
        "name": name,
        "occurred_at": START + int(day * DAY),
        "precision": "instant",
    }
    return {**whole, **columns, "fields": json.dumps(fields, sort_keys=True) if fields else None}


def touch(day: float, subject: str = OF_ANNA, name: str = "page_view", **columns: Any) -> dict[str, Any]:
    return fact(day, "touch", subject, name, **columns)


def named(deal: str, related: str, role: str) -> dict[str, Any]:
    return fact(0, "relation", deal, role, related=related)


def told(agreement: str, *facts: dict[str, Any], membership=None, decided=None) -> Tables:
    """The tables of a history, on which both folds agree."""
    members = ALONE if membership is None else membership
    history = History(agreement, [resolve(one, members) for one in facts], members, decided or {})
    tables = oracle(history)
    assert real_fold(history) == {**real_fold(history), **tables}
    return tables


def days(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    """These columns of the rows, instants as days since the start, in the order of the first column."""

    def shown(column: str, value: Any) -> Any:
        return (value - START) / DAY if column.endswith("_at") and value is not None else value

    return sorted(tuple(shown(column, row[column]) for column in columns) for row in rows)


def entered(tables: Tables) -> dict[str, tuple[float, str]]:
    """Stage to (day, basis) of what counts; for histories of one pass."""
    counting = [row for row in tables["entries"] if row["counts"]]
    return {row["stage"]: ((row["entered_at"] - START) / DAY, row["basis"]) for row in counting}


@pytest.mark.parametrize(("day", "passes"), [(14.99, 1), (15, 2)])
def test_a_person_rests_until_the_agreed_time_has_passed(day: float, passes: int) -> None:
    lost = [
        touch(1),
        named("crm:deal:0", OF_ANNA, "primary_contact"),
        fact(5, "opportunity_lost", "crm:deal:0", "price"),
    ]
    assert len(told("handover", *lost, touch(day))["passes"]) == passes


@pytest.mark.parametrize(("day", "outcomes"), [(20.99, [1]), (21, [1, 21])])
def test_a_silent_pass_closes_before_anything_at_that_instant(day: float, outcomes: list[float]) -> None:
    assert [row[0] for row in days(told("handover", touch(1), touch(day))["passes"], "opened_at")] == outcomes


@pytest.mark.parametrize(("day", "stage"), [(7.99, "sales_ready_lead"), (8, "marketing_lead")])
def test_an_answer_holds_until_it_expires(day: float, stage: str) -> None:
    """Need is answered on day 2 and expires after six days; only then does the profile make a marketing lead."""
    tables = told(
        "handover",
        touch(1),
        fact(2, "criterion_answer", OF_ANNA, "need", fields={"answer": "yes"}),
        fact(day, "person", OF_ANNA, fields={"country": "DE", "employees": "50", "email": "a@b.de"}),
    )
    assert tables["moves"][-1]["stage"] == stage


def test_days_are_whole() -> None:
    """One and a half days after the last touch are one day, which is not more than one."""
    tables = told(
        "created",
        touch(1),
        touch(2),
        fact(2, "criterion_answer", OF_ANNA, "need", fields={"answer": "yes"}),
        fact(3.5, "person", OF_ANNA, fields={"department": "IT", "email": "a@b.de"}),
    )
    assert entered(tables) == {"known": (2, "derived"), "asked": (2, "derived"), "fitting": (3.5, "derived")}


@pytest.mark.parametrize(("day", "rule"), [(9, "latest_touch"), (9.01, "own")])
def test_a_touch_connects_within_the_window(day: float, rule: str) -> None:
    assert [
        o["rule"] for o in told("handover", touch(1), fact(day, "opportunity_created", "crm:deal:0"))["opportunities"]
    ] == [rule]


def test_of_equally_advanced_colleagues_the_latest_touched_is_taken() -> None:
    colleagues = {ANNA: COMPANY, BERT: COMPANY, CARO: None}
    tables = told(
        "handover",
        touch(1, OF_BERT),
        touch(2, OF_ANNA),
        named("crm:deal:0", "crm:account:0", "company"),
        fact(3, "opportunity_created", "crm:deal:0"),
        membership=colleagues,
    )
    taken = {row["pass_id"]: row["person"] for row in tables["passes"]}
    assert [(taken[o["pass_id"]], o["rule"]) for o in tables["opportunities"]] == [(ANNA, "most_advanced")]


def test_a_win_makes_customers_of_the_buyers_people_until_the_buyer_cancels() -> None:
    """Anna belongs to no company, the opportunity to that of Bert."""
    won = [
        touch(1),
        named("crm:deal:0", OF_ANNA, "primary_contact"),
        named("crm:deal:0", "crm:account:0", "company"),
        fact(3, "opportunity_won", "crm:deal:0"),
    ]
    membership = {ANNA: None, BERT: COMPANY, CARO: OTHER_COMPANY}
    visits = [touch(4, OF_BERT), touch(4, OF_CARO), touch(6, OF_BERT)]
    cancelled = fact(5, "customer_cancelled", "crm:account:0")
    before = told("handover", *won, *visits, membership=membership)
    after = told("handover", *won, *visits, cancelled, membership=membership)
    assert days(before["passes"], "opened_at", "person") == [(1, ANNA), (4, CARO)]
    assert days(after["passes"], "opened_at", "person") == [(1, ANNA), (4, CARO), (6, BERT)]


def test_a_cancellation_at_the_instant_of_the_win_ends_it() -> None:
    won = [
        named("crm:deal:0", OF_ANNA, "primary_contact"),
        fact(3, "opportunity_won", "crm:deal:0"),
        fact(3, "customer_cancelled", "crm:account:0"),
        touch(4),
    ]
    tables = told("handover", *won, membership={**ALONE, ANNA: COMPANY})
    assert days(tables["passes"], "opened_at", "kind") == [(3, "new"), (4, "new")]


def test_a_late_lead_gives_its_origin_to_the_pass_it_won() -> None:
    tables = told(
        "handover",
        named("crm:deal:0", OF_ANNA, "converted_lead"),
        fact(3, "opportunity_won", "crm:deal:0", amount=100, currency="EUR"),
        touch(5, side="marketing", channel="web"),
    )
    assert days(tables["passes"], "opened_at", "closed_at", "opened_by", "path", "value") == [
        (3, 3, "marketing", "marketing", 100)
    ]
    assert entered(tables) == {
        "prospect": (5, "derived"),
        "marketing_lead": (3, "implied"),
        "sales_ready_lead": (3, "implied"),
        "opportunity": (3, "implied"),
        "won": (3, "derived"),
    }
    assert tables["passes"][0]["dims"] == {"channel": "web"}


def test_a_returned_late_lead_climbs_again_from_where_it_was_put() -> None:
    tables = told(
        "handover",
        named("crm:deal:0", OF_ANNA, "converted_lead"),
        fact(3, "opportunity_created", "crm:deal:0"),
        fact(4, "handover_returned", OF_ANNA, "nobody_there"),
        touch(5, side="marketing"),
    )
    assert days(tables["moves"], "from_at", "stage", "attempt", "cause") == [
        (3, "opportunity", 1, "reported"),
        (4, "marketing_lead", 2, "recycled"),
    ]


def test_a_return_never_leads_further_than_the_pass_stood() -> None:
    tables = told("handover", touch(1), fact(2, "handover_returned", OF_ANNA, "nobody_there"))
    assert days(tables["moves"], "from_at", "stage", "attempt") == [(1, "prospect", 1), (2, "prospect", 2)]


def test_an_opportunity_enters_its_own_stage_behind_the_hand_over() -> None:
    """The hand-over is a stage, and the opportunity is the next one."""
    tables = told(
        "behind",
        touch(1),
        fact(2, "handover_accepted", OF_ANNA),
        named("crm:deal:0", OF_ANNA, "primary_contact"),
        fact(4, "opportunity_created", "crm:deal:0"),
    )
    assert entered(tables) == {
        "prospect": (1, "derived"),
        "contacted": (2, "implied"),
        "accepted": (2, "derived"),
        "deal": (4, "derived"),
    }
    assert [o["bypass"] for o in tables["opportunities"]] == [False]


def test_where_only_the_win_is_the_opportunitys_a_created_one_enters_nothing() -> None:
    created = fact(3, "opportunity_created", "crm:deal:0")
    assert entered(told("short", touch(1), named("crm:deal:0", OF_ANNA, "primary_contact"), created)) == {
        "prospect": (1, "derived")
    }


def test_a_reopened_win_takes_its_entry_back() -> None:
    deal = [
        touch(1),
        named("crm:deal:0", OF_ANNA, "primary_contact"),
        fact(3, "opportunity_won", "crm:deal:0", amount=100, currency="EUR"),
        fact(6, "opportunity_changed", "crm:deal:0", "proposal", amount=80, currency="CHF"),
    ]
    reopened = told("handover", *deal)
    assert days(
        reopened["opportunities"], "created_at", "closed_at", "outcome", "value", "open_value", "currency", "corrected"
    ) == [(3, None, "open", None, 80, "CHF", True)]
    assert "won" not in entered(reopened)
    again = told("handover", *deal, fact(8, "opportunity_won", "crm:deal:0", amount=80, currency="CHF"))
    assert entered(again)["won"] == (8, "derived")
    assert days(again["moves"], "from_at", "to_at", "stage", "cause")[-3:] == [
        (3, 3, "won", "derived"),
        (6, 8, "opportunity", "reopened"),
        (8, 8, "won", "derived"),
    ]


def test_the_source_that_decides_and_the_agreement_are_kept_apart() -> None:
    """The CRM decides who is a marketing lead; the agreement's own opinion enters nothing."""
    tables = told(
        "handover",
        touch(1),
        fact(1, "person", OF_ANNA, fields={"country": "DE", "employees": "50", "email": "a@b.de"}),
        fact(2, "stage_reported", OF_ANNA, "marketing_lead"),
        fact(3, "stage_reported", "crm:lead:0", "marketing_lead"),
        decided={"marketing_lead": frozenset({"crm"})},
    )
    assert days(tables["entries"], "entered_at", "stage", "basis", "counts") == [
        (1, "marketing_lead", "derived", False),
        (1, "prospect", "derived", True),
        (3, "marketing_lead", "reported", True),
    ]


def test_several_opportunities_of_one_person_have_a_pass_each() -> None:
    deals = [touch(1)]
    for deal in ("crm:deal:0", "crm:deal:1"):
        deals += [named(deal, OF_ANNA, "primary_contact"), fact(3, "opportunity_created", deal)]
    tables = told("handover", *deals)
    assert days(tables["opportunities"], "rule", "created_at") == [("own", 3), ("primary_contact", 3)]
    assert days(tables["passes"], "opened_at", "opened_by", "path") == [
        (1, "unknown", "marketing"),
        (3, "sales", "sales"),
    ]


def test_a_converted_lead_of_whom_something_was_known_is_no_late_lead() -> None:
    """Anna visited as a customer's employee, so no pass opened; what she does after the deal is none of its origin."""
    tables = told(
        "handover",
        fact(1, "customer_renewed", "crm:account:0"),
        touch(2),
        named("crm:deal:0", OF_ANNA, "converted_lead"),
        fact(3, "opportunity_won", "crm:deal:0"),
        touch(5, side="marketing"),
        membership={**ALONE, ANNA: COMPANY},
    )
    assert days(tables["passes"], "opened_at", "kind", "opened_by") == [
        (1, "renewal", "customer"),
        (3, "expansion", "sales"),
    ]


def test_an_opportunity_of_a_customer_is_an_expansion_whoever_is_named() -> None:
    """Caro is of no company; the opportunity is that of a customer."""
    tables = told(
        "handover",
        fact(1, "customer_renewed", "crm:account:0"),
        named("crm:deal:0", OF_CARO, "primary_contact"),
        named("crm:deal:0", "crm:account:0", "company"),
        fact(3, "opportunity_created", "crm:deal:0"),
        membership={**ALONE, CARO: OTHER_COMPANY},
    )
    assert days(tables["passes"], "opened_at", "kind", "company") == [
        (1, "renewal", COMPANY),
        (3, "expansion", OTHER_COMPANY),
    ]


@pytest.mark.parametrize("versions", [(1, 2), (2, 1)])
def test_of_two_versions_at_one_instant_the_higher_one_is_the_later(versions: tuple[int, int]) -> None:
    changes = [
        fact(3, "opportunity_changed", "crm:deal:0", "proposal", version=version, amount=version * 100)
        for version in versions
    ]
    assert [o["open_value"] for o in told("handover", *changes)["opportunities"]] == [200]
