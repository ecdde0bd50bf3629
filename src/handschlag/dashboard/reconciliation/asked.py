"""What a reconciliation is asked, and what it has to know beside the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One source or all, the days from `start` until before `end`, by month or in all.

    A source's own days are those of the time zone in which it writes (`zones`), ours those of the house.
    """

    time_zone: str
    zones: Mapping[str, str]
    source: str | None = None
    start: date | None = None
    end: date | None = None
    by_month: bool = False


@dataclass(frozen=True)
class Sources:
    """The house's currency, what the agreement counts, and which rows are records.

    `rows` says of a batch's number which kinds of record each have a row of their own in it.
    """

    currency: str
    passive_touches: Sequence[str]
    stages: Sequence[str]
    rows: Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class Waiting:
    """A row in quarantine, as one record of an object: what the source counts and we do not."""

    source: str
    object: str
    record: str
    effect: int
    at: int | None
    details: Mapping[str, Any]
    currency: str | None = None
    reason: str = "quarantined"
