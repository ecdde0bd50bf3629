"""Reads target markets and personas: to which companies we sell, and whom we must address there."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import RootModel

from handschlag.conditions.terms import ProfileCondition
from handschlag.files import Section, Terms, Words
from handschlag.files.names import refers_to
from handschlag.files.values import Distinct, Key, Word

PersonaName = Annotated[Key, refers_to("persona", "persona")]


class Market(Terms):
    """A target market. A company belongs to the first market whose conditions it meets."""

    name: Words | None = None
    """What people call this market."""
    when: ProfileCondition
    """Which companies belong to it."""
    not_when: ProfileCondition | None = None
    """Which of them do not after all."""
    must_reach: Annotated[tuple[PersonaName, ...], Distinct] = ()
    """Personas without whom nothing is decided in such a company."""
    targets: Word | None = None
    """A file with named accounts of this market."""


class MarketsTerms(RootModel[Mapping[Key, Market]]):
    """All target markets by key, in the order in which they are tried."""


class Persona(Terms):
    """A persona. A person is the first persona whose conditions are met."""

    name: Words | None = None
    """What people call this persona."""
    when: ProfileCondition
    """Which persons belong to it."""
    not_when: ProfileCondition | None = None
    """Which of them do not after all."""


class PersonasTerms(RootModel[Mapping[Key, Persona]]):
    """All personas by key, in the order in which they are tried."""


def parse_markets(section: Section) -> Mapping[str, Market]:
    """Read the section `markets`."""
    terms = section.validate(MarketsTerms)
    return terms.root if terms else {}


def parse_personas(section: Section) -> Mapping[str, Persona]:
    """Read the section `personas`."""
    terms = section.validate(PersonasTerms)
    return terms.root if terms else {}
