"""Rows that were set aside, by what they have in common: source, file, what is wrong, and in which column."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db.models import Count, Max, QuerySet

from handschlag.store.batches import as_row
from handschlag.store.models import Quarantined

#: So long is a group's name; a row's is longer.
NAME = 8


@dataclass(frozen=True, order=True)
class Group:
    """What the rows of a group have in common."""

    source: str
    file: str
    reason: str
    field: str

    @property
    def name(self) -> str:
        """By which the group is asked for: short, and always the same."""
        text = "\x1f".join((self.source, self.file, self.reason, self.field))
        return blake2b(text.encode(), digest_size=NAME // 2).hexdigest()


_PARTS = ("batch__connection", "batch__file", "reason", "field")


def listed(state: str, source: str | None = None) -> list[tuple[Group, int, Any]]:
    """Every group of rows that stand so, with their number and when the newest of them came; the largest first."""
    found = Quarantined.objects.filter(state=state)
    if source is not None:
        found = found.filter(batch__connection=source)
    counted = found.values_list(*_PARTS).annotate(n=Count("id"), newest=Max("batch__imported_at"))
    groups = [(Group(*parts), n, newest) for *parts, n, newest in counted]
    return sorted(groups, key=lambda each: (-each[1], each[0]))


def find(name: str) -> Group | None:
    """The group of this name, whatever its rows stand at."""
    every = (Group(*parts) for parts in Quarantined.objects.values_list(*_PARTS).distinct())
    return next((group for group in every if group.name == name), None)


def values(group: Group, state: str, limit: int) -> list[tuple[str, int]]:
    """The different values of a group, the most frequent first, each with the number of its rows."""
    counted = _rows(group, state).values_list("value").annotate(n=Count("id")).order_by("-n", "value")
    return [(value, n) for value, n in counted[:limit]]


def number(group: Group, state: str) -> int:
    """How many rows of a group stand so."""
    return _rows(group, state).count()


def rows(group: Group, state: str, start: int = 0, limit: int | None = None) -> list[dict[str, Any]]:
    """Rows of a group that stand so, in the order of their files."""
    found = _rows(group, state).select_related("batch").order_by("batch_id", "line", "id")
    return [as_row(row) for row in found[start : None if limit is None else start + limit]]


def _rows(group: Group, state: str) -> "QuerySet[Quarantined]":
    whose = dict(zip(_PARTS, (group.source, group.file, group.reason, group.field), strict=True))
    return Quarantined.objects.filter(state=state, **whose)


def counts() -> dict[str, dict[str, int]]:
    """Per source how many rows stand at what."""
    found: dict[str, dict[str, int]] = {}
    for source, state, n in Quarantined.objects.values_list("batch__connection", "state").annotate(n=Count("id")):
        found.setdefault(source, {})[state] = n
    return found
