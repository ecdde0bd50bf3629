"""Queues, by hand: who waits from when until when, who sleeps, and by what a sleeper wakes."""

from typing import Any

import pytest

from tests.fold.test_conformance import Tables
from tests.fold.test_examples import OF_ANNA, days, fact, told, touch

FITS = fact(0, "person", OF_ANNA, fields={"country": "DE", "employees": "50", "email": "a@b.de"})
NEEDS = fact(3, "criterion_answer", OF_ANNA, "need", fields={"answer": "yes"})


def waited(tables: Tables) -> list[tuple[Any, ...]]:
    return days(tables["queued"], "entered_at", "queue", "left_at", "attempt", "cause")


def back(day: float, reason: str | None = "nobody_there", **fields: str) -> dict[str, Any]:
    return fact(day, "handover_returned", OF_ANNA, reason, fields=fields)


def stood(tables: Tables) -> list[tuple[Any, ...]]:
    return days(tables["moves"], "from_at", "stage")


def test_a_lead_waits_while_it_stands_in_the_stage() -> None:
    """The second page view fulfils the condition; with the need the lead is ripe, and waits for sales."""
    tables = told("handover", FITS, touch(1), touch(2), NEEDS, touch(4))
    assert waited(tables) == [(2, "sdr", 3, 1, "rule"), (3, "sales", 24, 1, "rule")]
    assert tables["passes"][0]["closed_at"] is not None  # inactive twenty days after the last touch


def test_once_in_always_in_until_the_stage_is_left() -> None:
    """The profile that let it in has changed: it stays."""
    french = fact(2, "person", OF_ANNA, fields={"language": "fr"})
    german = fact(1.5, "person", OF_ANNA, fields={"language": "de"})
    assert waited(told("handover", FITS, touch(1), german, french)) == [(1.5, "late", 21, 1, "rule")]


def test_a_lead_given_back_sleeps_until_its_time_has_come() -> None:
    """Three days by the reason; what happens meanwhile wakes nobody, and makes nothing of the lead."""
    tables = told("handover", FITS, touch(1), NEEDS, back(4), touch(5), touch(6))
    assert waited(tables) == [(3, "sales", 4, 1, "rule"), (7, "sdr", 26, 2, "woken")]
    assert stood(tables)[-1] == (4, "marketing_lead")


def test_a_woken_lead_comes_up_whatever_the_condition_says() -> None:
    """No queue takes it by its condition: it comes into the first one of its stage."""
    tables = told("handover", FITS, touch(1), back(2))
    assert waited(tables) == [(5, "sdr", 22, 2, "woken")]


def test_the_day_that_was_named_begins_at_midnight_in_the_house() -> None:
    """It is Berlin, an hour ahead of UTC, and the day goes before the time that the reason says."""
    tables = told("handover", FITS, touch(1), back(2, wake_up="2026-01-05"))
    assert waited(tables) == [(4 - 1 / 24, "sdr", 22, 2, "woken")]
    assert waited(told("handover", FITS, touch(1), back(2, wake_up="soon"))) == [(5, "sdr", 22, 2, "woken")]


def test_a_raised_hand_wakes() -> None:
    tables = told("handover", FITS, touch(1), NEEDS, back(4), touch(5, name="form_submitted"))
    assert waited(tables) == [(3, "sales", 4, 1, "rule"), (5, "sales", 25, 2, "hand_raise")]
    assert stood(tables)[-2:] == [(4, "marketing_lead"), (5, "sales_ready_lead")]


@pytest.mark.parametrize("reason", [None, "too_early"])
def test_without_a_time_the_next_fact_decides(reason: str | None) -> None:
    tables = told("handover", FITS, touch(1), touch(2), NEEDS, back(4, reason), touch(5))
    assert waited(tables)[-1] == (5, "sales", 25, 2, "rule")


@pytest.mark.parametrize(("day", "woken"), [("2026-02-01", 0), ("2026-01-23", 0), ("2026-01-22", 1)])
def test_who_goes_inactive_does_not_wake(day: str, woken: int) -> None:
    """Given back an hour before the end of day 2, the pass ends twenty days later, at midnight in Berlin: the day named
    is later, begins at that very instant, or the day before.
    """
    tables = told("handover", FITS, touch(1), back(2 - 1 / 24, wake_up=day))
    assert (len(tables["queued"]), days(tables["passes"], "closed_at")) == (woken, [(22 - 1 / 24,)])


def test_an_accepted_hand_over_ends_the_sleep() -> None:
    tables = told("handover", FITS, touch(1), back(2), fact(3, "handover_accepted", OF_ANNA))
    assert waited(tables) == [(3, "deals", 23, 2, "rule")]


def test_the_end_of_a_month_is_a_month_later() -> None:
    """Given back on the 31st of January for a month, it comes up on the last of February."""
    webinar = touch(30, name="webinar_attended")
    tables = told("scored", webinar, back(30, "too_early"), touch(40), touch(50))
    assert waited(tables) == [(58, "warm", 70, 2, "woken")]
