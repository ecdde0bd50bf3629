"""Finds lines above the headers of a CSV file: titles, filters and dates that some tools put there."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from handschlag.engines.reading_records import DELIMITERS, Dialect, records
from handschlag.engines.reading_source import Row
from handschlag.engines.reading_text import Line, likely_encoding, lines_of

#: So many lines are looked at, and so many of them can be a preamble.
LOOKED_AT, MOST = 80, 20


def preamble(path: Path) -> int:
    """How many lines stand above the headers; 0 if the first line with text is the headers, as nearly always."""
    encoding = likely_encoding(path, "auto")
    head = list(islice(lines_of(path, encoding), LOOKED_AT))
    best, lines = (0, 0), 0
    for delimiter in DELIMITERS:
        rows = [row for row in records(iter(head), Dialect(delimiter, '"', None), encoding) if isinstance(row, Row)]
        widths = Counter(len(row.values) for row in rows if len(row.values) > 2)
        for width, times in widths.most_common(1):
            if (times, width) > best:
                best, lines = (times, width), _above(rows, width)
    return lines


def _above(rows: Sequence[Row], width: int) -> int:
    """The lines above the first row that looks like headers, if what stands above is clearly something else."""
    first = next(n for n, row in enumerate(rows) if len(row.values) == width)
    above = [row for row in rows[:first] if any(value.strip() for value in row.values)]
    filled = [sum(bool(value.strip()) for value in row.values) for row in above]
    is_preamble = bool(above) and max(filled) <= max(2, width // 3) and rows[first].line <= MOST + 1
    return rows[first].line - 1 if is_preamble and _are_names(rows[first].values) else 0


def _are_names(values: Sequence[str]) -> bool:
    """Whether a row can be headers: every cell has letters, and no two are the same."""
    names = [value.strip() for value in values]
    return all(any(sign.isalpha() for sign in name) for name in names) and len(set(names)) == len(names)


def preamble_texts(path: Path, lines: int) -> list[str]:
    """What stands there."""
    head: list[Line] = list(islice(lines_of(path, likely_encoding(path, "auto")), lines))
    return [line.text.strip() for line in head if line.text.strip()]
