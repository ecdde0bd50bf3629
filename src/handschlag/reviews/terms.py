"""Reads the agreed reviews and sign-offs: who meets how often, and what one side shows the other beforehand."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, RootModel

from handschlag.conditions.terms import Length
from handschlag.files import Section, Terms, Words
from handschlag.files.values import Distinct, Key, one_of

RHYTHMS = ("day", "week", "two_weeks", "month", "quarter", "half_year", "year")
BOTH = ("marketing", "sales")

Side = Annotated[str, *one_of("marketing", "sdr", "sales", "management")]


class Review(Terms):
    """A regular meeting of both sides."""

    name: Words | None = None
    """What people call this review."""
    every: Annotated[str, *one_of(*RHYTHMS)]
    """How often it takes place."""
    present: Annotated[tuple[Side, ...], Distinct, Field(min_length=1)] = BOTH
    """Who takes part; both sides always do."""


class ReviewsTerms(RootModel[Mapping[Key, Review]]):
    """All reviews by key: pipeline, win_loss, arbitration, or one's own."""


class SignOff(Terms):
    """What one side does not start before the other has seen it."""

    name: Words | None = None
    """What is signed off, in words."""
    by: Annotated[str, *one_of(*BOTH)]
    """The side that signs off."""
    before: Length
    """How long before the start it must have been shown."""


class SignOffTerms(RootModel[Mapping[Key, SignOff]]):
    """Everything that needs a sign-off: campaigns of marketing, plays of sales, or one's own."""


def parse(section: Section) -> Mapping[str, Review]:
    """Read the section `reviews`."""
    terms = section.validate(ReviewsTerms)
    reviews = terms.root if terms else {}
    for key, review in reviews.items():
        for side in BOTH:
            if side not in review.present:
                message = f"`{key}` takes place without {side}"
                section.problem((key, "present"), message, "a review has both sides at the table")
    return reviews


def parse_sign_off(section: Section) -> Mapping[str, SignOff]:
    """Read the section `sign_off`."""
    terms = section.validate(SignOffTerms)
    sign_offs = terms.root if terms else {}
    owner = {"campaigns": "marketing", "plays": "sales"}
    for key, sign_off in sign_offs.items():
        if owner.get(key) == sign_off.by:
            message = f"{sign_off.by} would sign off its own {key}"
            section.problem((key, "by"), message, "the other side signs off")
    return sign_offs
