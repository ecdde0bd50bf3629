"""Rows that are set aside, as plain data: as they are kept, and as they are told."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handschlag.engines.staging_careful import Quarantined, Wrong
from handschlag.mapping.reasons import Reason, restored, stored, together
from handschlag.mapping.rows import storable

Row = dict[str, Any]


def rejected(rows: Iterable[Quarantined], conflicts: Iterable[Mapping[str, object]]) -> list[Row]:
    """What goes to quarantine: rows that could not be understood, and facts that contradict the ledger."""
    found = [_kept(row.line, row.wrong, row.value, row.record) for row in rows]
    for fact in conflicts:
        subject = str(fact["subject"])
        reason = Reason("contradicts_ledger", {"record": subject.split(":", 2)[2]})
        found.append(_kept(0, (("", reason),), subject, fact) | {"is_fact": True})
    return found


def wrong_of(row: Quarantined) -> Row:
    """What is wrong with a row now, where it is known already."""
    return {
        key: value for key, value in _kept(row.line, row.wrong, "", {}).items() if key in ("field", "reason", "wrong")
    }


def _kept(line: int, wrong: Wrong, value: str, record: Mapping[str, object]) -> Row:
    (field, reason), *_ = wrong
    return {
        "line": line, "field": field, "reason": reason.key, "wrong": stored(wrong), "value": value.replace("\0", ""),
        "record": storable(record), "is_fact": False,
    }  # fmt: skip


#: What of a row is for us only.
_INTERNAL = ("wrong", "is_fact")


def said(row: Row) -> Row:
    """A row with what is wrong and what to do in words."""
    reasons = restored(row["wrong"])
    words = {"text": together(reasons).model_dump(), "hint": reasons[0][1].hint.model_dump()}
    return {key: value for key, value in row.items() if key not in _INTERNAL} | words | {"record": _shown(row)}


def _shown(row: Row) -> Row:
    """The row as it was delivered; of a fact that contradicts another, its fields as a table."""
    record: Row = row["record"]
    if row["is_fact"] and record.get("fields"):
        return {**record, "fields": json.loads(record["fields"])}
    return record


def said_of(wrong: Sequence[Sequence[Any]]) -> list[Row]:
    """Each thing that is wrong with a row by itself: column, key, words."""
    return [
        {"field": column, "reason": reason.key, "text": reason.text.model_dump(), "hint": reason.hint.model_dump()}
        for column, reason in restored(wrong)
    ]
