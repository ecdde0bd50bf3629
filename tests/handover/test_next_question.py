"""The next best question: equal to trying out every order of asking, and by hand where one can say it."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from hypothesis import given, settings, strategies as st

from handschlag.conditions.operations import Operation
from handschlag.handover.next_question import Known, Question, chance, next_questions

KEYS = ("budget", "authority", "need", "time")
OPEN, MET, NO = Known("unknown", False, True), Known("stated", True, False), Known("refuted", False, False)
THREE_AND_NEED: Operation = ("and", ("compare", ">=", "criteria_met", 3), ("compare", "=", "need_met", True))
HALF = Fraction(1, 2)


def asked(condition: Operation, chances: dict[str, Fraction] | None = None, **known: Known) -> list[Question]:
    criteria = {key: known.get(key, OPEN) for key in KEYS}
    return next_questions(condition, criteria, chances or dict.fromkeys(KEYS, HALF))


def test_what_is_required_is_asked_first() -> None:
    """Without a need nothing else helps: half of the leads are settled by the first question."""
    found = asked(THREE_AND_NEED)
    assert found[0].criterion == "need"
    # After a yes, two of three others are missing: 1 + 1 + P(the first two differ) = 2.5 questions.
    assert found[0].questions == 1 + HALF * Fraction(5, 2)
    assert [one.criterion for one in found[1:]] == ["budget", "authority", "time"]


def test_one_question_is_left() -> None:
    found = asked(THREE_AND_NEED, budget=MET, authority=MET, time=MET)
    assert found == [Question("need", HALF, Fraction(1))]


def test_the_surer_answer_comes_first_where_all_are_needed_last_where_one_is_enough() -> None:
    chances = {"budget": Fraction(9, 10), "authority": HALF, "need": Fraction(1, 10), "time": HALF}
    every: Operation = ("compare", ">=", "criteria_met", 4)
    one: Operation = ("compare", ">=", "criteria_met", 1)
    assert asked(every, chances)[0].criterion == "need"  # a likely no settles it
    assert asked(one, chances)[0].criterion == "budget"  # a likely yes settles it


def test_nothing_is_asked_where_asking_settles_nothing() -> None:
    assert asked(THREE_AND_NEED, need=NO) == []
    assert asked(THREE_AND_NEED, budget=NO, time=NO) == []
    assert asked(THREE_AND_NEED, budget=MET, authority=MET, need=MET) == []
    assert asked(("compare", ">=", "touches", 3)) == []


def test_what_is_no_criterion_counts_as_fulfilled() -> None:
    condition: Operation = ("and", ("compare", ">=", "engagement", 40), ("compare", "=", "need_met", True))
    assert asked(condition)[0] == Question("need", HALF, Fraction(1))


def test_states_are_asked_for_too() -> None:
    condition: Operation = ("in", "need_state", ("stated", "confirmed"))
    assert asked(condition)[0] == Question("need", HALF, Fraction(1))
    assert asked(condition, need=Known("hinted", False, True))[0].criterion == "need"
    assert asked(condition, need=NO) == []


def test_a_condition_may_ask_for_a_no() -> None:
    condition: Operation = ("not", ("compare", "=", "need_met", True))
    assert asked(condition)[0] == Question("need", HALF, Fraction(1))
    assert asked(condition, need=NO) == []


def test_the_chance_is_never_sure() -> None:
    assert [chance(0, 0), chance(3, 3), chance(0, 8)] == [HALF, Fraction(4, 5), Fraction(1, 10)]


def best_plan(
    ready: Callable[[set[str]], bool], chances: dict[str, Fraction], met: frozenset[str], left: frozenset[str]
) -> tuple[Fraction, dict[str, Fraction]]:
    """(questions of the best plan, questions by what is asked first), by trying out every plan on every answer."""
    outcomes = {
        ready({*met, *(key for key, yes in zip(left, answers, strict=True) if yes)})
        for answers in product((False, True), repeat=len(left))
    }
    if len(outcomes) == 1:
        return Fraction(0), {}
    by_first = {}
    for key in left:
        yes, no = (best_plan(ready, chances, now, left - {key})[0] for now in (met | {key}, met))
        by_first[key] = 1 + chances[key] * yes + (1 - chances[key]) * no
    return min(by_first.values()), by_first


probabilities = st.integers(1, 9).map(lambda tenths: Fraction(tenths, 10))
known = st.sampled_from((OPEN, OPEN, OPEN, MET, NO))


@settings(max_examples=60)
@given(st.fixed_dictionaries(dict.fromkeys(KEYS, known)), st.fixed_dictionaries(dict.fromkeys(KEYS, probabilities)),
       st.integers(1, 4), st.sets(st.sampled_from(KEYS)))  # fmt: skip
def test_equal_to_walking_through_every_outcome(
    criteria: dict[str, Known], chances: dict[str, Fraction], enough: int, required: set[str]
) -> None:
    """The best plan by trying out every plan of asking on every combination of answers."""
    condition: Operation = ("compare", ">=", "criteria_met", enough)
    for key in sorted(required):
        condition = ("and", condition, ("compare", "=", f"{key}_met", True))

    def ready(met: set[str]) -> bool:
        return len(met) >= enough and required <= met

    met = frozenset(key for key, one in criteria.items() if one.met)
    left = frozenset(key for key, one in criteria.items() if one.open)
    _, expected = best_plan(ready, chances, met, left)
    found = next_questions(condition, criteria, chances)
    assert {one.criterion: one.questions for one in found} == expected
    assert [one.questions for one in found] == sorted(expected.values())
