"""Reconciliation: what each source has, what is here, and record by record why the two differ."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.tables import Tables, tables
from handschlag.actions.waiting import waiting
from handschlag.dashboard.reconciliation import REASONS, Asked, Sources, Waiting, reconcile as compare
from handschlag.dashboard.reconciliation.base import RECORDS
from handschlag.errors import InputProblems, Problem
from handschlag.funnel.periods import micros
from handschlag.mapping import stored
from handschlag.store import batches, erasures
from handschlag.store.models import Batch

#: The last results: turning a page asks the same again. A change of ledger or agreement makes a new folder of tables.
_found: dict[tuple[Any, ...], dict[str, Any]] = {}
_KEPT = 4

_PER_PAGE = 50


@needs("see_people")
def reconcile(
    house: House,
    *,
    now: datetime,
    as_of: datetime | None = None,
    source: str | None = None,
    start: date | None = None,
    end: date | None = None,
    by_month: bool = False,
) -> dict[str, Any]:
    """`totals` of each source and here, and `differences`, whose effects add up to theirs - ours in every total.

    `erased` are the records of each source that were erased on request: they count on neither side.

    `end` is the first day that no longer belongs to the window.
    """
    asked = tables(house, now=now, as_of=as_of or now)
    cut = micros(as_of or now)
    with outside():
        counted = {batch.id: batch for batch in batches.counting()}
        rows = batches.quarantined("waiting", "dismissed")
        gone = erasures.records()
    _known(asked, counted, source)
    question = Asked(house.time_zone, _zones(counted), source, start, end, by_month)
    stages = [stage.key for stage in house.terms.stages]
    known = Sources(house.currency, sorted(house.terms.passive_touches), stages, _rows(counted))
    state = (asked.folder, asked.generation, tuple(_stands(row) for row in rows))
    key = (*state, source, start, end, by_month, cut if as_of else None)
    if (found := _found.get(key)) is None:
        found = _found[key] = compare(asked.run, question, known, _known_by(cut, waiting(asked, rows, counted)))
        while len(_found) > _KEPT:
            _found.pop(next(iter(_found)))
    return {
        "as_of": as_of or now,
        "agreement": house.agreement_label,
        "time_zone": house.time_zone,
        "source": source,
        "window": {"start": start, "end": end},
        "by_month": by_month,
        "erased": [
            {"source": connection, "object": about, "records": n}
            for (connection, about), n in sorted(gone.items()) if source in (None, connection)
        ],
        **found,
    }  # fmt: skip


def _stands(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["row"], row["batch"], row["state"]


def _known_by(cut: int, rows: list[Waiting]) -> list[Waiting]:
    """Rows in quarantine that do not lie in the future of the asked instant, as far as their dates can be read."""
    return [row for row in rows if row.at is None or row.at <= cut]


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
    mappings = [(batch.connection, stored(batch.mapping)) for _, batch in sorted(counted.items())]
    return {connection: mapping.time_zone for connection, mapping in mappings if mapping and mapping.time_zone}


def _rows(counted: dict[int, Batch]) -> dict[int, tuple[str, ...]]:
    """Per batch the kinds of record of which each has a row of its own: the row's id is the record's."""
    found = {}
    for number, batch in counted.items():
        if (mapping := stored(batch.mapping)) is not None:
            part = mapping.files[batch.part]
            found[number] = tuple(s.kind for s in part.facts if s.kind in RECORDS and s.subject.id == part.record)
    return found


@needs("see_people")
def reconciliation_page(
    house: House,
    *,
    now: datetime,
    as_of: datetime | None = None,
    source: str | None = None,
    start: date | None = None,
    end: date | None = None,
    by_month: bool = False,
    reason: str | None = None,
    page: int = 1,
) -> dict[str, Any]:
    """The totals, how many records differ for which reason, and one page of these, each with person and source fact."""
    found = reconcile(house, now=now, as_of=as_of, source=source, start=start, end=end, by_month=by_month)
    differences = found["differences"]
    wanted = [row for row in differences if reason in (None, row["reason"])]
    counts = Counter(row["reason"] for row in differences)
    order = {key: place for place, key in enumerate(REASONS)}
    wanted.sort(key=lambda row: order[row["reason"]])
    pages = max(1, -(-len(wanted) // _PER_PAGE))
    number = min(max(page, 1), pages)
    shown = wanted[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    return {
        **found,
        "sources": _sources(),
        "reasons": [{"reason": key, "text": REASONS[key], "count": counts[key]} for key in REASONS if counts[key]],
        "differences": _with_ways_on(tables(house, now=now, as_of=as_of or now), shown),
        "count": len(wanted),
        "page": number,
        "pages": pages,
    }


def _sources() -> list[str]:
    with outside():
        names = Batch.objects.filter(kind="import", superseded_by__isnull=True).values_list("connection", flat=True)
        return sorted(set(names))


def _with_ways_on(asked: Tables, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the person behind each record, and the fact that its record in the source stated."""
    records = sorted({row["record"] for row in rows})
    persons = dict(
        asked.run(
            "select subject, person from subjects where person is not null and subject in (select unnest(?))", [records]
        )
    )
    known = {persons.get(row["record"]) or row["person"] for row in rows} - {None}
    names = dict(
        asked.run(
            "select person::varchar, coalesce(name, email) from people where person::varchar in (select unnest(?))",
            [sorted(str(who) for who in known)],
        )
    )
    kinds = ", ".join(f"'{kind}'" for kind in RECORDS)
    facts = dict(
        asked.run(
            f"select subject, arg_min(id::varchar, (kind not in ({kinds}), occurred_at)) from deliveries"
            " where batch is not null and kind not in ('link', 'unlink', 'correction', 'erasure')"
            " and subject in (select unnest(?)) group by subject",
            [records],
        )
    )
    found = []
    for row in rows:
        who = persons.get(row["record"]) or row["person"]
        events = row["object"] in ("activity", "other")
        found.append(
            {**row, "person": who, "name": names.get(who), "fact": None if events else facts.get(row["record"])}
        )
    return found
