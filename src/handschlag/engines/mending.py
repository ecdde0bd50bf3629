"""What a row in quarantine would have stated, had the values that nobody understands not been there."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from handschlag.engines.duck import connect
from handschlag.engines.reading_rows import Again, RowSource
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.staging_careful import Careful
from handschlag.mapping.columns import column_problems
from handschlag.mapping.models import FilePart, Mapping as FileMapping
from handschlag.mapping.planning import plan


def facts_of(
    mapping: FileMapping, part: FilePart, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The facts that these rows of a file state, each read by itself; one that cannot be understood states nothing."""
    source = RowSource(Path("rows"), columns, [Again(number, row) for number, row in enumerate(rows, 1)])
    if column_problems(mapping, part, list(source.columns), "rows"):
        return []
    with scratch_folder() as folder:
        con = connect(memory="1GB")
        try:
            careful = Careful(con, source, plan(mapping, part, source.columns, batch=0, imported_at=0), folder / "rows")
            careful.read()
            return careful.facts(len(rows) * sum(1 + len(fact.relations) for fact in part.facts))
        finally:
            con.close()


def without_values(record: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """A row without what stands in some of its columns."""
    return {column: "" if column in fields else value for column, value in record.items()}
