"""Whether a state condition holds for a pass at an instant, and what its terms are worth there."""

from __future__ import annotations

from handschlag.conditions import StateCondition, TermKey, TermValue, evaluate
from handschlag.fold.scores import score_term
from handschlag.fold.state import Pass, Person
from handschlag.fold.terms import CriterionTerms, FoldTerms

_DAY = 86_400_000_000
_STRENGTH = {"refuted": -1, "unknown": 0, "hinted": 1, "stated": 2, "confirmed": 3}


def holds(
    terms: FoldTerms,
    condition: StateCondition,
    place: int,
    person: Person,
    a_pass: Pass,
    now: int,
    *,
    hints: bool = True,
) -> bool:
    """Whether it is true, which unknown is not. `place` is where its record conditions stand in the profile.

    Inside a hint (`hints` is false) criteria are what people answered: hints do not build on hints.
    """
    return (
        evaluate(
            condition.operation,
            lambda term: _term(terms, term, person, a_pass, now, hints),
            lambda number: person.profile.records.get((place, number)),
        )
        is True
    )


def _term(terms: FoldTerms, term: TermKey, person: Person, a_pass: Pass, now: int, hints: bool) -> TermValue:
    """The value of a state term at an instant; None is unknown."""
    if isinstance(term, tuple):
        return a_pass.touched.get(term[1], 0)
    match term:
        case "touches":
            return a_pass.touches
        case "attempts":
            return a_pass.calls
        case "market":
            return person.profile.market
        case "persona":
            return person.profile.persona
        case "criteria_met":
            return sum(_is_met(terms, one, person, a_pass, now, hints) for one in terms.criteria)
        case "days_since_touch":
            return None if a_pass.last_touch_at is None else (now - a_pass.last_touch_at) // _DAY
        case "days_since_stage":
            return None if a_pass.stands is None else (now - a_pass.stays[-1].from_at) // _DAY
        case "engagement" | "fit" | "grade":
            return score_term(terms.scoring, term, person, now)
    key, _, what = str(term).rpartition("_")
    criterion = next(one for one in terms.criteria if one.key == key)
    if what == "met":
        return _is_met(terms, criterion, person, a_pass, now, hints)
    return criterion_state(terms, criterion, person, a_pass, now, hints=hints)


def criterion_state(
    terms: FoldTerms, criterion: CriterionTerms, person: Person, a_pass: Pass, now: int, *, hints: bool = True
) -> str:
    """The state of a criterion at an instant: by the newest answer that holds, else hinted while its hint does."""
    answer = person.answers.get(criterion.key)
    if answer is not None and (answer.expires_at is None or answer.expires_at > now) and answer.state != "unknown":
        return answer.state
    hint = criterion.hinted_when
    if hints and hint is not None and holds(terms, hint, criterion.place, person, a_pass, now, hints=False):
        return "hinted"
    return "unknown"


def hinted(terms: FoldTerms, person: Person, a_pass: Pass | None, now: int) -> list[str]:
    """The criteria that are hinted in a pass."""
    if a_pass is None:
        return []
    return [one.key for one in terms.criteria if criterion_state(terms, one, person, a_pass, now) == "hinted"]


def _is_met(terms: FoldTerms, criterion: CriterionTerms, person: Person, a_pass: Pass, now: int, hints: bool) -> bool:
    state = criterion_state(terms, criterion, person, a_pass, now, hints=hints)
    return _STRENGTH[state] >= _STRENGTH[criterion.met_from]
