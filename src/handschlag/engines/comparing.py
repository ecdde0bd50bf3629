"""A staged import against what the ledger holds already: what is new, what is known, what contradicts it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handschlag.engines.duck import Connection, quote
from handschlag.engines.segments import facts_in
from handschlag.ledger.identity import content_sql, identity_sql
from handschlag.ledger.kinds import KINDS
from handschlag.ledger.schema import FACT_COLUMNS

_RECORDS = ", ".join(quote(kind.key) for kind in sorted(KINDS.values(), key=lambda k: k.key) if kind.record)


#: In a first delivery larger than this, repetitions inside the file count as new: looking for them would cost as much
#: as
#: reading the file, and whoever reads the ledger drops them anyway.
COUNTED_REPETITIONS = 2_000_000


@dataclass(frozen=True)
class Comparison:
    """Numbers of facts; every staged fact is in exactly one of them. `conflicts` are taken out of the staged file."""

    new: int
    unchanged: int
    corrected: int
    conflicts: list[dict[str, object]] = field(default_factory=list)


def compare(
    con: Connection, staged: Path, *, connection: str, segments: Sequence[Path], superseded: Sequence[int]
) -> Comparison:
    """Compare, and take out of `staged` whatever contradicts a record that is known in the same version.

    `superseded` batches do not count. Repetitions inside the file are unchanged.
    """
    con.execute(f"create or replace view staged as select * from {facts_in([staged])}")
    known = bool(segments) and _make_known(con, connection, segments, superseded)
    conflicts = _conflicts(con) if known and _has_records(con) else []
    if conflicts:
        _take_out(con, staged)
    [(total,)] = con.execute("select count(*) from staged").fetchall()
    if not known:
        distinct = total
        if total <= COUNTED_REPETITIONS:
            [(distinct,)] = con.execute(f"select count(distinct {identity_sql()}) from staged").fetchall()
        return Comparison(new=distinct, unchanged=total - distinct, corrected=0, conflicts=conflicts)
    [(fresh,)] = con.execute(
        f"select count(distinct i) from ({_staged()}) where i not in (select i from known)"
    ).fetchall()
    [(corrected,)] = con.execute(
        f"select count(distinct i) from ({_staged()}) s where kind in ({_RECORDS}) and i not in (select i from known)"
        f" and (kind, subject) in (select (kind, subject) from known)"
    ).fetchall()
    return Comparison(fresh - corrected, total - fresh, corrected, conflicts)


def _staged() -> str:
    return f"select *, {identity_sql()} as i from staged"


def _make_known(con: Connection, connection: str, segments: Sequence[Path], superseded: Sequence[int]) -> bool:
    """The table `known`: identity, kind, subject and content of every fact of this source. False if there is none."""
    without = f" and coalesce(batch, -1) not in ({', '.join(str(int(n)) for n in superseded)})" if superseded else ""
    con.execute(
        f"create or replace table known as select distinct {identity_sql()} as i, kind, subject, version,"
        f" case when kind in ({_RECORDS}) then {content_sql()} end as content"
        f" from {facts_in(segments)}"
        f" where starts_with(subject, {quote(connection + ':')}) and kind not in ('link', 'unlink'){without}"
    )
    row = con.execute("select exists (from known)").fetchone()
    return bool(row and row[0])


def _has_records(con: Connection) -> bool:
    row = con.execute(f"select exists (select 1 from staged where kind in ({_RECORDS}))").fetchone()
    return bool(row and row[0])


_CLASH = f"""
    from (select *, {content_sql()} as content from staged where kind in ({_RECORDS})) s
    where exists (from known k where k.kind = s.kind and k.subject = s.subject
                  and k.version is not distinct from s.version and k.content <> s.content)
        and not exists (from known k where k.kind = s.kind and k.subject = s.subject
                  and k.version is not distinct from s.version and k.content = s.content)"""


def _conflicts(con: Connection) -> list[dict[str, object]]:
    """Facts about a record that say something else than the ledger does about the same version of it. What the ledger
    knows already is none, also where two contents are known of which one was decided not to hold.
    """
    columns = ", ".join(f"s.{column}" for column in FACT_COLUMNS)
    rows = con.execute(f"select distinct {columns} {_CLASH} order by all").fetchall()
    return [{c: v for c, v in zip(FACT_COLUMNS, row, strict=True) if v is not None} for row in rows]


def _take_out(con: Connection, staged: Path) -> None:
    """Rewrite the staged file without its conflicts."""
    clean = staged.with_suffix(".clean")
    columns = ", ".join(FACT_COLUMNS)
    con.execute(
        f"copy (select {columns} from staged except all select {', '.join('s.' + c for c in FACT_COLUMNS)} {_CLASH})"
        f" to {quote(str(clean))} (format parquet, compression zstd)"
    )
    os.replace(clean, staged)
