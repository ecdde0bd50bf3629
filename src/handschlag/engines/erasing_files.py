"""A source's file without what an eraser takes out of its rows. Every other row stays byte for byte, on its line."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from handschlag.consent.erasing.rows import Change, Eraser
from handschlag.engines.duck import Connection, connect, load, name, quote
from handschlag.engines.reading import open_source
from handschlag.engines.reading_csv import CsvSource
from handschlag.engines.reading_jsonl import JsonSource
from handschlag.engines.reading_source import Source
from handschlag.mapping import FilePart

_END = re.compile(r"\r\n|\r|\n")
_UNMARK = "handschlag.unmark"
Changes = Mapping[int, Change]
#: Whether a line of which no row can be made names somebody who was erased.
Named = Callable[[str], bool]


def changes_of(path: Path, part: FilePart, eraser: Callable[[Source], Eraser]) -> dict[int, Change]:
    """What the eraser changes, by the line of the row."""
    con = connect(memory="1GB")
    try:
        source = open_source(path, part, con)
        erase = eraser(source)
        return {line: change for line, row in source.rows(con) if (change := erase(row))}
    finally:
        con.close()


def write_changed(path: Path, part: FilePart, changes: Changes, named: Named, target: Path) -> set[int]:
    """Write the file with these changes to `target`; also lines of which no row can be made go if they are `named`.
    Returns the lines that differ.
    """
    con = connect(memory="1GB")
    try:
        source = open_source(path, part, con)
        if isinstance(source, CsvSource):
            return _text(source, target, named, _csv_lines(source, changes))
        if isinstance(source, JsonSource):
            return _text(source, target, named, {line: (1, _json_line(one)) for line, one in changes.items()})
        _parquet(con, source, changes, target)
        return set(changes)
    finally:
        con.close()


Replacement = tuple[int, Callable[[str], str]]


def _text(
    source: CsvSource | JsonSource, target: Path, named: Named, replaced: Mapping[int, Replacement]
) -> set[int]:  # fmt: skip
    """Copy line by line; a row that is replaced keeps its number of lines, so that all others stay where they are."""
    encoding = source.encoding.name
    differ, skip = set(replaced), 0
    with (
        source.path.open("rb") as raw,
        io.TextIOWrapper(raw, encoding, errors="handschlag.mark", newline="") as lines,
        target.open("w", encoding=encoding, errors=_UNMARK, newline="") as sink,
    ):
        for number, line in enumerate(lines, 1):
            end = _line_end(line)
            if number in replaced:
                skip, replace = replaced[number]
                _write(sink, replace(line.removesuffix(end)), skip, end or "\n")
            if skip:
                skip -= 1
            elif named(line):
                differ.add(number)
                sink.write(end)
            else:
                sink.write(line)
    return differ


def _write(sink: TextIO, text: str, lines: int, end: str) -> None:
    sink.write(text + end * lines)


def _line_end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else line[-1] if line.endswith(("\r", "\n")) else ""


def _csv_lines(source: CsvSource, changes: Changes) -> dict[int, Replacement]:
    rows = dict(source.records(connect(memory="1GB"), changes)) if changes else {}
    return {line: _csv_line(source, rows[line], change) for line, change in changes.items()}


def _csv_line(source: CsvSource, row: Mapping[str, object], change: Change) -> Replacement:
    """How many lines the row has, and its text afterwards."""
    lines = 1 + sum(len(_END.findall(str(value))) for value in row.values())
    written = io.StringIO()
    dialect: dict[str, Any] = {"delimiter": source.dialect.delimiter, "lineterminator": ""}
    if source.dialect.quote is None:
        dialect |= {"quoting": csv.QUOTE_NONE, "escapechar": source.dialect.escape or "\\"}
    else:
        escape = source.dialect.escape
        dialect |= {"quotechar": source.dialect.quote, "escapechar": escape, "doublequote": escape is None}
    values = [_END.sub(" ", str(value)) for value in (dict(row) | change).values()]
    csv.writer(written, **dialect).writerow(values)
    return lines, lambda _: written.getvalue()


def _json_line(change: Change) -> Callable[[str], str]:
    def replace(line: str) -> str:
        document = _changed(json.loads(line.removeprefix("\ufeff")), change, "")
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    return replace


def _changed(value: object, change: Change, column: str) -> object:
    """A JSON document with the values of some columns replaced; a column is the way to a value, joined by points."""
    if isinstance(value, dict) and value:
        before = f"{column}." if column else ""
        return {key: _changed(one, change, f"{before}{key}") for key, one in value.items()}
    return change[column] or None if column in change else value


def _parquet(con: Connection, source: Source, changes: Changes, target: Path) -> None:
    """Columns that get a text instead of a number become text."""
    rows = ((line, column, text or None) for line, change in changes.items() for column, text in change.items())
    load(con, "changes", {"line": "BIGINT", "column": "VARCHAR", "text": "VARCHAR"}, rows)
    as_text = {column for change in changes.values() for column, text in change.items() if text}
    touched = {column for change in changes.values() for column in change}

    def select(column: str) -> str:
        if column not in touched:
            return name(column)
        here = f"(select {{}} from changes c where c.line = file_row_number + 1 and c.column = {quote(column)})"
        kept = f"{name(column)}::varchar" if column in as_text else name(column)
        after = here.format("any_value(c.text)") if column in as_text else "null"
        return f"case when {here.format('count(*)')} > 0 then {after} else {kept} end as {name(column)}"

    columns = ", ".join(select(column) for column in source.columns)
    con.execute(
        f"copy (select {columns} from read_parquet({quote(str(source.path))}, file_row_number = true)"
        f" order by file_row_number) to {quote(str(target))} (format parquet, compression zstd)"
    )


def _unmark(error: UnicodeError) -> tuple[bytes, int]:
    """Bytes that were no text are written as they were."""
    assert isinstance(error, UnicodeEncodeError)
    return bytes(ord(sign) - 0xDC00 for sign in error.object[error.start : error.end]), error.end


codecs.register_error(_UNMARK, _unmark)
