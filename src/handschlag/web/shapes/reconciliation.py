"""Totals of a source as a table, and differing records by their reason."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from handschlag.dashboard.reconciliation import OBJECTS
from handschlag.web import formats, words

Row = Mapping[str, Any]


def tables_of(totals: Sequence[Row]) -> list[dict[str, Any]]:
    """A table per source; by month one per source and object."""
    found = []
    for (source, thing), rows in groupby(totals, lambda row: (row["source"], _thing(row) if row["month"] else None)):
        lines = [_line(row) for row in rows]
        found.append({"source": source, "thing": thing, "lines": lines})
    return found


def _line(row: Row) -> dict[str, Any]:
    difference = row["theirs"] - row["ours"]
    return {
        "label": _month(row["month"]) if row["month"] else _thing(row),
        "theirs": _number(row, row["theirs"]),
        "ours": _number(row, row["ours"]),
        "difference": _signed(row, difference) if difference else "",
    }


def groups_of(differences: Sequence[Row]) -> list[dict[str, Any]]:
    """The page's records, those of one reason together."""
    return [
        {"reason": reason, "text": words.said(rows[0]["text"]), "rows": [_record(row) for row in rows]}
        for reason, rows in ((key, list(found)) for key, found in groupby(differences, lambda row: row["reason"]))
    ]


def _record(row: Row) -> dict[str, Any]:
    return {
        **row,
        "thing": _thing(row),
        "when": _month(row["month"]) if row["month"] else "",
        "effect": _signed(row, row["effect"]),
        "why": words.said(row["evidence"]["text"]) if row["evidence"] else "",
        "key": row["evidence"]["key"].partition(":")[2] if row["evidence"] else "",
    }


def _thing(row: Row) -> str:
    name = words.said(OBJECTS[row["object"]])
    return f"{name} ({row['currency']})" if row["currency"] else name


def _month(month: str) -> str:
    return _("without a date") if month == "undated" else formats.month(date.fromisoformat(f"{month}-01"))


def _number(row: Row, number: int) -> str:
    if row["object"] == "value" and row["currency"]:
        return formats.money(number, row["currency"])
    return formats.count(number)


def _signed(row: Row, number: int) -> str:
    """With its sign: + is what the source has more, − what we have more."""
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return sign + _number(row, abs(number))
