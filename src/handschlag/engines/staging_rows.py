"""Stages rows that were set aside: those that can be understood by now become facts, as if they stood in their file."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handschlag.engines.duck import connect, load, quote
from handschlag.engines.erasing_segments import drop_places
from handschlag.engines.reading_rows import Again, RowSource
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.segments import facts_in
from handschlag.engines.staging import PARQUET
from handschlag.engines.staging_careful import Careful, Quarantined
from handschlag.errors import InputProblems
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.mapping.columns import column_problems
from handschlag.mapping.models import FilePart, Mapping as FileMapping
from handschlag.mapping.planning import plan


@dataclass(frozen=True)
class StagedRows:
    """What became of the rows: the number of facts, and the rows that still cannot be understood."""

    facts: int
    quarantined: list[Quarantined]


def stage_rows(
    file: str,
    columns: Mapping[str, str],
    rows: Sequence[Again],
    mapping: FileMapping,
    part: FilePart,
    *,
    batch: int,
    imported_at: int,
    out: Path,
) -> StagedRows:
    """Write the facts of these rows of a file to `out`."""
    source = RowSource(Path(file), columns, rows)
    if problems := column_problems(mapping, part, list(source.columns), file):
        raise InputProblems(*problems)
    with scratch_folder() as folder:
        con = connect(memory="1GB")
        try:
            planned = plan(mapping, part, source.columns, batch=batch, imported_at=imported_at)
            careful = Careful(con, source, planned, folder / "rows")
            careful.read()
            careful.write(out, PARQUET)
            return StagedRows(drop_places(out), careful.quarantined)
        finally:
            con.close()


def append_facts(file: Path, facts: Sequence[Mapping[str, object]]) -> int:
    """Add facts to a staged file; returns how many it has then."""
    whole = file.with_suffix(".whole")
    con = connect(memory="1GB")
    try:
        load(con, "more", FACT_COLUMNS, [[fact.get(column) for column in FACT_COLUMNS] for fact in facts])
        columns = ", ".join(f'"{column}"' for column in FACT_COLUMNS)
        every = f"select {columns} from {facts_in([file])} union all select {columns} from more"
        con.execute(f"copy ({every}) to {quote(str(whole))} ({PARQUET})")
        [(number,)] = con.execute(f"select count(*) from read_parquet({quote(str(whole))})").fetchall()
        os.replace(whole, file)
        return int(number)
    finally:
        con.close()
        whole.unlink(missing_ok=True)
