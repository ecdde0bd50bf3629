"""What people tell of a lead: attempts, answers, and the hand-over from offer to return, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from handschlag.access.refusals import Refused
from handschlag.actions.answers import record_answer
from handschlag.actions.attempts import record_attempt
from handschlag.actions.handovers import accept, give_back, offer
from handschlag.actions.houses import House
from handschlag.actions.leads import lead
from handschlag.actions.taking_back import take_back
from handschlag.actions.today import today
from handschlag.errors import InputProblems, NotPermitted
from handschlag.store import head
from handschlag.store.models import Manifest
from tests.live.told_house import NOW, WHO, by, made, micros, stands, told

New = Callable[..., House]
LATER = NOW + timedelta(hours=1)


def refused(action: Callable[..., Any], *args: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        action(*args, person=WHO, **{"now": NOW, **more})
    return [(one.field, one.text.en) for one in found.value.refusals]


def work(house: House) -> tuple[str, str, str]:
    found = lead(house, person=WHO, now=LATER)["work"]
    return found["state"], found["to"], found["by"]


def test_from_the_first_call_to_the_return(new_house: New) -> None:
    house = made(new_house)
    assert stands(house) == [("prospect", "derived"), ("marketing_lead", "derived")]
    record_attempt(by(house, "jan"), person=WHO, channel="phone", outcome="reached", note=" Calls back ", now=NOW)
    assert lead(house, person=WHO, now=NOW)["attempts"]["count"] == 1
    assert told(house, "attempt") == [
        {"subject": WHO, "name": "reached", "channel": "phone", "side": "sdr", "actor": "jan",
         "occurred_at": micros(NOW), "fields": {"automated": "no", "note": "Calls back"}}
    ]  # fmt: skip
    record_answer(by(house, "jan"), person=WHO, criterion="need", answer="concrete", evidence="Two plants", now=NOW)
    found = lead(house, person=WHO, now=NOW)
    [need, _budget] = found["criteria"]["rows"]
    assert (need["state"], need["evidence"]["said"], need["evidence"]["actor"]) == (
        "confirmed", "Two plants", "Jan Muster",
    )  # fmt: skip
    assert (found["work"]["ripe"], found["work"]["offerable"], found["work"]["returnable"]) == (True, True, False)

    offer(by(house, "jan"), person=WHO, to="murat", note="Ask for the plants", now=LATER)
    assert work(house) == ("offered", "Murat Muster", "Jan Muster")
    accept(by(house, "murat"), person=WHO, now=LATER)
    assert work(house) == ("accepted", "", "Murat Muster")
    give_back(by(house, "murat"), person=WHO, reason="no_budget", now=LATER, note="Next year")
    found = lead(house, person=WHO, now=LATER)
    # In Berlin it is the first of February: a month later is the first of March.
    assert (found["work"]["state"], found["work"]["wake_up"]) == ("returned", date(2026, 3, 1))
    assert stands(house, LATER + timedelta(seconds=1)) == [
        ("prospect", "derived"), ("marketing_lead", "derived"), ("sales_ready_lead", "derived"),
        ("opportunity", "derived"), ("marketing_lead", "recycled"),
    ]  # fmt: skip
    words = [told(house, f"handover_{word}")[0]["occurred_at"] for word in ("offered", "accepted", "returned")]
    assert words == [micros(LATER), micros(LATER) + 1, micros(LATER) + 2]  # told in one instant, each after the other
    assert Manifest.objects.get().generation - Manifest.objects.get().base == 5  # nothing was folded as a whole


def test_what_is_not_ripe_needs_a_reason(new_house: New) -> None:
    house = made(new_house)
    assert refused(offer, by(house, "jan")) == [("exception", "the lead does not meet the agreed criteria")]
    assert told(house, "handover_offered") == []
    offer(by(house, "jan"), person=WHO, exception="The managing director asks for it", now=NOW)
    assert told(house, "handover_offered")[0]["fields"] == {"exception": "The managing director asks for it"}
    assert refused(offer, by(house, "jan")) == [("", "it is offered already, unanswered")]


def test_a_form_that_is_sent_twice_is_one_attempt(new_house: New) -> None:
    house = made(new_house)
    jan, form = by(house, "jan"), {"person": WHO, "channel": "email", "outcome": "sent", "token": "t"}
    assert [record_attempt(jan, **form, now=at)["new"] for at in (NOW, LATER)] == [True, False]
    assert [one["occurred_at"] for one in told(house, "attempt")] == [micros(NOW)]
    assert record_attempt(jan, **form, note="and called", now=LATER)["new"]  # another statement on the same form
    assert [one["occurred_at"] for one in told(house, "attempt")] == [micros(NOW), micros(LATER)]


def test_what_cannot_be_is_refused_at_once(new_house: New) -> None:
    house = made(new_house)
    jan, murat = by(house, "jan"), by(house, "murat")
    future = {"at": LATER, "note": "x" * 4_001}
    assert refused(record_attempt, jan, channel="fax", outcome="reached", **future) == [
        ("channel", "there is no channel `fax`"), ("at", "the instant lies in the future"),
        ("note", "the text is longer than 4000 characters"),
    ]  # fmt: skip
    assert refused(record_attempt, jan, channel="email", outcome="voicemail") == [
        ("outcome", "`voicemail` is no outcome of email")
    ]
    assert refused(record_answer, jan, criterion="money", answer="yes") == [
        ("criterion", "no criterion `money` is agreed")
    ]
    assert refused(record_answer, jan, criterion="need", answer="perhaps") == [
        ("answer", "`perhaps` is no agreed answer")
    ]
    assert refused(record_answer, jan, criterion="budget", answer=" ") == [("answer", "the answer is missing")]
    assert refused(offer, jan, to="mia", exception="x") == [("to", "`mia` is nobody who can accept leads")]
    assert refused(accept, murat) == [("", "it is not offered to sales")]
    assert refused(give_back, murat, reason="timing", wake_up=date(2026, 1, 31)) == [
        ("wake_up", "the day does not lie in the future")
    ]
    assert refused(give_back, murat, reason="boredom") == [("reason", "no reason `boredom` is agreed")]
    assert refused(give_back, murat, reason="timing") == [("wake_up", "when is the lead to come up again?")]
    assert refused(give_back, murat, reason="no_fit") == [("", "it is not offered to sales")]
    with pytest.raises(InputProblems, match=r"nobody here is `nobody@x\.example`"):
        record_attempt(jan, person="nobody@x.example", channel="email", outcome="sent", now=NOW)
    for action, who in ((offer, "murat"), (accept, "jan"), (give_back, "mia"), (record_attempt, "rita")):
        with pytest.raises(NotPermitted):
            action(by(house, who), person=WHO, now=NOW)
    assert Manifest.objects.get().generation == Manifest.objects.get().base


def test_an_offer_is_for_whom_it_was_made(new_house: New) -> None:
    house = made(new_house)
    offer(by(house, "jan"), person=WHO, to="murat", exception="x", now=NOW)
    assert refused(accept, by(house, "karl")) == [("", "it is offered to Murat Muster")]
    accept(by(house, "sabine"), person=WHO, now=NOW)
    assert refused(accept, by(house, "murat")) == [("", "it was accepted already, by Sabine Muster")]
    assert accept(by(house, "sabine"), person=WHO, now=LATER)["fact"] is None  # what is so already changes nothing
    give_back(by(house, "murat"), person=WHO, reason="no_fit", now=LATER)
    [one] = lead(house, person=WHO, now=LATER)["passes"]
    assert (one["outcome"], one["reason"]) == ("disqualified", "no_fit")
    assert refused(accept, by(house, "murat"), now=LATER + timedelta(minutes=1)) == [
        ("", "this person has no open pass")
    ]


def test_after_a_return_it_can_be_offered_again(new_house: New) -> None:
    house = made(new_house)
    offer(by(house, "jan"), person=WHO, exception="x", now=NOW)
    give_back(by(house, "karl"), person=WHO, reason="timing", wake_up=date(2026, 6, 1), now=NOW)
    assert refused(accept, by(house, "karl")) == [("", "it was returned already, by Karl Muster")]
    assert refused(give_back, by(house, "karl"), reason="no_fit") == [("", "it was returned already, by Karl Muster")]
    offer(by(house, "jan"), person=WHO, exception="now she is ready", now=NOW)
    assert work(house) == ("offered", "", "Jan Muster")


@pytest.mark.parametrize(("reason", "day"), [("not_reachable", date(2026, 2, 11)), ("wrong_person", None)])
def test_the_reason_says_when_it_comes_up_again(new_sqlite_house: New, reason: str, day: date | None) -> None:
    house = made(new_sqlite_house)
    offer(by(house, "jan"), person=WHO, exception="x", now=NOW)
    give_back(by(house, "karl"), person=WHO, reason=reason, now=NOW)
    assert lead(house, person=WHO, now=LATER)["work"]["wake_up"] == day


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (("offered", "accepted"), "accepted"),
        (("accepted", "offered", "returned"), "returned"),
        (("offered",), "offered"),
    ],
)
def test_of_words_of_one_day_the_answer_is_the_last(new_sqlite_house: New, words: tuple[str, ...], state: str) -> None:
    """A source that knows the day only gives all of them one instant."""
    house, at = made(new_sqlite_house), micros(NOW)
    common = {"subject": WHO, "occurred_at": at, "recorded_at": at, "precision": "day", "side": "sales"}
    head.record([{**common, "kind": f"handover_{word}"} for word in words])
    assert work(house)[0] == state
    waiting = today(by(house, "karl"), now=LATER, view="sales")["lists"][0]
    assert (waiting["key"], waiting["count"]) == ("unanswered", int(state == "offered"))


def test_what_nobody_can_type_is_left_out(new_house: New) -> None:
    house = made(new_house)
    jan, form = by(house, "jan"), {"person": WHO, "channel": "phone", "outcome": "busy"}
    record_attempt(jan, **form, note="a\x00b\ud800c\nd", token="x\x00", now=NOW)
    assert told(house, "attempt")[0]["fields"]["note"] == "ab?c\nd"
    assert lead(house, person=WHO, now=LATER)["attempts"]["count"] == 1
    long_ago = datetime(1, 1, 1, tzinfo=UTC)
    assert refused(record_attempt, jan, channel="phone", outcome="busy", at=long_ago) == [
        ("at", "the instant lies too far back")
    ]


def test_a_clock_that_is_behind_does_not_put_the_answer_before_the_offer(new_house: New) -> None:
    house = made(new_house)
    offer(by(house, "jan"), person=WHO, exception="x", now=LATER)
    accept(by(house, "murat"), person=WHO, now=NOW)
    assert [one["occurred_at"] for one in told(house, "handover_accepted")] == [micros(LATER) + 1]
    assert work(house) == ("accepted", "", "Murat Muster")


def test_what_was_told_by_mistake_is_taken_back(new_house: New) -> None:
    house = made(new_house)
    jan = by(house, "jan")
    called = record_attempt(jan, person=WHO, channel="phone", outcome="reached", now=NOW)["fact"]
    needs = record_answer(jan, person=WHO, criterion="need", answer="concrete", now=NOW)["fact"]
    offered = offer(jan, person=WHO, now=NOW)["fact"]
    mine = [fact["fact"] for fact in lead(jan, person=WHO, now=LATER)["timeline"] if fact["mine"]]
    assert sorted(mine) == sorted([needs, called, offered])
    assert refused(take_back, by(house, "mia"), fact=called) == [("fact", "somebody else told this")]
    assert refused(take_back, jan, fact="x") == [("fact", "nobody told this here")]
    seen = lead(jan, person=WHO, now=LATER)["timeline"][0]["fact"]
    assert refused(take_back, jan, fact=seen) == [("fact", "nobody told this here")]
    for fact, who in ((needs, "jan"), (offered, "erika"), (called, "jan")):
        take_back(by(house, who), person=WHO, fact=fact, now=LATER)
    found = lead(house, person=WHO, now=LATER)
    assert (found["attempts"]["count"], found["criteria"]["met"], found["work"]["state"]) == (0, 0, "none")
    assert stands(house, LATER) == [("prospect", "derived"), ("marketing_lead", "derived")]
    assert [fact["kind"] for fact in found["timeline"]][-3:] == ["correction"] * 3
    assert refused(take_back, jan, fact=called, now=LATER) == [("fact", "nobody told this here")]
    assert Manifest.objects.get().generation - Manifest.objects.get().base == 6


def test_of_many_who_accept_at_once_one_gets_the_lead(new_house: New) -> None:
    house = made(new_house)
    offer(by(house, "jan"), person=WHO, exception="x", now=NOW)
    lead(house, person=WHO, now=NOW)
    names, barrier = ["murat", "karl", "sabine"], Barrier(3)

    def take(name: str) -> str:
        mine = by(house, name)
        barrier.wait()
        try:
            accept(mine, person=WHO, now=LATER)
            return "mine"
        except Refused as other:
            return other.refusals[0].text.en
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        said = dict(zip(names, pool.map(take, names), strict=True))
    [winner] = [name for name, what in said.items() if what == "mine"]
    late = f"it was accepted already, by {winner.title()} Muster"
    assert [what for name, what in said.items() if name != winner] == [late, late]
    assert [one["actor"] for one in told(house, "handover_accepted")] == [winner]
