"""Any table of strings that Python's csv writes, in any dialect and encoding people use, is read back identically."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st

from handschlag.engines.duck import connect
from handschlag.engines.reading_csv import CsvSource
from handschlag.engines.reading_source import Row
from handschlag.mapping.models import CsvOptions

ENCODINGS = {
    "utf-8": "utf-8", "utf-8-sig": "auto", "utf-16": "auto", "utf-16-le": "utf-16-le", "cp1252": "cp1252",
    "latin-1": "latin-1", "cp850": "cp850",
}  # fmt: skip

# Everything but NUL, which no export means, and half characters, which are no text.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
awkward = st.sampled_from(
    ["", " ", '"', '""', ",", ";", "\n", "\r\n", "\r", "a\nb", "'", "\\", "\ufeff", "ä", "€", "sep=;", "\u2028", "\x1c"]
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 4))
    row = st.lists(texts | awkward, min_size=width, max_size=width)
    # A row in which nothing stands is no row to anybody.
    return draw(st.lists(row.filter(lambda cells: any(cell.strip() for cell in cells)), max_size=6))


@settings(max_examples=300, deadline=None)
@given(
    table=tables(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(sorted(ENCODINGS)),
    terminator=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_csv_writes_is_read_back(
    table: list[list[str]], delimiter: str, encoding: str, terminator: str, quoting: int
) -> None:
    table = [[cell.encode(encoding, "ignore").decode(encoding, "ignore") for cell in row] for row in table]
    table = [row for row in table if any(cell.strip() for cell in row)]
    names = [f"column {number}" for number in range(1, 1 + (len(table[0]) if table else 2))]
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, lineterminator=terminator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([names, *table])
    # With line ends of `\n` csv writes a lone `\r` without quotes: then the table is not in the file, to nobody.
    readable = csv.reader(io.StringIO(sink.getvalue(), newline=""), delimiter=delimiter)
    assume([row for row in readable if row] == [names, *table])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(sink.getvalue().encode(encoding))
        options = CsvOptions.model_validate(
            {"delimiter": "tab" if delimiter == "\t" else delimiter, "encoding": ENCODINGS[encoding]}
        )
        source = CsvSource(path, options, frozenset(names))
        assert list(source.columns) == names
        assert [record.values for record in source._rows() if isinstance(record, Row)] == table
        assert through_duckdb(source, names, Path(folder)) == table


def through_duckdb(source: CsvSource, names: list[str], folder: Path) -> list[list[str]]:
    """The same table by the way an import takes."""
    con = connect()
    numbered = source.numbered(con, names, folder / "rows", progress=None, limit=None)
    rows = con.execute(f"select * exclude line from {numbered.relation} order by line").fetchall()
    assert numbered.broken == []
    return [list(row) for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiter_and_encoding_are_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = [["Müller, Söhne", "a;b", "1,5"], ["Größe | Maß", "x\ty", "2,5"], ["Übung", "c", "3,5"]]
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter).writerows([["Firma", "Notiz", "Betrag"], *table])
    path = tmp_path / "export.csv"
    path.write_bytes(sink.getvalue().encode(encoding))
    source = CsvSource(path, CsvOptions(), frozenset({"Firma"}))
    assert source.dialect.delimiter == delimiter
    assert [record.values for record in source._rows() if isinstance(record, Row)] == table
