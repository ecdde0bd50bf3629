"""The source record behind a fact: which file, which line, and what exactly stood there."""

from datetime import datetime
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.setting_aside import Row
from handschlag.actions.supplements import mended
from handschlag.actions.tables import tables
from handschlag.actions.wording import agreement_labels
from handschlag.dashboard.titles import title
from handschlag.engines.tracing import stated, trace
from handschlag.mapping import FilePart, Mapping, stored
from handschlag.store import batches
from handschlag.store.models import Batch


@needs("see_people")
def source_record(house: House, *, fact: str, now: datetime) -> dict[str, Any] | None:
    """The row a fact was read from, with everything it states; None if there is no such fact.

    `record` is None, and `missing` says why, where the fact was not imported or its file is gone.
    """
    asked = tables(house, now=now)
    columns = "kind, subject, key, batch, name, recorded_at"
    rows = asked.run(f"select {columns} from deliveries where id = ?::uuid order by recorded_at, batch limit 1", [fact])
    if not rows:
        return None
    kind, subject, key, number, name, _ = rows[0]
    labels = agreement_labels(house.agreement)
    found: dict[str, Any] = {
        "fact": fact, "kind": kind, "title": title(str(kind), name, labels), "subject": subject, "person": None,
        "file": None, "line": None, "record": None, "facts": [], "missing": "not_imported", "mended": None,
    }  # fmt: skip
    [*persons] = asked.run("select person from subjects where subject = ? and person is not null", [subject])
    if persons:
        found["person"] = str(persons[0][0])
    with outside():
        batch = batches.get(int(str(number))) if number is not None else None
        if batch is None or batch.kind not in ("import", "mended"):
            return found
        found |= {"file": batch.file, "batch": batch.id, "imported_at": batch.imported_at, "missing": "file_gone"}
        path = house.path / batch.path
        mapping = stored(batch.mapping)
        if mapping is None:
            return found
        part = mapping.files[batch.part]
        row = _brought_in(batch, mapping, part, fact) if batch.kind == "mended" else None
        if row is not None:
            found["mended"], traced = row
        elif path.is_file():
            traced = trace(
                path, mapping, part, batch.columns, kind=str(kind), source_id=str(subject).split(":", 2)[2],
                key=None if key is None else str(key), fact=fact,
            )  # fmt: skip
        else:
            return found
    if traced is None:
        return found | {"missing": "not_found"}
    line, record, facts = traced
    for each in facts:
        each["title"] = title(each["kind"], each["name"], labels)
    return found | {"line": line, "record": record, "facts": facts, "missing": None}


Traced = tuple[int, dict[str, Any], list[dict[str, Any]]]


def _brought_in(batch: Batch, mapping: Mapping, part: FilePart, fact: str) -> tuple[Row, Traced | None] | None:
    """The row of a supplement that states the fact: as it was delivered, and what somebody put right in it."""
    assert batch.mends is not None, "every supplement belongs to a delivery"
    for row, decision in batches.rows_with_decisions(batch.mends, None):
        facts = stated(mapping, part, batch.columns, mended(row["record"], decision.values))
        if any(each["fact"] == fact for each in facts):
            what = {"row": row["row"], "values": decision.values, "at": decision.at, "by": decision.by}
            return what, (row["line"], row["record"], facts)
    return None
