"""DuckDB connections, and small tables brought into them."""

import csv
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection


def connect(temp: Path | None = None, *, memory: str = "4GB", threads: int | None = None) -> Connection:
    """An in-memory database that may spill to `temp`; it loads no extension from anywhere."""
    folder = temp if temp is not None else Path(tempfile.gettempdir()) / f"handschlag-{os.getuid()}"
    con = duckdb.connect(
        config={
            "memory_limit": memory,
            "temp_directory": str(folder),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            **({"threads": str(threads)} if threads else {}),
        }
    )
    con.execute("set TimeZone = 'UTC'")
    return con


def beside(con: Connection) -> Connection:
    """A second connection that finds the same tables, to read one result while another is read."""
    cursor = con.cursor()
    [(path,)] = con.execute("select current_setting('search_path')").fetchall()
    if path:
        cursor.execute(f"set search_path = {quote(path)}")
    return cursor


def quote(text: str) -> str:
    """A text literal."""
    return "'" + text.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A quoted identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def paths(files: Iterable[Path]) -> str:
    """A list literal of file names."""
    return "[" + ", ".join(quote(str(file)) for file in files) + "]"


def csv_source(file: Path | str, columns: Mapping[str, str]) -> str:
    """A plain file that Python's csv module wrote, without header, as a relation; what is empty is NULL."""
    types = ", ".join(f"{quote(column)}: {quote(kind)}" for column, kind in columns.items())
    return (
        f"read_csv({quote(str(file))}, header=false, auto_detect=false, delim=',', quote='\"', escape='\"',"
        f" columns={{{types}}}, nullstr='', max_line_size=100000000, parallel=false)"
    )


def load(con: Connection, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]) -> int:
    """Make a table from Python rows; None becomes NULL. A file in between is far faster than row-wise inserts.

    Texts must not be empty: an empty text cannot be told from NULL here. Returns the number of rows.
    """
    handle, file = tempfile.mkstemp(suffix=".csv", prefix="handschlag-")
    try:
        count = 0
        with os.fdopen(handle, "w", newline="", encoding="utf-8") as sink:
            writer = csv.writer(sink)
            for row in rows:
                writer.writerow(row)
                count += 1
        source = csv_source(file, columns)
        empty = ", ".join(f"NULL::{kind} as {name(column)}" for column, kind in columns.items())
        body = f"select * from {source}" if count else f"select {empty} where false"
        con.execute(f"create or replace table {name(table)} as {body}")
        return count
    finally:
        os.unlink(file)
