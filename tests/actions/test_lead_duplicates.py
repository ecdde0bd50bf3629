"""Persons who may be one: shown to each other with the reason, never joined by likeness alone."""

from collections.abc import Callable
from pathlib import Path

from handschlag.actions.houses import House
from handschlag.actions.imports import import_files
from handschlag.actions.leads import find_people, lead
from tests.fixtures.houses import NOW

MAPPING = """\
mapping: 1
connection: crm
files:
  - match: "people*.csv"
    record: id
    version: {exported_at: 2026-10-01}
    facts:
      - kind: person
        subject: {object: contact, id: id}
        fields: {full_name: name, email: email, company_name: company, phone: phone}
"""

PEOPLE = """\
id,name,email,company,phone
1,Jörg Müller,joerg@acme.example,Acme GmbH,
2,Joerg MUELLER,,ACME,0221 555 123
3,Jörg Müller,jm@other.example,Other AG,+49 221 555123
4,Jörg Müller,,,
5,Anna Klein,anna@acme.example,Acme GmbH,
6,Müller,,Acme GmbH,
7,Jörg Müller,joerg@acme.example,Acme GmbH,
"""


def test_namesakes_are_shown_to_each_other(new_house: Callable[..., House], tmp_path: Path) -> None:
    house = new_house()
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    import_files(house, files=[tmp_path / "people.csv"], mapping=tmp_path / "mapping.yaml", dry_run=False, now=NOW)
    records = {number: lead(house, person=f"crm:contact:{number}", now=NOW) for number in range(1, 8)}
    number_of = {found["person"]: number for number, found in reversed(records.items())}
    assert records[1]["person"] == records[7]["person"]  # one address is one person
    assert find_people(house, text="", now=NOW)["count"] == 6

    def shown(number: int) -> dict[int, str]:
        return {number_of[other["person"]]: other["reason"] for other in records[number]["duplicates"]}

    company, phone, name = "name_and_company", "name_and_phone", "name_only"
    assert {number: shown(number) for number in range(1, 7)} == {
        1: {2: company, 4: name},
        2: {1: company, 3: phone, 4: name},
        3: {2: phone, 4: name},
        4: {1: name, 2: name, 3: name},
        5: {},
        6: {},
    }
    [other] = [each for each in records[3]["duplicates"] if each["reason"] == phone]
    assert (other["name"], other["email"], other["sources"]) == ("Joerg MUELLER", None, ["crm"])
