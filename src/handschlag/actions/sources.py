"""The source record behind a fact: which file, which line, and what exactly stood there."""

from datetime import datetime
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables
from handschlag.actions.wording import agreement_labels
from handschlag.dashboard.titles import title
from handschlag.engines.tracing import trace
from handschlag.mapping import loads
from handschlag.store import batches


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
        "file": None, "line": None, "record": None, "facts": [], "missing": "not_imported",
    }  # fmt: skip
    [*persons] = asked.run("select person from subjects where subject = ? and person is not null", [subject])
    if persons:
        found["person"] = str(persons[0][0])
    with outside():
        batch = batches.get(int(str(number))) if number is not None else None
        if batch is None or batch.kind != "import":
            return found
        found |= {"file": batch.file, "batch": batch.id, "imported_at": batch.imported_at, "missing": "file_gone"}
        path = house.path / batch.path
        loaded = loads(batch.mapping.encode(), "mapping")
        if not path.is_file() or loaded.mapping is None:
            return found
        traced = trace(
            path, loaded.mapping, loaded.mapping.files[batch.part], kind=str(kind),
            source_id=str(subject).split(":", 2)[2], key=None if key is None else str(key), fact=fact,
        )  # fmt: skip
    if traced is None:
        return found | {"missing": "not_found"}
    line, record, facts = traced
    for each in facts:
        each["title"] = title(each["kind"], each["name"], labels)
    return found | {"line": line, "record": record, "facts": facts, "missing": None}
