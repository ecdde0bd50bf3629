"""Joins clauses to one sentence so that nobody can take an `and` for an `or`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from handschlag.conditions.sentences.language import Language

How: TypeAlias = Literal["and", "or"]
WORDS: dict[Language, dict[How, str]] = {"en": {"and": "and", "or": "or"}, "de": {"and": "und", "or": "oder"}}


@dataclass(frozen=True)
class Clause:
    """A subject and what is said of it. Without a subject, the predicate is a whole sentence."""

    subject: str
    predicate: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate}".lstrip()


def joined(clauses: Sequence[Clause], how: How, language: Language) -> Clause:
    """The clauses as one; subjects with the same predicate and predicates of the same subject are drawn together."""
    word = WORDS[language][how]
    subjects = [clause.subject for clause in clauses]
    # `a or b is known`; with `and` the verb would have to change.
    if how == "or" and all(subjects) and len(set(subjects)) > 1 and len({clause.predicate for clause in clauses}) == 1:
        return Clause(f"{', '.join(subjects[:-1])} {word} {subjects[-1]}", clauses[0].predicate)
    groups = _by_subject(clauses)
    texts = [_group(group, how, word) for group in groups]
    if len(texts) == 1:
        return Clause("", texts[0])
    # A comma keeps what is drawn together, or a list, apart from what follows.
    apart = any(len(group) > 1 for group in groups) or (how == "or" and any(f" {word} " in text for text in texts))
    comma = "," if apart or (language == "en" and len(texts) > 2) else ""
    return Clause("", f"{', '.join(texts[:-1])}{comma} {word} {texts[-1]}")


def _by_subject(clauses: Sequence[Clause]) -> list[list[Clause]]:
    numbered = enumerate(clauses)
    groups = groupby(numbered, key=lambda pair: pair[1].subject or pair[0])
    return [[clause for _, clause in group] for _, group in groups]


def _group(clauses: list[Clause], how: How, word: str) -> str:
    """Clauses of one subject as a text."""
    predicates = [clause.predicate for clause in clauses]
    if len(predicates) == 1:
        return str(clauses[0])
    # "sits in Germany or Austria, or has ...": the comma keeps the list apart from what follows.
    comma = "," if how == "or" and any(f" {word} " in predicate for predicate in predicates) else ""
    return f"{clauses[0].subject} {', '.join(predicates[:-1])}{comma} {word} {predicates[-1]}"
