"""The agreed scores as the fold and the score of one person read them: plain frozen tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from handschlag.conditions import RecordCondition
from handschlag.scoring.points import units
from handschlag.scoring.terms import DIGITS, LETTERS, ScoringTerms


class FitRule(NamedTuple):
    """Units for whom `when` is true of."""

    key: str
    when: RecordCondition
    units: int


class EngagementRule(NamedTuple):
    """Units for what somebody does. `at_most` is how many count in a period of the calendar, such as (2, "day")."""

    key: str
    on: str
    when: RecordCondition | None
    units: int
    half_life: int | None  # microseconds
    at_most: tuple[int, str] | None


@dataclass(frozen=True)
class ScoringRules:
    """The section `scoring`. Grades: from how many units on, the best first; below the last one it is D or 4."""

    fit: tuple[FitRule, ...] = ()
    engagement: tuple[EngagementRule, ...] = ()
    ignore: frozenset[str] = frozenset()
    own_domains: frozenset[str] = frozenset()
    letters: tuple[tuple[str, int], ...] = ()
    digits: tuple[tuple[str, int], ...] = ()
    time_zone: str = "UTC"


def scoring_rules(terms: ScoringTerms, time_zone: str) -> ScoringRules:
    """The rules of an agreement; `time_zone` cuts the periods of `at_most`."""
    return ScoringRules(
        tuple(FitRule(rule.rule, rule.when, units(rule.points)) for rule in terms.fit),
        tuple(
            EngagementRule(
                rule.rule,
                rule.on,
                rule.when,
                units(rule.points),
                rule.half_life.microseconds if rule.half_life else None,
                (rule.at_most.count, rule.at_most.period) if rule.at_most else None,
            )
            for rule in terms.engagement
        ),
        frozenset(terms.ignore),
        frozenset(terms.own_domains),
        tuple((grade, units(terms.grades.fit[grade])) for grade in LETTERS if grade in terms.grades.fit),
        tuple((grade, units(terms.grades.engagement[grade])) for grade in DIGITS if grade in terms.grades.engagement),
        time_zone,
    )


def letter(rules: ScoringRules, fit: int) -> str:
    """The letter of a fit in units."""
    return next((grade for grade, least in rules.letters if fit >= least), LETTERS[-1])


def digit(rules: ScoringRules, engagement: int) -> str:
    """The digit of an engagement in units."""
    return next((grade for grade, least in rules.digits if engagement >= least), DIGITS[-1])
