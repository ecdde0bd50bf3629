"""A person's score for the page: what is left of each rule, and all entries behind it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def score_shape(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The score with `by_rule`, the rules of engagement that something was done under, most points first; None where
    the agreement has no rules at all.
    """
    if found["fit"] is None and found["engagement"] is None:
        return None
    rules: dict[str, dict[str, Any]] = {}
    for entry in found["entries"]:
        row = rules.setdefault(
            entry["rule"], {"name": entry["name"], "points": Decimal(0), "counted": 0, "capped": 0, "ignored": 0}
        )
        row[entry["state"]] += 1
        row["points"] += entry["points"]
    return {**found, "by_rule": sorted(rules.values(), key=lambda row: (-row["points"], row["name"]["en"]))}
