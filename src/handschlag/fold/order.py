"""Which facts exist, and in which order the fold takes them (docs/explanation/fold.md, "Order")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handschlag.fold.facts import RANK, Fact, ProfileChange

#: Every version of these counts, of other records the newest.
HISTORIES = ("person", "company", "opportunity_changed")


def existing(facts: Iterable[Fact]) -> list[Fact]:
    """Each fact once, without what was corrected away and without superseded versions of records."""
    unique = {fact.id: fact for fact in facts}
    # A correction that names a content is about one of several statements under one id; the reader has left it out.
    corrections = [fact.values() for fact in unique.values() if fact.kind == "correction"]
    wrong = {str(said.get("fact")) for said in corrections if not said.get("content")}
    newest: dict[tuple[str, str], tuple[int, str]] = {}
    for fact in unique.values():
        if fact.version is not None and fact.id not in wrong:
            place = (fact.kind, fact.subject)
            newest[place] = max(newest.get(place, (fact.version, fact.id)), (fact.version, fact.id))
    return [
        fact
        for fact in unique.values()
        if fact.id not in wrong
        and fact.kind in RANK
        and (fact.version is None or fact.kind in HISTORIES or newest[fact.kind, fact.subject][1] == fact.id)
    ]


def in_order(facts: Sequence[Fact], changes: Iterable[ProfileChange] = ()) -> list[Fact | ProfileChange]:
    """Facts in the order of the fold; a profile changes with the fact that changed it."""

    def place(step: Fact | ProfileChange) -> tuple[int, int, int, str, int]:
        if isinstance(step, ProfileChange):
            return (step.occurred_at, step.rank, step.version, step.id, 1)
        version = step.version if step.kind in HISTORIES and step.version is not None else -1
        return (step.occurred_at, RANK[step.kind], version, step.id, 0)

    return sorted([*facts, *changes], key=place)
