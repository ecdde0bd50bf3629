"""Entering stages: by condition, event, report or implication; and where a pass stands."""

from __future__ import annotations

from collections.abc import Mapping

from handschlag.fold.facts import Fact
from handschlag.fold.holding import holds
from handschlag.fold.queues import look_at_queues, raises_hand
from handschlag.fold.state import Entry, Happening, Pass, Person, Stay
from handschlag.fold.terms import FoldTerms


def enter(terms: FoldTerms, a_pass: Pass, no: int, fact: Fact, basis: str, *, counts: bool = True) -> None:
    """The pass enters a stage. What does not count is kept as an opinion and changes nothing else."""
    entry = Entry(fact.occurred_at, fact.precision, basis, fact.id)
    if not counts:
        a_pass.opinions.setdefault(no, entry)
        return
    known = a_pass.entries.get(no)
    if known is None or (known.basis == "implied" and basis != "implied"):
        a_pass.entries[no] = entry
    a_pass.reached.add(no)
    for earlier in range(_first_implied(terms, a_pass), no):
        a_pass.entries.setdefault(earlier, entry._replace(basis="implied"))
        a_pass.reached.add(earlier)
    if a_pass.open and (a_pass.stands is None or no > a_pass.stands):
        stand(a_pass, no, fact, basis)


def derive_by_event(terms: FoldTerms, decided: Mapping[str, object], a_pass: Pass, fact: Fact, *events: str) -> None:
    """Enter the stages that name one of these events."""
    for stage in terms.stages:
        if any(event in stage.events for event in events):
            enter(terms, a_pass, stage.no, fact, "derived", counts=stage.key not in decided)


def _first_implied(terms: FoldTerms, a_pass: Pass) -> int:
    """A pass opened by sales is a path of its own: nothing before the opportunity is implied there."""
    return 0 if a_pass.path == "marketing" else stage_no(terms, terms.opportunity_stage)


def imply_missing(terms: FoldTerms, a_pass: Pass) -> None:
    """A late lead turned the pass into one of marketing: what sales' path left out is implied by the entry that came
    first.
    """
    last = max(a_pass.entries, default=0)
    for no in range(last):
        if no not in a_pass.entries:
            later = min((entry.entered_at, other, entry) for other, entry in a_pass.entries.items() if other > no)[2]
            a_pass.entries[no] = later._replace(basis="implied")
    a_pass.reached.update(range(max(a_pass.reached, default=0)))


def stand(a_pass: Pass, no: int, fact: Fact, cause: str) -> None:
    """The pass moves to a stage."""
    instant, precision = fact.occurred_at, fact.precision
    leave(a_pass, instant)
    a_pass.wakes_at = None
    a_pass.stays.append(Stay(no, instant, a_pass.attempts, cause))
    a_pass.happened.append(Happening("stands", instant, fact.id, precision, stage=no))


def leave(a_pass: Pass, instant: int) -> None:
    """The pass stands nowhere any more."""
    if a_pass.stays and a_pass.stays[-1].to_at is None:
        a_pass.stays[-1].to_at = instant


def examine(terms: FoldTerms, decided: Mapping[str, object], person: Person, a_pass: Pass, fact: Fact) -> None:
    """Derive the stages whose condition has become true, in order, each only after all before it; then look at the
    queues of the stage in which the pass stands. Nothing of this while a lead that was given back sleeps.
    """
    if raises_hand(terms, fact):
        a_pass.wakes_at = None
    if a_pass.wakes_at is None:
        _derive(terms, decided, person, a_pass, fact)
        look_at_queues(terms, person, a_pass, fact)


def _derive(terms: FoldTerms, decided: Mapping[str, object], person: Person, a_pass: Pass, fact: Fact) -> None:
    furthest = max(a_pass.reached, default=-1)
    for stage in terms.stages:
        by_source = stage.key in decided
        if _is_settled(a_pass, stage.no, by_source):
            continue
        passed_by = a_pass.path == "sales" and stage.no < furthest
        if (
            stage.state is not None
            and not passed_by
            and holds(terms, stage.state, stage.no, person, a_pass, fact.occurred_at)
        ):
            enter(terms, a_pass, stage.no, fact, "derived", counts=not by_source)
        if stage.no not in a_pass.reached:
            return


def _is_settled(a_pass: Pass, no: int, by_source: bool) -> bool:
    """Nothing a condition could add: the derived opinion is there, or the stage was entered explicitly in this
    attempt.
    """
    if by_source:
        return no in a_pass.opinions and no in a_pass.reached
    return no in a_pass.reached and a_pass.entries[no].basis != "implied"


def stage_no(terms: FoldTerms, key: str) -> int:
    """The number of a stage."""
    return next(stage.no for stage in terms.stages if stage.key == key)
