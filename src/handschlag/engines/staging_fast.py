"""The fast way to stage a file: one stream from the file to the facts, taken back as soon as anything is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from handschlag.engines.decided import Decided
from handschlag.engines.duck import Connection, quote
from handschlag.engines.reading_source import Source
from handschlag.engines.segments import facts_in
from handschlag.mapping.conflicts import contradictions
from handschlag.mapping.plan import Plan, Seen
from handschlag.mapping.requirements import is_record


@dataclass(frozen=True)
class Fast:
    """Numbers of rows read, facts written, and rows that state no fact."""

    read: int
    facts: int
    skipped: int


def stage_fast(
    con: Connection,
    source: Source,
    planned: Callable[[Seen], Plan],
    out: Path,
    options: str,
    decided: Decided | None = None,
) -> Fast | None:
    """Write the facts if every row of the file can be understood, and on none of them somebody decided before; None if
    the careful way has to be taken.
    """
    try:
        relation = source.direct(planned(Seen()).used)
        if relation is None or (decided is not None and decided.perhaps(relation)):
            return None
        plan = planned(source.seen)
        con.execute("set preserve_insertion_order = false")
        single = len(plan.facts) == 1 and plan.facts[0].applies is None
        done = _stream(con, plan, relation, out, options) if single else _fan_out(con, plan, relation, out, options)
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.InterruptException):
        raise  # the machine or a person stopped it
    except duckdb.Error:  # whatever else a reader complains about: the careful way says which row it is
        return None
    if done is None or source.expected not in (None, done.read):
        return None  # a reader that loses rows without a word is not to be relied on
    if not any(is_record(fact.kind) for fact in plan.facts):
        return done
    con.execute(f"create or replace temp view _facts as select 0 as line, * from {facts_in([out])}")
    return None if con.execute(f"select exists ({contradictions('_facts')})").fetchall() == [(True,)] else done


def _stream(con: Connection, plan: Plan, relation: str, out: Path, options: str) -> Fast | None:
    """One fact per row, no table in between. A row with anything wrong gets no subject; the footer counts them."""
    fact = plan.facts[0]
    subject = fact.columns["subject"]
    checked = f"case when not _bad then {subject} end" if plan.checks else subject
    select = fact.stated(subject=checked)
    con.execute(f"copy (select {select} from {plan.rows(relation)}) to {quote(str(out))} ({options})")
    footer = f"from parquet_metadata({quote(str(out))}) where path_in_schema = 'subject'"
    [(rows, wrong)] = con.execute(f"select sum(num_values), sum(stats_null_count) {footer}").fetchall()
    return None if wrong else Fast(int(rows or 0), int(rows or 0), 0)


def _fan_out(con: Connection, plan: Plan, relation: str, out: Path, options: str) -> Fast | None:
    """Several facts per row: the rows are read once into a table."""
    columns = ", ".join(f"c{number}" for number in range(len(plan.used)))
    con.execute(f"create or replace temp table _rows as select * exclude ({columns}) from {plan.rows(relation)}")
    applies = [fact.applies for fact in plan.facts]
    stated = "true" if None in applies else " or ".join(f"({one})" for one in applies)
    [(read, wrong, skipped)] = con.execute(
        f"select count(*), count(*) filter (_bad), count(*) filter (not ({stated})) from _rows"
    ).fetchall()
    if wrong:
        return None
    selects = " union all ".join(
        f"select {fact.select()} from _rows{f' where {fact.applies}' if fact.applies else ''}" for fact in plan.facts
    )
    con.execute(f"copy ({selects}) to {quote(str(out))} ({options})")
    [(facts,)] = con.execute(f"select count(*) from read_parquet({quote(str(out))})").fetchall()
    return Fast(read, facts, skipped)
