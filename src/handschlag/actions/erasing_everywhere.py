"""Taking erased persons out of everything the workspace holds. It goes by the tombstones alone, so that it can be cut
off anywhere and begun again: what is gone already is not there any more.
"""

import math
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from handschlag.actions.erasing_rows import erase_rows
from handschlag.actions.houses import House
from handschlag.actions.intake_sources import sources_of
from handschlag.actions.intakes import files_of, load as load_intake
from handschlag.actions.sifting import SOURCES, Way, sift
from handschlag.actions.tables import discard
from handschlag.actions.taking import UPLOADS
from handschlag.consent.erasing.marks import Erased
from handschlag.engines.erasing_segments import erase_from
from handschlag.mapping import stored
from handschlag.store import erasures
from handschlag.store.manifest import place, publish, segment_rows, staging, sweep, withdraw
from handschlag.store.models import Batch, Erasure, Segment

Counts = dict[str, int]


def erase_everywhere(house: House, *, now: datetime) -> None:
    """Finish every erasure that was begun; the workspace is locked."""
    erasure = erasures.newest()
    erased = erasures.erased(house.path)
    if erasure is None or not erased:
        erasures.finish(now)  # whoever was to be erased was let in again before it was done
        return
    for kept, ways in _kept_files(house):
        erasures.count(erasure, {"rows": _kept(kept, ways, erased)})
    for upload, ways in _uploads(house):
        erasures.count(erasure, {"rows": _replace(upload, ways, erased)})
    erasures.count(erasure, erase_rows(erased))
    for segment in segment_rows():
        _segment(house, segment, erased, erasure)
    discard(house)
    sweep(house.ledger, older_than=math.inf)  # nobody else writes: the workspace is locked
    erasures.forget_deleted()
    erasures.finish(now)


def outside_files(house: House) -> list[str]:
    """Files that were read where they lie, outside of the workspace, and are there still: nobody may change those."""
    paths = Batch.objects.filter(kind="import").values_list("path", flat=True).distinct()
    return sorted(path for path in paths if path and Path(path).is_absolute() and Path(path).is_file())


def _kept_files(house: House) -> Iterator[tuple[Path, list[Way]]]:
    """Every copy of a source's file, with all the ways in which it was read."""
    ways: dict[str, dict[tuple[str, int], Way]] = {}
    for batch in Batch.objects.filter(kind="import").order_by("id"):
        mapping = stored(batch.mapping)
        if mapping is not None:
            key = (batch.mapping_digest, batch.part)
            ways.setdefault(batch.path, {})[key] = (batch.connection, mapping.files[batch.part])
    for path in sorted((house.ledger / SOURCES).glob("*")):
        if path.suffix == ".partial":
            path.unlink()
            continue
        yield path, list(ways.get(str(path.relative_to(house.path)), {}).values())


def _kept(path: Path, ways: list[Way], erased: Erased) -> int:
    """First it is remembered which lines will differ: a copy that is half an old one never goes unnoticed."""
    target = path.with_suffix(".partial")
    lines = sift(path, ways, erased, target)
    if lines:
        erasures.add_lines(path.stem, lines)
        target.replace(path)
    return len(lines)


def _uploads(house: House) -> Iterator[tuple[Path, list[Way]]]:
    """Exports that wait to be brought in, read as it is proposed now."""
    for note in sorted((house.path / UPLOADS).glob("*/intake.json")):
        kept = load_intake(house, note.parent.name)
        files = files_of(house, kept.id)
        for source in sources_of(house, kept, files):
            for path in source.files:
                part = source.mapping.part_for(path.name) if source.mapping is not None else None
                yield path, [(source.connection, part)] if part is not None else []


def _replace(path: Path, ways: list[Way], erased: Erased) -> int:
    target = path.parent.parent / f"{path.name}.partial"
    lines = sift(path, ways, erased, target)
    if lines:
        target.replace(path)
    return len(lines)


def _segment(house: House, segment: Segment, erased: Erased, erasure: Erasure) -> None:
    staged = staging(house.ledger)
    try:
        found = erase_from(house.ledger / segment.name, erased, staged)
        if found is None:
            return
        gone, changed, stayed = found
        name = place(house.ledger, staged) if stayed else None
    finally:
        staged.unlink(missing_ok=True)
    with transaction.atomic():
        if name is not None:
            publish(house.ledger, name, batch=segment.batch, rows=stayed)
        withdraw([segment.name])
        erasures.count(erasure, {"facts": gone + changed})
    (house.ledger / segment.name).unlink(missing_ok=True)
