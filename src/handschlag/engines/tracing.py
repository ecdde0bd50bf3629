"""From a fact back to the very row it was read from: candidates are found by id, then read again by the mapping."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from handschlag.engines.mending import facts_of
from handschlag.engines.staging import source_rows
from handschlag.ledger.identity import fact_id
from handschlag.mapping.models import FilePart, Mapping as FileMapping

#: Of so many rows with the same id at most, the right one is looked for.
CANDIDATES = 200


def trace(
    path: Path, mapping: FileMapping, part: FilePart, columns: Mapping[str, str], *, kind: str, source_id: str,
    key: str | None, fact: str,
) -> tuple[int, dict[str, object], list[dict[str, Any]]] | None:  # fmt: skip
    """(line, record, facts it states) of the row that states the fact; None if the file has none.

    `source_id` is the subject's id in the source, `key` the event's. Each fact is {"fact": id, "kind", "name"}.
    """
    for line, record in _candidates(path, part, kind, source_id, key):
        facts = stated(mapping, part, columns, record)
        if any(each["fact"] == fact for each in facts):
            return line, record, facts
    return None


def _candidates(
    path: Path, part: FilePart, kind: str, source_id: str, key: str | None
) -> Iterator[tuple[int, dict[str, object]]]:
    seen: set[int] = set()
    for spec in part.facts:
        if spec.kind != kind and not (kind == "relation" and spec.relations):
            continue
        column, value = (spec.key.column or "", key) if spec.key is not None and key else (spec.subject.id, source_id)
        for line, record in source_rows(path, part, column, value)[:CANDIDATES]:
            if line not in seen:
                seen.add(line)
                yield line, record


def stated(
    mapping: FileMapping, part: FilePart, columns: Mapping[str, str], record: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What one row states, each {"fact": id, "kind", "name"}."""
    facts = facts_of(mapping, part, columns, [record])
    return [{"fact": str(fact_id(fact)), "kind": fact["kind"], "name": fact["name"]} for fact in facts]
