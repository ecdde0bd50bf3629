"""Which entity a group of records is: the oldest one it already had, or a new one."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from handschlag.linking.graph import Graph


class Entities(NamedTuple):
    """The entity of every group (by the number that stands for it), and where merged entities went."""

    of: dict[int, str]
    redirects: dict[str, str]


def entities(graph: Graph, existing: Mapping[str, str], new_id: Callable[[], str]) -> Entities:
    """Merged groups keep their smallest (oldest) entity; when a group came apart, its larger part keeps the entity."""
    owners = _owners(graph, existing)
    of: dict[int, str] = {}
    for entity, group in owners.items():
        of[group] = min(entity, of.get(group, entity))
    for number, about in enumerate(graph.about):
        if about in ("person", "company") and graph.groups.find(number) == number and number not in of:
            of[number] = new_id()
    redirects = {entity: of[group] for entity, group in owners.items() if of[group] != entity}
    return Entities(of, redirects)


def _owners(graph: Graph, existing: Mapping[str, str]) -> dict[str, int]:
    """The group that inherits each existing entity: the one with most of its records, then the smallest."""
    holders: dict[str, Counter[int]] = {}
    for number, subject in enumerate(graph.subjects):
        if graph.about[number] in ("person", "company") and (entity := existing.get(subject)):
            holders.setdefault(entity, Counter())[graph.groups.find(number)] += 1
    return {entity: min(groups, key=lambda group: (-groups[group], group)) for entity, groups in holders.items()}
