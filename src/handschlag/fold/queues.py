"""Queues: a pass waits in the work list of its stage from the instant the agreement takes it in until it moves on.

A lead that was given back sleeps until it comes up again, or until the person raises a hand.
"""

from __future__ import annotations

from datetime import date, time

from handschlag.calendars.working_time import elapsed_or_calendar, instant_of
from handschlag.fold.facts import Fact
from handschlag.fold.holding import holds
from handschlag.fold.state import Happening, Pass, Person, Waiting
from handschlag.fold.terms import FoldTerms, QueueTerms


def look_at_queues(terms: FoldTerms, person: Person, a_pass: Pass, fact: Fact) -> None:
    """Let the pass into the queues of the stage it stands in, as far as they take it after this fact."""
    for queue in _of_stage(terms, a_pass):
        if not _waits(a_pass, queue) and _takes(terms, queue, person, a_pass, fact.occurred_at):
            cause = "hand_raise" if raises_hand(terms, fact) else "rule"
            _enter(a_pass, queue, fact.occurred_at, cause, fact.id, fact.precision)


def raises_hand(terms: FoldTerms, fact: Fact) -> bool:
    """The person asked to be talked to."""
    return fact.kind == "touch" and fact.name in terms.hand_raises


def fall_asleep(terms: FoldTerms, a_pass: Pass, fact: Fact) -> None:
    """A lead was given back: it comes up again on the day that was named, else after the time its reason says."""
    at = _comes_up(terms, fact)
    if a_pass.stands is not None and at is not None and at > fact.occurred_at:
        a_pass.wakes_at, a_pass.asleep_by = at, fact.id


def wake(terms: FoldTerms, person: Person, a_pass: Pass) -> None:
    """The day has come: the lead enters the queues of its stage that take it then; if none does, the first there is."""
    at, by = a_pass.wakes_at, a_pass.asleep_by
    assert at is not None and by is not None, "only who sleeps wakes"
    a_pass.wakes_at = None
    queues = _of_stage(terms, a_pass)
    for queue in [queue for queue in queues if _takes(terms, queue, person, a_pass, at)] or queues[:1]:
        _enter(a_pass, queue, at, "woken", by)


def _of_stage(terms: FoldTerms, a_pass: Pass) -> list[QueueTerms]:
    return [queue for queue in terms.queues if queue.stage == a_pass.stands]


def _waits(a_pass: Pass, queue: QueueTerms) -> bool:
    here = len(a_pass.stays) - 1
    return any(one.queue == queue.key and one.stay == here for one in a_pass.waiting)


def _takes(terms: FoldTerms, queue: QueueTerms, person: Person, a_pass: Pass, at: int) -> bool:
    return queue.when is None or holds(terms, queue.when, queue.place, person, a_pass, at)


def _enter(a_pass: Pass, queue: QueueTerms, at: int, cause: str, fact: str, precision: str = "instant") -> None:
    a_pass.waiting.append(Waiting(queue.key, at, len(a_pass.stays) - 1, cause, fact))
    a_pass.happened.append(Happening("queue.entered", at, fact, precision, name=queue.key))


def _comes_up(terms: FoldTerms, fact: Fact) -> int | None:
    named = fact.values().get("wake_up")
    if named is not None:
        try:
            return instant_of(date.fromisoformat(str(named)[:10]), time(), terms.time_zone)
        except ValueError:
            pass  # no day: as if none had been named
    after = terms.wakes_after.get(fact.name or "")
    if after is None:
        return None
    return elapsed_or_calendar(fact.occurred_at, after.count, after.unit.key, after.unit.microseconds, terms.time_zone)
