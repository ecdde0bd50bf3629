"""The fast and the careful way give the same facts of any file; one with anything wrong takes the careful one."""

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings, strategies as st

from handschlag.engines import staging
from handschlag.engines.reading_csv import CsvSource
from tests.reading.exports import stage, touches

pytestmark = pytest.mark.long

EVERYTHING = """channel: {column: channel, missing: "-", values: {Web: web, Messe: fair}, otherwise: keep}
        key: id
        amount: {column: money, currency: EUR}
        fields: {note: note, size: {column: size, type: number}, seen: {column: seen, type: boolean}}
        relations: {company: {object: account, id: firm}}"""
COLUMNS = ["who", "when", "what", "channel", "id", "money", "note", "size", "seen", "firm"]
TYPED = ", ".join('"' + column + '" varchar' for column in COLUMNS)

words = st.sampled_from(["", " ", "a", " b ", "\u00a0c", "d\te", "Müller, Söhne", 'x"y', "l\nm", "-", "Web", "q\x07r"])
whens = st.sampled_from(["2025-01-31", "2025-06-04 09:42:09", "2025-06-04T09:42:09Z", "2025-06-04 09:42+02:00"])
bad_whens = st.sampled_from(["", "2025-02-31", "2025-06-04 9:42 PM", "yesterday", "9999-12-31", "0025-01-01"])
numbers = st.sampled_from(["", "0", "1", "1.50", "1,234.5", "-7", "007"])
flags = st.sampled_from(["", "ja", "nein", "TRUE"])


def rows(when: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    good = st.sampled_from(["p1", " p2 ", "p3"])
    return st.lists(
        st.tuples(good, when, good, words, words, numbers, words, numbers, flags, words).map(list),
        min_size=1,
        max_size=8,
    )


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    return both_ways_of(path, monkeypatch, EVERYTHING)


def both_ways_of(path: Path, monkeypatch: pytest.MonkeyPatch, fact: str = "") -> tuple[Any, Any]:
    how = touches(fact=fact)
    results = []
    for size in (0, 1 << 60):
        monkeypatch.setattr(staging, "FAST_FROM", size)
        done, facts = stage(path, how)
        results.append((done, facts))
    return results[0], results[1]


@settings(max_examples=50, deadline=None)
@given(table=rows(whens | bad_whens), delimiter=st.sampled_from([",", ";"]), end=st.sampled_from(["\n", "\r\n"]))
def test_csv(table: list[list[str]], delimiter: str, end: str) -> None:
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter, lineterminator=end).writerows([COLUMNS, *table])
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "export.csv"
        path.write_bytes(sink.getvalue().encode())
        fast, careful = both_ways(path, patch)
    assert fast == careful


@settings(max_examples=50, deadline=None)
@given(table=rows(whens | bad_whens), spaced=st.booleans())
def test_json_lines(table: list[list[str]], spaced: bool) -> None:
    lines = [dict(zip(COLUMNS, row, strict=True)) for row in table]
    text = "\n".join(json.dumps(line, separators=None if spaced else (",", ":")) for line in lines)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "export.jsonl"
        path.write_text(text)
        fast, careful = both_ways(path, patch)
    assert fast == careful


@settings(max_examples=25, deadline=None)
@given(table=rows(whens | bad_whens))
def test_parquet(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "export.parquet"
        with duckdb.connect() as con:
            con.execute(f"create table t ({TYPED})")
            con.executemany(f"insert into t values ({', '.join('?' * len(COLUMNS))})", table)
            con.execute(f"copy t to '{path}' (format parquet)")
        fast, careful = both_ways(path, patch)
    assert fast == careful


@settings(max_examples=25, deadline=None)
@given(table=rows(whens))
def test_formats_agree(table: list[list[str]]) -> None:
    """The same table as CSV, JSON Lines and Parquet states the same facts."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        sink = io.StringIO()
        csv.writer(sink).writerows([COLUMNS, *table])
        (Path(folder) / "e.csv").write_bytes(sink.getvalue().encode())
        lines = [json.dumps(dict(zip(COLUMNS, row, strict=True))) for row in table]
        (Path(folder) / "e.jsonl").write_text("\n".join(lines))
        with duckdb.connect() as con:
            con.execute(f"create table t ({TYPED})")
            con.executemany(f"insert into t values ({', '.join('?' * len(COLUMNS))})", table)
            con.execute(f"copy t to '{folder}/e.parquet' (format parquet)")
        for name in ("e.csv", "e.jsonl", "e.parquet"):
            results.append(stage(Path(folder) / name, touches(fact=EVERYTHING))[1])
    assert results[0] == results[1]
    assert results[0] == results[2]


def test_a_clean_large_file_takes_the_fast_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the tests above would compare the careful way with itself."""
    monkeypatch.setattr(staging, "FAST_FROM", 0)
    monkeypatch.setattr(staging, "Careful", None)
    (tmp_path / "e.csv").write_text("who,when,what\np1,2025-01-01,a\np2,2025-01-02,b\n")
    (tmp_path / "e.jsonl").write_text('{"who":"p1","when":"2025-01-01","what":"a"}\n')
    for name, count in (("e.csv", 2), ("e.jsonl", 1)):
        done, facts = stage(tmp_path / name, touches())
        assert (done.read, done.facts, len(facts)) == (count, count, count)


HEADS = (
    "who,when,what", '"who",when,"what"', "\n\nwho,when,what", '"who\n",when,what', "sep=,\nwho,when,what",
)  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "head", ["who,when,what", '"who",when,"what"', "\n\nwho,when,what", '"who\n",when,what', "sep=,\nwho,when,what"]
)
def test_no_row_is_lost_behind_any_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, head: str) -> None:
    path = tmp_path / "e.csv"
    lines = [head.replace("\n", end), "p1,2025-01-01,a", 'p2,2025-01-02,"b' + end + 'c"', "", "p3,2025-01-03,d"]
    for last in ("", end):
        path.write_bytes((end.join(lines) + last).encode())
        fast, careful = both_ways_of(path, monkeypatch)
        assert fast == careful
        assert [fact["subject"] for fact in fast[1]] == ["web:person:p1", "web:person:p2", "web:person:p3"]


def test_a_reader_that_loses_rows_is_not_relied_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "e.csv"
    path.write_text("who,when,what\n" + "p1,2025-01-01,a\n" * 5)
    monkeypatch.setattr(staging, "FAST_FROM", 0)
    direct = CsvSource.direct
    monkeypatch.setattr(CsvSource, "direct", lambda self, used: f"(from {direct(self, used)} limit 3)")
    done, facts = stage(path, touches())
    assert (done.read, len(facts)) == (5, 5)


@pytest.mark.parametrize(
    "odd", ["2025-01-01", "2025-01-01T10:00:00", "2025-01-01T10:00:00Z", "2025-01-01 10:00 PM", ""]
)
def test_a_column_of_one_shape_with_one_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    """The first rows promise one way of writing instants; a later row that breaks it changes nothing."""
    path = tmp_path / "e.csv"
    path.write_text("who,when,what\n" + "p1,2025-01-01 10:00:00,a\n" * 300 + f"p2,{odd},b\n")
    fast, careful = both_ways_of(path, monkeypatch)
    assert fast == careful
    assert fast[0].read == 301
