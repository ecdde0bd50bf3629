"""Segments rewritten in the order in which the fold reads them: account component by component, person by person, in
time.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from handschlag.engines.duck import Connection, load, quote
from handschlag.engines.segments import facts_in
from handschlag.ledger.schema import FACT_COLUMNS

#: Components are spread over this many buckets; a clustered segment holds a range of them.
BUCKETS = 256

#: Of so many rows the ends and a filter of each column are known: one account is found without reading the rest.
ROWS_PER_GROUP = 20_480

#: A clustered segment is about this many facts, so that rewriting one (an erasure) stays cheap.
ROWS_PER_SEGMENT = 2_000_000


def bucket_sql(component: str) -> str:
    """The bucket of a component: stable across machines and versions, unlike DuckDB's own hash."""
    return f"('0x' || left(md5({component}), 2))::integer"


def cluster(con: Connection, segments: Sequence[Path], new_file: Callable[[], Path]) -> list[tuple[Path, int]]:
    """Write the facts of these segments anew, clustered by the table `subjects`. Returns (file, rows) of each part.

    A repetition within one batch is dropped; the same fact from two batches stays, because one of them may be
    superseded later.
    """
    columns = ", ".join(FACT_COLUMNS)
    source = facts_in(segments)
    [(total,)] = con.execute(f"select count(*) from {source}").fetchall()
    parts = max(1, min(BUCKETS, -(-total // ROWS_PER_SEGMENT)))
    con.execute(
        f"create or replace view clustered as select distinct {', '.join('f.' + c for c in FACT_COLUMNS)},"
        f" coalesce(s.component, f.subject) as component, {bucket_sql('coalesce(s.component, f.subject)')} as bucket"
        f" from {source} f left join subjects s on s.subject = f.subject"
    )
    written = []
    for part in range(parts):
        file = new_file()
        low, high = part * BUCKETS // parts, (part + 1) * BUCKETS // parts
        row = con.execute(
            f"copy (select {columns} from clustered where bucket >= {low} and bucket < {high}"
            " order by bucket, component, subject, occurred_at)"
            f" to {quote(str(file))} (format parquet, compression zstd, row_group_size {ROWS_PER_GROUP})"
        ).fetchone()
        written.append((file, int(row[0]) if row else 0))
    return written


def write_facts(con: Connection, rows: Sequence[Sequence[object]], file: Path) -> int:
    """A slice of the head as a segment file."""
    count = load(con, "head_slice", FACT_COLUMNS, rows)
    con.execute(f"copy head_slice to {quote(str(file))} (format parquet, compression zstd)")
    return count


def count_rows(con: Connection, file: Path) -> tuple[int, list[str]]:
    """How many rows a segment file has, and its columns; reads every value of it."""
    [(rows,)] = con.execute(f"select count(*) from read_parquet({quote(str(file))})").fetchall()
    names = [name for (name, *_) in con.execute(f"describe select * from read_parquet({quote(str(file))})").fetchall()]
    return int(rows), names
