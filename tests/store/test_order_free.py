"""The law of the ledger: the same facts in any order, repeated, cut, settled at any time, give the same tables."""

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from handschlag.actions.houses import House
from handschlag.actions.ledgers import compact, settle
from handschlag.actions.tables import tables
from handschlag.ledger.schema import FOLD_TABLES
from handschlag.store import head
from handschlag.store.models import Batch, Fact, FoldTables, Manifest, Segment
from tests.fixtures.houses import NOW
from tests.fold.histories import histories

AGREEMENT = """\
handschlag: 1
title: Law
parties: {marketing: [a], sales: [b]}
valid_from: 2026-01-15
time_zone: Europe/Berlin
currency: EUR
value: {field: amount, means: acv, won_when: signed}
passes: {opens: first touch that counts, window: 20 days, recycle: same pass, customers: expansion}
markets:
  dach: {name: DACH, when: "country in ('DE', 'AT')", not_when: "industry = 'competitor'"}
personas:
  it: {name: IT, when: "department = 'IT'"}
criteria:
  need: {question: Need?, answers: {yes: confirmed, no: refuted}, met_from: stated, expires: 10 days, required: true}
  budget: {question: Budget?, answers: {yes: confirmed, no: refuted}, met_from: stated}
funnel:
  stages:
    - {key: prospect, phase: awareness, kind: inventory, enters: "touches >= 1", definition: someone}
    - {key: marketing_lead, phase: interest, kind: inventory, enters: "market is not null", definition: in a market}
    - {key: sales_ready_lead, phase: intent, kind: sla, enters: "need_met or touches >= 3", definition: ready}
    - {key: opportunity, phase: evaluation, enters: handover.accepted, definition: a deal}
    - {key: won, phase: decision, enters: opportunity.won, definition: a customer}
  detours:
    recycled: {back_to: marketing_lead}
    inactive: {after: 30 days without touch, back_to: prospect}
"""
#: What linking names at random: everything else must come out the same.
RANDOM_IDS = {"person", "company"}


def empty() -> None:
    for model in (FoldTables, Segment, Fact, Batch, Manifest):
        model.objects.all().delete()


def outcome(house: House, now: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All fold tables without the ids that linking made up, in a fixed order."""
    asked = tables(house, now=now)
    found = {}
    for table, columns in FOLD_TABLES.items():
        kept = ", ".join(column for column in columns if column not in RANDOM_IDS)
        extra = ", columns('dim_.*')" if table == "passes" else ""
        found[table] = asked.run(f"select {kept}{extra} from {table} order by all")
    return found


def deliver(house: House, facts: list[dict[str, Any]], dice: random.Random, cuts: int) -> None:
    """Shuffled, some of them twice, in several cuts; now and then settled, linked, folded or compacted in between."""
    shuffled = facts + dice.sample(facts, dice.randint(0, len(facts)))
    dice.shuffle(shuffled)
    edges = sorted(dice.randint(0, len(shuffled)) for _ in range(cuts))
    for start, end in zip([0, *edges], [*edges, len(shuffled)], strict=True):
        head.record(shuffled[start:end])
        if dice.random() < 0.4:
            settle(house, now=NOW)
        if dice.random() < 0.3:
            tables(house, now=NOW - timedelta(minutes=1))
        if dice.random() < 0.2:
            compact(house, now=NOW)


@pytest.fixture
def house(new_house: Any) -> House:
    return new_house(AGREEMENT)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(history=histories(), seed=st.integers(0, 2**32))
def test_order_repetition_and_cutting_change_nothing(house: House, history: Any, seed: int) -> None:
    facts = [{key: value for key, value in fact.items() if key != "id"} for fact in history.facts]
    for fact in facts:
        fact.setdefault("recorded_at", fact["occurred_at"])
        fact.setdefault("precision", "instant")
    dice = random.Random(seed)
    empty()
    head.record(facts)
    expected = outcome(house, NOW)
    for cuts in (0, 3):
        empty()
        deliver(house, facts, dice, cuts)
        assert outcome(house, NOW) == expected
