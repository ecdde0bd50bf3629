"""Deliveries: what was read when, under which mapping, and what could not be understood."""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count

from handschlag.store.manifest import advance
from handschlag.store.models import Batch, Quarantined


def same_delivery(*, connection: str, checksum: str, mapping_digest: str, part: int) -> Batch | None:
    """The batch that read the very same file under the very same mapping, if it still counts."""
    return Batch.objects.filter(
        connection=connection, checksum=checksum, mapping_digest=mapping_digest, part=part, superseded_by__isnull=True
    ).first()


def earlier_readings(*, connection: str, checksum: str, part: int) -> list[Batch]:
    """Batches that read the same file under an older mapping: a mended mapping supersedes them."""
    found = Batch.objects.filter(connection=connection, checksum=checksum, part=part, superseded_by__isnull=True)
    return list(found.order_by("id"))


def with_checksum(checksum: str) -> Batch | None:
    """The newest batch that read this very file, whatever the mapping was, if it still counts."""
    found = Batch.objects.filter(kind="import", checksum=checksum, superseded_by__isnull=True)
    return found.order_by("-id").first()


def begin(**values: Any) -> Batch:
    """Write the batch's row; the caller holds the transaction that publishes its segment as well."""
    return Batch.objects.create(**{"id": next_number(), **values})


def next_number() -> int:
    """The number the next batch gets, as far as nobody else imports meanwhile (the workspace's lock sees to that)."""
    last = Batch.objects.order_by("-id").values_list("id", flat=True).first()
    return (last or 0) + 1


def supersede(batches: Iterable[Batch], by: Batch) -> None:
    """These batches do not count any more; what they could not understand is settled with them."""
    ids = [batch.id for batch in batches]
    if ids:
        Batch.objects.filter(id__in=ids).update(superseded_by=by)
        Quarantined.objects.filter(batch_id__in=ids).delete()
        advance()


def quarantine(batch: Batch, rows: Iterable[Mapping[str, Any]]) -> int:
    """Keep what could not be understood."""
    made = Quarantined.objects.bulk_create([Quarantined(batch=batch, **row) for row in rows], batch_size=1000)
    return len(made)


def quarantined() -> list[dict[str, Any]]:
    """Everything that waits, in the order it came."""
    return [
        {
            "batch": row.batch_id,
            "file": row.batch.file,
            "line": row.line,
            "field": row.field,
            "reason": row.reason,
            "wrong": row.wrong,
            "value": row.value,
            "record": row.record,
        }
        for row in Quarantined.objects.select_related("batch").order_by("batch_id", "line", "id")
    ]


def listed() -> list[dict[str, Any]]:
    """All deliveries, newest first."""
    rows = Batch.objects.annotate(waiting=Count("quarantined")).order_by("-id")
    return [
        {
            "batch": row.id, "kind": row.kind, "connection": row.connection, "file": row.file, "read": row.read,
            "facts": row.facts, "quarantined": row.waiting, "imported_at": row.imported_at, "by": row.by,
            "superseded_by": row.superseded_by_id,
        }
        for row in rows
    ]  # fmt: skip


def decided_stages() -> dict[str, frozenset[str]]:
    """Stage to the connections whose report decides it, as the mappings that count say."""
    found: dict[str, set[str]] = {}
    rows = Batch.objects.filter(kind="import", superseded_by__isnull=True).order_by("id")
    newest = dict(rows.values_list("connection", "decides"))
    for connection, stages in newest.items():
        for stage in stages:
            found.setdefault(stage, set()).add(connection)
    return {stage: frozenset(connections) for stage, connections in sorted(found.items())}


def newest_import(time_zone: str, as_of: int | None = None) -> list[int]:
    """The batches of the last day (of the house) on which something was imported; none if that was the first such day.

    `as_of` (UTC microseconds) leaves out later ones.
    """
    rows = Batch.objects.filter(kind="import").order_by("id").values_list("id", "imported_at", "superseded_by")
    zone = ZoneInfo(time_zone)
    known = [
        (at.astimezone(zone).date(), number, superseded)
        for number, at, superseded in rows
        if as_of is None or at.timestamp() * 1_000_000 <= as_of
    ]
    days = {day for day, _, _ in known}
    if len(days) < 2:
        return []
    return [number for day, number, superseded in known if day == max(days) and superseded is None]


def get(number: int) -> Batch | None:
    """A batch by its number."""
    return Batch.objects.filter(id=number).first()
