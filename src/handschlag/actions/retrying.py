"""Trying rows that were set aside once more: after a mapping was mended, or what they contradicted is gone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from handschlag.actions.deciding import accept
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.quarantine import Chosen, chosen_rows
from handschlag.actions.readings import Reading, read_with, reading_of
from handschlag.actions.rereading import bring_in, kept_file, reread
from handschlag.actions.setting_aside import Row
from handschlag.actions.supplements import against_ledger
from handschlag.actions.tables import locked
from handschlag.actions.taking import Delivery, Progress, take
from handschlag.engines.reading_rows import Again
from handschlag.engines.staging_rows import append_facts, stage_rows
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.reasons import Reason
from handschlag.store import audit, batches
from handschlag.store.manifest import staging
from handschlag.store.models import Batch


@dataclass
class Tried:
    """What became of rows that were tried once more: those that come in, and why the others still wait."""

    tried: int = 0
    understood: list[Row] = field(default_factory=list)
    waiting: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        return {
            "tried": self.tried, "understood": len(self.understood), "waiting": sum(self.waiting.values()),
            "reasons": [
                {"reason": key, "text": Reason(key).short.model_dump(), "count": n}
                for key, n in sorted(self.waiting.items(), key=lambda each: (-each[1], each[0]))
            ],
        }  # fmt: skip


@needs("import_data")
def retry(
    house: House,
    *,
    chosen: Chosen,
    now: datetime,
    mapping: Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Try rows once more, as their source is read today; with `mapping`, their files are read anew by it.

    A dry run says what would come in.
    """
    with outside(), locked(house):
        rows = chosen_rows(chosen, ["waiting"])
        given = None if mapping is None else _given(house, mapping, rows)
        tried = Tried()
        for number in sorted({row["batch"] for row in rows}):
            batch = batches.get(number)
            assert batch is not None, "every row belongs to a delivery"
            reading = reading_of(house, batch) if given is None else given
            try_rows(house, batch, reading, [row for row in rows if row["batch"] == number], tried)
        if not dry_run:
            brought = _bring(house, rows, tried.understood, given, now=now, progress=progress)
            _write(house, rows, len(tried.understood), now)
            return {**tried.told(), **brought, "dry_run": False}
    return {**tried.told(), "dry_run": True}


def try_rows(house: House, batch: Batch, reading: Reading, rows: Sequence[Row], tried: Tried) -> None:
    """Find out which rows of a delivery would come in, read in this way."""
    tried.tried += len(rows)
    out = staging(house.derived)
    try:
        staged = stage_rows(
            batch.file, batch.columns, [Again(row["line"], row["record"]) for row in rows if not row["is_fact"]],
            reading.mapping, _part(reading, batch), batch=0, imported_at=0, out=out,
        )  # fmt: skip
        facts = [row for row in rows if row["is_fact"]]
        count = append_facts(out, [row["record"] for row in facts]) if facts else staged.facts
        conflicts = against_ledger(house, out, batch.connection, ()).conflicts if count else []
    finally:
        out.unlink(missing_ok=True)
    wrong = {row.line: row.wrong[0][1].key for row in staged.quarantined}
    contested = {(fact["subject"], fact["kind"], fact.get("version")) for fact in conflicts}
    for row in rows:
        key = wrong.get(row["line"]) if not row["is_fact"] else None
        if row["is_fact"] and tuple(row["record"].get(c) for c in ("subject", "kind", "version")) in contested:
            key = "contradicts_ledger"
        if key is None:
            tried.understood.append(row)
        else:
            tried.waiting[key] += 1


def _part(reading: Reading, batch: Batch) -> Any:
    part = reading.mapping.part_for(batch.file)
    if part is None:
        raise InputProblems(Problem(batch.file, message="no part of the mapping reads a file of this name"))
    return part


def _given(house: House, mapping: Path, rows: Iterable[Row]) -> Reading:
    """Another mapping for the files of these rows; it must be of their source."""
    try:
        reading = read_with(house, mapping.read_bytes(), str(mapping))
    except OSError as error:
        raise InputProblems(Problem(str(mapping), message=f"cannot read the mapping: {error.strerror}")) from error
    others = sorted({row["source"] for row in rows} - {reading.mapping.connection})
    if others:
        hint = f"name the source: --source {reading.mapping.connection}"
        message = f"this is the mapping of `{reading.mapping.connection}`, not of `{', '.join(others)}`"
        raise InputProblems(Problem(str(mapping), message=message, hint=hint))
    return reading


def _bring(
    house: House, rows: Sequence[Row], understood: Sequence[Row], given: Reading | None, *, now: datetime,
    progress: Progress | None,
) -> dict[str, int]:  # fmt: skip
    """Read files anew where they are read otherwise by now, and bring the understood rows of the others in."""
    left: list[Row] = []
    for number in sorted({row["batch"] for row in rows}):
        batch = batches.get(number)
        assert batch is not None
        if not read_anew(house, batch, given, now=now, progress=progress):
            left += [row for row in understood if row["batch"] == number]
    with transaction.atomic():
        accept(house, left, now=now)
    brought = bring_in(house, {row["batch"] for row in batches.marked(row["row"] for row in left)}, now=now)
    return {"new": brought.new, "unchanged": brought.unchanged, "corrected": brought.corrected}


def read_anew(
    house: House, batch: Batch, given: Reading | None, *, now: datetime, progress: Progress | None = None
) -> bool:
    """Read the file of a delivery anew if it is read otherwise by now; False if it is not, or if the file is gone."""
    reading = reading_of(house, batch) if given is None else given
    path = kept_file(house, batch)
    if batch.kind != "import" or path is None or reading.digest == batch.mapping_digest:
        return False
    if given is None:
        return reread(house, batch, now=now, progress=progress) is not None
    part = _part(given, batch)
    take(
        house, given, Delivery(path, batch.file, part, given.mapping.files.index(part)), now=now, progress=progress
    )  # fmt: skip
    return True


def _write(house: House, rows: Sequence[Row], understood: int, now: datetime) -> None:
    sources = sorted({row["source"] for row in rows})
    audit.write(
        at=now, by=house.by.username, action="rows_retried", what=", ".join(sources)[:300], rows=len(rows),
        understood=understood,
    )  # fmt: skip
