"""Who is who: link new records, explain a link, undo one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.leads import resolve
from handschlag.actions.linking import Progress, compact_json, micros
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables
from handschlag.engines.duck import Connection, connect
from handschlag.engines.ledger import open_ledger
from handschlag.engines.subjects import BY_HAND, records, relations, unlinked
from handschlag.errors import InputProblems, Problem
from handschlag.linking import REASONS, Step, explain, new_ids
from handschlag.linking.keys import OF_PERSONS
from handschlag.store.head import record, rows as head_rows
from handschlag.store.manifest import snapshot

#: What makes two records one, and does not only tie them.
SAME = frozenset({*OF_PERSONS, "same_domain", "same_name"})


@contextmanager
def _ledger(house: House) -> Iterator[Connection]:
    """A connection that sees every fact."""
    con = connect(house.derived / "spill")
    try:
        seen = snapshot(house.ledger)
        open_ledger(con, segments=seen.segments, superseded=seen.superseded, head=head_rows())
        yield con
    finally:
        con.close()


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
    with outside(), _ledger(house) as con:
        found = list(records(con))
        _known(found, a, b)
        steps = explain(a, b, found, relations(con), unlinked(con))
    one = bool(steps) and all(step.reason in SAME for step in steps)
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
def join_records(house: House, *, a: str, b: str, now: datetime) -> dict[str, Any]:
    """Two source records are one person, or one company, though nothing in them proves it: people know it.

    The link is a fact of its own, and `undo_link` with its key undoes it.
    """
    with outside():
        with _ledger(house) as con:
            found = list(records(con))
            _known(found, a, b)
            about = {record.subject: record.about for record in found if record.subject in (a, b)}
            _alike(about, a, b)
            steps = explain(a, b, found, relations(con), unlinked(con))
        if a == b or (steps and all(step.reason in SAME for step in steps)):
            raise InputProblems(Problem(message=f"`{a}` and `{b}` are one already"))
        instant = micros(now)
        key = f"hand:{new_ids(instant, os.urandom)()}"
        fields = compact_json({"about": about[a], "by": house.by.username, "key": key})
        record(
            {"kind": "link", "subject": subject, "name": BY_HAND, "occurred_at": instant, "precision": "instant",
             "recorded_at": instant, "actor": house.by.username, "fields": fields}
            for subject in (a, b)
        )  # fmt: skip
    return {"a": a, "b": b, "key": key}


def _alike(about: dict[str, str], a: str, b: str) -> None:
    """A person is no company; and a deal is neither."""
    if about[a] != about[b] or about[a] not in ("person", "company"):
        hint = "name two records of persons, or two of companies"
        raise InputProblems(
            Problem(message=f"`{a}` is a {about[a] or 'record'}, `{b}` a {about[b] or 'record'}", hint=hint)
        )


@needs("mend_links")
def join_people(house: House, *, person: str, other: str, now: datetime) -> dict[str, Any]:
    """Two persons are one. Of each the first record that a source delivered is linked; the others follow."""
    asked = tables(house, now=now)
    first = [
        asked.run("select min(subject) from subjects where person = ?::uuid", [resolve(asked, who)])[0][0]
        for who in (person, other)
    ]
    return join_records(house, a=first[0], b=first[1], now=now)


@needs("mend_links")
def undo_link(house: House, *, subject: str, key: str, now: datetime) -> dict[str, Any]:
    """This key says nothing about this record any more. The link stays in the ledger, and so does its undoing."""
    with outside():
        with _ledger(house) as con:
            mine = [record for record in records(con) if record.subject == subject]
            _known(mine, subject)
            related = {f"relation:{other}" for own, other, _ in relations(con) if own == subject}
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
