"""Taking erased persons out of the database: rows set aside, decisions on them, meanings, the ledger's head."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from handschlag.consent.erasing.facts import without_person
from handschlag.consent.erasing.marks import Erased
from handschlag.consent.erasing.rows import Rows
from handschlag.consent.erasing.texts import names_address, without
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.mapping import stored
from handschlag.mapping.rows import fact_mark, mark
from handschlag.store import claims, head
from handschlag.store.manifest import advance
from handschlag.store.models import Batch, Decision, Fact, Meaning, Quarantined

Row = dict[str, Any]

#: What becomes of a row: nothing, it goes, or what it is afterwards.
_STAYS: None = None
_GOES: Row = {}


class Known:
    """How rows of every delivery are read; found out once."""

    def __init__(self, erased: Erased) -> None:
        self._erased = erased
        self._rows: dict[int, Rows | None] = {}
        self._of_source: dict[str, list[tuple[frozenset[str], Rows]]] = {}

    def of_batch(self, batch: Batch) -> Rows | None:
        if batch.id not in self._rows:
            mapping = stored(batch.mapping)
            self._rows[batch.id] = (
                None
                if mapping is None
                else Rows(batch.connection, mapping.files[batch.part], list(batch.columns), self._erased)
            )
        return self._rows[batch.id]

    def of_columns(self, connection: str, columns: frozenset[str]) -> list[Rows]:
        """Every way in which rows with these columns were read."""
        if connection not in self._of_source:
            found: dict[tuple[str, int], Batch] = {}
            for batch in Batch.objects.filter(kind="import", connection=connection).order_by("id"):
                found[batch.mapping_digest, batch.part] = batch
            ways = [(frozenset(batch.columns), self.of_batch(batch)) for batch in found.values()]
            self._of_source[connection] = [(columns_, rows) for columns_, rows in ways if rows is not None]
        return [rows for known, rows in self._of_source[connection] if columns <= known]


def erase_rows(erased: Erased) -> dict[str, int]:
    """Take them out of everything; returns how many rows went or changed, and how many facts of the head."""
    known = Known(erased)
    with transaction.atomic():
        rows = _quarantine(known, erased) + _decisions(known, erased)
        Meaning.objects.filter(id__in=[m.id for m in Meaning.objects.all() if names_address(m.value, erased)]).delete()
        facts = _head(erased)
        if facts:
            advance()
    return {"rows": rows, "facts": facts}


def _quarantine(known: Known, erased: Erased) -> int:
    changed = 0
    for row in Quarantined.objects.select_related("batch").order_by("id").iterator():
        after = _fact(row.record, erased) if row.is_fact else _row(row.record, [known.of_batch(row.batch)], erased)
        if after is _STAYS:
            continue
        changed += 1
        if after == _GOES:
            row.delete()
            continue
        row.mark = (fact_mark if row.is_fact else mark)(row.batch.connection, after)
        row.record, row.value = after, without(row.value, erased, meant=True)
        row.wrong = _within(row.wrong, erased)
        row.save(update_fields=["record", "mark", "value", "wrong"])
    return changed


def _decisions(known: Known, erased: Erased) -> int:
    """A decision follows its row: it is found again by all that stands in it."""
    changed = 0
    for each in list(Decision.objects.order_by("id")):
        ways = known.of_columns(each.connection, frozenset(each.record)) if not each.is_fact else []
        after = _fact(each.record, erased) if each.is_fact else _row(each.record, ways, erased)
        if after is _STAYS and not each.is_fact and each.values:
            whole = _row({**each.record, **each.values}, ways, erased)
            after = whole if whole is _STAYS or whole == _GOES else dict(each.record)
        if after is _STAYS:
            continue
        changed += 1
        new = (fact_mark if each.is_fact else mark)(each.connection, after)
        taken = new != each.mark and Decision.objects.filter(connection=each.connection, mark=new).exists()
        if after == _GOES or taken:
            each.delete()
            continue
        each.mark, each.record, each.values = new, after, _within(each.values, erased)
        each.why = without(each.why, erased, meant=True)
        each.save(update_fields=["mark", "record", "values", "why"])
    return changed


def _row(record: Mapping[str, Any], ways: Sequence[Rows | None], erased: Erased) -> Row | None:
    """What becomes of a row."""
    if "" in record or not any(ways):
        return _GOES if any(names_address(str(value), erased) for value in record.values()) else _STAYS
    change: Row = {}
    for rows in ways:
        if rows is not None and rows.is_about(record):
            return _GOES
        change |= rows(record) if rows is not None else {}
    return {**record, **change} if change else _STAYS


def _fact(record: Mapping[str, Any], erased: Erased) -> Row | None:
    """What becomes of a fact that was set aside, or of one of the head."""
    if any(erased.subject(str(record[end])) for end in ("subject", "related") if record.get(end)):
        return _GOES
    if not record.get("fields"):
        return _STAYS
    after = without_person(str(record["subject"]), str(record["fields"]), erased)
    return _STAYS if after == record["fields"] else {**record, "fields": after}


def _within(value: Any, erased: Erased) -> Any:
    """A value of the database with every text in it changed."""
    if isinstance(value, str):
        return without(value, erased, meant=True)
    if isinstance(value, list):
        return [_within(one, erased) for one in value]
    return {key: _within(one, erased) for key, one in value.items()} if isinstance(value, dict) else value


def _head(erased: Erased) -> int:
    changed = 0
    for fact in list(Fact.objects.all()):
        row = {column: getattr(fact, column) for column in FACT_COLUMNS}
        after = _fact(row, erased)
        if after is _STAYS:
            continue
        changed += 1
        head.remove([fact.id])
        if after != _GOES:
            head.record([after])
    claims.erase(subject for subject in claims.subjects() if erased.subject(subject))
    return changed
