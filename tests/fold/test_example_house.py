"""The whole path over files, DuckDB and streams of components, against the naive fold, on the example house."""

import json
import sqlite3
from collections import defaultdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from handschlag.agreement import Agreement, fold_terms, load
from handschlag.demo import CRM_MAPPING, MARKETING_MAPPING
from handschlag.engines.ledger import open_ledger
from handschlag.fold.terms import FoldTerms
from handschlag.ledger.schema import FACT_COLUMNS
from handschlag.mapping import load as load_mapping
from tests.fold.naive import naive_fold

pytestmark = pytest.mark.long

#: The naive fold is slow; every so many accounts is enough to meet everything that the house contains.
EVERY = 8


@pytest.fixture(scope="module")
def folder(demo_house: Path) -> Path:
    """The house's fold tables of everything, not those of some instant that another test asked for."""
    with sqlite3.connect(demo_house / "db.sqlite3") as database:
        [(name,)] = database.execute(
            "select folder from store_foldtables where as_of is null and agreement = ?", [terms(demo_house).hash]
        ).fetchall()
    return demo_house / "derived" / str(name)


@pytest.fixture(scope="module")
def con(demo_house: Path, folder: Path) -> Any:
    con = duckdb.connect()
    open_ledger(con, segments=sorted(demo_house.glob("ledger/*.parquet")), superseded=[], head=[])
    con.execute(f"create view subjects as from '{folder}/subjects.parquet'")
    return con


def components(con: Any) -> dict[str, list[dict[str, Any]]]:
    columns = [*FACT_COLUMNS, "id", "person", "company", "other_person", "other_company"]
    rows = con.execute(
        f"select s.component, {', '.join('f.' + c for c in FACT_COLUMNS)}, f.id::varchar, s.person, s.company,"
        " r.person, r.company from facts f join subjects s using (subject)"
        " left join subjects r on r.subject = f.related"
        " where f.kind not in ('link', 'campaign', 'cost')"
    ).fetchall()
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for component, *values in rows:
        fact = dict(zip(columns, values, strict=True))
        if fact["kind"].startswith("opportunity_"):
            fact["opportunity"] = fact["subject"]
        found[component].append(fact)
    return found


def membership(facts: list[dict[str, Any]]) -> dict[str, str | None]:
    named = [(fact[f"{end}person"], fact[f"{end}company"]) for fact in facts for end in ("", "other_")]
    return {person: company for person, company in named if person is not None}


def decided() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in (MARKETING_MAPPING, CRM_MAPPING):
        mapping = load_mapping(path).mapping
        assert mapping is not None
        for stage in mapping.decides:
            found[stage].add(mapping.connection)
    return {stage: frozenset(connections) for stage, connections in found.items()}


def agreement_of(house: Path) -> Agreement:
    agreement = load(house / "agreement.yaml").agreement
    assert agreement is not None
    return agreement


def terms(house: Path) -> FoldTerms:
    return fold_terms(agreement_of(house))


def test_files_and_streams_give_what_the_naive_fold_gives(demo_house: Path, folder: Path, con: Any) -> None:
    agreement = agreement_of(demo_house)
    start = agreement.valid_from
    midnight = datetime(start.year, start.month, start.day, tzinfo=ZoneInfo(agreement.time_zone)).astimezone(UTC)
    valid_from = round(midnight.timestamp()) * 1_000_000
    found = components(con)
    chosen = [name for _, name in islice(enumerate(sorted(found)), 0, None, EVERY)]
    expected: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for component in chosen:
        facts = found[component]
        tables = naive_fold(terms(demo_house), facts, membership(facts), decided(), component, valid_from)
        for table, rows in tables.items():
            expected[table] += [plain(table, row) for row in rows]
    assert {table: len(rows) > 20 for table, rows in expected.items()} == dict.fromkeys(expected, True)
    con.execute("create or replace table chosen as select unnest(?) as component", [chosen])
    for table in expected:
        assert sorted(actual(con, folder, table), key=repr) == sorted(expected[table], key=repr), table


def actual(con: Any, folder: Path, table: str) -> list[tuple[Any, ...]]:
    """Rows of the chosen components, as plain values; of passes without dimensions but market, persona and owner."""
    scope = {
        "passes": "component in (from chosen)",
        "involved": f"""opportunity in (select o.opportunity from '{folder}/opportunities.parquet' o
            join '{folder}/passes.parquet' p using (pass_id) where p.component in (from chosen))""",
    }.get(table, f"pass_id in (select pass_id from '{folder}/passes.parquet' where component in (from chosen))")
    cursor = con.execute(f"select {', '.join(COLUMNS[table])} from '{folder}/{table}.parquet' where {scope}")
    return [tuple(text(value) for value in row) for row in cursor.fetchall()]


COLUMNS = {
    "passes": (
        "pass_id", "person", "company", "component", "kind", "path", "opened_at", "opened_by", "opened_name",
        "closed_at", "outcome", "reason", "attempts", "opportunity", "value", "currency", "corrected", "retrospect",
        "dim_market", "dim_persona", "dim_owner", "dim_origin", "dim_country", "dim_industry",
    ),
    "entries": ("pass_id", "stage", "stage_no", "entered_at", "precision", "basis", "counts"),
    "moves": ("pass_id", "stage", "from_at", "to_at", "attempt"),
    "queued": ("pass_id", "queue", "entered_at", "left_at", "attempt", "cause", "fact"),
    "clocks": (
        "pass_id", "clock", "started_at", "event", "fact", "queue", "due_at", "stopped_at", "stopped_by", "stop_fact",
        "cancelled_at", "attempts", "channels", "holder", "judged",
    ),
    "opportunities": (
        "opportunity", "pass_id", "company", "created_at", "closed_at", "outcome", "reason", "value", "open_value",
        "close_date", "rule", "bypass", "corrected",
    ),
    "involved": ("opportunity", "person", "role"),
}  # fmt: skip


def plain(table: str, row: dict[str, Any]) -> tuple[Any, ...]:
    dims = row.get("dims", {})
    values = (dims.get(column[4:]) if column.startswith("dim_") else row[column] for column in COLUMNS[table])
    return tuple(text(value) for value in values)


def text(value: Any) -> Any:
    if isinstance(value, float | bool) and not isinstance(value, bool):
        return json.dumps(value)
    return value if value is None or isinstance(value, int | bool) else str(value)
