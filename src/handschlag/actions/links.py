"""Who is who: link new records, explain a link, undo one."""

from datetime import datetime
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.linking import Progress, compact_json, micros
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables
from handschlag.engines.duck import connect
from handschlag.engines.ledger import open_ledger
from handschlag.engines.subjects import records, relations, unlinked
from handschlag.errors import InputProblems, Problem
from handschlag.linking import REASONS, Step, explain
from handschlag.store.head import record, rows as head_rows
from handschlag.store.manifest import snapshot


@needs("import_data")
def link(house: House, *, now: datetime, progress: Progress | None = None) -> dict[str, int]:
    """Link and fold whatever is new; say how many persons, companies and source records there are."""
    run = tables(house, now=now, progress=progress).run
    [(persons, companies, subjects)] = run(
        "select count(distinct person), count(distinct company), count(*) from subjects"
    )
    return {"persons": int(persons), "companies": int(companies), "links": int(subjects)}


@needs("see_people")
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


@needs("mend_links")
def undo_link(house: House, *, subject: str, key: str, now: datetime) -> dict[str, Any]:
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
        instant = micros(now)
        fields = compact_json({"by": house.by.username, "key": key})
        new = record(
            [{"kind": "unlink", "subject": subject, "name": "undone", "occurred_at": instant, "precision": "instant",
              "recorded_at": instant, "actor": house.by.username, "fields": fields}]
        )  # fmt: skip
    return {"subject": subject, "key": key, "undone": new == 1}
