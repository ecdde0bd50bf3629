"""Files of facts as a relation. A file need not have every column: what no fact in it says is not written."""

from collections.abc import Sequence
from pathlib import Path

from handschlag.engines.duck import paths
from handschlag.ledger.schema import FACT_COLUMNS, REQUIRED

_NONE = ", ".join(f'null::{kind} as "{name}"' for name, kind in FACT_COLUMNS.items())


def facts_in(files: Sequence[Path], *, numbered: bool = False) -> str:
    """SQL: the facts of these files with all columns of a fact; `numbered` adds `row`, the row's place in its file.

    A column that a file lacks is NULL; without `recorded_at` facts were recorded when they happened.
    """
    chosen = "* exclude (file_row_number), file_row_number as row" if numbered else "*"
    read = f"from read_parquet({paths(files)}, union_by_name = true, file_row_number = {str(numbered).lower()})"
    every = f"(select {_NONE} where false) union all by name (select {chosen} {read})"
    return f"(select * replace (coalesce(recorded_at, occurred_at) as recorded_at) from ({every}))"


def columns_of_facts(columns: Sequence[str]) -> bool:
    """Whether a file with these columns is a file of facts: in their order, and nothing lacks that each must have."""
    expected = [name for name in FACT_COLUMNS if name in columns]
    return list(columns) == expected and {*REQUIRED} - {"recorded_at"} <= {*columns}
