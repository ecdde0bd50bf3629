"""Reads how the agreement spreads the credit for a win over the touches before it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from handschlag.conditions.terms import Length, TouchCondition
from handschlag.files import Section, Terms, Words
from handschlag.files.values import Distinct, Key, Share, one_of

MODELS = (
    "first", "last", "last_non_direct", "linear", "time_decay", "u_shaped", "w_shaped", "full_path", "custom",
    "markov", "shapley",
)  # fmt: skip
POSITIONS = ("first", "lead_created", "opportunity_created", "won", "others")

Position = Annotated[str, *one_of(*POSITIONS)]


class Channel(Terms):
    """A channel that touches are counted under."""

    name: Words | None = None
    """What people call it."""
    when: TouchCondition
    """Which touches belong to it; the first channel that fits counts."""


class AttributionTerms(Terms):
    """How much of a win belongs to which touch."""

    model: Annotated[str, *one_of(*MODELS)] = "w_shaped"
    """The model both sides look at first; reports show the range over all models beside it."""
    lookback: Length | None = None
    """How far before the win a touch may lie; without it, back to the first."""
    half_life: Length | None = None
    """For time_decay: after which time a touch weighs half."""
    weights: Mapping[Position, Share] = Field(default_factory=dict)
    """For custom: the share of each position; they add up to 1."""
    channels: Mapping[Key, Channel] = Field(default_factory=dict)
    """Channels by key; without them the channel that the source names."""
    sourced: Annotated[str, *one_of("pass_opener", "first_touch_of_account")] = "pass_opener"
    """Whose win it is: the side that opened the pass, or that of the account's first touch."""
    influenced_by: Annotated[tuple[Key, ...], Distinct] = ()
    """Types of touch that make a win influenced; by default all that count."""


def parse(section: Section) -> AttributionTerms | None:
    """Read the section `attribution`."""
    terms = section.validate(AttributionTerms)
    if terms is None or section.problems:
        return terms
    if terms.model == "time_decay" and terms.half_life is None:
        section.problem(("model",), "`time_decay` needs a `half_life`", "for example `half_life: 7 days`")
    if terms.model == "custom" and not terms.weights:
        section.problem(("model",), "`custom` needs `weights`", f"shares for {', '.join(POSITIONS)}")
    if terms.weights and terms.model != "custom":
        section.problem(
            ("weights",), f"`weights` have no effect with the model `{terms.model}`", "write `model: custom`", key=True
        )
    total = sum(terms.weights.values(), Decimal(0))
    if terms.weights and total != 1:
        section.problem(("weights",), f"the weights add up to {total}, not to 1", "", key=True)
    return terms
