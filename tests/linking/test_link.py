"""Linking by example: what becomes one, where persons belong, what the links say, and why."""

import random
from uuid import UUID

import pytest

from handschlag.linking import NewLink, Record, explain, keys, link, new_ids, uuid7
from tests.linking.worlds import applied, fresh

FIRST, SECOND, THIRD = (f"00000000-0000-7000-8000-{number:012d}" for number in (1, 2, 3))


def person(subject: str, **fields: str) -> Record:
    return Record(subject, "person", keys("person", fields))


def company(subject: str, **fields: str) -> Record:
    return Record(subject, "company", keys("company", fields))


def test_two_systems_know_one_person() -> None:
    records = [person("ma:contact:7", email="Anna@gmx.de"), person("crm:lead:a", email=" anna@GMX.de")]
    found = link(records, [], {}, set(), fresh())
    assert found.links == [
        NewLink("crm:lead:a", "person", FIRST, "email:anna@gmx.de", "same_email"),
        NewLink("ma:contact:7", "person", FIRST, "email:anna@gmx.de", "same_email"),
    ]
    assert found.membership == {}
    assert found.components == {"crm:lead:a": "crm:lead:a", "ma:contact:7": "crm:lead:a"}


def test_a_domain_from_which_people_write_is_a_company() -> None:
    records = [person("ma:contact:1", email="anna@acme.de"), person("ma:contact:2", email="bob@acme.de")]
    found = link(records, [], {}, set(), fresh())
    entities = applied({}, found)
    assert found.links[-1] == NewLink("derived:domain:acme.de", "company", THIRD, "domain:acme.de", "email_domain")
    assert found.membership == {entities["ma:contact:1"]: THIRD, entities["ma:contact:2"]: THIRD}
    assert set(found.components.values()) == {"ma:contact:1"}


def test_the_company_record_that_comes_later_is_the_derived_company() -> None:
    anna = person("ma:contact:1", email="anna@acme.de")
    before = applied({}, link([anna], [], {}, set(), fresh()))
    found = link([anna, company("crm:account:1", domain="acme.de")], [], before, set(), fresh(50))
    assert found.links == [
        NewLink("crm:account:1", "company", before["derived:domain:acme.de"], "domain:acme.de", "same_domain")
    ]


@pytest.mark.parametrize(
    ("relations", "fields", "expected"),
    [
        ([("ma:contact:1", "crm:account:z", "company")], {"email": "anna@acme.de"}, "crm:account:z"),
        ([], {"email": "anna@acme.de", "company_name": "Zeta"}, "crm:account:a"),
        ([], {"email": "anna@gmail.com", "company_name": "Zeta GmbH"}, "crm:account:z"),
        ([], {"email": "anna@gmail.com", "company_name": "Unheard"}, None),
    ],
)
def test_relation_then_domain_then_name_say_where_a_person_belongs(relations, fields, expected) -> None:
    records = [
        person("ma:contact:1", **fields),
        company("crm:account:a", domain="acme.de"),
        company("crm:account:z", company_name="Zeta"),
    ]
    found = link(records, relations, {}, set(), fresh())
    entities = applied({}, found)
    assert found.membership.get(entities["ma:contact:1"]) == entities.get(expected)


def test_an_opportunity_ties_the_persons_and_the_company_it_names() -> None:
    records = [Record("crm:deal:1", "opportunity", []), person("ma:contact:1", email="anna@gmx.de")]
    relations = [("crm:deal:1", "ma:contact:1", "primary_contact"), ("crm:deal:1", "crm:account:9", "company")]
    found = link(records, relations, {}, set(), fresh())
    assert set(found.components.items()) == {
        ("crm:deal:1", "crm:account:9"),
        ("ma:contact:1", "crm:account:9"),
        ("crm:account:9", "crm:account:9"),
    }
    assert [(new.subject, new.about, new.key, new.reason) for new in found.links] == [
        ("crm:account:9", "company", "record:crm:account:9", "own_record"),
        ("ma:contact:1", "person", "email:anna@gmx.de", "same_email"),
    ]


def test_a_campaign_ties_nobody() -> None:
    records = [person("ma:contact:1"), person("ma:contact:2")]
    relations = [(record.subject, "ma:campaign:1", "campaign") for record in records]
    found = link(records, relations, {}, set(), fresh())
    assert found.components == {"ma:contact:1": "ma:contact:1", "ma:contact:2": "ma:contact:2"}


def test_undoing_a_link_parts_the_records_and_the_larger_part_keeps_its_identity() -> None:
    records = [company(f"crm:account:{n}", company_name="Acme") for n in range(3)]
    before = applied({}, link(records, [], {}, set(), fresh()))
    found = link(records, [], before, {("crm:account:0", "name:acme")}, fresh(2))
    assert found.links == [NewLink("crm:account:0", "company", SECOND, "record:crm:account:0", "own_record")]
    assert found.redirects == {}


def test_an_undone_domain_leaves_the_person_without_the_company() -> None:
    records = [person("ma:contact:1", email="anna@acme.de"), company("crm:account:1", domain="acme.de")]
    found = link(records, [], {}, {("ma:contact:1", "domain:acme.de")}, fresh())
    assert found.membership == {}
    assert explain("ma:contact:1", "crm:account:1", records, [], {("ma:contact:1", "domain:acme.de")}) == []


def test_an_explanation_names_every_link_of_the_chain() -> None:
    records = [
        company("crm:account:1", domain="acme.de"),
        company("erp:customer:1", website="www.acme.de", company_name="Acme"),
        company("ma:company:1", company_name="ACME GmbH"),
        person("ma:contact:1", email="anna@acme.de"),
    ]
    assert explain("crm:account:1", "ma:company:1", records) == [
        ("crm:account:1", "erp:customer:1", "domain:acme.de", "same_domain"),
        ("erp:customer:1", "ma:company:1", "name:acme", "same_name"),
    ]
    relations = [("crm:deal:1", "ma:contact:1", "contact")]
    assert explain("crm:deal:1", "crm:account:1", records, relations) == [
        ("crm:deal:1", "ma:contact:1", "contact", "relation"),
        ("ma:contact:1", "crm:account:1", "domain:acme.de", "same_domain"),
    ]


def test_identities_are_version_7_and_sort_by_time() -> None:
    entropy = random.Random(7).randbytes
    at = 1_790_000_000_123_456
    made = [UUID(uuid7(at + n * 1000, entropy)) for n in range(200)]
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert [one.int >> 80 for one in made] == [at // 1000 + n for n in range(200)]
    assert sorted(made) == made
    assert len(set(made)) == 200
    assert new_ids(at, random.Random(7).randbytes)() == uuid7(at, random.Random(7).randbytes)
