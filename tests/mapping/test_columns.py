"""Other names of columns, columns that a file may lack, cells that name several records, a format said once."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from handschlag.engines.staging import preview, source_rows, stage
from handschlag.errors import InputProblems
from handschlag.mapping import Mapping, loads
from tests.suggest.facts import when

TEXT = """mapping: 1
connection: crm
time_zone: Europe/Berlin
format: "%d.%m.%Y"
files:
  - match: ["*deals*.csv", "*geschaefte*.csv"]
    columns:
      Deal ID: [Deal-ID, id]
      Stage: [Deal-Phase, stage]
      Closed: [Geschlossen am, closed_at]
      Reason: [Grund]
      Contacts: [Kontakte]
    optional: [Reason, Contacts, Won/Lost]
    record: Deal ID
    facts:
      - kind: opportunity_lost
        when: "Stage = 'lost' or Won_Lost = 'no'"
        subject: {object: deal, id: Deal ID}
        at: Closed
        name: {column: Reason}
        fields: {stage: Stage, day: {column: Closed, type: date}}
        relations: {contact: {object: contact, id: Contacts, split: ";"}}
"""


def mapping(text: str = TEXT) -> Mapping:
    loaded = loads(text.encode(), "m.yaml")
    assert loaded.problems == []
    assert loaded.mapping is not None
    return loaded.mapping


def facts(folder: Path, name: str, content: str) -> list[tuple[Any, ...]]:
    file = folder / name
    file.write_text(content, "utf-8")
    read = mapping()
    part = read.part_for(name)
    assert part is not None
    rows = preview(file, read, part, 100)
    told = ((f["kind"], f["subject"], f["name"], when(f["occurred_at"]), f["related"], f["fields"]) for f in rows)
    return [(*each[:5], None if each[5] is None else json.loads(each[5])) for each in told]


LOST = ("opportunity_lost", "crm:deal:7", "price", "2026-01-30 23:00", None, {"day": "2026-01-31", "stage": "lost"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deals.csv", "Deal ID,Stage,Closed,Reason\n7,lost,31.01.2026,price\n"),
        ("geschaefte-2026.csv", "Deal-ID;Deal-Phase;Geschlossen am;Grund\n7;lost;31.01.2026;price\n"),
        ("my deals.csv", "id,stage,closed_at,Grund,Won/Lost\n7,lost,31.01.2026,price,\n"),
    ],
)
def test_a_column_goes_by_any_of_its_names(tmp_path: Path, name: str, content: str) -> None:
    assert facts(tmp_path, name, content) == [LOST]


def test_the_first_of_two_names_is_read(tmp_path: Path) -> None:
    assert facts(tmp_path, "deals.csv", "Grund,Reason,id,Stage,Closed\nPreis,price,7,lost,31.01.2026\n") == [LOST]


def test_what_is_lacking_is_missing_in_values_and_conditions(tmp_path: Path) -> None:
    bare = "id,Stage,Closed\n7,lost,31.01.2026\n8,open,31.01.2026\n"
    assert facts(tmp_path, "deals.csv", bare) == [(*LOST[:2], None, *LOST[3:])]
    told = "id,Stage,Closed,Won/Lost\n7,x,31.01.2026,no\n8,x,31.01.2026,yes\n"
    assert [(fact[0], fact[1]) for fact in facts(tmp_path, "deals.csv", told)] == [LOST[:2]]


def test_a_cell_can_name_several_records(tmp_path: Path) -> None:
    found = facts(tmp_path, "deals.csv", "id,Stage,Closed,Kontakte\n7,lost,31.01.2026,2; 1;;1\n8,lost,31.01.2026,\n")
    assert [(fact[0], fact[1], fact[2], fact[4]) for fact in found if fact[0] == "relation"] == [
        ("relation", "crm:deal:7", "contact", "crm:contact:1"),
        ("relation", "crm:deal:7", "contact", "crm:contact:2"),
    ]


def test_a_large_file_is_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large files are streamed; lacking columns and split cells mean the same there."""
    rows = [(n, "lost" if n % 2 else "open", f"{n};{n + 1}") for n in range(1, 2001)]
    lines = ["id,Stage,Closed,Kontakte", *(f"{n},{stage},31.01.2026,{contacts}" for n, stage, contacts in rows)]
    file = tmp_path / "deals.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    read, out = mapping(), tmp_path / "facts.parquet"
    lost = [n for n, stage, _ in rows if stage == "lost"]
    for size in (1 << 30, 0):
        monkeypatch.setattr("handschlag.engines.staging.FAST_FROM", size)
        staged = stage(file, read, read.files[0], batch=1, imported_at=0, out=out)
        assert (staged.read, staged.facts, staged.quarantined) == (len(rows), 3 * len(lost), [])
        con = duckdb.connect()
        related = con.execute(f"select related from '{out}' where kind = 'relation'").fetchall()
        assert sorted(related) == sorted((f"crm:contact:{m}",) for n in lost for m in (n, n + 1))


def test_a_column_with_none_of_its_names_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as raised:
        facts(tmp_path, "deals.csv", "id,Phase,Closed\n7,lost,31.01.2026\n")
    assert [(p.line, p.message) for p in raised.value.problems] == [
        (17, "unknown field `Stage`"),
        (21, "deals.csv has no column `Stage`, nor `Deal-Phase`, `stage`"),
    ]


def test_a_source_row_is_found_by_the_mapping_s_name(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("id,Stage,Closed\n7,lost,31.01.2026\n", "utf-8")
    part = mapping().files[0]
    assert source_rows(tmp_path / "deals.csv", part, "Deal ID", "7") == [
        (2, {"id": "7", "Stage": "lost", "Closed": "31.01.2026"})
    ]
    assert source_rows(tmp_path / "deals.csv", part, "Reason", "price") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("Reason: [Grund]", "Reasn: [Grund]", 11, "nothing reads the column `Reasn`"),
        ("Reason: [Grund]", "Reason: [Stage]", 11, "`Stage` cannot be another name of `Reason`"),
        ("[Reason, Contacts", "[Reasn, Contacts", 13, "nothing reads the column `Reasn`"),
        ("[Reason, Contacts", "[Deal ID, Contacts", 13, "`Deal ID` cannot be lacking: it is the `record`"),
        ("[Reason, Contacts", "[Closed, Contacts", 13, "`Closed` cannot be lacking: it is `at` of `opportunity_lost`"),
        ("id: Deal ID}", 'id: Deal ID, split: ";"}', 18, "a fact of this kind is about one record"),
        ('format: "%d.%m.%Y"', "format: German", 4, "`German` is no format"),
        ("optional: [Reason, Contacts, Won/Lost]", "optional: {a: b}", 13, "`optional`: expected a text"),
    ],
)
def test_what_can_be_wrong(old: str, new: str, line: int, message: str) -> None:
    text = TEXT.replace(old, new)
    assert text != TEXT
    problems = [(p.line, p.message.removeprefix("`columns`: ")) for p in loads(text.encode(), "m.yaml").problems]
    assert (line, message) in problems
