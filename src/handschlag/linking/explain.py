"""Why two subjects are one, or belong to one account: the shortest chain of evidence between them."""

from collections import deque
from collections.abc import Collection, Iterable
from typing import NamedTuple

from handschlag.linking.belonging import RELATION, belonging, claims
from handschlag.linking.graph import Graph, Record


class Step(NamedTuple):
    """One link of the chain: `left` and `right` are tied by this key (or, for a relation, this role)."""

    left: str
    right: str
    key: str
    reason: str


class _Edge(NamedTuple):
    end: str
    key: str
    reason: str


def explain(
    a: str,
    b: str,
    records: Iterable[Record],
    relations: Iterable[tuple[str, str, str]] = (),
    unlinked: Collection[tuple[str, str]] = (),
) -> list[Step]:
    """The evidence that a and b are one; if they are not, the evidence that they belong together; else nothing."""
    graph = Graph(records, relations, unlinked)
    evidence = _identity_edges(graph)
    if steps := _path(a, b, evidence):
        return steps
    return _path(a, b, _with_belonging(graph, evidence))


def _identity_edges(graph: Graph) -> dict[str, list[_Edge]]:
    edges: dict[str, list[_Edge]] = {}
    for number, subject in enumerate(graph.subjects):
        for key in graph.identity(number):
            _tie(edges, subject, key.text, key.text, key.reason)
    return edges


def _with_belonging(graph: Graph, edges: dict[str, list[_Edge]]) -> dict[str, list[_Edge]]:
    decided = claims(graph)
    belonging(graph, decided)
    for number, subject in enumerate(graph.subjects):
        claim = decided.get(graph.groups.find(number))
        for key in graph.evidence[number]:
            if claim and claim.rank != RELATION and key.text == claim.target:
                _tie(edges, subject, key.text, key.text, key.reason)
    for relation in graph.relations:
        _tie(edges, relation.subject, relation.related, relation.role, "relation")
    return edges


def _tie(edges: dict[str, list[_Edge]], one: str, other: str, key: str, reason: str) -> None:
    edges.setdefault(one, []).append(_Edge(other, key, reason))
    edges.setdefault(other, []).append(_Edge(one, key, reason))


def _path(a: str, b: str, edges: dict[str, list[_Edge]]) -> list[Step]:
    """Breadth first from a to b, then the steps between subjects, leaving out the keys in between."""
    came: dict[str, tuple[str, _Edge]] = {}
    waiting = deque([a])
    while waiting and b not in came:
        here = waiting.popleft()
        for edge in sorted(edges.get(here, ())):
            if edge.end not in came and edge.end != a:
                came[edge.end] = (here, edge)
                waiting.append(edge.end)
    steps: list[Step] = []
    right = b
    while right in came:
        left, edge = came[right]
        if left == edge.key:  # from a key to a subject: the key's other subject is the left end
            left = came[left][0]
        steps.append(Step(left, right, edge.key, edge.reason))
        right = left
    return steps[::-1]
