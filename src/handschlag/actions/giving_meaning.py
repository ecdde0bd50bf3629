"""Saying what a value means, for all rows of a group at once: what that would bring in, doing it, taking it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.actions.deciding import accept
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.meanings_offered import Offer, offer
from handschlag.actions.permission import needs
from handschlag.actions.quarantine import group_of
from handschlag.actions.readings import reading_of
from handschlag.actions.rereading import bring_in
from handschlag.actions.retrying import Tried, read_anew, try_rows
from handschlag.actions.setting_aside import Row
from handschlag.actions.tables import locked
from handschlag.actions.taking import Progress
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.meanings import Saying
from handschlag.store import audit, batches, groups, meanings
from handschlag.store.groups import Group
from handschlag.store.models import Batch

#: So many different values of a group are offered to be given a meaning.
_OFFERED = 50


@needs("see_connections")
def sayable(house: House, *, group: str) -> Offer:
    """What can be said of the values of a group: the values, and what each of them can mean."""
    with outside():
        found = _group(group)
        first = next(iter(groups.rows(found, "waiting", 0, 1)), None)
        return offer(house, found, first, groups.values(found, "waiting", _OFFERED))


@needs("import_data")
def preview_meaning(house: House, *, group: str, said: Sequence[Saying]) -> dict[str, Any]:
    """How many of a group's rows would come in if this was said, and why the others would not. Nothing is changed."""
    with outside(), locked(house):
        found = _group(group)
        tried = _try(house, found, said)
    return {**group_of(found), **tried.told(), "dry_run": True}


@needs("import_data")
def give_meaning(
    house: House, *, group: str, said: Sequence[Saying], now: datetime, progress: Progress | None = None
) -> dict[str, Any]:
    """Say what values mean: every file of the source in which that matters is read anew."""
    with outside(), locked(house):
        found = _group(group)
        tried = _try(house, found, said)
        with transaction.atomic():
            new = meanings.keep(found.source, said, at=now, by=house.by.username)
            audit.write(
                at=now, by=house.by.username, action="meaning_given", what=found.file, source=found.source,
                column=found.field, kinds=sorted({one.kind for one in said}), values=len(said),
            )  # fmt: skip
        _read_anew(house, found.source, tried.understood, now=now, progress=progress)
    return {**group_of(found), **tried.told(), "dry_run": False, "said": new}


@needs("import_data")
def take_meaning_back(house: House, *, number: int, now: datetime, progress: Progress | None = None) -> dict[str, Any]:
    """What was said of a value does not hold any more: the files are read as before."""
    with outside(), locked(house):
        with transaction.atomic():
            found = meanings.take_back(number)
            if found is None:
                raise InputProblems(Problem(message="this was taken back already"))
            audit.write(
                at=now, by=house.by.username, action="meaning_taken_back", what=found.file, source=found.connection,
                column=found.column, kinds=[found.kind],
            )  # fmt: skip
        _read_anew(house, found.connection, [], now=now, progress=progress)
    return {"source": found.connection, "file": found.file, "column": found.column}


def _group(name: str) -> Group:
    found = groups.find(name)
    if found is None:
        raise InputProblems(
            Problem(message=f"no group is called `{name}`", hint="`handschlag quarantine list` names them")
        )
    return found


def _try(house: House, group: Group, said: Sequence[Saying]) -> Tried:
    """Which rows of the group would come in. What cannot be said of its column is a problem."""
    if not said:
        raise InputProblems(Problem(group.file, message="nothing was said about any value"))
    tried = Tried()
    rows = groups.rows(group, "waiting")
    for number in sorted({row["batch"] for row in rows}):
        batch = batches.get(number)
        assert batch is not None, "every row belongs to a delivery"
        reading = reading_of(house, batch, *said)
        try_rows(house, batch, reading, [row for row in rows if row["batch"] == number], tried)
    return tried


def _read_anew(
    house: House, source: str, understood: Sequence[Row], *, now: datetime, progress: Progress | None
) -> None:
    """Read every delivery of the source anew that is read otherwise now. Of those whose file is gone, the rows come
    in that are understood by now.
    """
    anew = {batch.id for batch in _counting(source) if read_anew(house, batch, None, now=now, progress=progress)}
    left = [row for row in understood if row["batch"] not in anew]
    with transaction.atomic():
        accept(house, left, now=now)
    bring_in(house, {row["batch"] for row in batches.marked(row["row"] for row in left)}, now=now)


def _counting(source: str) -> list[Batch]:
    return list(Batch.objects.filter(kind="import", connection=source, superseded_by__isnull=True).order_by("id"))
