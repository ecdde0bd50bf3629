"""What people brought in of the rows that a delivery set aside: its supplement, made from their decisions.

It is a function of the rows, the decisions and the mapping, whatever the order in which they came: whenever one of them
changes it is made anew, and takes the place of the one before.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.db import transaction

from handschlag.actions.houses import House
from handschlag.actions.linking import compact_json, micros
from handschlag.actions.readings import Reading, reading_of
from handschlag.actions.setting_aside import Row, rejected, wrong_of
from handschlag.engines.comparing import Comparison, compare
from handschlag.engines.duck import connect
from handschlag.engines.reading_rows import Again
from handschlag.engines.staging_careful import Quarantined
from handschlag.engines.staging_rows import append_facts, stage_rows
from handschlag.mapping import FilePart, Mapping as FileMapping
from handschlag.store import batches, decisions
from handschlag.store.manifest import place, publish, snapshot, staging
from handschlag.store.models import Batch, Decision


@dataclass(frozen=True)
class Brought:
    """What decisions brought in: numbers of facts, and of rows that still wait."""

    new: int = 0
    unchanged: int = 0
    corrected: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class _Made:
    """A supplement before it is published."""

    facts: int
    compared: Comparison
    refused: list[Quarantined]
    held: int


def complete(house: House, batch: Batch, outdated: Sequence[int] = ()) -> Brought:
    """Bring in what people decided on the rows of this delivery; it changes nothing the second time. Under the lock.

    `outdated` supplements are made anew as well, so what they say contradicts nothing.
    """
    current = batches.supplement_of(batch)
    rows = batches.rows_with_decisions(batch, current)
    if current is None and not rows:
        return Brought()
    reading = reading_of(house, batch)
    if current is not None and current.checksum == _digest(reading, rows):
        return Brought()
    number = batches.next_number()
    out = staging(house.ledger)
    try:
        without = [*outdated] if current is None else [*outdated, current.id]
        made = _make(
            house, reading.mapping, reading.mapping.files[batch.part], batch.file, batch.columns, rows, number=number,
            imported_at=batch.imported_at, out=out, without=without,
        )  # fmt: skip
        refused = {row.line for row in made.refused}
        done = [(row, decision) for row, decision in rows if row["is_fact"] or row["line"] not in refused]
        name = place(house.ledger, out) if made.facts else None
        with transaction.atomic():
            supplement = batches.begin(
                id=number, kind="mended", mends=batch, connection=batch.connection, file=batch.file, path=batch.path,
                part=batch.part, checksum=_digest(reading, done), mapping=reading.text, given=batch.given,
                mapping_digest=reading.digest, columns=batch.columns, read=len(done), facts=made.facts,
                new=made.compared.new, unchanged=made.compared.unchanged,
                corrected=made.compared.corrected + made.held, imported_at=batch.imported_at, by=house.by.username,
            )  # fmt: skip
            if name is not None:
                publish(house.ledger, name, batch=supplement, rows=made.facts)
            if current is not None:
                batches.supersede([current], supplement)
            waiting = batches.quarantine(supplement, rejected([], made.compared.conflicts))
            for row in made.refused:
                batches.wait_again(batch, row.line, wrong_of(row))
    finally:
        out.unlink(missing_ok=True)
    return Brought(supplement.new, supplement.unchanged, supplement.corrected, waiting + len(made.refused))


def foresee(
    house: House, mapping: FileMapping, part: FilePart, file: str, columns: Mapping[str, str], rows: Sequence[Row],
    now: datetime,
) -> Brought:  # fmt: skip
    """What decisions would bring in of the rows that a file would set aside."""
    marks = {batches.mark_of(mapping.connection, row): row for row in rows}
    known = decisions.of(mapping.connection, marks)
    decided = [(marks[mark], each) for mark, each in known.items() if each.kind != "dismissed"]
    if not decided:
        return Brought()
    out = staging(house.derived)
    try:
        made = _make(
            house, mapping, part, file, columns, decided, number=0, imported_at=now, out=out, without=()
        )  # fmt: skip
    finally:
        out.unlink(missing_ok=True)
    waiting = len(made.refused) + len(made.compared.conflicts)
    return Brought(made.compared.new, made.compared.unchanged, made.compared.corrected + made.held, waiting)


def _make(
    house: House,
    mapping: FileMapping,
    part: FilePart,
    file: str,
    columns: Mapping[str, str],
    rows: Sequence[tuple[Row, Decision]],
    *,
    number: int,
    imported_at: datetime,
    out: Path,
    without: Iterable[int],
) -> _Made:
    """Stage the rows as they were decided, and compare them with the ledger."""
    again = [Again(row["line"], mended(row["record"], each.values)) for row, each in rows if not row["is_fact"]]
    staged = stage_rows(
        file, columns, again, mapping, part, batch=number, imported_at=micros(imported_at), out=out
    )  # fmt: skip
    compared = against_ledger(house, out, mapping.connection, without) if staged.facts else Comparison(0, 0, 0)
    held = [fact for row, each in rows if row["is_fact"] for fact in _held(row["record"], each, number)]
    facts = append_facts(out, held) if held else staged.facts - len(compared.conflicts)
    return _Made(facts, compared, staged.quarantined, sum(fact["kind"] != "correction" for fact in held))


def mended(record: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A row with some values put right. One that could not be read at all is made of the values given."""
    return {**{column: value for column, value in record.items() if column}, **values}


def _held(fact: Mapping[str, Any], decision: Decision, number: int) -> list[dict[str, Any]]:
    """A fact that holds although it contradicts the ledger, and the corrections of what does not hold beside it."""
    at = micros(decision.at)
    own = {**fact, "batch": number, "recorded_at": at}
    return [own] + [
        {
            "kind": "correction", "subject": fact["subject"], "name": "conflict", "occurred_at": at,
            "precision": "instant", "recorded_at": at, "batch": number, "actor": decision.by,
            "fields": compact_json({"content": over["content"], "fact": over["fact"]}),
        }
        for over in decision.values.get("over", [])
    ]  # fmt: skip


def _digest(reading: Reading, rows: Iterable[tuple[Row, Decision]]) -> str:
    """The same for the same decisions on the same rows under the same mapping."""
    decided = sorted([row["line"], each.mark, each.kind, each.values] for row, each in rows)
    text = json.dumps([reading.digest, decided], sort_keys=True)
    return blake2b(text.encode(), digest_size=32).hexdigest()


def against_ledger(house: House, staged: Path, connection: str, without: Iterable[int]) -> Comparison:
    """Compare staged facts with what the ledger holds, as if the batches `without` were not there."""
    seen = snapshot(house.ledger)
    con = connect(house.derived / "spill")
    try:
        superseded = [*seen.superseded, *without]
        return compare(con, staged, connection=connection, segments=seen.segments, superseded=superseded)
    finally:
        con.close()
