"""Clocks, by hand: what starts and stops them, when they are due, whose they are, and what becomes of them."""

from typing import Any

import pytest

from tests.fold.test_conformance import Tables
from tests.fold.test_examples import OF_ANNA, days, fact, told, touch

HOUR, MINUTE = 1 / 24, 1 / 1440
FITS = fact(0, "person", OF_ANNA, fields={"country": "DE", "employees": "50", "email": "a@b.de"})
#: Thursday, January 1, at one in the morning in Berlin: day 0. Monday is day 4, and eight o'clock there 7/24 later.
MONDAY = 4 + 7 * HOUR


def ran(tables: Tables, clock: str, *more: str) -> list[tuple[Any, ...]]:
    rows = [row for row in tables["clocks"] if row["clock"] == clock]
    return [
        tuple(round(value, 6) if isinstance(value, float) else value for value in row)
        for row in days(rows, "started_at", "due_at", "stopped_at", "cancelled_at", *more)
    ]


def at(*values: float | None) -> tuple[float | None, ...]:
    return tuple(None if value is None else round(value, 6) for value in values)


def call(day: float, **columns: Any) -> dict[str, Any]:
    return fact(day, "attempt", OF_ANNA, columns.pop("name", "voicemail"), **{"channel": "phone", **columns})


def offer(day: float, to: str | None = None, **columns: Any) -> dict[str, Any]:
    return fact(day, "handover_offered", OF_ANNA, fields={"to": to} if to else None, **columns)


def accept(day: float, **columns: Any) -> dict[str, Any]:
    return fact(day, "handover_accepted", OF_ANNA, **columns)


def given(day: float, to: str, **fields: str) -> dict[str, Any]:
    return fact(day, "assigned", OF_ANNA, "sales", fields={"to": to, **fields})


def test_a_clock_runs_from_its_start_to_the_first_attempt() -> None:
    """The queue takes the lead with the second page view; thirty hours later somebody should have called."""
    tables = told("handover", FITS, touch(1), touch(2), call(2.5), call(3))
    assert ran(tables, "called", "event", "stopped_by") == [(*at(2, 3.25, 2.5, None), "queue.entered", "first_attempt")]


def test_a_raised_hand_starts_it_and_a_second_one_changes_nothing() -> None:
    tables = told("handover", touch(1, name="form_submitted"), touch(1.5, name="form_submitted"))
    assert ran(tables, "called", "event") == [(*at(1, 2.25, None, 21.5), "hand_raise")]


def test_automatic_mails_are_no_attempts() -> None:
    tables = told("handover", FITS, touch(1), touch(2), call(2.5, fields={"automated": "yes"}), call(3))
    assert ran(tables, "called") == [at(2, 3.25, 3, None)]


def test_leaving_the_list_cancels_what_began_with_it() -> None:
    """With the need the lead is ripe: the SDR owes no call any more."""
    need = fact(3, "criterion_answer", OF_ANNA, "need", fields={"answer": "yes"})
    assert ran(told("handover", FITS, touch(1), touch(2), need), "called") == [at(2, 3.25, None, 3)]


def test_business_hours_run_in_the_calendar_of_the_sales_list() -> None:
    """Offered on New Year's Day: Austria is off; two hours from nine on Friday are eleven o'clock in Berlin."""
    tables = told("handover", touch(0.2), offer(0.3), call(1.5, side="sales"))
    assert ran(tables, "by_sales", "stopped_by") == [(*at(0.3, 1 + 10 * HOUR, 1.5, None), "attempt")]


def test_a_calendar_that_is_named_comes_first() -> None:
    """Tuesday is Epiphany, a day off in Bavaria: one working day from Monday at ten is Wednesday at ten."""
    ten = MONDAY + 2 * HOUR
    tables = told("handover", touch(0.2), offer(ten), accept(ten + 2))
    assert ran(tables, "answered", "stopped_by") == [(*at(ten, ten + 2, ten + 2, None), "handover.accepted")]


@pytest.mark.parametrize(("side", "stopped"), [("sales", 5.5), ("sdr", None), ("marketing", None), (None, 5.5)])
def test_what_sales_owes_no_sdr_fulfils(side: str | None, stopped: float | None) -> None:
    tables = told("handover", touch(0.2), offer(5), call(5.5, side=side), call(6, side="sdr"))
    [(_, _, stop, _)] = ran(tables, "by_sales")
    assert stop == stopped


def test_a_booked_meeting_is_a_contact_whoever_booked_it() -> None:
    tables = told("handover", touch(0.2), offer(5), touch(5.5, name="meeting_booked", side="marketing"))
    assert ran(tables, "by_sales") == [at(5, 6 + 10 * HOUR, 5.5, None)]


def test_enough_attempts_over_enough_channels() -> None:
    """Two calls are one channel; the mail makes them enough."""
    tables = told("handover", touch(0.2), accept(4.5), call(5), call(6), call(6.5, channel="email"))
    [(_, _, stop, cancelled, attempts, channels, by)] = ran(tables, "followed", "attempts", "channels", "stopped_by")
    assert (stop, cancelled, attempts, channels, by) == (6.5, None, 3, 2, "attempts")


def test_whoever_was_reached_is_owed_no_more() -> None:
    tables = told("handover", touch(0.2), accept(4.5), call(5, name="reached"))
    assert ran(tables, "followed", "attempts", "stopped_by")[0][2:] == (5, None, 1, "contact")


@pytest.mark.parametrize(("outcome", "stopped"), [("held", 5), ("meeting", 5), ("no_show", None)])
def test_a_meeting_is_a_conversation_unless_nobody_came(outcome: str, stopped: float | None) -> None:
    tables = told("handover", touch(0.2), accept(4.5), call(5, name=outcome, channel="meeting"))
    assert ran(tables, "followed")[0][2] == stopped


def test_given_back_cancels_what_a_return_does_not_stop() -> None:
    back = fact(6, "handover_returned", OF_ANNA, "too_early")
    tables = told("handover", FITS, touch(1), touch(2), offer(5), accept(5.5), back)
    assert ran(tables, "by_sales", "stopped_by")[0][2:] == (6, None, "handover.returned")
    assert ran(tables, "followed")[0][2:] == (None, 6)


def test_what_is_known_to_the_day_counts_in_favour_of_whoever_has_to_act() -> None:
    """Offered some time on Monday: due as if it had been offered at midnight, which is eleven on Wednesday,
    since Tuesday is Epiphany. The call of that Monday, known to the day too, may have come after it, and does.
    """
    monday = 4 - HOUR
    tables = told("handover", touch(0.2), call(monday, precision="day", side="sales"), offer(monday, precision="day"))
    assert ran(tables, "by_sales") == [at(monday, 6 + 10 * HOUR, monday, None)]
    earlier = call(monday - MINUTE, precision="instant", side="sales")
    assert ran(told("handover", touch(0.2), earlier, offer(monday, precision="day")), "by_sales")[0][2] is None


def test_a_stage_stops_it_there_or_further_on() -> None:
    tables = told("handover", FITS, touch(1), accept(3))
    assert ran(tables, "ripened", "stopped_by") == [(*at(1, 8, 3, None), "stage.sales_ready_lead")]


def test_a_clock_belongs_to_who_had_the_lead_when_it_fell_due() -> None:
    """Offered to Vera, due at eleven on Friday; Tom got the lead before that, Ines afterwards."""
    tables = told("handover", touch(0.2), offer(0.3, "vera"), given(1, "tom"), given(2, "ines"))
    assert ran(tables, "by_sales", "holder", "judged")[0][4:] == ("tom", True)


def test_after_the_offer_nobody_has_it_until_somebody_takes_it() -> None:
    tables = told("handover", touch(0.2), given(0.25, "tom"), offer(0.3), call(0.4, side="sales"))
    assert ran(tables, "by_sales", "holder")[0][4:] == (None,)


def test_given_to_somebody_else_it_begins_anew_beside_the_first() -> None:
    """The first is judged, and was missed; whoever gets the lead at noon on Friday has until three, after lunch."""
    noon = 1 + 11 * HOUR
    tables = told(
        "handover", touch(0.2), offer(0.3, "vera"), given(noon, "tom", instead_of="vera"), call(2, side="sales")
    )
    assert ran(tables, "by_sales", "holder", "judged") == [
        (*at(0.3, 1 + 10 * HOUR, 2, None), "vera", True),
        (*at(noon, 1 + 13.5 * HOUR, 2, None), "tom", False),
    ]


def test_a_new_offer_after_a_return_is_a_new_run() -> None:
    back = fact(4.5, "handover_returned", OF_ANNA, "nobody_there")
    tables = told("handover", touch(0.2), offer(4), back, offer(5))
    assert [row[0] for row in ran(tables, "by_sales")] == [4, 5]


def test_the_end_of_the_pass_cancels() -> None:
    closed = fact(3, "stage_reported", OF_ANNA, "disqualified")
    assert ran(told("handover", FITS, touch(1), closed), "ripened") == [at(1, 8, None, 3)]
