"""Rows that were set aside, as a source of rows once more: each as its file had it, or with values mended by hand."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handschlag.engines.duck import Connection, quote
from handschlag.engines.reading_jsonl import text_of
from handschlag.engines.reading_source import Broken, Numbered, Progress
from handschlag.engines.reading_text import LONGEST
from handschlag.errors import Problem
from handschlag.mapping.plan import Seen
from handschlag.mapping.reasons import Reason
from handschlag.mapping.texts import is_text

#: Types whose values can be written as text and read back; of any other, the text is what an import reads anyway.
_PLAIN = (
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
    "FLOAT", "DOUBLE", "DECIMAL", "DATE", "TIMESTAMP",
)  # fmt: skip


@dataclass(frozen=True)
class Again:
    """A row to be read again: the line it stands on, and its values by column."""

    line: int
    record: Mapping[str, object]


class RowSource:
    """Rows of one file, with the types its columns had."""

    def __init__(self, path: Path, columns: Mapping[str, str], rows: Sequence[Again]) -> None:
        self.path = path
        self.columns: Mapping[str, str] = {
            column: kind if is_text(kind) or (kind.startswith(_PLAIN) and not kind.endswith("]")) else "VARCHAR"
            for column, kind in columns.items()
        }
        self.seen = Seen()
        self.expected: int | None = None
        self._rows = rows

    def direct(self, used: Sequence[str]) -> str | None:
        """None: they are few."""
        return None

    def numbered(
        self, con: Connection, used: Sequence[str], scratch: Path, *, progress: Progress | None, limit: int | None
    ) -> Numbered:
        """Every row with its line; one that still is no row of these columns stays broken."""
        chosen = "".join(f", {self._value(column)} as c{number}" for number, column in enumerate(used))
        found = Numbered(
            f"(select line{chosen} from read_json({quote(str(scratch))}, format = 'newline_delimited',"
            f" columns = {{'line': 'BIGINT', 'r': 'JSON'}}, maximum_object_size = {16 * LONGEST}))"
        )
        typed = [column for column in used if not is_text(self.columns[column])]
        with scratch.open("w", encoding="utf-8", newline="\n") as sink:
            for row in self._rows[:limit]:
                found.read += 1
                wrong = self._wrong(con, row.record, used, typed)
                if wrong is None:
                    sink.write(json.dumps({"line": row.line, "r": dict(row.record)}, ensure_ascii=False) + "\n")
                else:
                    raw = str(row.record.get("", ""))
                    found.broken.append(Broken(row.line, wrong, raw))
        return found

    def _value(self, column: str) -> str:
        text, kind = text_of("r", column, nested=False), self.columns[column]
        return text if is_text(kind) else f"try_cast({text} as {kind})"

    def _wrong(
        self, con: Connection, record: Mapping[str, object], used: Sequence[str], typed: Sequence[str]
    ) -> Reason | None:
        if not record.keys() >= set(used):
            given = sum(column in record for column in self.columns)
            return Reason("too_few_values", {"found": given, "columns": len(self.columns)})
        for column in typed:
            value, kind = record[column], self.columns[column]
            if value in (None, ""):
                continue
            text = value if isinstance(value, str) else json.dumps(value)
            if con.execute(f"select try_cast(? as {kind}) is null", [text]).fetchone() == (True,):
                return Reason("not_of_type", {"column": column, "type": kind})
        return None

    def damage(self, error: Exception) -> Problem | None:
        """None: what DuckDB reads was written here."""
        return None

    def rows(self, con: Connection) -> Iterator[tuple[int, dict[str, object]]]:
        """Every row."""
        for row in self._rows:
            yield row.line, dict(row.record)

    def records(self, con: Connection, lines: Collection[int]) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows of these lines."""
        for row in self._rows:
            if row.line in lines:
                yield row.line, dict(row.record)

    def where(self, con: Connection, column: str, value: str) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows with this value in a column."""
        for row in self._rows:
            if str(row.record.get(column, "")).strip() == value:
                yield row.line, dict(row.record)
