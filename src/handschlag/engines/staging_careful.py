"""The careful way to stage a file: every row with its line, and a reason for every row that cannot become facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from handschlag.engines.decided import Decided
from handschlag.engines.duck import Connection, quote
from handschlag.engines.reading_source import Broken, Progress, Source
from handschlag.errors import InputProblems, Problem
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.mapping.conflicts import contradictions
from handschlag.mapping.plan import Plan
from handschlag.mapping.reasons import Reason

#: A file with more rows that cannot be understood is refused as a whole: then the mapping is wrong, not the rows.
MOST_QUARANTINED = 100_000

#: So much of a value, or of a row that cannot be read, stands in lists.
_SHOWN = 200

#: Everything that is wrong with a row: column and reason, the most important first.
Wrong = tuple[tuple[str, Reason], ...]


@dataclass(frozen=True)
class Quarantined:
    """A row that was set aside: where it is, all that is wrong as (column, reason), and the row as the file has it."""

    file: str
    line: int
    wrong: Wrong
    record: dict[str, object]

    @property
    def field(self) -> str:
        """The column of what is wrong first; empty where it is the whole row."""
        return self.wrong[0][0]

    @property
    def value(self) -> str:
        """What stands there; of a row that cannot be read its beginning."""
        found = self.record.get(self.field)
        return "" if found is None else str(found)[:_SHOWN]


def contradiction(subject: str, version: int | None, lines: Sequence[int]) -> Reason:
    """Several lines say different things about one version of a record."""
    key = "contradicts_file_unordered" if version is None else "contradicts_file"
    return Reason(key, {"lines": sorted(lines), "record": subject.split(":", 2)[2]})


class Careful:
    """One file on its way into facts. `scratch` is a file that may be written to; it is removed again."""

    def __init__(
        self, con: Connection, source: Source, plan: Plan, scratch: Path, decided: Decided | None = None
    ) -> None:
        self._con, self._source, self._plan, self._scratch, self._decided = con, source, plan, scratch, decided
        self._decided_lines: set[int] = set()
        self.rows_read = 0
        self.skipped = 0
        self.quarantined: list[Quarantined] = []

    def read(self, *, progress: Progress | None = None, limit: int | None = None) -> None:
        """Read the rows, at most `limit` of them, and set aside what cannot be understood."""
        try:
            self._load(progress, limit)
        finally:
            self._scratch.unlink(missing_ok=True)
        applies = [fact.applies for fact in self._plan.facts]
        if None not in applies:
            states_nothing = f"not _bad and not ({' or '.join(f'({one})' for one in applies)})"
            self.skipped = self._number(f"select count(*) from _rows where {states_nothing}")
        self._set_aside(self._wrong() + self._decided_before() + self._contradictory())

    def _load(self, progress: Progress | None, limit: int | None) -> None:
        numbered = self._source.numbered(self._con, self._plan.used, self._scratch, progress=progress, limit=limit)
        self.rows_read = numbered.read
        self._refuse_if_too_many(len(numbered.broken))
        self.quarantined = [self._broken(one) for one in numbered.broken]
        columns = ", ".join(f"c{number}" for number in range(len(self._plan.used)))
        self._create(
            f"create or replace temp table _rows as select * exclude ({columns}),"
            f" case when _bad then {self._plan.failing()} end as _failing from {self._plan.rows(numbered.relation)}"
        )
        if self._decided is not None:
            self._decided_lines = self._decided.lines(numbered.relation)

    def _create(self, sql: str) -> None:
        try:
            self._con.execute(sql)
        except duckdb.Error as error:
            if problem := self._source.damage(error):
                raise InputProblems(problem) from error
            raise

    def _broken(self, broken: Broken) -> Quarantined:
        return Quarantined(self._source.path.name, broken.line, (("", broken.reason),), {"": broken.raw})

    def _wrong(self) -> list[tuple[int, Wrong]]:
        """Every row in which values are wrong, with its line."""
        self._refuse_if_too_many(len(self.quarantined) + self._number("select count(*) from _rows where _bad"))
        found = self._con.execute("select line, _failing from _rows where _bad order by line").fetchall()
        return [(line, self._reasons(failing)) for line, failing in found]

    def _reasons(self, failing: Sequence[int]) -> Wrong:
        found: dict[str, Reason] = {}
        for number in failing:
            check = self._plan.checks[number]
            found.setdefault(check.column, check.reason)  # one reason a column: the others follow from the first
        return tuple(found.items())

    def _decided_before(self) -> list[tuple[int, Wrong]]:
        """Every row that could be understood but on which somebody decided before, with its line."""
        if not self._decided_lines:
            return []
        lines = ", ".join(map(str, sorted(self._decided_lines)))
        found = self._con.execute(f"select line from _rows where not _bad and line in ({lines})").fetchall()
        self._con.execute(f"update _rows set _bad = true where line in ({lines})")
        return [(line, (("", Reason("decided")),)) for (line,) in found]

    def _contradictory(self) -> list[tuple[int, Wrong]]:
        """Every row that says something else of a record than another row of the file, with its line."""
        self._con.execute(f"create or replace temp view _facts as {self._facts_sql()}")
        found = self._con.execute(contradictions("_facts")).fetchall()
        self._refuse_if_too_many(len(self.quarantined) + len(found))
        self._con.execute(
            f"update _rows set _bad = true where line in ({', '.join(str(row[0]) for row in found) or '-1'})"
        )
        return [(line, (("", contradiction(subject, version, lines)),)) for line, subject, version, lines in found]

    def _set_aside(self, wrong: list[tuple[int, Wrong]]) -> None:
        records = dict(self._source.records(self._con, {line for line, _ in wrong})) if wrong else {}
        for line, reasons in wrong:
            self.quarantined.append(Quarantined(self._source.path.name, line, reasons, records.get(line, {})))
        self.quarantined.sort(key=lambda row: row.line)

    def _refuse_if_too_many(self, number: int) -> None:
        if number > MOST_QUARANTINED:
            hint = "nothing was imported; compare the mapping with the file, and try it with --dry-run"
            message = f"more than {MOST_QUARANTINED:,} rows cannot be understood"
            raise InputProblems(Problem(str(self._source.path), message=message, hint=hint))

    def _facts_sql(self) -> str:
        selects = []
        for fact in self._plan.facts:
            only = f" and {fact.applies}" if fact.applies else ""
            selects.append(f"select line, {fact.select()} from _rows where not _bad{only}")
        return " union all ".join(selects)

    def write(self, out: Path, options: str) -> int:
        """Write the facts; returns their number."""
        columns = ", ".join(f'"{column}"' for column in FACT_COLUMNS)
        self._con.execute(f"copy (select {columns} from _facts) to {quote(str(out))} ({options})")
        return self._number(f"select count(*) from read_parquet({quote(str(out))})")

    def facts(self, limit: int) -> list[dict[str, Any]]:
        """The facts in the order of the file, at most `limit`."""
        columns = ", ".join(f'"{column}"' for column in FACT_COLUMNS)
        rows = self._con.execute(f"select {columns} from _facts order by line limit {limit}").fetchall()
        return [dict(zip(FACT_COLUMNS, row, strict=True)) for row in rows]

    def _number(self, sql: str) -> int:
        row = self._con.execute(sql).fetchone()
        return int(row[0]) if row else 0
