"""Plans the import of one file: every fact a row of it states, written down as SQL."""

from collections.abc import Mapping as Table

from handschlag.mapping.aliases import resolved
from handschlag.mapping.columns import used_columns
from handschlag.mapping.facts import FactWriter
from handschlag.mapping.models import FilePart, Mapping
from handschlag.mapping.plan import Plan, Seen

_NOTHING_SEEN = Seen()


def plan(
    mapping: Mapping,
    part: FilePart,
    columns: Table[str, str],
    *,
    batch: int,
    imported_at: int,
    seen: Seen = _NOTHING_SEEN,
) -> Plan:
    """Plan the import of a file with these columns (name to DuckDB type)."""
    part = resolved(part, columns)
    result = Plan(used_columns(part, list(columns)))
    writer = FactWriter(mapping, part, columns, result, seen=seen, batch=batch, imported_at=imported_at)
    for fact in part.facts:
        writer.write(fact)
    return result
