"""What holds for every reconciliation, written independently of how it is made."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]


def unexplained(document: Document) -> dict[tuple[Any, ...], int]:
    """Per total what its differences do not explain; nothing, if the arithmetic holds."""
    rest: Counter[tuple[Any, ...]] = Counter()
    for total in document["totals"]:
        rest[_key(total)] += total["theirs"] - total["ours"]
    for difference in document["differences"]:
        rest[_key(difference)] -= difference["effect"]
    return {key: number for key, number in rest.items() if number}


def _key(row: Document) -> tuple[Any, ...]:
    return row["source"], row["object"], row["currency"], row["month"]


def sums(document: Document, side: str) -> Counter[tuple[str, str | None]]:
    """One side's totals over all sources and months, by object and currency; empty ones are left out."""
    found: Counter[tuple[str, str | None]] = Counter()
    for total in document["totals"]:
        found[total["object"], total["currency"]] += total[side]
    return Counter({key: number for key, number in found.items() if number})


def reasons(document: Document, *objects: str) -> Counter[tuple[str, str]]:
    """How many records differ in these objects, by source and reason, each record as often as it weighs."""
    found: Counter[tuple[str, str]] = Counter()
    for difference in document["differences"]:
        if difference["object"] in objects:
            found[difference["source"], difference["reason"]] += max(1, abs(difference["effect"]))
    return found
