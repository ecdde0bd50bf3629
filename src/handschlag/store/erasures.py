"""Who was erased when, as far as that may still be known: keyed hashes, and how much went."""

import os
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from handschlag.consent.erasing.marks import SUBJECT, Erased
from handschlag.store.models import Decision, ErasedRows, Erasure, Fact, Meaning, Quarantined, Tombstone

#: The key lies beside the database, not in it: a copy of the database alone tells of nobody.
KEY_FILE = "erasure_key"


def key(workspace: Path) -> str:
    """The key of all marks of this workspace, made once, readable by its owner only."""
    file = workspace / KEY_FILE
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    made = secrets.token_hex(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as sink:
        sink.write(made)
        sink.flush()
        os.fsync(sink.fileno())
    return made


def erased(workspace: Path) -> Erased:
    """Everybody who was erased and not readmitted; empty where nobody was."""
    rows = list(Tombstone.objects.values_list("mark", "connection", "object"))
    if not rows:
        return Erased("", ())
    objects = {(source, about) for _, source, about in rows if source}
    return Erased(key(workspace), (mark for mark, _, _ in rows), objects)


def begin(at: datetime, by: str) -> Erasure:
    """Somebody is to be erased; inside the transaction that sets the tombstones."""
    return Erasure.objects.create(at=at, by=by)


def bury(erasure: Erasure, marks: Iterable[tuple[str, str, str, str]]) -> int:
    """Set tombstones: (kind, mark, and of a record its source and type). Returns how many were new."""
    known = set(Tombstone.objects.values_list("mark", flat=True))
    fresh = {mark: (kind, source, about) for kind, mark, source, about in marks if mark not in known}
    Tombstone.objects.bulk_create(
        Tombstone(erasure=erasure, kind=kind, mark=mark, connection=source, object=about)
        for mark, (kind, source, about) in fresh.items()
    )
    return len(fresh)


def of_mark(marks: Collection[str]) -> Erasure | None:
    """The erasure to which any of these marks belongs."""
    found = Tombstone.objects.filter(mark__in=list(marks)).select_related("erasure").order_by("id").first()
    return found.erasure if found is not None else None


def newest() -> Erasure | None:
    return Erasure.objects.order_by("-id").first()


def unfinished() -> list[Erasure]:
    """Erasures that were cut off before everything was gone."""
    return list(Erasure.objects.filter(finished_at=None).order_by("id"))


def reopen(erasure: Erasure) -> None:
    """There is more of this person than was known: it is finished when that is gone as well."""
    Erasure.objects.filter(id=erasure.id).update(finished_at=None)


def finish(at: datetime) -> None:
    """Everything is gone."""
    Erasure.objects.filter(finished_at=None).update(finished_at=at)


def count(erasure: Erasure, counts: Mapping[str, int]) -> None:
    """Add to what an erasure took away so far."""
    with transaction.atomic():
        kept = Erasure.objects.get(id=erasure.id).counts
        total = {name: kept.get(name, 0) + counts.get(name, 0) for name in {*kept, *counts}}
        Erasure.objects.filter(id=erasure.id).update(counts=total)


def readmit(erasure: Erasure, at: datetime) -> int:
    """The person may come back: the tombstones go, that there was an erasure stays."""
    Erasure.objects.filter(id=erasure.id).update(readmitted_at=at)
    return Tombstone.objects.filter(erasure=erasure).delete()[0]


def listed() -> list[dict[str, Any]]:
    """Every erasure, newest first; of whom, nobody knows."""
    return [
        {
            "number": one.id, "at": one.at, "by": one.by, "finished_at": one.finished_at,
            "readmitted_at": one.readmitted_at, "counts": dict(one.counts), "records": one.records,
        }
        for one in Erasure.objects.annotate(records=Count("tombstone", filter=_is_record())).order_by("-id")
    ]  # fmt: skip


def _is_record() -> Any:
    from django.db.models import Q

    return Q(tombstone__kind=SUBJECT)


def records() -> dict[tuple[str, str], int]:
    """How many records of a source's type were erased: (connection, type) to their number."""
    found = Tombstone.objects.filter(kind=SUBJECT).values_list("connection", "object").annotate(n=Count("id"))
    return {(source, about): n for source, about, n in found}


def lines_of(checksum: str) -> frozenset[int]:
    """The lines of a kept file from which an erased person was taken out."""
    found = ErasedRows.objects.filter(checksum=checksum).values_list("lines", flat=True).first()
    return frozenset(found or ())


def add_lines(checksum: str, lines: Iterable[int]) -> None:
    """Remember from which lines of a file somebody was taken out: what cannot be read there any more is no fault."""
    every = sorted({*lines_of(checksum), *lines})
    if every:
        ErasedRows.objects.update_or_create(checksum=checksum, defaults={"lines": every})


#: What holds rows of sources or facts, and is rewritten so that nothing stays on the disk.
_HELD = (Fact, Quarantined, Decision, Meaning)


def forget_deleted() -> None:
    """Let the database overwrite what was deleted; outside of any transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("vacuum")
            cursor.execute("pragma wal_checkpoint(truncate)")
        elif connection.vendor == "postgresql":
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _HELD)
            cursor.execute(f"vacuum (full) {tables}")
