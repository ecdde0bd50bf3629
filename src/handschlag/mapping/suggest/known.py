"""The words of the house's agreement, and which of them a word of an export means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from handschlag.mapping.suggest.headers import normal
from handschlag.mapping.suggest.words import ALSO, TOUCHES, phase_of, said

#: Key to the names it goes by.
Table = Mapping[str, tuple[str, ...]]

#: How alike two words must be to be taken as one.
ALIKE = 0.82
#: From so many letters on a header is taken as the beginning of a longer name.
TELLING = 6
_SPAN = re.compile(r"(\d)\s*[-–]\s*(?=\d)")


@dataclass(frozen=True)
class KnownStage:
    """A stage: its key, its phase, and what it is called."""

    key: str
    phase: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the agreement calls stages, reasons, criteria and answers."""

    time_zone: str = "Europe/Berlin"
    currency: str = "EUR"
    stages: tuple[KnownStage, ...] = ()
    reasons: Mapping[str, Table] = field(default_factory=dict)
    """By outcome: lost, no_decision, disqualified, returned."""
    criteria: Mapping[str, Table] = field(default_factory=dict)
    """By criterion: its answers."""
    fields: Mapping[str, Table] = field(default_factory=dict)
    """The house's own fields, by what they are of: person, company, touch, opportunity."""
    words: frozenset[str] = frozenset()
    """Every word of the agreement's conditions and rules."""

    def touch(self, word: str) -> str | None:
        """The touch a vendor's word means, by the name the agreement has for it."""
        usual = said(TOUCHES, word)
        if usual is None or usual in self.words:
            return usual
        return next((name for name in ALSO.get(usual, ()) if name in self.words), usual)

    def stage(self, word: str) -> str | None:
        """The stage a vendor's word means: by its name, else by the phase the word stands for."""
        named = meant(word, {stage.key: stage.names for stage in self.stages})
        phase = phase_of(word)
        return named or next((stage.key for stage in self.stages if stage.phase == phase), None)

    def stage_of_phase(self, phase: str) -> str | None:
        """The last stage of a phase."""
        return next((stage.key for stage in reversed(self.stages) if stage.phase == phase), None)


def meant(word: str, table: Table) -> str | None:
    """The key whose name is nearest to a word, if it is near enough."""
    best, likeness = None, ALIKE
    for key, names in table.items():
        for name in (key, *names):
            near = _alike(word, name)
            if near >= likeness:
                best, likeness = key, near
    return best


def called(header: str, table: Table) -> str | None:
    """The key that a header names: it is nearly one of its names, or the beginning of one that says more."""
    short = normal(header)
    longer = (key for key, names in table.items() if any(normal(name).startswith(short) for name in names))
    return meant(header, table) or (next(longer, None) if len(short) >= TELLING else None)


def meanings(words: Iterable[str], table: Table) -> dict[str, str]:
    """Of those words that mean something, what."""
    return {word: key for word in words if (key := meant(word, table))}


def _alike(one: str, other: str) -> float:
    left, right = (normal(_SPAN.sub(r"\1 bis ", text)) for text in (one, other))
    return 1.0 if left == right else 0.99 * SequenceMatcher(None, left, right).ratio()
