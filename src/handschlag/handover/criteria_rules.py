"""Where one person stands on every criterion: by the newest answer that still holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from handschlag.conditions import CRITERION_STATES
from handschlag.handover.criteria_terms import Criterion


@dataclass(frozen=True)
class Given:
    """An answer that somebody recorded: `at` in UTC microseconds; `answer` is a key of the agreement, or free text."""

    criterion: str
    answer: str | None
    at: int
    fact: str


@dataclass(frozen=True)
class Standing:
    """A criterion's state at an instant; `fact` is the answer it rests on, `until` when that one stops to hold.

    `expired` says that there was an answer which is too old; `contradicts` names the earlier answer that this one
    refutes; `hint` that nobody answered, but something hints at it.
    """

    criterion: str
    state: str
    met: bool
    fact: str | None = None
    until: int | None = None
    expired: bool = False
    contradicts: str | None = None
    hint: bool = False


def standings(
    criteria: Mapping[str, Criterion], answers: Sequence[Given], at: int, hinted: Collection[str] = ()
) -> list[Standing]:
    """Every criterion of the agreement in its order, as of `at` (UTC microseconds); later answers do not exist yet.

    `hinted` are those whose `hinted_when` holds, as the fold found.

    Of two answers at one instant, the one with the greater fact id counts: results never depend on arrival.
    """
    known = sorted((given for given in answers if given.at <= at), key=lambda given: (given.at, given.fact))
    return [
        _hinted(_standing(key, criterion, [each for each in known if each.criterion == key], at), criterion, hinted)
        for key, criterion in criteria.items()
    ]


def _hinted(found: Standing, criterion: Criterion, hinted: Collection[str]) -> Standing:
    if found.state != "unknown" or found.criterion not in hinted:
        return found
    return replace(found, state="hinted", met=is_met(criterion, "hinted"), hint=True)


def _standing(key: str, criterion: Criterion, answers: Sequence[Given], at: int) -> Standing:
    if not answers:
        return Standing(key, "unknown", met=False)
    last = answers[-1]
    until = None if criterion.expires is None else last.at + (criterion.expires.microseconds or 0)
    if until is not None and until <= at:
        return Standing(key, "unknown", met=False, fact=last.fact, until=until, expired=True)
    state = state_of(criterion, last.answer)
    against = _contradicted(criterion, answers)
    return Standing(key, state, is_met(criterion, state), last.fact, until, contradicts=against)


def state_of(criterion: Criterion, answer: str | None) -> str:
    """What an answer says about the criterion: as agreed; `stated` where the agreement does not know the answer."""
    known = criterion.answers.get(answer or "")
    return known.state if known else "stated"


def is_met(criterion: Criterion, state: str) -> bool:
    """Whether a state is enough for the criterion."""
    order = CRITERION_STATES.index
    return state != "refuted" and order(state) >= order(criterion.met_from)


def _contradicted(criterion: Criterion, answers: Sequence[Given]) -> str | None:
    """The answer just before, if one of the two refutes what the other states."""
    if len(answers) < 2:
        return None
    last, before = answers[-1], answers[-2]
    refutes = [state_of(criterion, each.answer) == "refuted" for each in (last, before)]
    return before.fact if refutes[0] != refutes[1] else None
