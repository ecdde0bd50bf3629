"""Rows that were set aside: their values with what is wrong, and what can be said of the values of a group."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from handschlag.actions.meanings_offered import Offer
from handschlag.mapping.meanings import Saying
from handschlag.web.words import said

#: A value is missing: nothing is said of it.
MISSING = "-"


def values_of(row: Mapping[str, Any], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every column of the row in the order of the file, the wrong ones first; what was typed stays."""
    wrong = {each["field"]: each for each in row["wrong"] if each["field"]}
    shown = [
        {
            "name": name, "number": number, "wrong": wrong.get(name),
            "value": typed.get(f"value-{number}", "" if value is None else str(value)),
        }
        for number, (name, value) in enumerate(row["record"].items())
    ]  # fmt: skip
    return sorted(shown, key=lambda each: each["wrong"] is None)


def meanings_of(offered: Offer) -> dict[str, Any]:
    """What can be said of a group's values, as a form asks it."""
    targets = sorted(((key, said(text.model_dump())) for key, text in offered.targets.items()), key=lambda one: one[1])
    formats = [{"key": key, "example": example, "count": n} for key, example, n in offered.formats]
    return {
        "column": offered.column, "kinds": offered.kinds, "targets": targets, "formats": formats,
        "values": [{"number": number, "value": value, "count": n} for number, (value, n) in enumerate(offered.values)],
        "decimal": offered.decimal,
    }  # fmt: skip


def sayings_of(sent: QueryDict, offered: Offer) -> list[Saying]:
    """What somebody said of the values of a group."""
    found = []
    for number, (value, _count) in enumerate(offered.values):
        meant = sent.get(f"mean-{number}", "")
        if meant == MISSING and "missing" in offered.kinds:
            found.append(offered.saying("missing", value))
        elif meant and meant != MISSING:
            found.append(offered.saying("means", value, meant))
    for kind in ("otherwise", "format", "decimal"):
        if target := sent.get(kind, ""):
            found.append(offered.saying(kind, target=target))
    return [*found, offered.saying("no_fact")] if sent.get("no_fact") else found
