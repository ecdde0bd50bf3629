"""Joins clauses to one sentence so that nobody can take an `and` for an `or`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Clause:
    """A subject and what is said of it; several sayings of one subject share it where `shares`."""

    subject: str
    predicate: str
    shares: bool = True

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate}"


def joined(clauses: Sequence[Clause], how: Literal["and", "or"], language: str) -> str:
    """The clauses joined by and/or."""
    return f" {how} ".join(str(clause) for clause in clauses)
