"""What parsing gives back: the value or the problems, and where in a file a text stands."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from handschlag.errors import Problem

T = TypeVar("T", covariant=True)


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """Either a value and no problems, or no value and every problem found."""

    value: T | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where the first character of a text stands in its file; line and column count from 1.

    A text without a place (line 0) counts as a file of its own. In a text of several lines, the further lines are
    taken to be indented like the first.
    """

    file: str = ""
    line: int = 0
    column: int = 0

    def problem(self, text: str, offset: int, message: str, hint: str = "") -> Problem:
        before = text[:offset]
        line = max(self.line, 1) + before.count("\n")
        column = max(self.column, 1) + offset - (before.rfind("\n") + 1)
        return Problem(self.file, line, column, message, hint)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word that is most like this one, or nothing."""
    by_small_letters = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), by_small_letters, n=1, cutoff=0.6)
    return f"did you mean `{by_small_letters[close[0]]}`?" if close else ""


def shown(text: str) -> str:
    """A piece of a user's text as messages show it: short, on one line, every character visible."""
    visible = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return visible if len(visible) <= 40 else f"{visible[:37]}..."
