"""From a fact back to the very row it was read from: candidates are found by id, then read again by the mapping."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handschlag.engines.duck import connect, quote
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.staging import source_rows, stage
from handschlag.errors import InputProblems
from handschlag.ledger.identity import id_sql
from handschlag.mapping.models import CsvOptions, FilePart, Mapping

#: Of so many rows with the same id at most, the right one is looked for.
CANDIDATES = 200


def trace(
    path: Path, mapping: Mapping, part: FilePart, *, kind: str, source_id: str, key: str | None, fact: str
) -> tuple[int, dict[str, object], list[dict[str, Any]]] | None:
    """(line, record, facts it states) of the row that states the fact; None if the file has none.

    `source_id` is the subject's id in the source, `key` the event's. Each fact is {"fact": id, "kind", "name"}.
    """
    for line, record in _candidates(path, part, kind, source_id, key):
        facts = _facts(mapping, part, record)
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


def _facts(mapping: Mapping, part: FilePart, record: dict[str, object]) -> list[dict[str, Any]]:
    """What one row states, read again as a file of one row."""
    with scratch_folder() as folder:
        one, out = folder / "one.csv", folder / "one.parquet"
        with one.open("w", newline="", encoding="utf-8") as sink:
            writer = csv.writer(sink)
            writer.writerow(record)
            writer.writerow(["" if value is None else value for value in record.values()])
        plain = part.model_copy(update={"format": "csv", "csv": CsvOptions(delimiter=",", encoding="utf-8")})
        single = mapping.model_copy(update={"files": (plain,)})
        try:
            stage(one, single, plain, batch=0, imported_at=0, out=out)
        except InputProblems:
            return []
        con = connect()
        try:
            rows = con.execute(
                f"select {id_sql()}::varchar, kind, name from read_parquet({quote(str(out))})"
            ).fetchall()
        finally:
            con.close()
    return [{"fact": number, "kind": kind, "name": name} for number, kind, name in rows]
