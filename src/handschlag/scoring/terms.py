"""Reads the agreed scores: points for who somebody is (fit) and for what somebody does (engagement)."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field, WithJsonSchema

from handschlag.conditions.terms import PerTime, ProfileCondition, Span, TouchCondition
from handschlag.files import Section, Terms, Words, plain_error
from handschlag.files.read_by import ReadBy
from handschlag.files.values import Distinct, Key, Number, one_of
from handschlag.linking.domains import host_of

IGNORABLE = ("mail_scanner_clicks", "own_employees", "known_bots")
LETTERS = ("A", "B", "C", "D")
DIGITS = ("1", "2", "3", "4")

#: Points are counted in thousandths, and no rule gives more than this.
MOST_POINTS = 1_000_000

Letter = Annotated[str, *one_of(*LETTERS)]
Digit = Annotated[str, *one_of(*DIGITS)]


def _domain(value: object) -> str:
    host = host_of(value) if isinstance(value, str) else ""
    if "." not in host or "@" in host:
        raise plain_error(f"expected the domain of a mail address, found `{value}`", "as in `example.com`")
    return host


Domain = Annotated[str, ReadBy(_domain), WithJsonSchema({"type": "string", "minLength": 3})]


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
    """The type of touch, or what else happened: attempt, consent_given, consent_withdrawn, criterion_answer."""
    when: TouchCondition | None = None
    """Which of these touches count."""
    points: Number
    """How many; below zero takes away."""
    half_life: Span | None = None
    """The time after which half of the points are left; without it they stay."""
    at_most: PerTime | None = None
    """How many of these touches count in a day, week, month, quarter or year of the calendar; the first ones do."""


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
    own_domains: Annotated[tuple[Domain, ...], Distinct] = ()
    """The domains of our own mail addresses, by which own employees are known."""
    grades: Grades = Grades()
    """How points become a grade from A1 to D4."""


def parse(section: Section) -> ScoringTerms | None:
    """Read the section `scoring`."""
    terms = section.validate(ScoringTerms)
    if terms is not None:
        _check_rules(section, terms)
        _check_own(section, terms)
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
            if abs(rule.points) > MOST_POINTS or rule.points * 1000 % 1:
                section.problem(
                    (axis, number, "points"),
                    f"rule `{rule.rule}` gives {rule.points} points",
                    f"at most {MOST_POINTS}, and no finer than thousandths",
                )
            seen.add(rule.rule)


def _check_own(section: Section, terms: ScoringTerms) -> None:
    if "own_employees" in terms.ignore and not terms.own_domains:
        message = "own employees are ignored, but nothing says by what they are known"
        section.problem(("ignore",), message, "add `own_domains: [example.com]`, the domains of your mail addresses")


def _check_grades(section: Section, axis: str, grades: Mapping[str, Decimal], order: tuple[str, ...]) -> None:
    given = [grade for grade in order if grade in grades]
    for better, worse in pairwise(given):
        if grades[better] <= grades[worse]:
            message = f"grade {better} begins at {grades[better]} points, grade {worse} at {grades[worse]}"
            section.problem(("grades", axis, better), message, "the better grade needs more points")
