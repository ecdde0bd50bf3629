"""The quarantine as a reconciliation sees it: what each row would be, and whether its source has that elsewhere."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from handschlag.actions.tables import Tables
from handschlag.dashboard.reconciliation import Waiting
from handschlag.dashboard.reconciliation.base import ACTIVITIES, DEAL_KINDS, RECORDS
from handschlag.engines.mending import facts_of, without_values
from handschlag.mapping import FilePart, Mapping, stored
from handschlag.mapping.aliases import resolved
from handschlag.mapping.reasons import restored, together
from handschlag.store.models import Batch

Row = dict[str, Any]


def waiting(asked: Tables, rows: list[Row], batches: dict[int, Batch]) -> list[Waiting]:
    """Every row in quarantine with its effect: a record that the source has delivered otherwise is no further one."""
    by_batch: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_batch[row["batch"]].append(row)
    found: list[Waiting] = []
    seen: set[tuple[str, ...]] = set()
    for number, mine in sorted(by_batch.items()):
        batch = batches[number]
        mapping = stored(batch.mapping)
        if mapping is not None:
            found += _of_batch(asked, batch, mapping, mine, seen)
    return found


def _of_batch(
    asked: Tables, batch: Batch, mapping: Mapping, rows: list[Row], seen: set[tuple[str, ...]]
) -> Iterator[Waiting]:
    part = mapping.files[batch.part]
    readable = [without_values(row["record"], _fields(row)) for row in rows if not row["is_fact"]]
    facts: dict[str, list[Row]] = defaultdict(list)
    for fact in facts_of(mapping, part, batch.columns, readable):
        facts[str(fact["subject"])].append(fact)
    for row in rows:
        if row["is_fact"]:
            stated = [row["record"]]
        else:
            stated = _stated(mapping, part, row["record"], facts)
        yield from _items(asked, batch.connection, row, stated, seen)


def _fields(row: Row) -> list[str]:
    """The columns with anything wrong."""
    return [column for column, _, _ in row["wrong"] if column]


def _stated(mapping: Mapping, part: FilePart, record: Row, facts: dict[str, list[Row]]) -> list[Row]:
    """The facts of a row; of one that states nothing without its value, the first that it was meant to state."""
    found: list[Row] = []
    here = resolved(part, record)
    for spec in here.facts:
        subject = f"{mapping.connection}:{spec.subject.object}:{str(record.get(spec.subject.id) or '').strip()}"
        key = record.get(spec.key.column or "") if spec.key is not None else None
        mine = [fact for fact in facts.get(subject, []) if fact["kind"] == spec.kind]
        found += [{**fact, "key": key} for fact in mine[:1]]
        if spec is here.facts[0]:
            first = {"kind": spec.kind, "subject": subject, "key": key}
    return found or [first]


def _items(asked: Tables, source: str, row: Row, stated: list[Row], seen: set[tuple[str, ...]]) -> Iterator[Waiting]:
    """One item per record that the row begins; a row that begins none is one event."""
    details = {
        "file": row["file"], "line": row["line"] or None, "field": row["field"] or None,
        "value": row["value"], "problem": together(restored(row["wrong"])).model_dump(), "row": row["row"],
    }  # fmt: skip
    records = [fact for fact in stated if fact["kind"] in RECORDS] or stated[:1]
    for fact in records:
        thing = _object(fact["kind"])
        mark = (
            thing,
            str(fact["subject"]),
            str(fact.get("key") or row["line"]) if thing in ("activity", "other") else "",
        )
        effect = 0 if mark in seen or _known(asked, fact) else 1
        seen.add(mark)
        at = fact.get("occurred_at")
        reason = "dismissed" if row["state"] == "dismissed" else "quarantined"
        yield Waiting(source, thing, str(fact["subject"]), effect, at, details, reason=reason)
        if thing == "won" and effect and fact.get("amount"):
            amount, currency = int(fact["amount"]), fact.get("currency")
            yield Waiting(source, "value", str(fact["subject"]), amount, at, details, currency, reason)


def _object(kind: str) -> str:
    if kind in DEAL_KINDS:
        return RECORDS.get(kind, "opportunity")
    return "activity" if kind in ACTIVITIES else RECORDS.get(kind, "other")


def _known(asked: Tables, fact: Row) -> bool:
    """Whether the source has delivered this record, or this very event, in a row that was understood."""
    kind, subject = fact["kind"], fact["subject"]
    if _object(kind) in ("activity", "other"):
        key = fact.get("key")
        if key is None:
            return False
        where, params = "kind = ? and subject = ? and key = ?", [kind, subject, str(key).strip()]
    elif kind == "opportunity_won":
        where, params = "kind = ? and subject = ?", [kind, subject]
    elif kind in DEAL_KINDS:
        where, params = f"subject = ? and kind in ({', '.join('?' for _ in DEAL_KINDS)})", [subject, *DEAL_KINDS]
    else:
        where, params = "subject = ? and kind not in ('link', 'unlink', 'correction', 'erasure')", [subject]
    return bool(asked.run(f"select 1 from delivered where {where} limit 1", params))
