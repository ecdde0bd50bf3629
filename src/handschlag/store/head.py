"""The ledger's head: facts made here, one by one, in the same transaction as the change they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection, transaction

from handschlag.ledger.identity import fact_id
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.store.manifest import advance, lock
from handschlag.store.models import Fact

_COLUMNS = ("id", *FACT_COLUMNS)


def record(facts: Iterable[Mapping[str, object]], *, single: bool = False) -> int:
    """Add facts; one that is there already changes nothing. Returns how many were new.

    `single`: all of them are about records that are linked already (handschlag.store.manifest.advance).
    """
    rows = [
        Fact(id=fact_id(fact), **{c: fact.get(c) for c in FACT_COLUMNS if fact.get(c) is not None}) for fact in facts
    ]
    with transaction.atomic():
        lock()
        known = set(Fact.objects.filter(id__in=[row.id for row in rows]).values_list("id", flat=True))
        fresh = {row.id: row for row in rows if row.id not in known}
        if fresh:
            number = advance(single=single)
            for row in fresh.values():
                row.generation = number
            Fact.objects.bulk_create(fresh.values())
    return len(fresh)


def rows(*, after: int = -1, until: int | None = None) -> list[dict[str, object]]:
    """Facts of the head, as the columns of a fact (without the id, which is derived like everywhere): all, or those of
    the generations after `after`, up to and with `until`.
    """
    found = Fact.objects.filter(generation__gt=after)
    if until is not None:
        found = found.filter(generation__lte=until)
    return list(found.order_by("recorded_at", "id").values(*FACT_COLUMNS))


def with_ids() -> list[tuple[UUID, dict[str, object]]]:
    """All facts of the head, each with the id it is stored under."""
    return [(row["id"], row) for row in Fact.objects.order_by("recorded_at", "id").values(*_COLUMNS)]


def slice_to_settle(limit: int) -> list[Fact]:
    """The oldest facts of the head, locked where the database can."""
    found = Fact.objects.order_by("recorded_at", "id")
    if connection.features.has_select_for_update:
        found = found.select_for_update()
    return list(found[:limit])


def remove(ids: Sequence[object]) -> None:
    """Take settled facts out of the head, inside the caller's transaction."""
    Fact.objects.filter(id__in=list(ids)).delete()
