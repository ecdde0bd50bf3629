"""P4: the funnel report against the same figures from PostgreSQL on the same tables; prints the ratio, fails below the
goal. Without a PostgreSQL server's programs there is nothing to compare with, and it says so.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from handschlag.engines.bench_funnel import GOAL_AGAINST_POSTGRES, compare, funnel, make_tables
from handschlag.engines.duck import Connection, connect, quote
from tests.fixtures.postgres import lacking, running

ROUNDS = 3
#: A server that has the whole data in memory and sorts there: what an administrator would give it for such a report.
SETTINGS = {"shared_buffers": "2GB", "work_mem": "512MB", "max_parallel_workers_per_gather": 2, "jit": "on"}

TABLES = {
    "passes": "pass_id uuid primary key, kind text, dim_segment text",
    "entries": "pass_id uuid, stage_no integer, entered_at bigint, counts boolean",
}
BY_HAND = """
    with steps as (
        select date_trunc('month', to_timestamp(a.entered_at / 1e6) at time zone 'UTC') as cohort, p.dim_segment,
            a.stage_no, (b.entered_at - a.entered_at) / 86400e6 as days
        from entries a join passes p using (pass_id)
        left join entries b on b.pass_id = a.pass_id and b.stage_no = a.stage_no + 1 and b.counts
        where a.counts and p.kind = 'new')
    select cohort, dim_segment, stage_no, count(*), count(days),
        percentile_cont(0.5) within group (order by days), percentile_cont(0.9) within group (order by days)
    from steps group by 1, 2, 3"""


def main() -> None:
    if why := lacking():
        print(f"P4 against PostgreSQL: left out ({why})")
        return
    import psycopg

    size = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="handschlag-bench-") as folder, running(**SETTINGS) as server:
        con = connect()
        make_tables(con, Path(folder), size)
        with psycopg.connect(server.url("postgres"), autocommit=True) as postgres:
            for table, columns in TABLES.items():
                _copy(con, postgres, table, columns, Path(folder) / "copied.csv")
            postgres.execute("create index on entries (pass_id, stage_no)")
            postgres.execute("vacuum analyze")
            compare(funnel(con)(), postgres.execute(BY_HAND).fetchall())
            mine = min(_seconds(funnel(con)) for _ in range(ROUNDS))
            theirs = min(_seconds(lambda: postgres.execute(BY_HAND).fetchall()) for _ in range(ROUNDS))
        con.close()
    print(f"{size:,} passes: report {mine:.3f} s, PostgreSQL {theirs:.3f} s")
    print(f"P4: {theirs / mine:.1f} times as fast as PostgreSQL (goal: at least {GOAL_AGAINST_POSTGRES})")
    sys.exit(theirs < GOAL_AGAINST_POSTGRES * mine)


def _copy(con: Connection, postgres: Any, table: str, columns: str, file: Path) -> None:
    postgres.execute(f"create table {table} ({columns})")
    names = ", ".join(column.split()[0] for column in columns.split(", "))
    con.execute(f"copy (select {names} from {table}) to {quote(str(file))} (format csv, header false)")
    with postgres.cursor().copy(f"copy {table} ({names}) from stdin (format csv)") as copy, file.open("rb") as source:
        while chunk := source.read(1 << 20):
            copy.write(chunk)


def _seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
