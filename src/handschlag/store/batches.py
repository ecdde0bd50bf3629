"""Deliveries: what was read when, under which mapping, and what could not be understood."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count

from handschlag.mapping.rows import fact_mark, mark
from handschlag.store import decisions
from handschlag.store.manifest import advance
from handschlag.store.models import DECISIONS, Batch, Decision, Quarantined


def same_delivery(*, connection: str, checksum: str, mapping_digest: str, part: int) -> Batch | None:
    """The batch that read the very same file under the very same mapping, if it still counts."""
    return Batch.objects.filter(
        connection=connection, checksum=checksum, mapping_digest=mapping_digest, part=part, superseded_by__isnull=True
    ).first()


def earlier_readings(*, connection: str, checksum: str, part: int, file: str) -> list[Batch]:
    """Batches that read the same file under an older mapping: a mended mapping supersedes them, also where its parts
    stand in another order by now.
    """
    found = Batch.objects.filter(kind="import", connection=connection, checksum=checksum, superseded_by__isnull=True)
    return list(found.filter(file=file).order_by("id")) or list(found.filter(part=part).order_by("id"))


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
    """These batches do not count any more, nor what people brought in of them; what they set aside goes with them."""
    ids = [batch.id for batch in batches]
    ids += Batch.objects.filter(mends_id__in=ids, superseded_by__isnull=True).values_list("id", flat=True)
    if ids:
        Batch.objects.filter(id__in=ids).update(superseded_by=by)
        Quarantined.objects.filter(batch_id__in=ids).delete()
        advance()


def supplements_of(numbers: Iterable[int]) -> list[Batch]:
    """What people brought in of the rows that these deliveries set aside, as it counts now."""
    return list(Batch.objects.filter(mends_id__in=list(numbers), superseded_by__isnull=True).order_by("id"))


def counting() -> list[Batch]:
    """Every delivery that counts, and what people brought in of it."""
    return list(Batch.objects.filter(kind__in=("import", "mended"), superseded_by__isnull=True).order_by("id"))


def supplement_of(batch: Batch) -> Batch | None:
    """What people brought in of the rows that this delivery set aside, as it counts now."""
    return Batch.objects.filter(mends=batch, superseded_by__isnull=True).first()


def quarantine(batch: Batch, rows: Iterable[Mapping[str, Any]]) -> int:
    """Keep what could not be understood; what somebody decided on such a row before holds. Returns how many wait."""
    made = [Quarantined(batch=batch, mark=mark_of(batch.connection, row), **row) for row in rows]
    known = decisions.kinds(batch.connection, {row.mark for row in made})
    for row in made:
        row.state = DECISIONS.get(known.get(row.mark, ""), "waiting")
    Quarantined.objects.bulk_create(made, batch_size=1000)
    return sum(row.state == "waiting" for row in made)


def mark_of(connection: str, row: Mapping[str, Any]) -> str:
    """The same for the same content from the same source."""
    return (fact_mark if row["is_fact"] else mark)(connection, row["record"])


def undecided(connection: str, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of rows that would be set aside, those on which nobody has decided."""
    marks = [mark_of(connection, row) for row in rows]
    known = decisions.kinds(connection, marks)
    return [row for row, mark in zip(rows, marks, strict=True) if mark not in known]


def rows_with_decisions(batch: Batch, supplement: Batch | None) -> list[tuple[dict[str, Any], Decision]]:
    """The rows of a delivery that are to be brought in, and the facts of its supplement that are; each as decided."""
    whose = [batch] if supplement is None else [batch, supplement]
    found = Quarantined.objects.select_related("batch").filter(batch__in=whose, state="mended")
    rows = [as_row(row) for row in found.order_by("line", "id")]
    known = decisions.of(batch.connection, (row["row"] for row in rows))
    return [(row, known[row["row"]]) for row in rows if row["row"] in known]


def wait_again(batch: Batch, line: int, wrong: Mapping[str, Any]) -> None:
    """A row that somebody brought in cannot be understood after all, for this reason."""
    Quarantined.objects.filter(batch=batch, line=line, is_fact=False).update(state="waiting", **wrong)


def is_stale(batch: Batch) -> bool:
    """Whether a row was left out for a decision that was taken back since: the file has to be read again."""
    return Quarantined.objects.filter(batch=batch, state="waiting", reason="decided").exists()


def quarantined(*states: str) -> list[dict[str, Any]]:
    """Every row that was set aside and stands so (default: all that wait), in the order it came."""
    found = Quarantined.objects.select_related("batch").filter(state__in=states or ["waiting"])
    return [as_row(row) for row in found.order_by("batch_id", "line", "id")]


def as_row(row: Quarantined) -> dict[str, Any]:
    """A row as plain data. `row` names it: the same for the same content from the same source."""
    return {
        "row": row.mark, "batch": row.batch_id, "source": row.batch.connection, "file": row.batch.file,
        "line": row.line, "field": row.field, "reason": row.reason, "wrong": row.wrong, "value": row.value,
        "record": row.record, "is_fact": row.is_fact, "state": row.state,
    }  # fmt: skip


def set_state(connection: str, marks: Iterable[str], state: str) -> None:
    """Where these rows stand from now on, in every delivery that has them."""
    for some in decisions.in_portions(marks):
        Quarantined.objects.filter(batch__connection=connection, mark__in=some).update(state=state)


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


def get(number: int) -> Batch | None:
    """A batch by its number."""
    return Batch.objects.filter(id=number).first()


def marked(marks: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of these names, in every delivery that has them."""
    found: list[dict[str, Any]] = []
    for some in decisions.in_portions(marks):
        rows = Quarantined.objects.select_related("batch").filter(mark__in=some)
        found += [as_row(row) for row in rows.order_by("batch_id", "line", "id")]
    return found


def of_batch(number: int, reason: str) -> list[dict[str, Any]]:
    """The rows of a delivery that were set aside for this reason."""
    found = Quarantined.objects.select_related("batch").filter(batch_id=number, reason=reason)
    return [as_row(row) for row in found.order_by("line", "id")]
