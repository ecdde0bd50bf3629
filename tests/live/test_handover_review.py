"""Fresh leads beside recycled ones, and hand-overs that both sides judge differently, counted by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from handschlag.actions.handover_review import handover_review
from handschlag.actions.houses import House
from handschlag.store import head
from tests.live.test_deadlines import told
from tests.live.test_promises import PROMISED, offered, ripe
from tests.live.test_queues import NOW, lead
from tests.live.told_house import by, made, micros

New = Callable[..., House]


@pytest.fixture
def house(new_house: New) -> House:
    """Anna (won), Bert (given back, to marketing's account), Cara (not reachable) and Emil were ripe, Dora (unanswered)
    and Gina (accepted) were not. Hans came too early, was given back, and was accepted when he came again.
    """
    house = made(new_house, PROMISED)
    deal = {"subject": "crm:deal:anna", "precision": "instant", "currency": "EUR"}
    at = {"occurred_at": micros(NOW - timedelta(hours=10)), "recorded_at": micros(NOW - timedelta(hours=10))}
    head.record(
        [
            *ripe("anna", 28), *offered("anna", 27, "accepted"),
            {**deal, **at, "kind": "opportunity_won", "amount": 100},
            {**deal, **at, "kind": "relation", "name": "primary_contact", "related": "crm:lead:anna"},
            *ripe("bert", 28), *offered("bert", 27, "returned", "no_budget"),
            *ripe("cara", 28), *offered("cara", 27, "returned", "not_reachable"),
            *lead("dora", 28), *offered("dora", 27),
            *ripe("emil", 200), *offered("emil", 190, "accepted"),
            *lead("gina", 28), *offered("gina", 27, "accepted"),
            *ripe("hans", 60), *offered("hans", 59, "returned", "timing"),
            told("hans", "touch", 57, "page_view"), *offered("hans", 50, "accepted"),
        ]
    )  # fmt: skip
    return house


def counted(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    keys = ("group", "offered", "accepted", "returned", "unanswered", "opportunity", "won", "accepted_share")
    return [tuple(one[key] for key in keys) for one in found["groups"]]


def test_recycled_leads_beside_fresh_ones(house: House) -> None:
    """The second offer of Hans is the only one of a lead that had been given back."""
    assert counted(handover_review(by(house, "sabine"), now=NOW)) == [
        ("fresh", 7, 3, 3, 1, 3, 1, Decimal("0.5")),
        ("recycled", 1, 1, 0, 0, 1, 0, Decimal("1")),
    ]


def test_disputes_are_what_contradicts_the_agreement(house: House) -> None:
    found = handover_review(by(house, "sabine"), now=NOW)
    assert sorted((one["name"], one["kind"], one["reason"] and one["reason"]["en"]) for one in found["disputes"]) == [
        ("bert", "returned_ripe", "No budget"),
        ("gina", "accepted_unripe", None),
    ]
    assert [one["at"] for one in found["disputes"]] == [NOW - timedelta(hours=26)] * 2
    assert found["counts"] == {"returned_ripe": 1, "accepted_unripe": 1}


def test_who_sees_no_persons_gets_the_counts(house: House) -> None:
    found = handover_review(by(house, "rita"), now=NOW)
    assert (found["disputes"], found["counts"]) == ([], {"returned_ripe": 1, "accepted_unripe": 1})


def test_a_window_has_the_offers_made_in_it(house: House) -> None:
    """In January only Emil."""
    found = handover_review(by(house, "sabine"), now=NOW, start=date(2026, 1, 1), end=date(2026, 2, 1))
    assert counted(found)[0][:3] == ("fresh", 1, 1)


def test_as_it_was_then(house: House) -> None:
    """Half an hour after the offers of Tuesday nobody had answered them."""
    found = handover_review(by(house, "sabine"), now=NOW, as_of=NOW - timedelta(hours=26.5))
    assert counted(found)[0][1:5] == (7, 1, 1, 5)
    assert found["disputes"] == []
