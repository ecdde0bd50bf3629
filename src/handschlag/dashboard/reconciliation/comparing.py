"""Puts both sides' items into months or one window, adds up the totals, and keeps the items that differ."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.dashboard.reconciliation.asked import Asked, Sources, Waiting
from handschlag.dashboard.reconciliation.base import ITEM, delivered, texts
from handschlag.dashboard.reconciliation.deals import OPPORTUNITIES, VALUE, WON, deal_relations
from handschlag.dashboard.reconciliation.events import EVENTS, REPEATS, event_relations
from handschlag.dashboard.reconciliation.evidence import evidence
from handschlag.dashboard.reconciliation.people import COMPANIES, COMPANY_RELATIONS, GONE, LEADS, PASSES
from handschlag.dashboard.reconciliation.reasons import OBJECTS, REASONS
from handschlag.funnel.periods import MICROS_PER_DAY, instant, local_sql, micros

Run = Callable[[str, Sequence[object]], Sequence[tuple[Any, ...]]]
Row = dict[str, Any]

#: Of a row that cannot be understood, often no date can be read either: it has no month, and lies in no window.
UNDATED = "undated"

#: Reasons that are said although they change no sum.
_SAID = ("win_without_value", "quarantined", "dismissed")

_ORDER = {reason: place for place, reason in enumerate(REASONS)}
_OBJECTS = {thing: place for place, thing in enumerate(OBJECTS)}
_EPOCH = date(1970, 1, 1)


def reconcile(run: Run, asked: Asked, sources: Sources, waiting: Iterable[Waiting] = ()) -> Row:
    """`totals` per source, object, currency and month; `differences` record by record.

    The effects of the differences of a total's source, object, currency and month add up to its theirs - ours.
    """
    placed = _placed(run, asked, sources)
    totals: dict[tuple[Any, ...], list[int]] = {}
    for *key, theirs, ours in run(_TOTALS.format(placed=placed), []):
        _add(totals, tuple(key), int(theirs), int(ours))
    differences = [row for found in run(_DIFFERENCES.format(placed=placed), []) for row in _differences(found)]
    for each in waiting:
        cell = _cell(asked, each)
        if cell is not None and asked.source in (None, each.source):
            _add(totals, (each.source, each.object, each.currency, cell), each.effect, 0)
            differences.append(_waiting(each, cell))
    _explain(run, differences)
    differences.sort(key=_difference_order)
    return {"totals": _totals(totals), "differences": differences}


def _placed(run: Run, asked: Asked, sources: Sources) -> str:
    """All items with the cell, month or whole window, in which either side counts them; null where outside."""
    relations = {
        **delivered(sources), **COMPANY_RELATIONS, **deal_relations(sources.currency), **event_relations(sources),
    }  # fmt: skip
    parts = (LEADS, PASSES, GONE, COMPANIES, OPPORTUNITIES, WON, VALUE, EVENTS, REPEATS)
    relations[f"items({', '.join(ITEM)})"] = " union all ".join(parts)
    [(first, last)] = run("select min(occurred_at), max(occurred_at) from delivered", [])
    since, until = _within(first), _within(last)
    theirs = local_sql("their_at", asked.time_zone, since, until)
    for zone in sorted(set(asked.zones.values()) - {asked.time_zone}):
        there = texts(source for source, its in asked.zones.items() if its == zone)
        theirs = f"case when source in ({there}) then {local_sql('their_at', zone, since, until)} else {theirs} end"
    ours = local_sql("our_at", asked.time_zone, since, until)
    only = "true" if asked.source is None else f"source = {texts([asked.source])}"
    relations["local"] = f"select *, {theirs} as their_local, {ours} as our_local from items where {only}"
    relations["placed"] = f"""
        select *, {_cell_sql(asked, "their_local")} as their_cell, {_cell_sql(asked, "our_local")} as our_cell
        from local"""
    return "with " + ", ".join(f"{name} as materialized ({sql})" for name, sql in relations.items())


_TOTALS = """{placed}
    select source, object, currency, their_cell, sum(theirs)::hugeint, 0 from placed where their_cell is not null
    group by all
    union all
    select source, object, currency, our_cell, 0, sum(ours)::hugeint from placed where our_cell is not null
    group by all"""

_DIFFERENCES = (
    """{placed}
    select source, object, currency, record, reason, theirs, their_at, their_cell, ours, our_at, our_cell, other,
        person, pass_id::varchar
    from placed
    where (reason is not null and (theirs <> 0 or ours <> 0 or reason in ("""
    + texts(_SAID)
    + """))) or (reason is null and (theirs <> ours or their_cell is distinct from our_cell))"""
)


def _within(moment: int | None) -> int:
    """An instant in years that every calendar knows."""
    low, high = micros(datetime(1970, 1, 1, tzinfo=UTC)), micros(datetime(2100, 1, 1, tzinfo=UTC))
    return min(max(moment or 0, low), high)


def _bounds(asked: Asked) -> tuple[int | None, int | None]:
    """The window's ends in microseconds of the wall clock."""
    start, end = ((day - _EPOCH).days * MICROS_PER_DAY if day else None for day in (asked.start, asked.end))
    return start, end


def _cell_sql(asked: Asked, local: str) -> str:
    start, end = _bounds(asked)
    inside = [f"{local} is not null"]
    inside += [f"{local} >= {start}"] if start is not None else []
    inside += [f"{local} < {end}"] if end is not None else []
    cell = f"strftime(make_timestamp({local}), '%Y-%m')" if asked.by_month else "''"
    return f"case when {' and '.join(inside)} then {cell} end"


def _cell(asked: Asked, each: Waiting) -> str | None:
    """The cell of a row in quarantine."""
    if each.at is None:
        return None if asked.start or asked.end else UNDATED if asked.by_month else ""
    zone = ZoneInfo(asked.zones.get(each.source, asked.time_zone))
    day = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=each.at)).astimezone(zone).date()
    if (asked.start and day < asked.start) or (asked.end and day >= asked.end):
        return None
    return day.isoformat()[:7] if asked.by_month else ""


def _differences(found: tuple[Any, ...]) -> list[Row]:
    """One item as the differences it makes: one, or one in either month."""
    source, thing, currency, record, reason, theirs, their_at, their_cell, ours, our_at, our_cell, *ids = found
    common = (source, thing, currency, record)
    if reason is None and their_cell == our_cell:
        return [_difference(common, "other_statement", theirs - ours, their_at, their_cell, ids)]
    reason = reason or ("time_zone" if their_at == our_at else "other_time")
    sides = [(theirs, their_at, their_cell), (-ours, our_at, our_cell)]
    return [
        _difference(common, reason, effect, at, cell, ids)
        for side, (effect, at, cell) in enumerate(sides)
        if cell is not None and (effect or (side == 0 and reason in _SAID))
    ]


def _difference(common: Sequence[Any], reason: str, effect: int, at: int | None, cell: str, ids: Sequence[Any]) -> Row:
    source, thing, currency, record = common
    other, person, pass_id = ids
    return {
        "source": source, "object": thing, "currency": currency, "month": cell or None, "record": record,
        "reason": reason, "text": REASONS[reason], "effect": int(effect), "at": None if at is None else instant(at),
        "other": other, "evidence": None, "person": person, "pass_id": pass_id,
        "file": None, "line": None, "field": None, "value": None, "problem": None, "row": None,
    }  # fmt: skip


def _waiting(each: Waiting, cell: str) -> Row:
    common = (each.source, each.object, each.currency, each.record)
    return _difference(common, each.reason, each.effect, each.at, cell, (None, None, None)) | dict(each.details)


def _explain(run: Run, differences: Sequence[Row]) -> None:
    """Put the evidence beside records that are the same as another."""
    same = [row for row in differences if row["other"] is not None]
    found = evidence(run, [(row["record"], row["other"]) for row in same])
    for row in same:
        row["evidence"] = found.get((row["record"], row["other"]))


def _add(totals: dict[tuple[Any, ...], list[int]], key: tuple[Any, ...], theirs: int, ours: int) -> None:
    row = totals.setdefault(key, [0, 0])
    row[0] += theirs
    row[1] += ours


def _totals(totals: dict[tuple[Any, ...], list[int]]) -> list[Row]:
    rows = [
        {"source": source, "object": thing, "currency": currency, "month": cell or None, "theirs": theirs, "ours": ours}
        for (source, thing, currency, cell), (theirs, ours) in totals.items()
    ]
    return sorted(rows, key=_total_order)


def _total_order(row: Row) -> tuple[Any, ...]:
    return (row["source"], _OBJECTS[row["object"]], row["currency"] or "", row["month"] or "")


def _difference_order(row: Row) -> tuple[Any, ...]:
    return (*_total_order(row), _ORDER[row["reason"]], row["record"] or "", row["at"] or "", row["line"] or 0)
