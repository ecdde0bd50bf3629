"""What every kind of file offers to an import: its columns, its rows as a relation, its rows as they stand."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from handschlag.engines.duck import Connection
from handschlag.errors import Problem
from handschlag.mapping.instants import is_stamp
from handschlag.mapping.plan import Seen
from handschlag.mapping.reasons import Reason

Progress = Callable[[int], None]
#: Rows are reported to a progress bar in steps of this many.
STEP = 50_000


@dataclass(frozen=True)
class Row:
    """A record: the line it begins on, and its values as they stand in the file."""

    line: int
    values: list[str]


@dataclass(frozen=True)
class Broken:
    """A record that cannot be read: the line it begins on, the reason, and the beginning of its text."""

    line: int
    reason: Reason
    raw: str


@dataclass
class Numbered:
    """The rows of a file as a relation with the columns `line`, `c0`, `c1`, ...; `read` counts the broken ones too."""

    relation: str
    read: int = 0
    broken: list[Broken] = field(default_factory=list)


class Source(Protocol):
    """An exported file that has been looked into."""

    path: Path
    #: Column to DuckDB type, in the order of the file.
    columns: Mapping[str, str]
    #: What is known of the columns of the direct relation.
    seen: Seen
    #: How many rows the direct relation must have; None if it cannot lose any.
    expected: int | None

    def direct(self, used: Sequence[str]) -> str | None:
        """The fast way: a relation with `c0`, `c1`, ... that fails if anything is broken; None if there is none."""

    def numbered(
        self, con: Connection, used: Sequence[str], scratch: Path, *, progress: Progress | None, limit: int | None
    ) -> Numbered:
        """The careful way: every row with its line. `scratch` may be written to."""

    def damage(self, error: Exception) -> Problem | None:
        """The problem of the file that an error of DuckDB means; None if it is not about the file."""

    def rows(self, con: Connection) -> Iterator[tuple[int, dict[str, object]]]:
        """Every row that can be read, with its line."""

    def records(self, con: Connection, lines: Collection[int]) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows that begin on these lines, as the file has them."""

    def where(self, con: Connection, column: str, value: str) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows with this value in a column."""


def stamped(sample: Sequence[Mapping[str, object]], used: Sequence[str]) -> list[str]:
    """The columns whose texts in the sample are all written `2026-01-31 09:42:09`."""
    return [column for column in used if sample and all(is_stamp(str(row.get(column))) for row in sample)]
