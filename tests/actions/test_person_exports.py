"""What is held on one person is handed out whole, with nothing on anybody else and no employee's name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from handschlag.actions.houses import House
from handschlag.actions.imports import import_files
from handschlag.actions.person_exports import export_person
from handschlag.errors import InputProblems
from handschlag.store.models import AuditEntry
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
        fields: {full_name: name, email: email, company_name: company, owner: seller}
      - kind: touch
        subject: {object: contact, id: id}
        name: trade_fair
        at: {column: met, format: iso}
        side: sales
        actor: {column: seller}
        key: id
"""

PEOPLE = """\
id,name,email,company,seller,met
1,Anna Beispiel,anna@acme.example,Acme GmbH,Otto Verkauf,2026-09-01T10:00:00
2,Berta Andere,berta@acme.example,Acme GmbH,Otto Verkauf,2026-09-02T10:00:00
3,Anna Beispiel,anna@acme.example,Acme AG,Otto Verkauf,2026-09-03T10:00:00
"""


@pytest.fixture
def house(new_house: Callable[..., House], tmp_path: Path) -> House:
    made = new_house()
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    import_files(made, files=[tmp_path / "people.csv"], mapping=tmp_path / "mapping.yaml", dry_run=False, now=NOW)
    return made


def test_everything_of_one_person_and_nothing_of_another(house: House) -> None:
    found = export_person(house, person="anna@acme.example", now=NOW)
    text = json.dumps(found, default=str)
    assert found["sources"] == [
        {"system": "crm", "kind": "contact", "number": "1"}, {"system": "crm", "kind": "contact", "number": "3"},
    ]  # fmt: skip
    assert sorted((fact["kind"], fact["subject"]) for fact in found["facts"]) == [
        (kind, f"crm:contact:{number}") for kind in ("person", "touch") for number in (1, 3)
    ]
    rows = [line.split(",") for line in PEOPLE.splitlines()[1:]]
    assert [one["record"] for one in sorted(found["records"], key=lambda one: one["line"])] == [
        {"id": row[0], "name": row[1], "email": row[2], "company": row[3], "met": row[5]} for row in (rows[0], rows[2])
    ]
    other = json.dumps(export_person(house, person="berta@acme.example", now=NOW), default=str)
    for leak in ("Berta", "berta@", "crm:contact:2"):
        assert (leak in other, leak in text) == (True, False)
    assert ("Otto Verkauf" in PEOPLE, "Otto Verkauf" in text) == (True, False)


DEALS = """\
id,contact,made,amount,handled_by
7,1,2026-09-05T10:00:00,100,Otto Verkauf
8,2,2026-09-06T10:00:00,200,Otto Verkauf
"""

MORE = """\
  - match: "deals*.csv"
    record: id
    version: {column: made, format: iso}
    facts:
      - kind: opportunity_created
        subject: {object: deal, id: id}
        at: made
        amount: {column: amount, currency: EUR}
        relations: {primary_contact: {object: contact, id: contact}}
"""


def test_where_others_records_name_the_person_and_what_was_set_aside(house: House, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(DEALS)
    (tmp_path / "people-2.csv").write_text(
        "id,name,email,company,seller,met\n"
        "1,Anna Beispiel,anna@acme.example,Acme GmbH,Otto Verkauf,yesterday\n"
        "9,Somebody,ANNA@acme.example ,Acme GmbH,Otto Verkauf,last week\n"
        "2,Berta Andere,berta@acme.example,Acme GmbH,Otto Verkauf,tomorrow\n"
    )
    (tmp_path / "mapping.yaml").write_text(MAPPING + MORE)
    files = [tmp_path / "deals.csv", tmp_path / "people-2.csv"]
    import_files(house, files=files, mapping=tmp_path / "mapping.yaml", dry_run=False, now=NOW)
    found = export_person(house, person="anna@acme.example", now=NOW)
    named = [(each["record"], each["role"]) for each in found["named_in"]]
    assert named == [("crm:deal:7", "primary_contact")]
    assert [each["record"]["met"] for each in found["set_aside"]] == ["yesterday", "last week"]
    assert "Otto Verkauf" not in json.dumps(found, default=str)


def test_it_is_written_down_without_a_name(house: House) -> None:
    export_person(house, person="anna@acme.example", now=NOW)
    entry = AuditEntry.objects.latest("id")
    assert (entry.by, entry.action, entry.what, entry.details) == ("cli", "person_exported", "", {"rows": 4})


def test_somebody_unknown_is_a_problem(house: House) -> None:
    with pytest.raises(InputProblems, match="nobody here is"):
        export_person(house, person="nobody@acme.example", now=NOW)
