"""Parquet files as a source of rows; their columns have types of their own."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from handschlag.engines.duck import Connection, name, quote
from handschlag.engines.reading_source import Numbered, Progress
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.plan import Seen
from handschlag.mapping.texts import UNTIDY, is_text

_PORTION = 10_000


class ParquetSource:
    """A Parquet file. A row's line is its number in the file."""

    def __init__(self, path: Path, con: Connection) -> None:
        self.path, self._con = path, con
        self.seen = Seen()
        self.expected: int | None = None
        try:
            described = con.execute(f"describe select * from {self._scan()}").fetchall()
        except duckdb.Error as error:
            raise InputProblems(unreadable(path, error)) from error
        self.columns: Mapping[str, str] = {str(row[0]): str(row[1]) for row in described}

    def _scan(self, *, numbers: bool = False) -> str:
        return f"read_parquet({quote(str(self.path))}{', file_row_number = true' if numbers else ''})"

    def direct(self, used: Sequence[str]) -> str | None:
        """The columns as they are."""
        self.seen = Seen(self._tidy_dictionaries(used))
        chosen = ", ".join(f"{name(column)} as c{number}" for number, column in enumerate(used)) or "1 as c"
        return f"(select {chosen} from {self._scan()})"

    def _tidy_dictionaries(self, used: Sequence[str]) -> list[str]:
        """Columns that the file keeps as dictionaries: the few different texts of each are looked at, not every row."""
        source = quote(str(self.path))
        encoded = self._con.execute(
            f"select path_in_schema from parquet_metadata({source}) group by all"
            " having bool_and(contains(encodings, 'DICTIONARY') and not regexp_matches(encodings, '(^|, )PLAIN(,|$)'))"
        ).fetchall()
        few = [column for (column,) in encoded if column in used and is_text(self.columns[column])]
        return [column for column in few if not self._is_untidy(column)]

    def _is_untidy(self, column: str) -> bool:
        # As a list: else DuckDB would look at the text of every row before it finds the different ones.
        different = f"select unnest(list(distinct {name(column)})) as text from {self._scan()}"
        found = self._con.execute(f"select count(*) from ({different}) where regexp_matches(text, ?)", [UNTIDY])
        return found.fetchone() != (0,)

    def numbered(
        self, con: Connection, used: Sequence[str], scratch: Path, *, progress: Progress | None, limit: int | None
    ) -> Numbered:
        """The columns, with the number of the row."""
        chosen = "".join(f", {name(column)} as c{number}" for number, column in enumerate(used))
        at_most = f" limit {limit}" if limit is not None else ""
        relation = f"(select file_row_number + 1 as line{chosen} from {self._scan(numbers=True)}{at_most})"
        try:
            row = con.execute(f"select count(*) from {relation}").fetchone()
        except duckdb.Error as error:
            raise InputProblems(unreadable(self.path, error)) from error
        return Numbered(relation, row[0] if row else 0)

    def damage(self, error: Exception) -> Problem | None:
        """A damaged file, unless memory or disk ran out or somebody stopped it."""
        if isinstance(error, duckdb.OutOfMemoryException | duckdb.InterruptException) or "No space left" in str(error):
            return None
        return unreadable(self.path, error)

    def rows(self, con: Connection) -> Iterator[tuple[int, dict[str, object]]]:
        """Every row, with its number."""
        yield from self._found(con, "true", [])

    def records(self, con: Connection, lines: Collection[int]) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows of these numbers."""
        rows = ", ".join(str(line - 1) for line in lines) or "-1"
        yield from self._found(con, f"file_row_number in ({rows})", [])

    def where(self, con: Connection, column: str, value: str) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows with this value in a column."""
        yield from self._found(con, f"trim({name(column)}::varchar) = ?", [value])

    def _found(self, con: Connection, condition: str, values: list[str]) -> Iterator[tuple[int, dict[str, object]]]:
        sql = (
            f"select file_row_number + 1, to_json(columns(* exclude file_row_number))"
            f" from {self._scan(numbers=True)} where {condition} order by 1"
        )
        found = con.cursor().execute(sql, values)
        while rows := found.fetchmany(_PORTION):
            yield from self._plain_rows(rows)

    def _plain_rows(self, rows: Sequence[tuple[int, object]]) -> Iterator[tuple[int, dict[str, object]]]:
        for line, *cells in rows:
            yield line, {column: _plain(cell) for column, cell in zip(self.columns, cells, strict=True)}


def _plain(cell: object) -> object:
    return json.loads(cell) if isinstance(cell, str) else cell


def unreadable(path: Path, error: Exception) -> Problem:
    """The problem of a Parquet file that is damaged."""
    said = str(error).splitlines()[0] if str(error) else "no reason given"
    return Problem(
        str(path),
        message=f"this Parquet file cannot be read: {said}",
        hint="it is damaged or incomplete; export it again",
    )
