"""Where the fold's tables go: into Parquet files, or nowhere yet, to be read by whoever asks next."""

from collections.abc import Callable
from pathlib import Path

from handschlag.engines.duck import Connection, quote

#: Keeps the rows of a query under a table's name, where later queries read them as `kept_<table>`; returns how many
#: there are.
Keep = Callable[[Connection, str, str], int]


def as_files(folder: Path) -> Keep:
    """One Parquet file per table."""

    def keep(con: Connection, table: str, sql: str) -> int:
        file = quote(str(folder / f"{table}.parquet"))
        row = con.execute(f"copy ({sql}) to {file} (format parquet, compression zstd)").fetchone()
        con.execute(f"create or replace temp view kept_{table} as select * from read_parquet({file})")
        return int(row[0]) if row else 0

    return keep


def as_views(con: Connection, table: str, sql: str) -> int:
    """One view per table, made anew whenever it is read; how many rows it has, nobody knows before."""
    con.execute(f"create or replace view kept_{table} as {sql}")
    return 0
