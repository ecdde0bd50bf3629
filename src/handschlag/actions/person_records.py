"""The rows in which a person was delivered: those behind the person's facts, and those that were set aside."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from handschlag.actions.houses import House
from handschlag.engines.staging import source_rows
from handschlag.linking.addresses import normalise_email
from handschlag.mapping import FilePart, stored
from handschlag.store import batches
from handschlag.store.models import ROW_STATES

Row = dict[str, Any]


def delivered_rows(house: House, where: Mapping[int, Collection[str]]) -> list[Row]:
    """The rows that state something of these subjects, by delivery, each once, as far as the files are kept.

    Every file is read once for each record the person has in it, however many facts came of it.
    """
    found = []
    for number in sorted(where):
        read = _part_of(number)
        path = house.path / read[1].path if read else None
        if read is None or path is None or not path.is_file():
            continue
        part, batch = read
        rows = {
            line: record
            for subject in where[number]
            for column in _columns_of(part, subject)
            for line, record in source_rows(path, part, column, subject.split(":", 2)[2])
        }
        about = {"file": batch.file, "imported_at": batch.imported_at}
        found += [{**about, "line": line, "record": rows[line]} for line in sorted(rows)]
    return found


def rows_set_aside(subjects: Collection[str], emails: Collection[str]) -> list[Row]:
    """Rows that could not be understood, whatever was decided on them, in which the person stands: by the number of one
    of the person's records, or by an e-mail address.
    """
    return [
        {"file": row["file"], "line": row["line"], "state": row["state"], "record": row["record"]}
        for row in batches.quarantined(*ROW_STATES)
        if _is_about(row, subjects, emails)
    ]


def _is_about(row: Row, subjects: Collection[str], emails: Collection[str]) -> bool:
    record = row["record"]
    if row["is_fact"]:
        return record.get("subject") in subjects
    if any(isinstance(cell, str) and "@" in cell and normalise_email(cell) in emails for cell in record.values()):
        return True
    read = _part_of(row["batch"])
    numbers = _numbers(read[0], [one for one in subjects if one.startswith(f"{row['source']}:")]) if read else ()
    return any(str(record.get(column, "")).strip() == number for column, number in numbers)


def _numbers(part: FilePart, subjects: Collection[str]) -> Iterator[tuple[str, str]]:
    for subject in subjects:
        for column in _columns_of(part, subject):
            yield column, subject.split(":", 2)[2]


def _columns_of(part: FilePart, subject: str) -> list[str]:
    """The columns in which a file has the number of the record its rows are about."""
    about = subject.split(":", 2)[1]
    return sorted({fact.subject.id for fact in part.facts if fact.subject.object == about})


def _part_of(number: int) -> tuple[FilePart, Any] | None:
    """How a delivery was read, and the delivery."""
    batch = batches.get(number)
    mapping = stored(batch.mapping) if batch else None
    return None if batch is None or mapping is None else (mapping.files[batch.part], batch)
