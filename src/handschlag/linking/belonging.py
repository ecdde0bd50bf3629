"""To which company a person belongs, and which persons, companies and opportunities form one component."""

from typing import NamedTuple

from handschlag.linking.graph import Graph


class Claim(NamedTuple):
    """Why a person belongs to a company; the smallest claim of a person decides.

    A relation outranks the domain of a company that has a record, that one a domain without, and that one a name.
    """

    rank: int
    target: str


RELATION, KNOWN_DOMAIN, NEW_DOMAIN, KNOWN_NAME = range(4)


def claims(graph: Graph) -> dict[int, Claim]:
    """The deciding claim of every person (by the number that stands for the person) that belongs to a company."""
    decided: dict[int, Claim] = {}

    def claim(person: int, rank: int, target: str) -> None:
        found = Claim(rank, target)
        root = graph.groups.find(person)
        if root not in decided or found < decided[root]:
            decided[root] = found

    for subject, related, role in graph.relations:
        person, company = graph.number[subject], graph.number[related]
        if role == "company" and graph.about[person] == "person" and graph.about[company] == "company":
            claim(person, RELATION, graph.subjects[graph.groups.find(company)])
    for number, about in enumerate(graph.about):
        if about == "person":
            for key in graph.evidence[number]:
                if key.reason == "email_domain":
                    claim(number, KNOWN_DOMAIN if key.text in graph.by_key else NEW_DOMAIN, key.text)
                elif key.reason == "company_name" and key.text in graph.by_key:
                    claim(number, KNOWN_NAME, key.text)
    return decided


def belonging(graph: Graph, decided: dict[int, Claim]) -> dict[int, int]:
    """Person to company, both as the numbers that stand for them; companies without a record are added to the graph."""
    for claim in sorted(set(decided.values())):
        if claim.rank == NEW_DOMAIN:
            graph.derive_company(claim.target)
    place = {RELATION: graph.number, KNOWN_DOMAIN: graph.by_key, NEW_DOMAIN: graph.by_key, KNOWN_NAME: graph.by_key}
    return {person: graph.groups.find(place[rank][target]) for person, (rank, target) in decided.items()}


def components(graph: Graph, membership: dict[int, int]) -> dict[str, str]:
    """Every subject's component, named by its smallest subject (one that a source delivered, where there is one)."""
    together = graph.groups.copy()
    for subject, related, _ in graph.relations:
        together.join(graph.number[subject], graph.number[related])
    for person, company in membership.items():
        together.join(person, company)
    return {subject: graph.subjects[together.find(number)] for number, subject in enumerate(graph.subjects)}
