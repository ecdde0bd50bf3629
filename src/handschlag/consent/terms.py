"""Reads what the agreement says about consent and about how long personal data may stay."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from handschlag.conditions.terms import Length
from handschlag.files import Section, Terms, did_you_mean
from handschlag.files.names import refers_to
from handschlag.files.values import Distinct, Key

_DETOURS = ("recycled", "disqualified", "inactive", "lost", "no_decision")

State = Annotated[Key, refers_to("stage or detour", "stage", also=_DETOURS)]


class ConsentTerms(Terms):
    """What a person is asked for, and when personal data is removed."""

    purposes: Annotated[tuple[Key, ...], Distinct] = ()
    """What consent is asked for, such as email, phone, tracking."""
    double_opt_in: Annotated[tuple[Key, ...], Distinct] = ()
    """Purposes for which consent counts only once it is confirmed."""
    retention: Mapping[State, Length] = Field(default_factory=dict)
    """How long a person's data stays after the last touchpoint, per stage or detour."""


def parse(section: Section) -> ConsentTerms | None:
    """Read the section `consent`."""
    terms = section.validate(ConsentTerms)
    for number, purpose in enumerate(terms.double_opt_in if terms else ()):
        if terms and purpose not in terms.purposes:
            message = f"`{purpose}` is confirmed twice, but is no purpose"
            section.problem(("double_opt_in", number), message, did_you_mean(purpose, terms.purposes))
    return terms
