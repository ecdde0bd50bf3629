"""Reads the promises of both sides: what each owes the other, as an amount per time or as a share."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from handschlag.conditions.durations import Rate
from handschlag.conditions.terms import read_rate
from handschlag.files import Names, Section, Terms, did_you_mean, plain_error
from handschlag.files.read_by import ReadBy
from handschlag.files.values import Key

SIDES = ("marketing", "sdr", "sales")
#: Promises that hang on no name of the agreement.
SHARES = ("accepted_share", "answered_share", "record_complete")
RATES = ("customer_conversations",)


@dataclass(frozen=True)
class Promised:
    """What is promised: a share of 1, or a rate such as 40 per month."""

    share: Decimal | None = None
    rate: Rate | None = None


def _promised(value: Any) -> Promised:
    if isinstance(value, str):
        return Promised(rate=read_rate(value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 <= value <= 1:
        return Promised(share=Decimal(value))
    raise plain_error(f"`{value}` is no promise", "a share such as 0.75, or a rate such as `40 per month`")


_SCHEMA = WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string"}]})
Promise = Annotated[Promised, ReadBy(_promised), _SCHEMA]


class PromisesTerms(Terms):
    """What each side owes the other."""

    marketing: Mapping[Key, Promise] = Field(default_factory=dict)
    """Promises of marketing: volume, quality, and knowing the customer."""
    sdr: Mapping[Key, Promise] = Field(default_factory=dict)
    """Promises of the sales development reps."""
    sales: Mapping[Key, Promise] = Field(default_factory=dict)
    """Promises of sales: speed, depth, and recording."""


def known_promises(names: Names) -> dict[str, str]:
    """Every promise that can be made under an agreement, with `share` or `rate`."""
    known = dict.fromkeys(SHARES, "share") | dict.fromkeys(RATES, "rate")
    for stage in names.of("stage"):
        known |= {stage: "rate", plural(stage): "rate"}
    for clock in names.of("clock"):
        known[f"{clock}_met"] = "share"
    for criterion in names.of("criterion"):
        known |= {f"{criterion}_known": "share", f"{criterion}_met": "share"}
    return known


def plural(stage: str) -> str:
    """The plural that promises and plans use: sales_ready_leads, opportunities."""
    return stage[:-1] + "ies" if stage.endswith("y") else stage + "s"


def parse(section: Section) -> PromisesTerms | None:
    """Read the section `promises`."""
    terms = section.validate(PromisesTerms)
    known = known_promises(section.names)
    for side in SIDES if terms else ():
        for key, promise in getattr(terms, side).items():
            _check(section, side, key, promise, known)
    return terms


def _check(section: Section, side: str, key: str, promise: Promised, known: Mapping[str, str]) -> None:
    path = (side, key)
    if key not in known:
        section.problem(path, f"unknown promise `{key}`", did_you_mean(key, known), key=True)
    elif known[key] == "share" and promise.share is None:
        section.problem(path, f"`{key}` is a share", "write 0.9 for 90 %")
    elif known[key] == "rate" and promise.rate is None:
        section.problem(path, f"`{key}` is an amount per time", "write `40 per month`")
