"""Reads the agreed scores: points for who somebody is (fit) and for what somebody does (engagement)."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from handschlag.conditions.terms import Length, PerTime, ProfileCondition, TouchCondition
from handschlag.files import Section, Terms, Words
from handschlag.files.values import Distinct, Key, Number, one_of

IGNORABLE = ("mail_scanner_clicks", "own_employees", "known_bots")
LETTERS = ("A", "B", "C", "D")
DIGITS = ("1", "2", "3", "4")

Letter = Annotated[str, *one_of(*LETTERS)]
Digit = Annotated[str, *one_of(*DIGITS)]


class FitRule(Terms):
    """Points for a property of the person or company."""

    rule: Key
    """Its key, shown with every score it takes part in."""
    name: Words | None = None
    """What people call it."""
    when: ProfileCondition
    """Who gets the points."""
    points: Number
    """How many; below zero takes away."""


class EngagementRule(Terms):
    """Points for something the person did."""

    rule: Key
    """Its key, shown with every score it takes part in."""
    name: Words | None = None
    """What people call it."""
    on: Key
    """The type of touch, or the kind of fact such as consent_withdrawn."""
    when: TouchCondition | None = None
    """Which of these touches count."""
    points: Number
    """How many; below zero takes away."""
    half_life: Length | None = None
    """The time after which half of the points are left; without it they stay."""
    at_most: PerTime | None = None
    """How many of these touches count in a time."""


class Grades(Terms):
    """From how many points on which grade is given; below the last one it is D or 4."""

    fit: Mapping[Letter, Number] = Field(default_factory=dict)
    """Letters: A is the best."""
    engagement: Mapping[Digit, Number] = Field(default_factory=dict)
    """Digits: 1 is the best."""


class ScoringTerms(Terms):
    """How fit and engagement are scored: two axes, never added together."""

    fit: tuple[FitRule, ...] = ()
    """Rules on who they are."""
    engagement: tuple[EngagementRule, ...] = ()
    """Rules on what they do."""
    ignore: Annotated[tuple[Annotated[str, *one_of(*IGNORABLE)], ...], Distinct] = ()
    """Touches that nobody meant, and that therefore score nothing."""
    grades: Grades = Grades()
    """How points become a grade from A1 to D4."""


def parse(section: Section) -> ScoringTerms | None:
    """Read the section `scoring`."""
    terms = section.validate(ScoringTerms)
    if terms is not None:
        _check_rules(section, terms)
        _check_grades(section, "fit", terms.grades.fit, LETTERS)
        _check_grades(section, "engagement", terms.grades.engagement, DIGITS)
    return terms


def _check_rules(section: Section, terms: ScoringTerms) -> None:
    seen: set[str] = set()
    axes: tuple[tuple[str, tuple[FitRule | EngagementRule, ...]], ...] = (
        ("fit", terms.fit),
        ("engagement", terms.engagement),
    )
    for axis, rules in axes:
        for number, rule in enumerate(rules):
            if rule.rule in seen:
                section.problem(
                    (axis, number, "rule"), f"rule `{rule.rule}` is there twice", "every rule has a key of its own"
                )
            if rule.points == 0:
                section.problem(
                    (axis, number, "points"), f"rule `{rule.rule}` gives no points", "a rule of 0 points does nothing"
                )
            seen.add(rule.rule)


def _check_grades(section: Section, axis: str, grades: Mapping[str, Decimal], order: tuple[str, ...]) -> None:
    given = [grade for grade in order if grade in grades]
    for better, worse in pairwise(given):
        if grades[better] <= grades[worse]:
            message = f"grade {better} begins at {grades[better]} points, grade {worse} at {grades[worse]}"
            section.problem(("grades", axis, better), message, "the better grade needs more points")
