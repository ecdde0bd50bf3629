"""CSV files as a source of rows."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from handschlag.engines.duck import Connection, quote
from handschlag.engines.reading_records import find_dialect, fitting, header_of, records, separator_line
from handschlag.engines.reading_source import STEP, Broken, Numbered, Progress, Row, stamped
from handschlag.engines.reading_text import LONGEST, Encoding, Line, encoding_of, likely_encoding, lines_of, scan
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.models import CsvOptions
from handschlag.mapping.plan import Seen

_HEAD = 200


class CsvSource:
    """A CSV file: dialect and columns are found out from its first lines."""

    def __init__(self, path: Path, options: CsvOptions, wanted: frozenset[str]) -> None:
        self.path = path
        self._given = options.encoding
        self._likely = likely_encoding(path, options.encoding)
        head = list(islice(lines_of(path, self._likely), _HEAD + options.skip))
        self.dialect = find_dialect(head, options, wanted)
        self._first = 1 + options.skip + (1 if separator_line(head) else 0)
        self._begin = head[: self._first]
        names: Sequence[str]
        if options.columns is None:
            names, self._first = self._header()
        else:
            names = options.columns
        self.columns: Mapping[str, str] = dict.fromkeys(names, "VARCHAR")
        self.seen = Seen()
        self.expected: int | None = None

    @cached_property
    def encoding(self) -> Encoding:
        """The encoding by every byte of the file."""
        return encoding_of(self.path, self._given)

    def _header(self) -> tuple[Sequence[str], int]:
        """The columns' names, and the line on which the rows begin."""
        lines = _from(lines_of(self.path, self._likely), self._first)
        for record in records(lines, self.dialect, self._likely):
            if isinstance(record, Broken):
                raise InputProblems(
                    Problem(str(self.path), record.line, 1, f"the header cannot be read: {record.reason}")
                )
            if any(value.strip() for value in record.values):
                return header_of(record.values), next(lines, Line(record.line + 1, "")).number
        raise InputProblems(Problem(str(self.path), message="the file is empty", hint="not even a header is in it"))

    def _rows(self) -> Iterator[Row | Broken]:
        lines = _from(lines_of(self.path, self.encoding), self._first)
        return fitting(records(lines, self.dialect, self.encoding), list(self.columns))

    def _sample(self) -> list[dict[str, object]]:
        lines = _from(lines_of(self.path, self._likely), self._first)
        rows = fitting(records(lines, self.dialect, self._likely), list(self.columns))
        return [dict(zip(self.columns, r.values, strict=True)) for r in islice(rows, _HEAD) if isinstance(r, Row)]

    def direct(self, used: Sequence[str]) -> str | None:
        """DuckDB's own reader, for UTF-8 files in the usual dialect."""
        if not self._likely.name.startswith("utf-8") or self.dialect.quote != '"' or self.dialect.escape is not None:
            return None
        if self._first - 1 > len(self._begin) or not all(_ends_plainly(line) for line in self._begin):
            return None
        bytes_ = scan(self.path, self.dialect.delimiter)
        if bytes_.nul:
            return None
        if bytes_.tidy:
            self.seen = Seen(used, stamped(self._sample(), used))
        self.expected = bytes_.lines - sum(bool(line.text.strip("\r\n")) for line in self._begin[: self._first - 1])
        names = list(self.columns)
        columns = ", ".join(f"'v{position}': 'VARCHAR'" for position in range(len(names)))
        chosen = ", ".join(f"v{names.index(column)} as c{number}" for number, column in enumerate(used))
        return (
            f"(select {chosen} from read_csv({quote(str(self.path))}, auto_detect = false, header = false,"
            f" skip = {self._first - 1}, columns = {{{columns}}}, delim = {quote(self.dialect.delimiter)},"
            f" quote = '\"', escape = '\"', strict_mode = true,"
            f" null_padding = false, max_line_size = {LONGEST}))"
        )

    def numbered(
        self, con: Connection, used: Sequence[str], scratch: Path, *, progress: Progress | None, limit: int | None
    ) -> Numbered:
        """Read every record here and hand the good ones to DuckDB in a form that cannot be misunderstood."""
        names = list(self.columns)
        chosen = "".join(f", v[{names.index(column) + 1}] as c{number}" for number, column in enumerate(used))
        columns = "{'line': 'BIGINT', 'v': 'VARCHAR[]'}"
        found = Numbered(
            f"(select line{chosen} from read_json({quote(str(scratch))}, format = 'newline_delimited',"
            f" columns = {columns}, maximum_object_size = {16 * LONGEST}))"
        )
        with scratch.open("w", encoding="utf-8", newline="\n") as sink:
            for record in islice(self._rows(), limit):
                found.read += 1
                if isinstance(record, Row):
                    values = json.dumps(record.values, ensure_ascii=False)
                    sink.write(f'{{"line":{record.line},"v":{values}}}\n')
                else:
                    found.broken.append(record)
                if progress and found.read % STEP == 0:
                    progress(found.read)
        return found

    def damage(self, error: Exception) -> Problem | None:
        """None: what DuckDB reads was written here."""
        return None

    def rows(self, con: Connection) -> Iterator[tuple[int, dict[str, object]]]:
        """Every row that can be read, with its line."""
        for record in self._rows():
            if isinstance(record, Row):
                yield record.line, dict(zip(self.columns, record.values, strict=True))

    def records(self, con: Connection, lines: Collection[int]) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows on these lines."""
        wanted, last = set(lines), max(lines, default=0)
        for line, record in self.rows(con):
            if line in wanted:
                yield line, record
            if line >= last:
                return

    def where(self, con: Connection, column: str, value: str) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows with this value in a column."""
        for line, record in self.rows(con):
            if str(record[column]).strip() == value:
                yield line, record


def _from(lines: Iterator[Line], first: int) -> Iterator[Line]:
    """The lines from number `first` on."""
    return islice(lines, first - 1, None)


def _ends_plainly(line: Line) -> bool:
    """Whether DuckDB takes this line for one line as well: no lone carriage return, no quoted line end."""
    return not line.text.endswith("\r") and line.text.count('"') % 2 == 0
