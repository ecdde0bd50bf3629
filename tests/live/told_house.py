"""A house of one lead and of people who work with it, on either database."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from handschlag.access.actors import Actor
from handschlag.actions.houses import House
from handschlag.actions.leads import lead
from handschlag.actions.users import add_user
from handschlag.store import head
from handschlag.store.members import actor_of
from handschlag.store.models import Member

AGREEMENT = """\
handschlag: 1
title: Test house
parties: {marketing: [a], sales: [b]}
valid_from: 2020-01-01
time_zone: Europe/Berlin
currency: EUR
value: {field: amount, means: acv, won_when: signed}
passes: {opens: first touch that counts, window: 90 days, recycle: same pass, customers: expansion}
funnel:
  stages:
    - {key: prospect, phase: awareness, kind: inventory, enters: "touches >= 1", definition: someone}
    - {key: marketing_lead, phase: interest, kind: inventory, enters: "email is not null", definition: reachable}
    - {key: sales_ready_lead, phase: intent, kind: sla, enters: "need_met", definition: ready}
    - {key: opportunity, phase: evaluation, enters: handover.accepted, definition: taken}
    - {key: won, phase: decision, enters: opportunity.won, definition: a customer}
  detours:
    recycled: {back_to: marketing_lead}
criteria:
  need: {name: Need, answers: {concrete: confirmed, none: refuted}, required: true}
  budget: {name: Budget}
handover:
  return_reasons:
    timing: {name: {de: Zu früh, en: Too early}, wake_up: asked date}
    no_budget: {name: No budget, wake_up: 1 month, counts_against: marketing}
    wrong_person: {name: Wrong person}
    not_reachable: {name: Not reachable, wake_up: 10 days}
    no_fit: {name: No fit, back_to: disqualified}
"""

#: The last of January: a month later is the last of February.
NOW = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # the first of February in Berlin
WHO = "crm:lead:1"

PEOPLE = {
    "mia": "marketer", "jan": "sdr", "murat": "seller", "karl": "seller", "sabine": "head_of_sales",
    "erika": "head_of_marketing", "rita": "read_only",
}  # fmt: skip


def micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


def made(new_house: Callable[..., House], agreement: str = AGREEMENT) -> House:
    """One lead, seen two days ago, and the people."""
    house = new_house(agreement)
    for name, role in PEOPLE.items():
        full_name = f"{name.title()} Muster"
        add_user(house, username=name, full_name=full_name, role=role, password=None, now=NOW)
    seen = micros(NOW - timedelta(days=2))
    common = {"subject": WHO, "precision": "instant", "occurred_at": seen, "recorded_at": seen}
    profile = json.dumps({"full_name": "Anna Amsel", "email": "anna@amsel.example"})
    head.record(
        [
            {**common, "kind": "person", "fields": profile},
            {**common, "kind": "touch", "name": "page_view", "side": "marketing"},
        ]
    )
    return house


def by(house: House, name: str) -> House:
    """The house, asked by one of its people."""
    return house.asked_by(_actor(name))


def _actor(name: str) -> Actor:
    return actor_of(Member.objects.get(user__username=name).user)


def stands(house: House, now: datetime = NOW) -> list[tuple[str, str]]:
    """Where the lead stood, one after the other, and why."""
    [one] = lead(house, person=WHO, now=now)["passes"]
    return [(move["stage"], move["cause"]) for move in one["moves"]]


def told(house: House, kind: str) -> list[dict[str, Any]]:
    """The facts of a kind that people told, as the head has them."""
    columns = ("subject", "name", "channel", "side", "actor", "occurred_at", "fields")
    rows = sorted((row for row in head.rows() if row["kind"] == kind), key=lambda row: row["occurred_at"])  # type: ignore[arg-type,return-value]
    return [
        {key: json.loads(str(row[key])) if key == "fields" and row[key] else row[key] for key in columns}
        for row in rows
    ]
