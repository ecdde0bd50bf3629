"""Small random worlds of records for the laws of linking: few values, so that many records share them."""

from itertools import count
from typing import NamedTuple

from hypothesis import strategies as st

from handschlag.linking import Linked, Record, keys, link

DOMAINS = ("acme.de", "beta.com", "gamma.co.uk")
FREE = ("gmail.com", "gmx.de")
NAMES = ("Acme GmbH", "Béta & Co. KG", "Gamma")


class World(NamedTuple):
    records: list[Record]
    relations: list[tuple[str, str, str]]


def fresh(start: int = 1):
    """A source of identities that grow, as those of UUID version 7 do with time."""
    numbers = count(start)
    return lambda: f"00000000-0000-7000-8000-{next(numbers):012d}"


def applied(existing: dict[str, str], linked: Linked) -> dict[str, str]:
    """The entity of every subject after the new links are written."""
    return {**existing, **{found.subject: found.entity for found in linked.links}}


def real(entities: dict[str, str]) -> dict[str, str]:
    return {subject: entity for subject, entity in entities.items() if not subject.startswith("derived:")}


def grouping(entities: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for subject, entity in real(entities).items():
        groups.setdefault(entity, set()).add(subject)
    return {frozenset(group) for group in groups.values()}


def person_fields() -> st.SearchStrategy[dict[str, str]]:
    address = st.builds(
        lambda local, domain: f"{local}@{domain}",
        st.sampled_from(("anna", "Bob", "info")),
        st.sampled_from(DOMAINS + FREE),
    )
    return st.fixed_dictionaries({}, optional={"email": address, "company_name": st.sampled_from(NAMES)})


def company_fields() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "domain": st.sampled_from(DOMAINS + FREE[:1]),
            "website": st.sampled_from(tuple(f"https://www.{domain}/" for domain in DOMAINS)),
            "company_name": st.sampled_from(NAMES),
        },
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    records = []
    for number, fields in enumerate(draw(st.lists(person_fields(), max_size=5))):
        records.append(Record(f"ma:contact:{number}", "person", keys("person", fields)))
    for number, fields in enumerate(draw(st.lists(company_fields(), max_size=4))):
        records.append(Record(f"crm:account:{number}", "company", keys("company", fields)))
    deals = draw(st.integers(0, 2))
    records += [Record(f"crm:deal:{number}", "opportunity", []) for number in range(deals)]
    persons = [record.subject for record in records if record.about == "person"] + ["ma:contact:unheard"]
    companies = [record.subject for record in records if record.about == "company"] + ["crm:account:unheard"]
    possible = [(person, company, "company") for person in persons for company in companies]
    for number in range(deals):
        deal = f"crm:deal:{number}"
        possible += [(deal, person, role) for person in persons for role in ("contact", "primary_contact")]
        possible += [(deal, company, "company") for company in companies]
    relations = draw(st.lists(st.sampled_from(possible), max_size=4, unique=True))
    return World(records, relations)


def linked_at_once(world: World, unlinked=frozenset()) -> tuple[dict[str, str], Linked]:
    found = link(world.records, world.relations, {}, unlinked, fresh())
    return applied({}, found), found
