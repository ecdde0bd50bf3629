"""The records of a CSV file: finds the delimiter, reads one by one, and says of every broken one what is wrong."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from handschlag.engines.reading_source import Broken, Row
from handschlag.engines.reading_text import LONGEST, Encoding, Line, complaint_about, printable
from handschlag.mapping.models import CsvOptions
from handschlag.mapping.reasons import Reason

DELIMITERS = (",", ";", "\t", "|")
_SAMPLED = 100


@dataclass(frozen=True)
class Dialect:
    """How the records of a file are written."""

    delimiter: str
    quote: str | None
    escape: str | None

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Python's reader, which stops at the first violation of the dialect."""
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST + 1))
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape,
            doublequote=self.escape is None,
            strict=True,
        )


class _TooLong(csv.Error):
    """A line or record beyond what is read; its text is the key of the reason."""


class Feed:
    """Gives lines to a reader and remembers those of the record it is in, to try again after the first of them."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines, self._again = lines, deque[Line]()
        self.taken: list[Line] = []
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self.size += len(line.text)
        if not line.whole:
            raise _TooLong("line_too_long")
        if self.size > LONGEST:
            raise _TooLong("record_too_long")
        return line.text

    def begin(self) -> None:
        """The next line begins a record."""
        self.taken, self.size = [], 0

    def retreat(self) -> Line:
        """Give up the first line of the record; its other lines are read again."""
        first, *rest = self.taken
        self._again.extendleft(reversed(rest))
        return first


def records(lines: Iterator[Line], dialect: Dialect, encoding: Encoding) -> Iterator[Row | Broken]:
    """Every record. Where one is against the rules, its first line is given up and reading goes on after it."""
    feed = Feed(lines)
    reader = dialect.reader(feed)
    while True:
        feed.begin()
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            first = feed.retreat()
            yield Broken(first.number, _reason(error), printable(first.text))
            reader = dialect.reader(feed)
            continue
        number = feed.taken[0].number
        if not encoding.clean and (wrong := complaint_about("".join(line.text for line in feed.taken), encoding)):
            yield Broken(number, wrong, printable(feed.taken[0].text))
        else:
            yield Row(number, values)


def _reason(error: csv.Error) -> Reason:
    said = str(error)
    if isinstance(error, _TooLong):
        return Reason(said, {"mib": LONGEST >> 20})
    if "unexpected end of data" in said:
        return Reason("quote_never_closed")
    if "expected after" in said:
        return Reason("text_behind_quote")
    return Reason("not_csv", {"said": said})


def fitting(found: Iterable[Row | Broken], columns: Sequence[str]) -> Iterator[Row | Broken]:
    """The records that have a value for every column. Empty lines and empty columns at the end do not matter."""
    width = len(columns)
    for record in found:
        if isinstance(record, Broken) or len(record.values) == width:
            yield record
        elif not any(value.strip() for value in record.values):
            continue
        elif len(record.values) > width and not any(record.values[width:]):
            yield Row(record.line, record.values[:width])
        else:
            yield Broken(record.line, _misfit(len(record.values), width), printable(_raw(record.values)))


def _misfit(found: int, width: int) -> Reason:
    return Reason("too_few_values" if found < width else "too_many_values", {"found": found, "columns": width})


def _raw(values: Sequence[str]) -> str:
    return " | ".join(values)


def header_of(names: Sequence[str]) -> list[str]:
    """The names of the columns: trimmed; one without a name gets its position, a repeated one a number."""
    columns: list[str] = []
    for position, name in enumerate(names, 1):
        base = " ".join(name.replace("\ufeff", "").split()) or f"column {position}"
        candidate, number = base, 1
        while candidate in columns:
            number += 1
            candidate = f"{base} ({number})"
        columns.append(candidate)
    return columns


def find_dialect(lines: Sequence[Line], options: CsvOptions, wanted: frozenset[str]) -> Dialect:
    """The dialect of a file by its first lines: the delimiter that gives the wanted columns and even rows."""
    quote = None if options.quote == "none" else options.quote
    if options.delimiter != "auto":
        delimiter = "\t" if options.delimiter == "tab" else options.delimiter
        return Dialect(delimiter, quote, options.escape)
    marked = separator_line(lines)
    if marked:
        return Dialect(marked, quote, options.escape)
    dialects = [Dialect(delimiter, quote, options.escape) for delimiter in DELIMITERS]
    return max(dialects, key=lambda dialect: _fit(lines, dialect, options, wanted))


def separator_line(lines: Sequence[Line]) -> str:
    """The delimiter that a first line such as `sep=;` names; spreadsheets write it."""
    first = lines[0].text.strip("\r\n\ufeff") if lines else ""
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else ""


def _fit(
    lines: Sequence[Line], dialect: Dialect, options: CsvOptions, wanted: frozenset[str]
) -> tuple[int, float, int]:
    """How well a dialect fits: wanted columns found, share of rows as wide as the header, width."""
    found = records(iter(lines), dialect, Encoding("", clean=True))
    rows = [record.values for record in islice(found, options.skip, options.skip + _SAMPLED) if isinstance(record, Row)]
    if not rows:
        return (0, 0.0, 0)
    header = set(options.columns or header_of(rows[0]))
    even = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    return (len(header & wanted), even if len(rows[0]) > 1 else 0.0, len(rows[0]))
