"""Who is who: link new records, explain a link, undo one."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.engines.duck import Connection, connect, load, quote
from handschlag.engines.ledger import open_ledger
from handschlag.engines.subjects import existing, load_subjects, records, relations, unlinked
from handschlag.errors import InputProblems, Problem
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.linking import REASONS, Linked, NewLink, Step, explain, link as link_records, new_ids
from handschlag.store import batches
from handschlag.store.head import record, rows as head_rows
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
        instant = _micros(now)
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
            "fields": _json({"about": new.about, "entity": new.entity, "key": new.key}),
        }  # fmt: skip
        return [fact.get(column) for column in FACT_COLUMNS]

    load(con, "new_links", FACT_COLUMNS, (row(new) for new in links))
    con.execute(f"copy new_links to {quote(str(staged))} (format parquet, compression zstd)")
    name = place(house.ledger, staged)
    with transaction.atomic():
        batch = batches.begin(id=number, kind="link", imported_at=now, facts=len(links), by="handschlag")
        publish(house.ledger, name, batch=batch, rows=len(links))


def link(house: House, *, now: datetime, by: str, progress: Progress | None = None) -> dict[str, int]:
    """Link and fold whatever is new; say how many persons, companies and source records there are."""
    from handschlag.actions.tables import tables

    run = tables(house, now=now, progress=progress).run
    [(persons, companies, subjects)] = run(
        "select count(distinct person), count(distinct company), count(*) from subjects"
    )
    return {"persons": int(persons), "companies": int(companies), "links": int(subjects)}  # type: ignore[call-overload]


def explain_link(house: House, *, a: str, b: str, now: datetime) -> dict[str, Any]:
    """Which evidence makes two source records one person or company, step by step; empty where nothing does."""
    with outside():
        con = connect(house.derived / "spill")
        try:
            seen = snapshot(house.ledger)
            open_ledger(con, segments=seen.segments, superseded=seen.superseded, head=head_rows())
            found = list(records(con))
            _known(found, a, b)
            steps = explain(a, b, found, relations(con), unlinked(con))
        finally:
            con.close()
    one = bool(steps) and all(step.reason.startswith("same_") for step in steps)
    return {"a": a, "b": b, "one": one, "together": bool(steps), "steps": [_step(step) for step in steps]}


def _step(step: Step) -> dict[str, Any]:
    return {**step._asdict(), "text": REASONS.get(step.reason, {})}


def _known(found: list[Any], *wanted: str) -> None:
    subjects = {record.subject for record in found}
    missing = [subject for subject in wanted if subject not in subjects]
    if missing:
        hint = "a record is named connection:object:id, as `handschlag lead` shows it"
        raise InputProblems(
            *(Problem(message=f"no record `{subject}` in the ledger", hint=hint) for subject in missing)
        )


def undo_link(house: House, *, subject: str, key: str, now: datetime, by: str) -> dict[str, Any]:
    """This key says nothing about this record any more. The link stays in the ledger, and so does its undoing."""
    with outside():
        con = connect(house.derived / "spill")
        try:
            seen = snapshot(house.ledger)
            open_ledger(con, segments=seen.segments, superseded=seen.superseded, head=head_rows())
            mine = [record for record in records(con) if record.subject == subject]
            _known(mine, subject)
            related = {f"relation:{other}" for own, other, _ in relations(con) if own == subject}
        finally:
            con.close()
        have = {each.text for record in mine for each in record.keys} | related
        if key not in have:
            hint = f"it has {', '.join(sorted(have)) or 'none'}"
            raise InputProblems(Problem(message=f"`{subject}` has no key `{key}`", hint=hint))
        instant = _micros(now)
        fields = _json({"by": by, "key": key})
        new = record(
            [{"kind": "unlink", "subject": subject, "name": "undone", "occurred_at": instant, "precision": "instant",
              "recorded_at": instant, "actor": by, "fields": fields}]
        )  # fmt: skip
    return {"subject": subject, "key": key, "undone": new == 1}


def _json(fields: dict[str, str]) -> str:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _micros(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)
