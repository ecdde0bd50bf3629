"""The ledger as one relation: body and head together, every fact with its id; superseded, corrected ones left out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from handschlag.engines.duck import Connection, load, quote
from handschlag.engines.segments import facts_in
from handschlag.ledger.identity import content_sql, id_sql
from handschlag.ledger.schema import FACT_COLUMNS

#: Facts whose values a condition of the agreement can ask for; outcomes and what people did with a lead stay where
#: they are.
READ_BY_CONDITIONS = ("person", "company", "consent", "criterion_answer", "touch", "attempt", "stage_reported")


def open_ledger(
    con: Connection,
    *,
    segments: Sequence[Path],
    superseded: Sequence[int],
    head: Sequence[Mapping[str, object]],
    as_of: int | None = None,
    known_then: bool = False,
) -> None:
    """Make the view `facts` (the fact columns and `id`). A fact delivered twice may appear twice, with one id.

    `as_of` (UTC microseconds) leaves out what happened, or was recorded, later. `known_then` lets what conditions
    read happen when it was known, if that was later: nothing is decided by what nobody knew.
    """
    load(con, "head", FACT_COLUMNS, [[fact.get(column) for column in FACT_COLUMNS] for fact in head])
    columns = ", ".join(FACT_COLUMNS)
    parts = [f"select {columns} from head"]
    if segments:
        parts.append(f"select {columns} from {facts_in(segments)}")
    conditions = []
    if superseded:
        conditions.append(f"coalesce(batch, -1) not in ({', '.join(str(int(number)) for number in superseded)})")
    if as_of is not None:
        conditions.append(f"occurred_at <= {int(as_of)} and recorded_at <= {int(as_of)}")
    where = f" where {' and '.join(conditions)}" if conditions else ""
    con.execute(f"create or replace view delivered as select * from ({' union all '.join(parts)}){where}")
    con.execute(f"create or replace view identified as select *, {id_sql()} as id from delivered")
    wrong = con.execute(
        "select distinct json_extract_string(fields, '$.fact'), json_extract_string(fields, '$.content') from delivered"
        " where kind = 'correction' and fields is not null"
    ).fetchall()
    load(con, "wrong", {"id": "UUID"}, [(fact,) for fact, content in wrong if fact and not content])
    load(con, "outdone", {"id": "UUID", "content": "VARCHAR"}, [row for row in wrong if row[0] and row[1]])
    view = "held" if known_then else "facts"
    con.execute(f"create or replace view {view} as select * from identified{_left_out(wrong)}")
    if known_then:
        con.execute(
            "create or replace view facts as select * replace (case when kind in"
            f" ({', '.join(quote(kind) for kind in READ_BY_CONDITIONS)})"
            " then greatest(occurred_at, recorded_at) else occurred_at end as occurred_at) from held"
            # Of several deliveries of one fact the earliest counts: then it was known.
            " qualify row_number() over (partition by id order by recorded_at, batch) = 1"
        )


def leave_out(con: Connection, facts: Sequence[str]) -> None:
    """These facts do not hold any more, as somebody told since the ledger was opened."""
    known = {str(fact) for (fact,) in con.execute("select id from wrong").fetchall()}
    for fact in sorted({*facts} - known):
        con.execute("insert into wrong values (?::uuid)", [fact])
    contested = con.execute("select id::varchar, content from outdone").fetchall()
    wrong = [(fact, None) for fact in known | {*facts}] + contested
    con.execute(f"create or replace view facts as select * from identified{_left_out(wrong)}")


def late(con: Connection) -> bool:
    """Whether anything that conditions read was known only after it had happened."""
    kinds = ", ".join(quote(kind) for kind in READ_BY_CONDITIONS)
    row = con.execute(
        f"select exists (from delivered where recorded_at > occurred_at and kind in ({kinds}))"
    ).fetchone()
    return bool(row and row[0])


def _left_out(wrong: Sequence[tuple[str | None, str | None]]) -> str:
    """Facts that do not hold as a whole, and of contested ones the contents that do not."""
    conditions = []
    if any(content is None for _, content in wrong):
        conditions.append("id not in (select id from wrong)")
    if any(content is not None for _, content in wrong):
        contested = f"id in (select id from outdone) and (id, {content_sql()}) in (select (id, content) from outdone)"
        conditions.append(f"not ({contested})")
    return f" where {' and '.join(conditions)}" if conditions else ""


def latest(con: Connection) -> int | None:
    """The latest instant that any fact happened at or was recorded at (UTC microseconds)."""
    row = con.execute("select max(greatest(occurred_at, recorded_at)) from delivered").fetchone()
    return row[0] if row else None
