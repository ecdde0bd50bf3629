"""What people said that values mean in the columns of a source's files, in the order in which they said it."""

from collections.abc import Iterable
from datetime import datetime

from handschlag.mapping.meanings import Saying
from handschlag.store.models import Meaning

#: Of these only the last thing said of a column, a value and a place counts.
_ONE = ("means", "otherwise", "decimal")


def listed(connection: str) -> list[Meaning]:
    """Everything said about a source."""
    return list(Meaning.objects.filter(connection=connection).order_by("id"))


def of(connection: str, *, without: int | None = None) -> list[Saying]:
    """Everything said about a source, as it is worked into its mappings; `without` one thing, by its number."""
    return [
        Saying(each.file, each.column, each.kind, each.value, each.target, each.reads)
        for each in listed(connection)
        if each.id != without
    ]


def keep(connection: str, said: Iterable[Saying], *, at: datetime, by: str) -> int:
    """Add what is new; a word for a value takes the place of the word said before. Returns how much was new."""
    new = 0
    for one in said:
        place = {"connection": connection, "file": one.file, "column": one.column, "kind": one.kind}
        exactly = {**place, "value": one.value, "target": one.target, "reads": one.reads}
        if Meaning.objects.filter(**exactly).exists():
            continue
        if one.kind in _ONE:
            Meaning.objects.filter(**place, value=one.value, reads=one.reads).delete()
        Meaning.objects.create(**exactly, at=at, by=by)
        new += 1
    return new


def take_back(number: int) -> Meaning | None:
    """This does not hold any more. Returns what it was."""
    found = Meaning.objects.filter(id=number).first()
    if found is not None:
        Meaning.objects.filter(id=number).delete()
    return found
