"""Where a person stands on the criteria: by the newest answer that still holds."""

from hypothesis import given, strategies as st

from handschlag.agreement import loads
from handschlag.handover.criteria_rules import Given, Standing, standings
from handschlag.handover.criteria_terms import Criterion

DAY = 86_400_000_000

AGREEMENT = b"""
handschlag: 1
title: Criteria
parties: {marketing: [m], sales: [s]}
valid_from: 2026-01-01
time_zone: Europe/Berlin
currency: EUR
value: {means: acv, won_when: signed}
funnel:
  stages:
    - {key: prospect, phase: awareness, enters: "touches >= 1"}
    - {key: won, phase: decision, enters: opportunity.won}
criteria:
  budget:
    answers: {approved: confirmed, planned: stated, rumour: hinted, none: refuted}
    met_from: stated
    expires: 180 days
  need:
    answers: {concrete: confirmed, latent: hinted}
    met_from: confirmed
"""


def criteria() -> dict[str, Criterion]:
    loaded = loads(AGREEMENT, "agreement.yaml")
    assert list(loaded.problems) == []
    assert loaded.agreement is not None
    return dict(loaded.agreement.criteria.criteria)


def budget(*answers: tuple[str | None, int], at: int = 0) -> Standing:
    given_answers = [Given("budget", answer, day * DAY, f"f{day}") for answer, day in answers]
    return standings(criteria(), given_answers, at * DAY)[0]


def test_nobody_asked_is_unknown_and_not_met() -> None:
    assert standings(criteria(), [], 0) == [
        Standing("budget", "unknown", met=False),
        Standing("need", "unknown", met=False),
    ]


def test_an_answer_says_what_was_agreed() -> None:
    until = 180 * DAY
    assert budget(("approved", 0)) == Standing("budget", "confirmed", True, "f0", until)
    assert budget(("planned", 0)) == Standing("budget", "stated", True, "f0", until)
    assert budget(("rumour", 0)) == Standing("budget", "hinted", False, "f0", until)
    assert budget(("none", 0)) == Standing("budget", "refuted", False, "f0", until)


def test_an_answer_the_agreement_does_not_know_is_stated() -> None:
    assert budget(("next year, maybe", 0)).state == "stated"
    assert budget((None, 0)).state == "stated"


def test_each_criterion_has_its_own_bar() -> None:
    answers = [Given("need", "latent", 0, "a"), Given("budget", "planned", 0, "b")]
    assert [one.met for one in standings(criteria(), answers, 0)] == [True, False]


def test_an_answer_holds_until_it_expires() -> None:
    assert budget(("approved", 0), at=179).state == "confirmed"
    expired = Standing("budget", "unknown", False, "f0", 180 * DAY, expired=True)
    assert budget(("approved", 0), at=180) == expired


def test_what_has_not_happened_yet_is_not_known() -> None:
    assert budget(("approved", 10), at=9) == Standing("budget", "unknown", met=False)
    assert budget(("planned", 0), ("none", 10), at=9).state == "stated"


def test_a_later_answer_that_refutes_names_the_one_it_refutes() -> None:
    assert budget(("planned", 0), ("none", 10), at=10) == Standing(
        "budget", "refuted", False, "f10", 190 * DAY, contradicts="f0"
    )
    assert budget(("planned", 0), ("approved", 10), at=10).contradicts is None


@given(st.permutations(range(6)))
def test_arrival_makes_no_difference(order: list[int]) -> None:
    words = ["approved", "none", "planned", "rumour", "none", "approved"]
    answers = [Given("budget", word, no // 2 * DAY, f"f{no}") for no, word in enumerate(words)]
    expected = Standing("budget", "confirmed", True, "f5", 182 * DAY, contradicts="f4")
    assert standings(criteria(), [answers[no] for no in order], 2 * DAY)[0] == expected
