"""Linking: records that are one person or one company get one entity, and what belongs together one component.

Everything here is a function of the set of records, relations and undone links: the order of arrival plays no part.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from handschlag.linking.belonging import belonging, claims, components
from handschlag.linking.entities import entities
from handschlag.linking.graph import DERIVED, Graph, Record
from handschlag.linking.keys import Key


class NewLink(NamedTuple):
    """One link fact to be written: this subject is this entity, on this evidence."""

    subject: str
    about: str
    entity: str
    key: str
    reason: str


class Linked(NamedTuple):
    """What linking found: links to write, merged entities, person to company, subject to component."""

    links: list[NewLink]
    redirects: dict[str, str]
    membership: dict[str, str]
    components: dict[str, str]


def link(
    records: Iterable[Record],
    relations: Iterable[tuple[str, str, str]],
    existing: Mapping[str, str],
    unlinked: Collection[tuple[str, str]],
    new_id: Callable[[], str],
) -> Linked:
    """Link all records anew.

    `relations` are (subject, related, role). `existing` is the entity each subject has by the newest link fact,
    subjects of derived companies (`derived:domain:acme.de`) included. `unlinked` are the undone (subject, key) pairs;
    a relation is undone by the key `relation:<related subject>`.
    """
    graph = Graph(records, relations, unlinked)
    decided = claims(graph)
    for subject in sorted(existing):
        if subject.startswith(DERIVED):
            graph.derive_company(subject.replace(DERIVED, "domain:", 1))
    home = belonging(graph, decided)
    found = entities(graph, existing, new_id)
    return Linked(
        links=_new_links(graph, found.of, existing),
        redirects=found.redirects,
        membership={found.of[person]: found.of[company] for person, company in home.items()},
        components=components(graph, home),
    )


def _new_links(graph: Graph, entity_of: Mapping[int, str], existing: Mapping[str, str]) -> list[NewLink]:
    """One link for each piece of evidence of each subject that is new or has moved."""
    links: list[NewLink] = []
    for number, subject in enumerate(graph.subjects):
        about = graph.about[number]
        if about not in ("person", "company"):
            continue
        entity = entity_of[graph.groups.find(number)]
        if existing.get(subject) != entity:
            evidence = graph.identity(number) or [Key(f"record:{subject}", "own_record")]
            links += [NewLink(subject, about, entity, key.text, key.reason) for key in evidence]
    return links
