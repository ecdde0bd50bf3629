"""The pieces a document is made of; how they look is decided by whoever writes them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Said:
    """A text, and in small print the expression of the agreement that it puts in words."""

    text: str
    rule: str = ""
    strong: str = ""
    """The name in front of the text."""


@dataclass(frozen=True)
class Heading:
    """A heading; those of level 2 are numbered and say which sections of the file they put in words."""

    text: str
    level: int = 2
    number: int = 0
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    said: Said


@dataclass(frozen=True)
class Mark:
    """What must not be overlooked: that the document is not signed."""

    text: str


@dataclass(frozen=True)
class Points:
    """Points of equal rank."""

    points: tuple[Said, ...]


@dataclass(frozen=True)
class Grid:
    """A table with a heading for each column; `sides` marks the two columns of marketing and sales."""

    head: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    caption: str = ""
    sides: bool = False


@dataclass(frozen=True)
class Term:
    """A word and what it means; the key is what links to it name."""

    key: str
    word: str
    meaning: str


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    terms: tuple[Term, ...]


class SignatureLine(NamedTuple):
    """Who signs there, and what it says once it is signed."""

    name: str
    signed: str = ""


@dataclass(frozen=True)
class Signatures:
    """The lines on which both sides sign."""

    sides: tuple[tuple[str, tuple[SignatureLine, ...]], ...]
    place_and_date: str
    signature: str


Block = Heading | Paragraph | Mark | Points | Grid | Terms | Signatures
