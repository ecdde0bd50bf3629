"""Two statements about one version of a record: what each says, where it came from, and which of them holds."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.setting_aside import Row
from handschlag.engines.duck import connect
from handschlag.engines.ledger import open_ledger
from handschlag.engines.tracing import trace
from handschlag.ledger.identity import content, fact_id
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.mapping import stored
from handschlag.store import batches
from handschlag.store.head import rows as head_rows
from handschlag.store.manifest import snapshot
from handschlag.store.models import Batch

#: What of a fact says something, besides its fields, in the order shown.
_SAYS = ("name", "related", "side", "actor", "channel", "campaign", "amount", "currency")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Fact = Mapping[str, Any]


def rivals(house: House, fact: Fact) -> list[dict[str, Any]]:
    """What the ledger has of the same version of the record with another content, each delivery of it; those that do
    not hold any more too (`holds` says so).
    """
    con = connect(house.derived / "spill")
    try:
        seen = snapshot(house.ledger)
        open_ledger(con, segments=seen.segments, superseded=seen.superseded, head=head_rows())
        columns = ", ".join(FACT_COLUMNS)
        same = "subject = ? and kind = ? and version is not distinct from ?"
        about = [fact["subject"], fact["kind"], fact.get("version")]
        every, holding = (
            con.execute(f"select distinct {columns} from {view} where {same} order by batch", about).fetchall()
            for view in ("delivered", "facts")
        )
    finally:
        con.close()
    own = content(fact)
    found = [dict(zip(FACT_COLUMNS, row, strict=True)) | {"holds": row in holding} for row in every]
    return [each for each in found if content(each) != own]


def statements(house: House, row: Row) -> list[dict[str, Any]]:
    """Both sides of a conflict, side by side: what was set aside first, then what is known, each content once."""
    facts = [{**row["record"], "batch": row["batch"], "holds": row["state"] == "mended"}]
    seen = {content(facts[0])}
    for rival in rivals(house, row["record"]):
        if content(rival) not in seen:
            seen.add(content(rival))
            facts.append(rival)
    return [_statement(house, each) for each in facts]


def _statement(house: House, fact: Fact) -> dict[str, Any]:
    """What a fact says, and the row it was read from as far as that is still there."""
    batch = batches.get(int(fact["batch"])) if fact.get("batch") is not None else None
    traced = _traced(house, fact, batch) if batch is not None else None
    return {
        "says": said_by(fact), "holds": fact["holds"], "file": batch.file if batch else None,
        "imported_at": batch.imported_at if batch else None, "line": traced[0] if traced else None,
        "record": traced[1] if traced else None,
    }  # fmt: skip


def said_by(fact: Fact) -> dict[str, Any]:
    """What a fact says: when, and every value it has."""
    fields = json.loads(fact["fields"]) if fact.get("fields") else {}
    at = {"occurred_at": _EPOCH + timedelta(microseconds=int(fact["occurred_at"]))}
    return at | {key: fact[key] for key in _SAYS if fact.get(key) is not None} | fields


def _traced(house: House, fact: Fact, batch: Batch) -> tuple[int, dict[str, object], Any] | None:
    path, mapping = house.path / batch.path, stored(batch.mapping)
    if mapping is None or not batch.path or not path.is_file():
        return None
    return trace(
        path, mapping, mapping.files[batch.part], batch.columns, kind=str(fact["kind"]),
        source_id=str(fact["subject"]).split(":", 2)[2], key=fact.get("key"), fact=str(fact_id(fact)),
    )  # fmt: skip
