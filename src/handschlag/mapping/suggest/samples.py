"""The first rows of an export, column by column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handschlag.mapping.suggest.headers import normal
from handschlag.mapping.suggest.shapes import are_emails, formats_of
from handschlag.mapping.suggest.words import MISSING

_MISSING = {normal(word) or word: word for word in MISSING}
#: Types of a Parquet file's columns that are instants by themselves.
_INSTANTS = ("DATE", "TIMESTAMP")


@dataclass(frozen=True)
class Column:
    """A column: its name, its type, and its values as they stand, without invisible ends."""

    name: str
    kind: str
    raw: Sequence[str]

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Values of this column that mean missing."""
        return tuple(
            sorted(
                value for value in set(self.raw) if value and len(value) < 30 and (normal(value) or value) in _MISSING
            )
        )

    @cached_property
    def values(self) -> list[str]:
        """The values that say something."""
        return [value for value in self.raw if value and value not in self.missing]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each value stands there."""
        return Counter(self.values)

    @cached_property
    def distinct(self) -> list[str]:
        """The different values, the most frequent first."""
        return [value for value, _ in self.counts.most_common()]

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """How instants are written, if the values are instants."""
        return ("iso",) if self.kind.startswith(_INSTANTS) else formats_of(self.distinct)

    @property
    def full(self) -> bool:
        """Whether (nearly) every row has a value."""
        return bool(self.raw) and len(self.values) >= 0.98 * len(self.raw)

    @property
    def unique(self) -> bool:
        """Whether (nearly) every row has a value of its own: exports repeat a row now and then."""
        return self.full and len(self.distinct) >= 0.93 * len(self.values)

    @property
    def few(self) -> bool:
        """Whether the values are words that repeat, such as a list to choose from."""
        return 0 < len(self.distinct) <= 60 and (len(self.values) >= 2 * len(self.distinct) or len(self.distinct) <= 12)

    @property
    def holds_emails(self) -> bool:
        return are_emails(self.values)


@dataclass(frozen=True)
class Sample:
    """The first rows of a file. `written` is the day the file was made (ISO), `above` the lines above its headers."""

    file: str
    kinds: Mapping[str, str]
    rows: Sequence[Sequence[str | None]]
    written: str
    above: int = 0
    columns: dict[str, Column] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for position, (name, kind) in enumerate(self.kinds.items()):
            raw = [(row[position] or "").strip(" \t\r\n\u00a0\ufeff") for row in self.rows]
            self.columns[name] = Column(name, kind, raw)
