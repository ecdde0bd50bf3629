"""Keeping the ledger: settle the head into the body, compact the body, verify everything."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from handschlag.actions.claiming import end_claims
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.signing import chain_problems
from handschlag.actions.tables import Tables, locked, refold, tables
from handschlag.engines.clustering import cluster, count_rows, write_facts
from handschlag.engines.duck import connect, name, quote
from handschlag.engines.segments import columns_of_facts
from handschlag.ledger.identity import fact_id
from handschlag.ledger.schema import FACT_COLUMNS, FOLD_TABLES
from handschlag.store import batches, head
from handschlag.store.manifest import checksum, place, publish, segment_rows, snapshot, staging, sweep, withdraw

#: One transaction that moved 200,000 rows blocked a writer for 0.9 s: slices stay small.
SLICE = 5_000

#: Beyond this many segments the body is compacted.
SEGMENTS = 16

#: Files that no manifest row names are kept this long (seconds): a reader may still be at them, a writer about to
#: publish.
GRACE = 3_600.0


@needs("keep_ledger")
def settle(house: House, *, now: datetime) -> dict[str, int]:
    """Move the head's facts into the body, slice by slice; compact the body if it has too many segments; remove
    leftovers, and claims on leads that wait no more.
    """
    settled = 0
    end_claims(house, now=now)
    with outside(), locked(house):
        while (moved := _settle_slice(house, now)) > 0:
            settled += moved
        compacted = _compact(house, now) if len(snapshot(house.ledger).segments) > SEGMENTS else 0
        removed = sweep(house.ledger, older_than=now.timestamp() - GRACE)
    return {"settled": settled, "compacted": compacted, "removed_files": len(removed)}


def _settle_slice(house: House, now: datetime) -> int:
    with transaction.atomic():
        facts = head.slice_to_settle(SLICE)
    if not facts:
        return 0
    staged = staging(house.ledger)
    con = connect(house.derived / "spill")
    try:
        rows = write_facts(con, [[getattr(fact, column) for column in FACT_COLUMNS] for fact in facts], staged)
    finally:
        con.close()
    name = place(house.ledger, staged)
    with transaction.atomic():
        batch = batches.begin(kind="settled", imported_at=now, facts=rows, by=house.by.username)
        publish(house.ledger, name, batch=batch, rows=rows)
        head.remove([fact.id for fact in facts])
    return rows


@needs("keep_ledger")
def compact(house: House, *, now: datetime) -> dict[str, int]:
    """Rewrite the whole body in the order in which the fold reads it."""
    tables(house, now=now)  # who is who must be known: it decides the order
    with outside(), locked(house):
        return {"compacted": _compact(house, now)}


def _compact(house: House, now: datetime) -> int:
    seen = snapshot(house.ledger)
    if not seen.segments:
        return 0
    con = connect(house.derived / "spill")
    try:
        known = sorted(house.derived.glob("*/subjects.parquet"), key=lambda path: path.stat().st_mtime)
        source = (
            f"read_parquet({quote(str(known[-1]))})"
            if known
            else "(select NULL::varchar as subject, NULL::varchar as component where false)"
        )
        con.execute(f"create table subjects as select * from {source}")
        parts = cluster(con, seen.segments, lambda: staging(house.ledger))
    finally:
        con.close()
    placed = [(place(house.ledger, file), rows) for file, rows in parts]
    with transaction.atomic():
        batch = batches.begin(
            kind="compacted", imported_at=now, facts=sum(rows for _, rows in placed), by=house.by.username
        )
        for name, rows in placed:
            publish(house.ledger, name, batch=batch, rows=rows)
        withdraw([path.name for path in seen.segments])
    return len(seen.segments)


@needs("keep_ledger")
def verify(house: House, *, now: datetime) -> dict[str, Any]:
    """Re-read every segment against its checksum, every fact of the head against its id, the signed versions of the
    agreement against their chain of hashes, and fold everything anew.
    """
    problems: list[str] = []
    with outside():
        con = connect(house.derived / "spill")
        try:
            found = segment_rows()
            for segment in found:
                problems += _segment_problems(con, house.ledger / segment.name, segment)
        finally:
            con.close()
        facts = head.with_ids()
        problems += chain_problems()
        problems += [
            f"fact {number} of the head does not have the id of its content"
            for number, fact in facts
            if fact_id(fact) != number
        ]
        if not problems:
            problems += _fold_problems(house, now)
    return {"segments": len(found), "facts": sum(s.rows for s in found) + len(facts), "problems": problems}


def _segment_problems(con: Any, path: Path, segment: Any) -> list[str]:
    if not path.is_file():
        return [f"segment {segment.name} is missing"]
    if checksum(path) != segment.checksum:
        return [f"segment {segment.name} was changed: its checksum differs from the manifest's"]
    rows, columns = count_rows(con, path)
    if rows != segment.rows or not columns_of_facts(columns):
        return [f"segment {segment.name} has {rows} rows of {columns}, the manifest says {segment.rows}"]
    return []


def _fold_problems(house: House, now: datetime) -> list[str]:
    """A second fold of everything must give the tables as they are read, with what people told since laid over them, to
    the last row.
    """
    kept = tables(house, now=now)
    again = house.derived / f"verify-{uuid4().hex}"
    try:
        refold(house, again, kept)
        return [f"fold table {table} differs when folded anew" for table in FOLD_TABLES if _differs(kept, again, table)]
    finally:
        shutil.rmtree(again, ignore_errors=True)


def _differs(kept: Tables, again: Path, table: str) -> bool:
    columns = ", ".join(name(column) for column, *_ in kept.run(f"describe {table}"))
    mine = f"select {columns} from {table}"
    other = f"select {columns} from read_parquet({quote(str(again / f'{table}.parquet'))})"
    rows = kept.run(f"select count(*) from (({mine} except all {other}) union all ({other} except all {mine}))")
    return rows != [(0,)]
