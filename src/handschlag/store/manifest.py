"""Which segments make up the ledger, and how one comes in: write aside, fsync, rename, fsync the folder, insert the
row.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from handschlag.ledger.schema import SCHEMA
from handschlag.store.models import Batch, Manifest, Segment


@dataclass(frozen=True)
class Snapshot:
    """What a reader sees: the body's files and the batches that do not count any more, at one generation."""

    generation: int
    segments: tuple[Path, ...]
    superseded: tuple[int, ...]
    rows: int


def snapshot(ledger: Path) -> Snapshot:
    """The manifest as it is now. A reader that finds a file of it gone takes a new one."""
    with transaction.atomic():
        rows = list(Segment.objects.order_by("id").values_list("name", "rows"))
        return Snapshot(
            generation=count().generation,
            segments=tuple(ledger / name for name, _ in rows),
            superseded=tuple(
                Batch.objects.filter(superseded_by__isnull=False).order_by("id").values_list("id", flat=True)
            ),
            rows=sum(count for _, count in rows),
        )


@dataclass(frozen=True)
class Count:
    """`generation` counts every change of what the ledger holds; `base` is the last that was more than single facts
    about records that are linked already.
    """

    generation: int
    base: int


def count() -> Count:
    """How far the ledger has come. Every fact up to this generation can be read."""
    row = Manifest.objects.filter(id=1).values_list("generation", "base").first()
    return Count(*row) if row else Count(0, 0)


def advance(*, single: bool = False) -> int:
    """Count one change; call it inside the transaction that makes the change. It holds the manifest until the end of
    the transaction, so that generations become visible in their order.

    `single`: facts about records that are linked already, after which who is who stays and one account is folded anew.
    """
    Manifest.objects.get_or_create(id=1)
    following = F("generation") + 1
    Manifest.objects.filter(id=1).update(generation=following, **({} if single else {"base": following}))
    return count().generation


def lock() -> None:
    """Nobody else changes the ledger until the transaction ends."""
    Manifest.objects.get_or_create(id=1)
    Manifest.objects.select_for_update().get(id=1)


def segment_rows() -> list[Segment]:
    """Every row of the manifest."""
    return list(Segment.objects.order_by("id"))


def staging(ledger: Path) -> Path:
    """A new name for a file being written. Nothing reads it until it is published."""
    folder = ledger / "staging"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{uuid4().hex}.parquet"


def place(ledger: Path, staged: Path) -> str:
    """Bring a staged file to its final name, safely on disk; return the name. Without a manifest row it is not part
    of the ledger yet.
    """
    name = f"{staged.stem}.parquet"
    _sync(staged)
    os.replace(staged, ledger / name)
    _sync(ledger)
    return name


def publish(ledger: Path, name: str, *, batch: Batch, rows: int) -> Segment:
    """Make a placed file part of the ledger. The caller holds the transaction."""
    path = ledger / name
    return Segment.objects.create(
        name=name, batch=batch, rows=rows, size=path.stat().st_size, checksum=checksum(path), schema=SCHEMA,
        generation=advance(),
    )  # fmt: skip


def withdraw(names: Sequence[str]) -> None:
    """Take segments out of the ledger, inside the caller's transaction; `sweep` removes the files when nobody reads
    them.
    """
    Segment.objects.filter(name__in=list(names)).delete()
    advance()


def sweep(ledger: Path, *, older_than: float) -> list[str]:
    """Remove files that are in no manifest row and were last touched before `older_than` (seconds since 1970)."""
    kept = set(Segment.objects.values_list("name", flat=True))
    gone = []
    for path in [*ledger.glob("*.parquet"), *ledger.glob("staging/*")]:
        if path.name not in kept and path.is_file() and path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)
            gone.append(path.name)
    return sorted(gone)


def checksum(path: Path) -> str:
    """BLAKE2b of a file's bytes."""
    digest = blake2b(digest_size=32)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
