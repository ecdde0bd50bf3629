"""What both sides promised, counted by hand in a house of some leads, on both databases."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from handschlag.actions.houses import House
from handschlag.actions.promises import promises
from handschlag.handover.promise_periods import last_periods
from handschlag.store import head
from tests.live.test_deadlines import told
from tests.live.test_queues import AGREEMENT, NOW, lead
from tests.live.told_house import by, made, micros

PROMISED = AGREEMENT.replace("ORDER", "speed").replace(
    "  queues:",
    "  sdr: {belongs_to: marketing}\n  crm_record: {required: [next_step, amount]}\n  queues:",
) + (
    "promises:\n"
    "  marketing: {sales_ready_leads: 4 per month, accepted_share: 0.75, customer_conversations: 2 per quarter}\n"
    "  sdr: {contact_met: 0.9, need_known: 0.9, need_met: 0.5}\n"
    "  sales: {answered_share: 0.9, record_complete: 0.5}\n"
)
New = Callable[..., House]


def offered(name: str, hours_ago: float, answer: str = "", reason: str | None = None) -> list[dict[str, Any]]:
    """Offered then, and answered an hour later."""
    facts = [told(name, "handover_offered", hours_ago, "")]
    if answer:
        facts.append(told(name, f"handover_{answer}", hours_ago - 1, reason or ""))
    return facts


def ripe(name: str, hours_ago: float, answer: str = "concrete") -> list[dict[str, Any]]:
    return [*lead(name, hours_ago), told(name, "criterion_answer", hours_ago, "need", answer=answer)]


def deal(name: str, amount: int, **fields: str) -> dict[str, Any]:
    at = micros(NOW - timedelta(hours=40))
    return {
        "subject": f"crm:deal:{name}", "kind": "opportunity_created", "precision": "instant", "occurred_at": at,
        "recorded_at": at, "amount": amount, "currency": "EUR", "fields": json.dumps(fields) if fields else None,
    }  # fmt: skip


@pytest.fixture
def house(new_house: New) -> House:
    """Wednesday, the 4th of February; the newest fact is 26 hours old.

    On Tuesday sales got Anna (accepted), Bert (returned, which counts against marketing), Cara (not reachable, against
    nobody), and Dora, who was not ripe and has no answer; in January Emil, accepted. Fritz talked with marketing.
    """
    house = made(new_house, PROMISED)
    head.record(
        [
            *ripe("anna", 28), *offered("anna", 27, "accepted"),
            *ripe("bert", 28), *offered("bert", 27, "returned", "no_budget"),
            *ripe("cara", 28), *offered("cara", 27, "returned", "not_reachable"),
            *lead("dora", 28), *offered("dora", 27),
            *ripe("emil", 200), *offered("emil", 190, "accepted"),
            *lead("fritz", 300), told("fritz", "touch", 30, "customer_conversation"),
            deal("whole", 100, next_step="call"), deal("half", 100),
        ]
    )  # fmt: skip
    return house


def kept(found: dict[str, Any], side: str, key: str, *columns: str) -> list[tuple[Any, ...]]:
    [promise] = [
        one for each in found["sides"] if each["side"] == side for one in each["promises"] if one["key"] == key
    ]
    return [tuple(period[column] for column in columns) for period in promise["periods"]]


def test_what_marketing_delivered_is_what_was_first_offered_ripe(house: House) -> None:
    """Three in February, one in January. A twelfth of February had passed when the newest fact was told: 56 hours."""
    periods = kept(
        promises(by(house, "rita"), now=NOW), "marketing", "sales_ready_leads", "from", "value", "kept", "so_far"
    )
    assert periods[2:] == [
        (date(2026, 1, 1), 1, False, Decimal("4.0")),
        (date(2026, 2, 1), 3, True, Decimal("0.3")),
    ]


def test_the_share_that_sales_accepts_leaves_out_what_counts_against_nobody(house: House) -> None:
    """Anna and Emil, and Bert against them; Cara and Dora are in neither."""
    found = promises(by(house, "rita"), now=NOW)
    assert kept(found, "marketing", "accepted_share", "value", "of", "kept")[3] == (Decimal("0.6667"), 3, False)
    assert kept(found, "sales", "answered_share", "value", "of", "kept")[3] == (Decimal("0.8"), 5, False)


def test_conversations_are_touches_of_that_name(house: House) -> None:
    """One of two; by the 3rd of February, 33 of 90 days, two thirds of one were promised."""
    [*_, now] = kept(
        promises(by(house, "rita"), now=NOW), "marketing", "customer_conversations", "value", "so_far", "kept"
    )
    assert now == (1, Decimal("0.7"), True)


def test_what_is_known_of_a_lead_when_it_is_offered(house: House) -> None:
    found = promises(by(house, "rita"), now=NOW)
    assert kept(found, "sdr", "need_known", "value", "of", "kept")[3] == (Decimal("0.8"), 5, False)
    assert kept(found, "sdr", "need_met", "value", "of", "kept")[3] == (Decimal("0.8"), 5, True)


def test_open_deals_have_what_is_agreed(house: House) -> None:
    """Of earlier quarters nobody knows what was filled then."""
    assert kept(promises(by(house, "rita"), now=NOW), "sales", "record_complete", "value", "of", "known", "kept") == [
        *[(None, None, False, None)] * 3,
        (Decimal("0.5"), 2, True, True),
    ]  # fmt: skip


def test_what_no_source_tells_of_is_not_missed(house: House) -> None:
    """Nobody's attempts are known; in a house without conversations nobody counts them as none."""
    found = promises(by(house, "rita"), now=NOW)
    assert kept(found, "sdr", "contact_met", "value", "known", "kept")[3] == (None, False, None)


def test_a_house_of_which_nothing_is_known_yet(new_house: New) -> None:
    house = new_house(PROMISED)
    found = promises(house, now=NOW)
    states = {period["kept"] for side in found["sides"] for one in side["promises"] for period in one["periods"]}
    assert (found["until"], states) == (None, {None})


@pytest.mark.parametrize(
    ("grid", "first"),
    [
        ("day", "2025-12-29"), ("week", "2025-12-08"), ("month", "2025-10-01"), ("quarter", "2025-04-01"),
        ("year", "2023-01-01"),
    ],
)  # fmt: skip
def test_periods_follow_each_other_without_a_gap(grid: str, first: str) -> None:
    """From Thursday, New Year's Day, back."""
    found = last_periods(grid, date(2026, 1, 1))
    assert found[0][0] == date.fromisoformat(first)
    assert [end for _, end in found[:-1]] == [start for start, _ in found[1:]]
    assert found[-1][0] <= date(2026, 1, 1) < found[-1][1]
