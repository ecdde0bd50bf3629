"""Rows of a file on which somebody decided before: they are found by all that stands in them, whatever their line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from handschlag.engines.duck import Connection
from handschlag.engines.reading_rows import Again, RowSource
from handschlag.engines.reading_source import Source
from handschlag.mapping.rows import mark, storable

Record = Mapping[str, Any]


class Decided:
    """Decided rows beside one file. `scratch` may be written to, and must stay while the file is read."""

    def __init__(self, con: Connection, source: Source, used: Sequence[str], rows: Sequence[Record], scratch: Path):
        self._con, self._source = con, source
        self._marks = {mark("", row) for row in rows}
        usable = [row for row in rows if row.keys() >= set(used)]
        plain = RowSource(source.path, source.columns, [Again(n, row) for n, row in enumerate(usable)])
        self._joined = [n for n, column in enumerate(used) if plain.columns[column] == source.columns[column]]
        self._known = ""
        if usable:
            self._known = plain.numbered(con, used, scratch, progress=None, limit=None).relation

    def lines(self, relation: str) -> set[int]:
        """The lines on which decided rows stand, of a relation with `line` and the used columns."""
        if not self._known:
            return set()
        found = self._con.execute(f"select distinct r.line {self._where(relation)}").fetchall()
        records = self._source.records(self._con, {line for (line,) in found})
        return {line for line, record in records if mark("", storable(record)) in self._marks}

    def perhaps(self, relation: str) -> bool:
        """Whether any row of a relation without lines looks like a decided one."""
        if not self._known:
            return False
        return self._con.execute(f"select exists (select 1 {self._where(relation)})").fetchone() == (True,)

    def _where(self, relation: str) -> str:
        same = " and ".join(f"r.c{n} is not distinct from d.c{n}" for n in self._joined) or "true"
        return f"from {relation} r join {self._known} d on {same}"
