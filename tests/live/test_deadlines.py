"""Deadlines in a house whose figures are counted by hand: what runs, what is missed, and how promises were kept."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handschlag.actions.answers import record_answer
from handschlag.actions.attempts import record_attempt
from handschlag.actions.claiming import claim
from handschlag.actions.deadlines import running_clocks, sla
from handschlag.actions.handovers import accept, offer
from handschlag.actions.houses import House
from handschlag.actions.leads import lead as lead_page
from handschlag.errors import InputProblems
from handschlag.store import head
from tests.live.test_queues import AGREEMENT, NOW, lead
from tests.live.told_house import by, made, micros

PROMISED = (
    AGREEMENT.replace("ORDER", "speed").replace("  queues:", "  sdr: {belongs_to: marketing}\n  queues:")
    + "promises: {sdr: {contact_met: 0.9}, sales: {answer_met: 1}}\n"
)
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
New = Callable[..., House]


def told(name: str, kind: str, hours_ago: float, what: str, **fields: str) -> dict[str, Any]:
    at = micros(NOW - timedelta(hours=hours_ago))
    return {
        "subject": f"crm:lead:{name}", "kind": kind, "name": what, "precision": "instant", "occurred_at": at,
        "recorded_at": at, "fields": json.dumps(fields) if fields else None, "side": "sdr",
    }  # fmt: skip


@pytest.fixture
def house(new_house: New) -> House:
    """Now it is Wednesday, ten o'clock; who comes in has to be called within four hours of work.

    Anna came on Tuesday at nine and was called at noon. Bert came on Monday at nine and was called a day and an hour
    later. Cara came with Anna, nobody called. Dora came an hour ago. Emil came with Bert and was ripe an hour later.
    """
    house = made(new_house, PROMISED)
    head.record(
        [
            *lead("anna", 30, 25), told("anna", "attempt", 22, "voicemail"),
            *lead("bert", 50, 49), told("bert", "attempt", 24, "reached"),
            *lead("cara", 26, 25),
            *lead("dora", 2, 1),
            *lead("emil", 50, 49), told("emil", "criterion_answer", 48, "need", answer="concrete"),
        ]
    )  # fmt: skip
    return house


def clock(found: dict[str, Any], key: str, *columns: str) -> tuple[Any, ...]:
    [row] = [one for one in found["clocks"] if one["clock"] == key]
    return tuple(row[column] for column in columns)


def running(house: House, **asked: Any) -> list[tuple[Any, ...]]:
    rows = running_clocks(by(house, "sabine"), now=NOW, **asked)["rows"]
    return [(one["name"], one["clock"], one["due_at"].astimezone(BERLIN), one["left"] / 3.6e9) for one in rows]


def berlin(day: int, hour: int) -> datetime:
    return datetime(2026, 2, day, hour, tzinfo=BERLIN)


def test_what_runs_and_what_is_missed(house: House) -> None:
    """Cara's four hours ended on Tuesday at one; since then four hours of that day passed, and one of today."""
    cara, dora = ("cara", "contact", berlin(3, 13), -5.0), ("dora", "contact", berlin(4, 13), 3.0)
    assert running(house) == [cara, dora]
    assert (running(house, show="open"), running(house, show="missed")) == ([dora], [cara])
    assert running(house, clock="answer") == []
    assert running_clocks(by(house, "sabine"), now=NOW)["counts"] == {"open": 1, "missed": 1}


def test_fifty_stand_on_a_page(house: House) -> None:
    """Sixty more came one after the other, all of them past due; Dora is not."""
    head.record([fact for number in range(60) for fact in lead(f"n{number:02}", 50, 40 - number / 60)])
    pages = [running_clocks(by(house, "sabine"), now=NOW, page=number) for number in (1, 2, 3)]
    assert [(len(one["rows"]), one["page"], one["count"]) for one in pages] == [(50, 1, 62), (12, 2, 62), (12, 2, 62)]
    shown = [row["name"] for one in pages[:2] for row in one["rows"]]
    assert sorted(shown) == sorted(["cara", "dora", *(f"n{number:02}" for number in range(60))])
    dues = [row["due_at"] for one in pages[:2] for row in one["rows"]]
    assert dues == sorted(dues)
    assert pages[0]["counts"] == {"open": 1, "missed": 61}


def test_how_the_deadlines_were_kept(house: House) -> None:
    """Three fell due: Anna's was met after three hours of work, Bert's after nine, a day and an hour on the wall,
    Cara's never: it counts as longer than any.
    """
    found = sla(by(house, "sabine"), now=NOW)
    assert clock(found, "contact", "due", "met", "missed", "late", "open", "cancelled") == (3, 1, 2, 1, 1, 1)
    assert clock(found, "contact", "share", "side", "promised", "kept") == (
        Decimal("0.3333"), "sdr", Decimal("0.9"), False,
    )  # fmt: skip
    assert clock(found, "contact", "median_working_seconds", "median_seconds") == (9 * 3600, 25 * 3600)
    assert clock(found, "answer", "due", "share", "side", "kept") == (0, None, "sales", None)


@pytest.mark.parametrize(("day", "due"), [(1, 0), (2, 1), (3, 2), (4, 0)])
def test_a_day_of_the_window_has_what_fell_due_on_it(house: House, day: int, due: int) -> None:
    start = date(2026, 2, day)
    assert clock(sla(by(house, "sabine"), now=NOW, start=start, end=start + timedelta(days=1)), "contact", "due") == (
        due,
    )


def test_as_it_was_then(house: House) -> None:
    """On Tuesday at half past twelve Bert's was missed, and late; Anna's just met; Cara's still running."""
    then = NOW - 21.5 * HOUR
    found = sla(by(house, "sabine"), now=NOW, as_of=then)
    assert clock(found, "contact", "due", "met", "missed", "late", "open") == (2, 1, 1, 1, 1)
    assert running_clocks(by(house, "sabine"), now=NOW, as_of=then)["counts"] == {"open": 1, "missed": 0}


def test_without_any_attempt_known_nobody_missed_anything(new_house: New) -> None:
    house = made(new_house, PROMISED)
    head.record(lead("cara", 26, 25))
    found = sla(by(house, "sabine"), now=NOW)
    assert clock(found, "contact", "due", "known", "met", "missed", "share", "kept") == (
        1,
        False,
        None,
        None,
        None,
        None,
    )


def test_a_clock_that_nobody_agreed_on(house: House) -> None:
    with pytest.raises(InputProblems) as refused:
        running_clocks(by(house, "sabine"), now=NOW, clock="contakt")
    assert [(one.message, one.hint) for one in refused.value.problems] == [
        ("no clock `contakt` is agreed", "did you mean `contact`?")
    ]


def test_what_people_do_moves_the_clocks_at_once(house: House) -> None:
    """The SDR takes Dora, asks, offers her to Karl, and Karl accepts."""
    jan, who = by(house, "jan"), "crm:lead:dora"

    def clocks(at: datetime) -> list[tuple[Any, ...]]:
        rows = lead_page(jan, person=who, now=at)["clocks"]
        return [(one["clock"], one["holder"], one["state"]) for one in rows]

    claim(jan, queue="sdr", person=who, now=NOW)
    assert clocks(NOW) == [("contact", "Jan Muster", "open")]
    record_attempt(jan, person=who, channel="phone", outcome="voicemail", now=NOW + HOUR)
    assert clocks(NOW + HOUR) == []
    record_answer(jan, person=who, criterion="need", answer="concrete", now=NOW + HOUR)
    offer(jan, person=who, to="karl", now=NOW + 2 * HOUR)
    assert clocks(NOW + 2 * HOUR) == [("answer", "Karl Muster", "open")]
    assert clocks(NOW + 27 * HOUR) == [("answer", "Karl Muster", "missed")]
    accept(by(house, "karl"), person=who, now=NOW + 28 * HOUR)
    assert clocks(NOW + 28 * HOUR) == []
    found = sla(by(house, "sabine"), now=NOW + 29 * HOUR)
    assert clock(found, "answer", "due", "met", "missed", "late") == (1, 0, 1, 1)
