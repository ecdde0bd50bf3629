"""One import: the file, what became of its rows, how its columns were read."""

from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.quarantine import group_of
from handschlag.files.tree import Path
from handschlag.mapping import FilePart, stored
from handschlag.mapping.aliases import resolved
from handschlag.mapping.columns import named_columns
from handschlag.store import batches, groups
from handschlag.store.models import Batch, Quarantined


@needs("see_connections")
def delivery(house: House, *, number: int) -> dict[str, Any] | None:
    """An import by its number; None if there is none. `columns` has every column of the file with the places of the
    mapping that read it, `groups` the rows of the file that were set aside and wait, by reason.
    """
    with outside():
        batch = batches.get(number)
        if batch is None or batch.kind != "import":
            return None
        aside = Quarantined.objects.filter(batch=batch)
        waiting = groups.listed("waiting", batch.connection)
        return {
            "batch": batch.id, "connection": batch.connection, "file": batch.file, "imported_at": batch.imported_at,
            "by": batch.by, "read": batch.read, "facts": batch.facts, "new": batch.new, "unchanged": batch.unchanged,
            "corrected": batch.corrected, "superseded_by": batch.superseded_by_id,
            "set_aside": {state: aside.filter(state=state).count() for state in ("waiting", "mended", "dismissed")},
            "groups": [{**group_of(group), "count": n} for group, n, _ in waiting if group.file == batch.file],
            "columns": _columns(batch), "mapping": batch.mapping,
        }  # fmt: skip


def _columns(batch: Batch) -> list[dict[str, Any]]:
    """The columns, each with the facts and what of them it is read as; those that nothing reads come last."""
    columns, mapping = list(batch.columns), stored(batch.mapping)
    found: dict[str, list[dict[str, str]]] = {column: [] for column in columns}
    if mapping is not None:
        part = resolved(mapping.files[batch.part], columns)
        for path, column in named_columns(part):
            if column in found and (place := _place(part, path)) not in found[column]:
                found[column].append(place)
    ordered = sorted(found.items(), key=lambda each: (not each[1], each[0].casefold()))
    return [{"column": column, "read_as": places} for column, places in ordered]


def _place(part: FilePart, path: Path) -> dict[str, str]:
    """A place of the mapping: the kind of fact, empty for the row as a whole, and what of it the column is."""
    steps = [str(step) for step in path if step not in ("fields", "column", "id", "sequence")]
    if steps[0] != "facts":
        return {"kind": "", "what": steps[0]}
    return {"kind": str(part.facts[int(steps[1])].kind), "what": steps[-1] if len(steps) > 2 else "subject"}
