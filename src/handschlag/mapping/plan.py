"""A mapping as DuckDB SQL for one file: the columns it needs, the facts of a row, and what can be wrong with it."""

import re
from collections.abc import Collection, Mapping as Table
from dataclasses import dataclass, field

from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.mapping.layers import Layers
from handschlag.mapping.reasons import Reason

#: Layers: texts without invisible characters; texts or NULL; values; values made of values; objects made of those.
CLEAN, TEXT, VALUE, RESULT, OBJECT = range(5)


_LITERAL = re.compile("'[^']*'")


@dataclass(frozen=True)
class Seen:
    """What a look at a file told about its columns. It makes reading faster, never different.

    `tidy`: no text of the column has invisible characters. `stamped`: as far as looked, all its texts are written
    `2026-01-31 09:42:09`; should one be written otherwise after all, the row is wrong and the file is read carefully.
    """

    tidy: Collection[str] = ()
    stamped: Collection[str] = ()


@dataclass(frozen=True)
class Check:
    """Something that can be wrong with a row: the column, the reason, and the SQL condition that it is."""

    column: str
    reason: Reason
    failing: str


@dataclass(frozen=True)
class Fact:
    """One fact of a row: whether the row states it (SQL; None: always) and the SQL of its columns."""

    kind: str
    applies: str | None
    columns: Table[str, str]

    def select(self) -> str:
        """All columns of a fact as a SELECT list."""
        return ", ".join(
            f'{_typed(self.columns.get(name, "null"), kind)} as "{name}"' for name, kind in FACT_COLUMNS.items()
        )

    def stated(self, **instead: str) -> str:
        """Only the columns that say something, as a SELECT list; `instead` replaces the SQL of single ones.

        A file without a column is written faster and says the same: nothing, or for `recorded_at` "when it happened".
        """
        columns = {**self.columns, **instead}
        if columns.get("recorded_at") == columns.get("occurred_at"):
            columns.pop("recorded_at", None)
        return ", ".join(
            f'{_typed(columns[name], kind)} as "{name}"' for name, kind in FACT_COLUMNS.items() if name in columns
        )


def _typed(sql: str, kind: str) -> str:
    """A fixed text as an enumeration: written as a dictionary of one entry, it costs nothing per row."""
    is_fixed = kind == "VARCHAR" and _LITERAL.fullmatch(sql)
    return f"{sql}::enum({sql})" if is_fixed and sql != "''" else f"({sql})::{kind}"


@dataclass
class Plan:
    """How the rows of one file become facts. `used` are the file's columns that are needed, as `c0`, `c1`, ..."""

    used: list[str]
    layers: Layers = field(default_factory=lambda: Layers(OBJECT + 1))
    checks: list[Check] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def rows(self, source: str) -> str:
        """The source's rows with everything that facts and checks are made of, and `_bad`: something is wrong."""
        failing = " or ".join(check.failing for check in self.checks) or "false"
        return f"(select *, coalesce({failing}, false) as _bad from {self.layers.select(source)})"

    def failing(self) -> str:
        """SQL: the numbers of the checks that fail, as a list."""
        numbered = ", ".join(f"case when {check.failing} then {n} end" for n, check in enumerate(self.checks))
        return f"list_filter([{numbered}]::integer[], lambda x: x is not null)"
