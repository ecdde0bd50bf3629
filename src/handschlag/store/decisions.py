"""What people decided on rows that were set aside, kept by the row's content: it outlives every delivery of the row."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from handschlag.store.models import Decision


def kinds(connection: str, marks: Iterable[str]) -> dict[str, str]:
    """Mark to what was decided on it, where anything was."""
    found: dict[str, str] = {}
    for some in in_portions(marks):
        found |= dict(Decision.objects.filter(connection=connection, mark__in=some).values_list("mark", "kind"))
    return found


def of(connection: str, marks: Iterable[str]) -> dict[str, Decision]:
    """Mark to the decision on it, where there is one."""
    found: dict[str, Decision] = {}
    for some in in_portions(marks):
        found |= {each.mark: each for each in Decision.objects.filter(connection=connection, mark__in=some)}
    return found


def in_portions(marks: Iterable[str]) -> Iterator[list[str]]:
    """So many as one question to a database can name."""
    every = sorted(set(marks))
    for start in range(0, len(every), 500):
        yield every[start : start + 500]


def records(connection: str) -> list[Mapping[str, Any]]:
    """The rows of a source on which something was decided, as they were delivered."""
    return list(
        Decision.objects.filter(connection=connection, is_fact=False).order_by("mark").values_list("record", flat=True)
    )


def keep(
    connection: str, mark: str, kind: str, *, at: datetime, by: str, record: Mapping[str, Any], is_fact: bool = False,
    values: Mapping[str, Any] | None = None, why: str = "",
) -> None:  # fmt: skip
    """Somebody decides; an earlier decision on the same row is replaced."""
    Decision.objects.update_or_create(
        connection=connection,
        mark=mark,
        defaults={
            "kind": kind, "is_fact": is_fact, "values": dict(values or {}), "why": why, "record": dict(record),
            "at": at, "by": by,
        },
    )  # fmt: skip


def take_back(connection: str, marks: Iterable[str]) -> int:
    """These decisions do not hold any more. Returns how many there were."""
    return sum(Decision.objects.filter(connection=connection, mark__in=some).delete()[0] for some in in_portions(marks))
