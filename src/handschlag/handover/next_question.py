"""Which criterion is best asked next: the one after which the fewest further questions are to be expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from handschlag.conditions import TermKey, TermValue, evaluate
from handschlag.conditions.operations import Operation

#: Of more open criteria than these only the first are compared: every one more makes three times as many situations.
MOST = 8


@dataclass(frozen=True)
class Known:
    """Where a criterion stands: `state` is one of the agreement's, `met` whether that is enough; `open` whether asking
    can change it (it is not met, and nobody has said no).
    """

    state: str
    met: bool
    open: bool


@dataclass(frozen=True)
class Question:
    """A criterion that can be asked: how likely the answer meets it, and how many questions, this one included, are
    then to be expected until it is settled whether the lead is ripe.
    """

    criterion: str
    chance: Fraction
    questions: Fraction


def chance(met: int, asked: int) -> Fraction:
    """How likely the next answer meets a criterion of which so many answers did: Laplace's rule of succession."""
    return Fraction(met + 1, asked + 2)


def next_questions(
    condition: Operation, criteria: Mapping[str, Known], chances: Mapping[str, Fraction]
) -> list[Question]:
    """The open criteria, the best to ask first; none if nothing is left to be settled by asking.

    Settled is the lead when it makes no difference any more what is answered: the condition holds as far as criteria
    can make it hold (what it asks besides counts as fulfilled) in every case, or in none. Among all orders of asking
    the one with the fewest expected questions is taken at every step; answers are independent of each other. Equal
    ones stand in the order of the agreement.
    """
    asked = [key for key, known in criteria.items() if known.open][:MOST]

    def holds(answers: tuple[bool | None, ...]) -> bool:
        return evaluate(condition, lambda term: _term(term, criteria, dict(zip(asked, answers, strict=True))),
                        lambda number: None) is not False  # fmt: skip

    @cache
    def outcomes(answers: tuple[bool | None, ...]) -> frozenset[bool]:
        """How it can still end."""
        if None not in answers:
            return frozenset({holds(answers)})
        place = answers.index(None)
        yes, no = (outcomes((*answers[:place], answer, *answers[place + 1 :])) for answer in (True, False))
        return yes | no

    @cache
    def expected(answers: tuple[bool | None, ...]) -> Fraction:
        """The fewest questions to be expected from here on."""
        if len(outcomes(answers)) == 1:
            return Fraction(0)
        return min(after(answers, place) for place, answer in enumerate(answers) if answer is None)

    def after(answers: tuple[bool | None, ...], place: int) -> Fraction:
        """The questions to be expected if this one is asked next."""
        likely = chances[asked[place]]
        yes, no = (expected((*answers[:place], answer, *answers[place + 1 :])) for answer in (True, False))
        return 1 + likely * yes + (1 - likely) * no

    nobody_asked = (None,) * len(asked)
    if len(outcomes(nobody_asked)) == 1:
        return []
    found = [Question(key, chances[key], after(nobody_asked, place)) for place, key in enumerate(asked)]
    return sorted(found, key=lambda question: question.questions)


def _term(term: TermKey, criteria: Mapping[str, Known], answers: Mapping[str, bool | None]) -> TermValue:
    """What a criterion's term is worth in a situation; everything else is unknown."""

    def met(key: str) -> bool:
        answer = answers.get(key)
        return criteria[key].met if answer is None else answer

    if term == "criteria_met":
        return sum(met(key) for key in criteria)
    if isinstance(term, tuple):
        return None
    key, _, what = term.rpartition("_")
    if key not in criteria or what not in ("met", "state"):
        return None
    if what == "met":
        return met(key)
    answer = answers.get(key)
    return criteria[key].state if answer is None else "confirmed" if answer else "refuted"
