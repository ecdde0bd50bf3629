"""In which order a work list stands: by the words of the agreement, what is most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Where the agreement names no order: what is due first, then who has waited longest.
DEFAULT = ("speed", "age")

_LAST = "~"


@dataclass(frozen=True)
class Waits:
    """A lead of a work list, as far as its place depends on it; instants in UTC microseconds, scores in units.

    `due_at` is when its clock falls due, None where no clock runs, or where somebody has tried to reach it already.
    """

    pass_id: str
    entered_at: int
    contacted: bool = False
    due_at: int | None = None
    letter: str | None = None
    digit: str | None = None
    fit: int | None = None
    engagement: int | None = None
    value: int | None = None


def in_order(leads: Sequence[Waits], order: Sequence[str]) -> list[Waits]:
    """Sorted by each word of the order in turn, at last by the time of waiting; what is unknown comes last."""
    return sorted(leads, key=lambda lead: (*(_place(lead, word) for word in order or DEFAULT), _age(lead)))


def _place(lead: Waits, word: str) -> tuple[object, ...]:
    match word:
        case "grade":
            return (lead.letter or _LAST, lead.digit or _LAST)
        case "speed":
            return (lead.contacted, lead.due_at is None, lead.due_at or 0, lead.entered_at)
        case "engagement":
            return _most(lead.engagement)
        case "fit":
            return _most(lead.fit)
        case "value":
            return _most(lead.value)
        case _:
            return _age(lead)


def _most(number: int | None) -> tuple[bool, int]:
    return (number is None, -(number or 0))


def _age(lead: Waits) -> tuple[int, str]:
    return (lead.entered_at, lead.pass_id)
