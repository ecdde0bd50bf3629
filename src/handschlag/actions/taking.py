"""Taking one file into the ledger, or only looking at what that would do."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from handschlag.actions.checking import Look
from handschlag.actions.houses import House
from handschlag.actions.readings import Reading
from handschlag.actions.setting_aside import rejected, said
from handschlag.actions.sifting import SOURCES, Sifted, fingerprint as fingerprint_of, sifted
from handschlag.actions.supplements import Brought, against_ledger, complete, foresee
from handschlag.consent.erasing.marks import is_place
from handschlag.engines.comparing import Comparison
from handschlag.engines.staging import Staged, preview, stage
from handschlag.errors import HandschlagError
from handschlag.mapping import FilePart
from handschlag.store import batches, decisions, erasures
from handschlag.store.manifest import place, publish, staging
from handschlag.store.models import Batch

Progress = Callable[[str, int], None]

#: Files up to this size are kept in the workspace, so that a source record can be shown long after the export is gone.
KEPT_BYTES = 64 << 20

#: Where exports wait that came through the pages.
UPLOADS = "uploads"

#: A dry run shows this many facts.
PREVIEWED = 20


@dataclass(frozen=True)
class Delivery:
    """One file to read, and how. `name` is what the user calls it, wherever it lies."""

    path: Path
    name: str
    part: FilePart
    number: int


def look(
    house: House, reading: Reading, delivery: Delivery, now: datetime, *, out: Path, label: str
) -> tuple[Look, dict[str, Any]]:
    """What reading a file would do, without doing it; what it states is written to `out`."""
    with sifted(house, delivery.path, (reading.mapping.connection, delivery.part)) as file:
        known = fingerprint_of(house, delivery.path) if file.differs else None
        staged, compared = _read(house, reading, delivery, file, out, 0, now, None, fingerprint=known)
        facts = preview(file.path, reading.mapping, delivery.part, PREVIEWED)
    rows = rejected(staged.quarantined, compared.conflicts)
    waiting = batches.undecided(reading.mapping.connection, rows)
    brought = foresee(house, reading.mapping, delivery.part, delivery.name, staged.columns, rows, now)
    return Look(delivery.path, label, reading.mapping, delivery.part, staged, compared, out), {
        **_numbers(delivery, staged.read, compared, brought, len(waiting) + brought.waiting),
        "facts": [fact for fact in facts if not is_place(str(fact["subject"]))],
        "rejected": [said({"file": delivery.name, **row}) for row in waiting],
    }


def take(
    house: House,
    reading: Reading,
    delivery: Delivery,
    *,
    now: datetime,
    progress: Progress | None = None,
    anew: bool = False,
) -> dict[str, Any]:
    """Read one file into the ledger; the workspace is locked. `anew` reads it also if nothing of it has changed."""
    connection = reading.mapping.connection
    fingerprint = fingerprint_of(house, delivery.path)
    place_of: dict[str, Any] = {"connection": connection, "checksum": fingerprint, "part": delivery.number}
    known = batches.same_delivery(**place_of, mapping_digest=reading.digest)
    if known is not None and not anew and not batches.is_stale(known):
        return _again(house, delivery, known)
    with sifted(house, delivery.path, (connection, delivery.part)) as file:
        return _taken(house, reading, delivery, file, fingerprint, now=now, progress=progress)


def _taken(
    house: House, reading: Reading, delivery: Delivery, file: Sifted, fingerprint: str, *, now: datetime,
    progress: Progress | None,
) -> dict[str, Any]:  # fmt: skip
    """Read a file that is new, or that is read otherwise by now."""
    connection = reading.mapping.connection
    place_of: dict[str, Any] = {"connection": connection, "checksum": fingerprint, "part": delivery.number}
    number = batches.next_number()
    staged_file = staging(house.ledger)
    try:
        older = batches.earlier_readings(**place_of, file=delivery.name)
        without = [batch.id for batch in [*older, *batches.supplements_of(batch.id for batch in older)]]
        staged, compared = _read(
            house, reading, delivery, file, staged_file, number, now, progress, without, fingerprint
        )  # fmt: skip
        name = place(house.ledger, staged_file)
        kept = _keep(house, delivery.path, file, fingerprint)
        with transaction.atomic():
            batch = batches.begin(
                id=number, kind="import", connection=connection, file=delivery.name, path=str(kept),
                part=delivery.number, checksum=fingerprint, mapping=reading.text, given=reading.given,
                mapping_digest=reading.digest, decides=list(reading.mapping.decides), columns=staged.columns,
                read=staged.read, facts=compared.new + compared.unchanged + compared.corrected, new=compared.new,
                unchanged=compared.unchanged, corrected=compared.corrected, imported_at=now, by=house.by.username,
            )  # fmt: skip
            publish(house.ledger, name, batch=batch, rows=batch.facts)
            batches.supersede(older, batch)
            waiting = batches.quarantine(batch, rejected(staged.quarantined, compared.conflicts))
            erasures.add_lines(fingerprint, file.lines)
    except HandschlagError:
        staged_file.unlink(missing_ok=True)
        raise
    brought = complete(house, batch)
    return {**_numbers(delivery, staged.read, compared, brought, waiting + brought.waiting), "batch": number}


def _again(house: House, delivery: Delivery, known: Batch) -> dict[str, Any]:
    """The very same was read before. What people decided on its rows is brought in, should that have been cut off."""
    brought = complete(house, known)
    supplement = batches.supplement_of(known)
    known_facts = known.facts + (supplement.facts if supplement else 0) - brought.new - brought.corrected
    return {
        "file": delivery.name, "batch": known.id, "read": known.read, "new": brought.new, "unchanged": known_facts,
        "corrected": brought.corrected, "quarantined": brought.waiting, "again": True,
    }  # fmt: skip


def _read(
    house: House,
    reading: Reading,
    delivery: Delivery,
    file: Sifted,
    out: Path,
    number: int,
    now: datetime,
    progress: Progress | None,
    without: Sequence[int] = (),
    fingerprint: str | None = None,
) -> tuple[Staged, Comparison]:
    """Stage a file and compare it with the ledger, as if the batches `without` were not there."""
    staged = stage(
        file.path, reading.mapping, delivery.part, batch=number, out=out,
        imported_at=round(now.timestamp() * 1_000_000),
        known_checksum=fingerprint,
        progress=None if progress is None else (lambda rows: progress(delivery.name, rows)),
        decided=decisions.records(reading.mapping.connection),
        emptied=file.lines if file.any_erased or file.lines else None,
    )  # fmt: skip
    return staged, against_ledger(house, out, reading.mapping.connection, without)


def _numbers(delivery: Delivery, read: int, compared: Comparison, brought: Brought, waiting: int) -> dict[str, Any]:
    return {
        "file": delivery.name,
        "read": read,
        "new": compared.new + brought.new,
        "unchanged": compared.unchanged + brought.unchanged,
        "corrected": compared.corrected + brought.corrected,
        "quarantined": waiting,
        "again": False,
    }


def _keep(house: House, path: Path, file: Sifted, fingerprint: str) -> Path:
    """Where the file can be read again: a copy in the workspace (named from there, so that the workspace can be moved)
    if it is not large, else where it is. A file that was uploaded is nowhere else, so it is kept whatever its size.
    Of one that names an erased person, the copy without the person is kept.
    """
    uploaded = path.resolve().is_relative_to(house.path / UPLOADS)
    if path.stat().st_size > KEPT_BYTES and not uploaded:
        return path.resolve()
    folder = house.ledger / SOURCES
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{fingerprint}{path.suffix.lower()}"
    if not kept.exists():
        partial = kept.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        if file.differs:
            shutil.copyfile(file.path, partial)
        elif uploaded:
            os.link(path, partial)  # both lie in the workspace: nothing is written twice
        else:
            shutil.copyfile(path, partial)
        partial.replace(kept)
    return kept.relative_to(house.path)
