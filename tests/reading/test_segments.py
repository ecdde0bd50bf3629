"""Files of facts that lack columns say the same as those that have them all."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from handschlag.engines import staging
from handschlag.engines.segments import columns_of_facts, facts_in
from handschlag.ledger.schema import FACT_COLUMNS
from tests.reading.exports import stage, touches, written


def read(files: list[Path], **more: Any) -> list[dict[str, Any]]:
    with duckdb.connect() as con:
        found = con.execute(f"select * from {facts_in(files, **more)} order by all")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def columns(file: Path) -> list[str]:
    with duckdb.connect() as con:
        return [row[0] for row in con.execute(f"describe from read_parquet('{file}')").fetchall()]


def make(file: Path, select: str) -> Path:
    with duckdb.connect() as con:
        con.execute(f"copy (select {select}) to '{file}' (format parquet)")
    return file


def test_a_lacking_column_is_null_and_a_lacking_recording_is_the_occurrence(tmp_path: Path) -> None:
    few = make(tmp_path / "few.parquet", "'touch' as kind, 'web:person:1' as subject, 5 as occurred_at")
    more = make(
        tmp_path / "more.parquet", "'touch' as kind, 'web:person:2' as subject, 6 as occurred_at, 9 as recorded_at"
    )
    nothing = dict.fromkeys(FACT_COLUMNS)
    one = nothing | {"kind": "touch", "subject": "web:person:1", "occurred_at": 5, "recorded_at": 5}
    two = nothing | {"kind": "touch", "subject": "web:person:2", "occurred_at": 6, "recorded_at": 9}
    assert read([few]) == [one]
    assert read([few, more]) == read([more, few]) == [one, two]
    assert read([few, more], numbered=True) == [one | {"row": 0}, two | {"row": 0}]


def test_the_fast_way_writes_only_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = written(tmp_path, "e.csv", "who,when,what\np1,1970-01-01T00:00:05Z,a\n")
    monkeypatch.setattr(staging, "FAST_FROM", 0)
    _, facts = stage(export, touches())
    assert columns(tmp_path / "staged.parquet") == [
        "kind", "subject", "name", "occurred_at", "precision", "batch", "side",
    ]  # fmt: skip
    assert facts == [
        dict.fromkeys(FACT_COLUMNS)
        | {
            "kind": "touch", "subject": "web:person:p1", "name": "a", "occurred_at": 5_000_000, "precision": "instant",
            "recorded_at": 5_000_000, "batch": 7, "side": "marketing",
        }
    ]  # fmt: skip
    _, facts = stage(export, touches(part="recorded: {}"))
    assert [fact["recorded_at"] for fact in facts] == [99]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (list(FACT_COLUMNS), True),
        (["kind", "subject", "occurred_at", "precision"], True),
        (["kind", "subject", "occurred_at"], False),
        (["subject", "kind", "occurred_at", "precision"], False),
        ([*FACT_COLUMNS, "more"], False),
    ],
)
def test_columns_of_a_file_of_facts(given: list[str], expected: bool) -> None:
    assert columns_of_facts(given) is expected
