"""JSON Lines: one object per line; nested keys are columns such as `company.name`."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from handschlag.engines.duck import Connection, name, quote
from handschlag.engines.reading_source import STEP, Broken, Numbered, Progress, stamped
from handschlag.engines.reading_text import (
    LONGEST,
    Encoding,
    Line,
    complaint_about,
    encoding_of,
    likely_encoding,
    lines_of,
    printable,
    scan,
)
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.plan import Seen
from handschlag.mapping.reasons import Reason

_SAMPLED = 1000
_ONE_ARRAY = "this is one JSON document, not JSON Lines"
_ONE_OBJECT_A_LINE = "write one object per line, without brackets and commas around: `jq -c '.[]' file.json`"


@dataclass(frozen=True)
class Record:
    """An object: its line, its text, and its values by column."""

    line: int
    text: str
    values: dict[str, object]


def records(lines: Iterator[Line], encoding: Encoding) -> Iterator[Record | Broken]:
    """Every object of the file, and every line that is none."""
    for line in lines:
        text = line.text.strip().removeprefix("\ufeff")
        if not text:
            continue
        yield _record(line, text, encoding)


def _record(line: Line, text: str, encoding: Encoding) -> Record | Broken:
    if not line.whole:
        return Broken(line.number, Reason("line_too_long", {"mib": LONGEST >> 20}), printable(text))
    if wrong := complaint_about(text, encoding):
        return Broken(line.number, wrong, printable(text))
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return Broken(line.number, Reason("not_json", {"said": str(error)}), printable(text))
    if not isinstance(found, dict):
        return Broken(line.number, Reason("not_an_object"), printable(text))
    values = flattened(found)
    if any(isinstance(value, str) and not value.isprintable() and "\0" in value for value in values.values()):
        return Broken(line.number, Reason("nul_character"), printable(text))
    return Record(line.number, text, values)


def _no_number(word: str) -> object:
    raise ValueError(f"`{word}` is not a JSON number")


def flattened(found: Mapping[str, object], before: str = "") -> dict[str, object]:
    """The values by column: the keys on the way to a value, joined by points. Lists stay as they are."""
    values: dict[str, object] = {}
    for key, value in found.items():
        if isinstance(value, dict) and value:
            values |= flattened(value, f"{before}{key}.")
        else:
            values[f"{before}{key}"] = value
    return values


def text_of(document: str, column: str, *, nested: bool = True) -> str:
    """SQL: the text of a column of a JSON document. A key that itself contains a point is found as well."""
    whole = f"json_extract_string({document}, {quote('/' + _escaped(column))})"
    if "." not in column or not nested:
        return whole
    inside = "/" + "/".join(_escaped(key) for key in column.split("."))
    return f"coalesce({whole}, json_extract_string({document}, {quote(inside)}))"


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


class JsonSource:
    """A file of JSON objects, one per line."""

    def __init__(self, path: Path, encoding: str, wanted: frozenset[str]) -> None:
        self.path = path
        self.seen = Seen()
        self.expected: int | None = None
        self._given = encoding
        self._likely = likely_encoding(path, encoding)
        sample = list(islice(records(lines_of(path, self._likely), self._likely), _SAMPLED))
        self._refuse_documents(sample)
        self._sample = [one.values for one in sample if isinstance(one, Record)]
        self.columns: Mapping[str, str] = _columns(sample)
        self._sampled = wanted <= self.columns.keys() and not any(_has_point(one) for one in sample)
        if not wanted <= self.columns.keys():
            self.columns = {**self.columns, **_columns(self._records())}

    @cached_property
    def encoding(self) -> Encoding:
        """The encoding by every byte of the file."""
        return encoding_of(self.path, self._given)

    def _records(self) -> Iterator[Record | Broken]:
        return records(lines_of(self.path, self.encoding), self.encoding)

    def _refuse_documents(self, sample: Sequence[Record | Broken]) -> None:
        if not sample:
            raise InputProblems(Problem(str(self.path), message="the file is empty"))
        first = sample[0]
        if isinstance(first, Broken) and first.raw.startswith("["):
            raise InputProblems(Problem(str(self.path), first.line, 1, _ONE_ARRAY, _ONE_OBJECT_A_LINE))

    def direct(self, used: Sequence[str]) -> str | None:
        """DuckDB's own reader, for UTF-8 files whose first objects show every column that is needed."""
        if not self._likely.name.startswith("utf-8") or not self._sampled:
            return None
        bytes_ = scan(self.path, "", json=True)
        if bytes_.nul:
            return None
        if bytes_.tidy:
            self.seen = Seen(used, stamped(self._sample, used))
        self.expected = bytes_.lines
        roots = dict.fromkeys(column.split(".")[0] for column in used)
        types = ", ".join(f"{quote(root)}: {quote(_root_type(root, used))}" for root in roots) or "'line': 'VARCHAR'"
        chosen = ", ".join(f"{_of_root(column)} as c{number}" for number, column in enumerate(used)) or "1 as c"
        return (
            f"(select {chosen} from read_json({quote(str(self.path))}, format = 'newline_delimited',"
            f" columns = {{{types}}}, maximum_object_size = {LONGEST}))"
        )

    def numbered(
        self, con: Connection, used: Sequence[str], scratch: Path, *, progress: Progress | None, limit: int | None
    ) -> Numbered:
        """Every object with its line; DuckDB takes the values out of it, as in the fast way."""
        chosen = "".join(f", {text_of('r', column)} as c{number}" for number, column in enumerate(used))
        found = Numbered(
            f"(select line{chosen} from read_json({quote(str(scratch))}, format = 'newline_delimited',"
            f" columns = {{'line': 'BIGINT', 'r': 'JSON'}}, maximum_object_size = {16 * LONGEST}))"
        )
        with scratch.open("w", encoding="utf-8", newline="\n") as sink:
            for record in islice(self._records(), limit):
                found.read += 1
                if isinstance(record, Record):
                    sink.write(f'{{"line":{record.line},"r":{record.text}}}\n')
                else:
                    found.broken.append(record)
                if progress and found.read % STEP == 0:
                    progress(found.read)
        return found

    def damage(self, error: Exception) -> Problem | None:
        """None: what DuckDB reads was written here."""
        return None

    def rows(self, con: Connection) -> Iterator[tuple[int, dict[str, object]]]:
        """Every object that can be read, with its line."""
        for record in self._records():
            if isinstance(record, Record):
                yield record.line, record.values

    def records(self, con: Connection, lines: Collection[int]) -> Iterator[tuple[int, dict[str, object]]]:
        """The objects on these lines."""
        wanted, last = set(lines), max(lines, default=0)
        for line, values in self.rows(con):
            if line in wanted:
                yield line, values
            if line >= last:
                return

    def where(self, con: Connection, column: str, value: str) -> Iterator[tuple[int, dict[str, object]]]:
        """The objects with this value in a column."""
        for line, values in self.rows(con):
            if _shown(values.get(column)) == value:
                yield line, values


def _has_point(record: Record | Broken) -> bool:
    """Whether a key itself contains a point, so that it looks like a nested one."""
    return isinstance(record, Record) and any("." in key for key in json.loads(record.text))


def _columns(found: Iterator[Record | Broken] | Sequence[Record | Broken]) -> dict[str, str]:
    return {column: "VARCHAR" for record in found if isinstance(record, Record) for column in record.values}


def _root_type(root: str, used: Sequence[str]) -> str:
    return "VARCHAR" if root in used else "JSON"


def _of_root(column: str) -> str:
    root, _, rest = column.partition(".")
    return text_of(name(root), rest) if rest else name(column)


def _shown(value: object) -> str:
    """A value as text, as DuckDB gives it."""
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
