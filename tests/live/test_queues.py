"""Work lists: who waits in which order until when, taking and letting go, also by many at once, on both databases."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from handschlag.access.refusals import Refused
from handschlag.actions.answers import record_answer
from handschlag.actions.attempts import record_attempt
from handschlag.actions.claiming import claim, release
from handschlag.actions.handovers import give_back, offer
from handschlag.actions.houses import House
from handschlag.actions.ledgers import settle
from handschlag.actions.queues import queue
from handschlag.actions.users import add_user, deactivate_user
from handschlag.errors import NotPermitted
from handschlag.store import head
from handschlag.store.models import Claim
from tests.live.told_house import AGREEMENT as PLAIN, by, made, micros, told

AGREEMENT = PLAIN.replace(
    "handover:\n",
    """\
calendars:
  office: {country: DE, subdivision: NW, hours: {mon-fri: ["09:00-17:00"]}}
scoring:
  engagement: [{rule: page, on: page_view, points: 10, half_life: 7 days}]
  grades: {engagement: {1: 30, 2: 20, 3: 10}}
handover:
  queues:
    sdr: {takes: marketing_lead, when: "touches >= 2", order: "ORDER"}
    sales: {takes: sales_ready_lead}
  routing: {capacity: {default: 2 open}}
  clocks:
    contact: {starts: queue.entered, stops: first_attempt, due: 4 business hours, calendar: office}
    answer: {starts: handover.offered, stops: handover.accepted or handover.returned, due: 1 business day}
""",
)

#: A Wednesday, 10:00 in Berlin.
NOW = datetime(2026, 2, 4, 9, 0, tzinfo=UTC)
New = Callable[..., House]


def lead(name: str, *hours_ago: float, **profile: str) -> list[dict[str, Any]]:
    """Somebody with an address who was seen so long before NOW."""
    common = {"subject": f"crm:lead:{name}", "precision": "instant"}
    fields = json.dumps({"full_name": name, "email": f"{name}@{name}.example", **profile})
    long_ago = micros(NOW - timedelta(days=20))
    facts: list[dict[str, Any]] = [
        {**common, "kind": "person", "fields": fields, "occurred_at": long_ago, "recorded_at": long_ago}
    ]
    for hours in hours_ago:
        at = micros(NOW - timedelta(hours=hours))
        facts.append(
            {**common, "kind": "touch", "name": "page_view", "side": "marketing", "occurred_at": at, "recorded_at": at}
        )
    return facts


def listed(house: House, who: str, **asked: Any) -> list[tuple[str, float | None]]:
    """Name and working hours left of everybody shown, in order."""
    rows = queue(by(house, who), now=NOW, **asked)["rows"]
    return [(row["name"], None if row["left"] is None else row["left"] / 3_600_000_000) for row in rows]


def counts(house: House, who: str) -> dict[str, tuple[int, int, int, int]]:
    """What was told at NOW is told one after the other, so that the last of it is a bit later."""
    found = queue(by(house, who), now=NOW + timedelta(seconds=1))["queues"]
    return {one["key"]: (one["waiting"], one["free"], one["mine"], one["others"]) for one in found}


def filled(new: New, order: str = "speed, age") -> House:
    house = made(new, AGREEMENT.replace("ORDER", order))
    facts = [*lead("bea", 30, 20), *lead("cem", 90, 0.5, 0.4, 0.3), *lead("dora", 26, 1), *lead("emil", 3)]
    head.record(facts)
    return house


def refused(action: Callable[..., Any], *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as found:
        action(*args, now=NOW, **more)
    return found.value.refusals[0].text.en


def test_what_is_due_first_comes_first(new_house: New) -> None:
    """Bea came in the day before at 14:00: her four hours ended today at 10:00, now. Cem and Dora came in today."""
    house = filled(new_house)
    assert listed(house, "jan") == [("bea", 0), ("dora", 3), ("cem", 3.5)]
    record_attempt(by(house, "jan"), person="bea@bea.example", channel="phone", outcome="voicemail", now=NOW)
    assert listed(house, "jan") == [("dora", 3), ("cem", 3.5), ("bea", None)]
    assert counts(house, "jan") == {"sdr": (3, 3, 0, 0), "sales": (0, 0, 0, 0)}


@pytest.mark.parametrize(
    ("order", "names"),
    [("engagement", ["cem", "dora", "bea"]), ("age", ["bea", "dora", "cem"]), ("value, age", ["bea", "dora", "cem"])],
)
def test_the_agreement_says_the_order(new_sqlite_house: New, order: str, names: list[str]) -> None:
    assert [name for name, _left in listed(filled(new_sqlite_house, order), "jan")] == names


def test_taking_and_letting_go(new_house: New) -> None:
    house = filled(new_house)
    jan, erika = by(house, "jan"), by(house, "erika")
    assert claim(jan, queue="sdr", now=NOW)["person"] == queue(jan, now=NOW, show="mine")["rows"][0]["person"]
    assert (listed(house, "jan", show="mine"), counts(house, "jan")["sdr"]) == ([("bea", 0)], (3, 2, 1, 0))
    assert counts(house, "erika")["sdr"] == (3, 2, 0, 1)
    assert refused(claim, erika, queue="sdr", person="bea@bea.example") == "Jan Muster has this lead already"
    claim(jan, queue="sdr", person="bea@bea.example", now=NOW)  # what one has already
    claim(jan, queue="sdr", person="cem@cem.example", now=NOW)
    assert refused(claim, jan, queue="sdr") == "you have 2 leads already, agreed are at most 2"
    release(jan, queue="sdr", person="bea@bea.example", now=NOW)
    assert refused(release, jan, queue="sdr", person="bea@bea.example") == "you do not have this lead"
    assert listed(house, "erika") == [("bea", 0), ("dora", 3)]
    said = [(one["subject"], one["name"], (one["fields"] or {}).get("to")) for one in told(house, "assigned")]
    assert sorted(said, key=str) == sorted(
        [("crm:lead:bea", "sdr", "jan"), ("crm:lead:cem", "sdr", "jan"), ("crm:lead:bea", "sdr", None)], key=str
    )  # fmt: skip


def test_who_may_work_where(new_sqlite_house: New) -> None:
    house = filled(new_sqlite_house)
    assert refused(claim, by(house, "jan"), queue="hot") == "no queue `hot` is agreed"
    for who, where in (("murat", "sdr"), ("jan", "sales"), ("rita", "sdr")):
        with pytest.raises(NotPermitted):
            claim(by(house, who), queue=where, now=NOW)
    assert refused(claim, by(house, "murat"), queue="sales") == "nobody waits here whom nobody has"
    assert refused(claim, by(house, "jan"), queue="sdr", person="emil@emil.example") == (
        "the lead does not wait here any more"
    )


def test_an_offered_lead_is_with_whom_it_is_offered_to(new_house: New) -> None:
    """Offered at 10:00 the answer is due tomorrow at 10:00: eight working hours."""
    house = filled(new_house)
    jan = by(house, "jan")
    for name in ("bea", "cem"):
        who = f"{name}@{name}.example"
        record_answer(jan, person=who, criterion="need", answer="concrete", now=NOW)
    assert counts(house, "murat")["sales"] == (2, 2, 0, 0)
    offer(jan, person="bea@bea.example", to="murat", now=NOW)
    assert counts(house, "murat")["sales"] == (2, 1, 1, 0)
    assert counts(house, "karl")["sales"] == (2, 1, 0, 1)
    assert queue(by(house, "murat"), now=NOW)["show"] == "mine"
    assert listed(house, "murat") == [("bea", 8)]
    assert refused(claim, by(house, "karl"), queue="sales", person="bea@bea.example") == (
        "Murat Muster has this lead already"
    )
    give_back(by(house, "murat"), person="bea@bea.example", reason="not_reachable", now=NOW)
    assert counts(house, "murat")["sales"] == (1, 1, 0, 0)
    assert counts(house, "jan")["sdr"] == (1, 1, 0, 0)  # she sleeps
    [bea] = [row for row in queue(jan, now=NOW + timedelta(days=10))["rows"] if row["name"] == "bea"]
    assert (bea["cause"], bea["attempt"], bea["since"].isoformat()) == ("woken", 2, "2026-02-13T23:00:00+00:00")


def test_what_somebody_had_who_left_is_free_again(new_sqlite_house: New) -> None:
    house = filled(new_sqlite_house)
    claim(by(house, "jan"), queue="sdr", now=NOW)
    deactivate_user(house, username="jan", now=NOW + timedelta(seconds=1))
    assert counts(house, "erika")["sdr"] == (3, 3, 0, 0)
    assert [one["fields"] for one in told(house, "assigned")] == [{"to": "jan"}, None]


def test_a_claim_ends_with_the_waiting(new_house: New) -> None:
    house = filled(new_house)
    jan = by(house, "jan")
    for name in ("bea", "cem"):
        claim(jan, queue="sdr", person=f"{name}@{name}.example", now=NOW)
    record_answer(jan, person="bea@bea.example", criterion="need", answer="concrete", now=NOW)  # on to sales
    assert (counts(house, "jan")["sdr"], Claim.objects.filter(released_at=None).count()) == ((2, 1, 1, 0), 2)
    settle(house, now=NOW + timedelta(seconds=1))
    assert [one.subject for one in Claim.objects.filter(released_at=None)] == ["crm:lead:cem"]
    assert counts(house, "jan") == {"sdr": (2, 1, 1, 0), "sales": (1, 1, 0, 0)}


def test_of_many_at_once_everybody_gets_another_lead(new_house: New) -> None:
    many = 40
    house = made(new_house, AGREEMENT.replace("ORDER", "age"))
    head.record([fact for number in range(many) for fact in lead(f"n{number}", 9 + number / 60, 8)])
    for number in range(many):
        add_user(house, username=f"s{number}", full_name=f"S {number}", role="sdr", password=None, now=NOW)
    queue(by(house, "jan"), now=NOW)
    barrier = Barrier(many)

    def take(number: int) -> str:
        mine = by(house, f"s{number}")
        barrier.wait()
        try:
            return str(claim(mine, queue="sdr", now=NOW)["person"])
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        got = list(pool.map(take, range(many)))
    assert len(set(got)) == many
    assert Claim.objects.filter(released_at=None).count() == many
    assert refused(claim, by(house, "jan"), queue="sdr") == "nobody waits here whom nobody has"
