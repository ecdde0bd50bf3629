"""Reconciliation: what each source has, what is here, and record by record why the two differ."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.tables import Tables, tables
from handschlag.actions.waiting import waiting
from handschlag.dashboard.reconciliation import Asked, Sources, reconcile as compare
from handschlag.dashboard.reconciliation.base import RECORDS
from handschlag.errors import InputProblems, Problem
from handschlag.mapping import Mapping, loads
from handschlag.store import batches
from handschlag.store.models import Batch

#: The last results: turning a page asks the same again. A change of ledger or agreement makes a new folder of tables.
_found: dict[tuple[Any, ...], dict[str, Any]] = {}
_KEPT = 4


def reconcile(
    house: House,
    *,
    now: datetime,
    source: str | None = None,
    start: date | None = None,
    end: date | None = None,
    by_month: bool = False,
) -> dict[str, Any]:
    """`totals` of each source and here, and `differences`, whose effects add up to theirs - ours in every total.

    `end` is the first day that no longer belongs to the window.
    """
    asked = tables(house, now=now, as_of=now)
    with outside():
        counted = {batch.id: batch for batch in Batch.objects.filter(kind="import", superseded_by__isnull=True)}
        rows = batches.quarantined()
    _known(asked, counted, source)
    question = Asked(house.time_zone, _zones(counted), source, start, end, by_month)
    stages = [stage.key for stage in house.terms.stages]
    known = Sources(house.currency, sorted(house.terms.passive_touches), stages, _rows(counted))
    key = (asked.folder, source, start, end, by_month, len(rows))
    if (found := _found.get(key)) is None:
        found = _found[key] = compare(asked.run, question, known, waiting(asked, rows, counted))
        while len(_found) > _KEPT:
            _found.pop(next(iter(_found)))
    return {
        "as_of": now,
        "agreement": house.agreement_label,
        "time_zone": house.time_zone,
        "source": source,
        "window": {"start": start, "end": end},
        "by_month": by_month,
        **found,
    }


def _known(asked: Tables, counted: dict[int, Batch], source: str | None) -> None:
    """A source that nothing came from is a slip of the pen."""
    if source is None:
        return
    sql = "select distinct split_part(subject, ':', 1) from subjects where subject not like 'derived:%'"
    sources = {batch.connection for batch in counted.values()} | {str(name) for (name,) in asked.run(sql)}
    if source not in sources:
        hint = f"there is {', '.join(sorted(sources))}" if sources else "nothing was imported yet"
        raise InputProblems(Problem(message=f"no source is called `{source}`", hint=hint))


def _zones(counted: dict[int, Batch]) -> dict[str, str]:
    """The time zone in which each source writes, as its newest mapping says."""
    mappings = [(batch.connection, _mapping(batch.mapping)) for _, batch in sorted(counted.items())]
    return {connection: mapping.time_zone for connection, mapping in mappings if mapping and mapping.time_zone}


def _rows(counted: dict[int, Batch]) -> dict[int, tuple[str, ...]]:
    """Per batch the kinds of record of which each has a row of its own: the row's id is the record's."""
    found = {}
    for number, batch in counted.items():
        if (mapping := _mapping(batch.mapping)) is not None:
            part = mapping.files[batch.part]
            found[number] = tuple(s.kind for s in part.facts if s.kind in RECORDS and s.subject.id == part.record)
    return found


@lru_cache(maxsize=32)
def _mapping(text: str) -> Mapping | None:
    return loads(text.encode(), "mapping").mapping
