"""What can be wrong with a mapping file: every problem with its place, all at once, in plain words."""

from pathlib import Path

import pytest

from handschlag import mapping
from handschlag.errors import Problem
from handschlag.mapping.columns import column_problems

SOUND = """mapping: 1
connection: crm
files:
  - match: "*.csv"
    facts:
      - kind: touch
        subject: {object: lead, id: lead_id}
        at: day
        name: call
"""


def problems(text: str) -> list[tuple[int, int, str, str]]:
    found = mapping.loads(text.encode(), "m.yaml")
    assert found.mapping is None
    return [(p.line, p.column, p.message, p.hint) for p in found.problems]


def test_a_sound_mapping() -> None:
    found = mapping.loads(SOUND.encode(), "m.yaml")
    assert found.problems == []
    assert found.mapping is not None
    assert found.mapping.connection == "crm"
    assert found.part_for("/somewhere/DEALS.CSV") is found.mapping.files[0]
    assert found.part_for("deals.xlsx") is None


def test_everything_that_is_missing() -> None:
    assert problems("title: CRM\n") == [
        (1, 1, "`connection` is missing", "a stable key of the source, such as `connection: crm`"),
        (1, 1, "`files` is missing", 'begin with `- match: "*.csv"`'),
        (1, 1, "`mapping` is missing", "begin the file with `mapping: 1`"),
    ]


def test_all_problems_at_once() -> None:
    text = """mapping: 1
connection: CRM
time_zone: Europe/Berln
files:
  - match: "*.csv"
    csv: {delimiter: ";;"}
    fakts: []
    facts:
      - kind: tuch
        subject: {objct: lead, id: a}
        at: day
"""
    lines = [(line, message) for line, _, message, _ in problems(text)]
    assert lines == [
        (2, "`CRM` cannot be a key"),
        (3, "unknown time zone `Europe/Berln`"),
        (6, "`delimiter`: expected one character"),
        (7, "unknown key `fakts`"),
        (9, next(m for line, m in lines if line == 9)),
        (10, "`object` is missing in `files.0.facts.0.subject`"),
        (10, "unknown key `objct`"),
    ]
    assert next(m for line, m in lines if line == 9).endswith("found `tuch`")


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("        name: call\n", "", 6, "`name` is missing: a fact of kind `touch` needs it (type of touch)", ""),
        (
            "        at: day\n", "", 6, "`at` is missing: a fact of kind `touch` needs an `at`",
            "name the column with the instant",
        ),
        (
            "at: day", 'at: {column: day, format: "%d.%m.%q"}', 8, "`%q` in `%d.%m.%q` is unknown",
            'write `iso`, `epoch_s`, `epoch_ms`, or a pattern such as `"%d.%m.%Y %H:%M"`',
        ),
        (
            "at: day", 'at: {column: day, format: "%H:%M"}', 8, "`%H:%M` names no year and month",
            'write `iso`, `epoch_s`, `epoch_ms`, or a pattern such as `"%d.%m.%Y %H:%M"`',
        ),
        ("name: call", "name: {column: a, constant: b}", 9, "`name`: expected exactly one of `column`, `constant`", ""),
        (
            "name: call", "name: call\n        side: marketin", 10, "unknown side `marketin`",
            "did you mean `marketing`?",
        ),
        (
            "name: call", "name: call\n        amount: {column: a, currency: EURO}", 10, "unknown currency `EURO`",
            "did you mean `EUR`?",
        ),
        (
            "name: call", "name: call\n        version: {column: a}", 10, "a fact of kind `touch` has no versions",
            "leave it out",
        ),
        (
            "name: call", "name: call\n        related: {object: x, id: b}", 6,
            "a fact of kind `touch` has no `related`", "use `relations`",
        ),
        (
            "name: call", "name: call\n        relations: {company: {object: lead, id: b}}", 10,
            "`lead` is a person in `touch` and a company in `company`",
            "call the two types of record by different names",
        ),
        ("kind: touch", "kind: relation", 6, "a fact of kind `relation` needs `related`", ""),
        (
            "kind: touch", "kind: consent", 6, "`fields` has no `state`: a fact of kind `consent` needs it", "",
        ),
        (
            "kind: touch\n", "kind: stage_reported\n", 9, None, None,
        ),
        (
            'match: "*.csv"', 'match: "*.csv"\n    csv: {encoding: utf9}', 5, "unknown encoding `utf9`",
            "common are utf-8, utf-16, cp1252, latin-1",
        ),
        (
            'match: "*.csv"', 'match: "*.csv"\n    version: {exported_at: soon}', 5, "`soon` is no day and no instant",
            "write 2026-01-31",
        ),
    ],
)  # fmt: skip
def test_one_thing_that_does_not_fit(old: str, new: str, line: int, message: str | None, hint: str | None) -> None:
    text = SOUND.replace(old, new)
    assert text != SOUND
    found = mapping.loads(text.encode(), "m.yaml").problems
    expected = [] if message is None else [(line, message, hint)]
    assert [(p.line, p.message, p.hint) for p in found] == expected


def test_a_stage_is_a_key_and_known_with_its_place() -> None:
    text = SOUND.replace("kind: touch", "kind: stage_reported").replace(
        "connection: crm", "connection: crm\ndecides: [mql]"
    )
    named = text.replace("name: call", "name: {column: s, values: {A: marketing_lead, B: null}}")
    assert [(s.name, s.unknown) for s in mapping.loads(named.encode(), "m.yaml").stage_names()] == [
        ("mql", Problem("m.yaml", 3, 11, "unknown stage `mql`")),
        ("marketing_lead", Problem("m.yaml", 10, 39, "unknown stage `marketing_lead`")),
    ]
    assert problems(text.replace("name: call", "name: Sales Ready")) == [
        (10, 15, "`Sales Ready` cannot be a stage", "write the stage's key, such as `marketing_lead`")
    ]


def test_a_mapping_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "no.yaml"
    assert mapping.load(path).problems == [
        Problem(str(path), message="cannot read the mapping: No such file or directory")
    ]


def of_columns(text: str, *columns: str) -> list[tuple[int, int, str, str]]:
    found = mapping.loads(text.encode(), "m.yaml")
    assert found.mapping is not None, found.problems
    part = found.mapping.files[0]
    return [(p.line, p.column, p.message, p.hint) for p in column_problems(found.mapping, part, columns, "e.csv")]


def test_columns_that_the_file_does_not_have() -> None:
    assert of_columns(SOUND, "lead_id", "day") == []
    assert of_columns(SOUND, "lead", "date") == [
        (7, 37, "e.csv has no column `lead_id`", "did you mean `lead`?"),
        (8, 13, "e.csv has no column `day`", "known are `date`, `lead`"),
    ]


def test_a_condition_is_checked_against_the_columns() -> None:
    text = SOUND.replace("name: call", "name: call\n        when: \"status <> 'spam'\"")
    assert of_columns(text, "lead_id", "day", "status") == []
    [(line, column, message, _)] = of_columns(text, "lead_id", "day", "state")
    assert (line, column, message) == (10, 16, "unknown field `status`")


def test_a_word_that_is_a_column() -> None:
    text = SOUND.replace("name: call", "name: call\n        actor: owner")
    assert of_columns(text, "lead_id", "day") == []
    assert of_columns(text, "lead_id", "day", "owner") == [
        (
            10, 16, "`owner` is taken as a fixed word, but e.csv has a column of this name",
            "write `{column: owner}`, or `{constant: owner}` for the word",
        )
    ]  # fmt: skip
    assert of_columns(text.replace("actor: owner", "actor: {constant: owner}"), "lead_id", "day", "owner") == []
