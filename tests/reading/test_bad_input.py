"""Every kind of bad input: what is said about it, exactly, and that everything else is imported."""

import json
from pathlib import Path

import duckdb
import pytest

from handschlag.engines import staging
from handschlag.engines.staging import source_rows
from handschlag.errors import InputProblems, Problem
from tests.reading.exports import stage, touches, why, written

HEAD = "who,when,what\n"
GOOD = "p1,2025-01-01,a\n"
NO_DATE = "no such date, or not written like 2026-12-31 (`iso`)"


def refused(path: Path) -> list[Problem]:
    with pytest.raises(InputProblems) as error:
        stage(path, touches())
    assert not (path.parent / "staged.parquet").exists()
    return [Problem(Path(p.file).name, p.line, p.column, p.message, p.hint) for p in error.value.problems]


def test_a_missing_column_is_shown_in_the_mapping(tmp_path: Path) -> None:
    path = written(tmp_path, "e.csv", "wo,when,what\np1,2025-01-01,a\n")
    assert refused(path) == [Problem("m.yaml", 9, 39, "e.csv has no column `who`", "did you mean `wo`?")]


def test_an_impossible_date(tmp_path: Path) -> None:
    path = written(tmp_path, "e.csv", HEAD + GOOD + "p2,2025-02-31,b\np3,2025-02-28,c\n")
    done, facts = stage(path, touches())
    assert why(done) == [(3, "when", NO_DATE, "2025-02-31")]
    assert done.quarantined[0].record == {"who": "p2", "when": "2025-02-31", "what": "b"}
    assert [fact["subject"] for fact in facts] == ["web:person:p1", "web:person:p3"]
    assert (done.read, done.facts) == (3, 2)


def test_a_time_with_something_behind_it_is_not_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, "e.csv", HEAD + "p1,2025-06-04 9:42 PM,a\np1,2025-06-04 09:42 PM,a\n")
    done, facts = stage(path, touches())
    assert [reason for _, _, reason, _ in why(done)] == [NO_DATE, NO_DATE]
    assert facts == []


def test_placeholder_dates(tmp_path: Path) -> None:
    path = written(tmp_path, "e.csv", HEAD + "p1,9999-12-31,a\np1,1899-12-31,a\np1,1900-01-01,a\np1,2199-12-31,a\n")
    done, facts = stage(path, touches())
    reason = "the date lies outside of the years 1900 to 2199"
    assert why(done) == [(2, "when", reason, "9999-12-31"), (3, "when", reason, "1899-12-31")]
    assert len(facts) == 2


def test_several_wrong_values_in_one_row(tmp_path: Path) -> None:
    path = written(tmp_path, "e.csv", HEAD + ",x,\n" + GOOD)
    done, facts = stage(path, touches())
    reason = f"{NO_DATE}; also `who`: the id is missing; also `what`: the name is missing"
    assert why(done) == [(2, "when", reason, "x")]
    assert len(facts) == 1


def test_repeated_rows_are_the_same_fact(tmp_path: Path) -> None:
    done, facts = stage(written(tmp_path, "e.csv", HEAD + GOOD * 3), touches())
    assert (done.read, done.facts, len(done.quarantined)) == (3, 3, 0)
    assert facts[0] == facts[1] == facts[2]


def test_a_file_cut_in_half(tmp_path: Path) -> None:
    whole = HEAD + GOOD * 2 + "p2,2025-01-02,b\n"
    done, facts = stage(written(tmp_path, "e.csv", whole[:-6]), touches())
    assert why(done) == [(4, "", "values for only 2 of 3 columns: the row is cut off", "p2 | 2025-01")]
    assert len(facts) == 2


def test_a_file_cut_inside_of_quotes(tmp_path: Path) -> None:
    done, facts = stage(written(tmp_path, "e.csv", HEAD + GOOD + 'p2,2025-01-02,"half\nof a'), touches())
    assert why(done) == [
        (
            3,
            "",
            "the quote opened here is never closed: the file ends in the middle of a record",
            'p2,2025-01-02,"half\n',
        ),
        (4, "", "values for only 1 of 3 columns: the row is cut off", "of a"),
    ]
    assert len(facts) == 1


def test_a_stray_quote_costs_its_own_line_only(tmp_path: Path) -> None:
    text = HEAD + GOOD + 'p2,2025-01-02,"b\n' + "p3,2025-01-03,c\n" * 3 + 'p4,2025-01-04,"d"\n' + GOOD
    done, facts = stage(written(tmp_path, "e.csv", text), touches())
    assert why(done) == [
        (3, "", "there is text behind a closing quote; a quote inside a value is written twice", 'p2,2025-01-02,"b\n')
    ]
    assert len(facts) == 6


def test_ragged_rows(tmp_path: Path) -> None:
    text = HEAD + "p1,2025-01-01\np1,2025-01-01,a,b\np1,2025-01-01,a,,\n\n   \n,,\n" + GOOD
    done, facts = stage(written(tmp_path, "e.csv", text), touches())
    assert why(done) == [
        (2, "", "values for only 2 of 3 columns: the row is cut off", "p1 | 2025-01-01"),
        (
            3, "", "4 values for 3 columns: a value with a delimiter or a line end needs quotes",
            "p1 | 2025-01-01 | a | b",
        ),
        (7, "when", "the instant is missing; also `who`: the id is missing; also `what`: the name is missing", ""),
    ]  # fmt: skip
    assert len(facts) == 2


def test_lines_are_physical_lines(tmp_path: Path) -> None:
    text = HEAD + 'p1,2025-01-01,"a\nb\r\nc"\n\np2,nonsense,a\n'
    done, facts = stage(written(tmp_path, "e.csv", text), touches())
    assert why(done) == [(6, "when", NO_DATE, "nonsense")]
    assert [fact["name"] for fact in facts] == ["a b c"]


def test_a_nul_byte(tmp_path: Path) -> None:
    done, facts = stage(written(tmp_path, "e.csv", (HEAD + GOOD + "p2,2025-01-01,a\0b\n").encode()), touches())
    reason = "a NUL character: the file is damaged, or it is not in the encoding it was read in"
    assert why(done) == [(3, "", reason, "p2,2025-01-01,a\ufffdb\n")]
    assert len(facts) == 1


def test_bytes_of_another_encoding(tmp_path: Path) -> None:
    rows = "p1,2025-01-01,Größe\n".encode() * 3 + b"p2,2025-01-01,Gr\xf6\xdfe\n"
    done, facts = stage(written(tmp_path, "e.csv", HEAD.encode() + rows), touches())
    assert why(done) == [(5, "", "the byte 0xF6 is not UTF-8 text", "p2,2025-01-01,Gr\ufffd\ufffde\n")]
    assert [fact["name"] for fact in facts] == ["Größe"] * 3


def test_windows_1252_is_found_out(tmp_path: Path) -> None:
    done, facts = stage(written(tmp_path, "e.csv", (HEAD + "p1,2025-01-01,Größe – 5 €\n").encode("cp1252")), touches())
    assert done.quarantined == []
    assert [fact["name"] for fact in facts] == ["Größe – 5 €"]


def test_repeated_and_empty_names_of_columns(tmp_path: Path) -> None:
    done, _ = stage(written(tmp_path, "e.csv", "who,when,what,what,, who \np1,2025-01-01,a,b,c,d\n"), touches())
    assert list(done.columns) == ["who", "when", "what", "what (2)", "column 5", "who (2)"]
    assert done.facts == 1


def test_an_empty_file(tmp_path: Path) -> None:
    for name in ("e.csv", "e.jsonl", "e.parquet"):
        assert refused(written(tmp_path, name, "")) == [Problem(name, message="the file is empty")]


def test_only_empty_lines(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "e.csv", "\n\n")) == [
        Problem("e.csv", message="the file is empty", hint="not even a header is in it")
    ]


def test_only_a_header(tmp_path: Path) -> None:
    for text in (HEAD, HEAD.strip(), HEAD + "\n\n"):
        done, facts = stage(written(tmp_path, "e.csv", text), touches())
        assert (done.read, done.facts, done.quarantined, facts) == (0, 0, [], [])


@pytest.mark.parametrize("fast_from", [0, 1 << 60])
@pytest.mark.parametrize("size", [5 << 20, 80 << 20])
def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, fast_from: int) -> None:
    """Longer than what is read at once, and longer than all that DuckDB holds at once."""
    monkeypatch.setattr(staging, "FAST_FROM", fast_from)
    long = b"p2,2025-01-01," + b"x" * size + b"\n"
    done, facts = stage(
        written(tmp_path, "e.csv", HEAD.encode() + GOOD.encode() + long + b"p3,2025-01-03,c\n"), touches()
    )
    assert [(line, field, reason, value[:20]) for line, field, reason, value in why(done)] == [
        (3, "", "the line is longer than 2 MiB", "p2,2025-01-01,xxxxxx")
    ]
    assert len(done.quarantined[0].record[""]) == 1000  # type: ignore[arg-type]
    assert [fact["subject"] for fact in facts] == ["web:person:p1", "web:person:p3"]


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (b"PK\x03\x04....", "this is a ZIP file or an Excel workbook", "save it as CSV (UTF-8) and import that"),
        (b"\xd0\xcf\x11\xe0....", "this is an old Excel workbook", "save it as CSV (UTF-8) and import that"),
        (b"\x1f\x8b......", "this is a compressed file", "unpack it first"),
        (b"<!DOCTYPE html>", "this is a web page", "the download may have needed a sign-in; export it again"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, message: str, hint: str) -> None:
    assert refused(written(tmp_path, "e.csv", content)) == [Problem("e.csv", message=message, hint=hint)]


def test_an_ending_that_tells_nothing(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "e.dat", HEAD + GOOD)) == [
        Problem(
            "e.dat", message="the file's ending does not tell its format",
            hint="name it .csv, .jsonl or .parquet, or give its `format` in the mapping",
        )
    ]  # fmt: skip


def test_bad_lines_of_json(tmp_path: Path) -> None:
    good = json.dumps({"who": "p1", "when": "2025-01-01", "what": "a"})
    text = "\n".join([good, '{"who": "p2", ', "[1]", '{"who": "p3", "when": NaN}', "", good])
    done, facts = stage(written(tmp_path, "e.jsonl", text), touches())
    assert [(line, reason) for line, _, reason, _ in why(done)] == [
        (2, "this is no JSON: Expecting property name enclosed in double quotes: line 1 column 14 (char 13)"),
        (3, "this is not a JSON object: `{...}`"),
        (4, "this is no JSON: `NaN` is not a JSON number"),
    ]
    assert (done.read, len(facts)) == (5, 2)


def test_a_json_document(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "e.jsonl", '[\n{"who": "p1"}\n]')) == [
        Problem(
            "e.jsonl", 1, 1, "this is one JSON document, not JSON Lines",
            "write one object per line, without brackets and commas around: `jq -c '.[]' file.json`",
        )
    ]  # fmt: skip


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        con.execute(f"copy (select 'p1' who, date '2025-01-01' \"when\", 'a' what) to '{tmp_path}/whole.parquet'")
    whole = (tmp_path / "whole.parquet").read_bytes()
    [problem] = refused(written(tmp_path, "e.parquet", whole[: len(whole) // 2]))
    assert problem.file == "e.parquet"
    assert problem.message.startswith("this Parquet file cannot be read: ")
    assert problem.hint == "it is damaged or incomplete; export it again"


@pytest.mark.parametrize("fast_from", [0, 1 << 60])
def test_a_parquet_file_with_damaged_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast_from: int) -> None:
    """Its footer is whole, so it opens; the data behind it cannot be read."""
    monkeypatch.setattr(staging, "FAST_FROM", fast_from)
    with duckdb.connect() as con:
        columns = "'p' || (hash(n) % 99991) as who, date '2025-01-01' as \"when\", 'a' || n as what"
        rows = f"select {columns} from range(20000) t(n)"
        con.execute(f"copy ({rows}) to '{tmp_path}/e.parquet' (format parquet, compression zstd)")
    content = bytearray((tmp_path / "e.parquet").read_bytes())
    content[200 : len(content) // 2] = b"\xff" * (len(content) // 2 - 200)
    [problem] = refused(written(tmp_path, "e.parquet", bytes(content)))
    assert problem.file == "e.parquet"
    assert problem.message.startswith("this Parquet file cannot be read: ")


def test_too_many_rows_that_cannot_be_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handschlag.engines.staging_careful.MOST_QUARANTINED", 2)
    assert refused(written(tmp_path, "e.csv", HEAD + "p1,x,a\n" * 3)) == [
        Problem(
            "e.csv", message="more than 2 rows cannot be understood",
            hint="nothing was imported; compare the mapping with the file, and try it with --dry-run",
        )
    ]  # fmt: skip


def test_nothing_stays_behind_when_it_is_interrupted(tmp_path: Path) -> None:
    def interrupt(rows: int) -> None:
        raise KeyboardInterrupt

    path = written(tmp_path, "e.csv", HEAD + GOOD)
    with pytest.raises(KeyboardInterrupt):
        stage(path, touches(), progress=interrupt)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["e.csv"]


def test_the_source_row_is_found_again(tmp_path: Path) -> None:
    path = written(tmp_path, "e.csv", HEAD + GOOD + ' p2 ,2025-01-02,"b\nc"\np1,2025-01-03,d\n')
    part = touches().part_for(path.name)
    assert part is not None
    assert source_rows(path, part, "who", "p2") == [(3, {"who": " p2 ", "when": "2025-01-02", "what": "b\nc"})]
    assert [line for line, _ in source_rows(path, part, "who", "p1")] == [2, 5]


def test_the_checksum_is_of_the_bytes(tmp_path: Path) -> None:
    first, same, other = (written(tmp_path, f"{n}.csv", text) for n, text in enumerate((HEAD, HEAD, HEAD + GOOD)))
    assert staging.checksum(first) == staging.checksum(same) != staging.checksum(other)
    assert stage(other, touches())[0].checksum == staging.checksum(other)
