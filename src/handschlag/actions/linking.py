"""Linking the ledger: every new record gets its person or company, and each piece of evidence becomes a fact."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.actions.houses import House
from handschlag.engines.duck import Connection, connect, load, quote
from handschlag.engines.ledger import open_ledger
from handschlag.engines.subjects import existing, load_subjects, records, relations, unlinked
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.linking import Linked, NewLink, link as link_records, new_ids
from handschlag.store import batches
from handschlag.store.head import rows as head_rows
from handschlag.store.manifest import place, publish, snapshot, staging

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Linking:
    """What a run of linking found, ready to be loaded beside the facts."""

    linked: Linked
    entities: dict[str, str]
    about: dict[str, str]

    def load(self, con: Connection) -> int:
        return load_subjects(con, self.linked, self.entities, self.about)


def link_ledger(house: House, *, now: datetime, progress: Progress | None = None) -> Linking:
    """Link every record of the ledger; write a link fact for each new piece of evidence."""
    con = connect(house.derived / "spill")
    try:
        seen = snapshot(house.ledger)
        open_ledger(con, segments=seen.segments, superseded=seen.superseded, head=head_rows())
        found = list(records(con))
        if progress is not None:
            progress("link", len(found))
        known = existing(con)
        instant = micros(now)
        linked = link_records(found, relations(con), known, unlinked(con), new_ids(instant, os.urandom))
        if linked.links:
            _publish(house, con, linked.links, instant, now)
        entities = {**known, **{new.subject: new.entity for new in linked.links}}
        return Linking(linked, entities, {record.subject: record.about for record in found})
    finally:
        con.close()


def _publish(house: House, con: Connection, links: list[NewLink], instant: int, now: datetime) -> None:
    """Link facts come by the thousand after an import: they go straight to the body, as a segment of their own."""
    staged = staging(house.ledger)
    number = batches.next_number()

    def row(new: NewLink) -> list[Any]:
        fact = {
            "kind": "link", "subject": new.subject, "name": new.reason, "occurred_at": instant, "precision": "instant",
            "recorded_at": instant, "batch": number,
            "fields": compact_json({"about": new.about, "entity": new.entity, "key": new.key}),
        }  # fmt: skip
        return [fact.get(column) for column in FACT_COLUMNS]

    load(con, "new_links", FACT_COLUMNS, (row(new) for new in links))
    con.execute(f"copy new_links to {quote(str(staged))} (format parquet, compression zstd)")
    name = place(house.ledger, staged)
    with transaction.atomic():
        batch = batches.begin(id=number, kind="link", imported_at=now, facts=len(links), by="handschlag")
        publish(house.ledger, name, batch=batch, rows=len(links))


def compact_json(fields: dict[str, str]) -> str:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def micros(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)
