"""P4: the funnel report beside the query an engineer would write by hand, on the same generated fold tables."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handschlag.engines.duck import Connection, connect, name, quote
from handschlag.funnel import report
from handschlag.ledger.schema import FOLD_TABLES

GOAL_RATIO = 1.2
GOAL_AGAINST_POSTGRES = 10
ROUNDS = 15

#: The stages with the share of passes that reach them: about 1.77 entries a pass.
STAGES = {"prospect": 1.0, "marketing_lead": 0.49, "sales_ready_lead": 0.2, "opportunity": 0.055, "won": 0.02}
#: The parts of the report that the query by hand has, too; like it, the report looks from each stage to the next.
PARTS = ("entered", "conversion", "velocity")

_START, _DAY = 1_704_067_200_000_000, 86_400_000_000  # 2024-01-01
_MONTHS, _SEGMENTS, _LONGEST = 730, 8, 40
_AS_OF = _START + (_MONTHS + 5 * _LONGEST) * _DAY

_BY_HAND = """
    with steps as (
        select date_trunc('month', make_timestamp(a.entered_at)) as cohort, p.dim_segment, a.stage_no,
            (b.entered_at - a.entered_at) / 86400e6 as days
        from entries a join passes p using (pass_id)
        left join entries b on b.pass_id = a.pass_id and b.stage_no = a.stage_no + 1 and b.counts
        where a.counts and p.kind = 'new')
    select cohort, dim_segment, stage_no, count(*), count(days), quantile_cont(days, 0.5), quantile_cont(days, 0.9)
    from steps group by all"""


@dataclass(frozen=True)
class _Stage:
    key: str
    no: int
    kind: str | None = None


def run(size: int = 1_000_000) -> dict[str, Any]:
    """The fastest round of each, taking turns; the report must give the same counts and quantiles."""
    with tempfile.TemporaryDirectory(prefix="handschlag-bench-") as folder:
        con = connect()
        try:
            entries = make_tables(con, Path(folder), size)
            return {"job": "P4", "passes": size, "entries": entries, **_measured(con)}
        finally:
            con.close()


def make_tables(con: Connection, folder: Path, size: int) -> int:
    """Fold tables of so many passes as Parquet files and views, always the same ones; returns the number of entries."""
    files = {table: folder / f"{table}.parquet" for table in FOLD_TABLES}
    con.execute(f"""copy (
        select md5(no::varchar)::uuid as pass_id, 'new' as kind, 'marketing' as path, 'open' as outcome,
            {_START} + ({_fate("when")} * {_MONTHS * _DAY})::bigint as opened_at,
            'segment ' || (no % {_SEGMENTS}) as dim_segment, {_fate("luck")} as luck, {_fate("pace")} as pace
        from range({size}) numbers(no) order by hash(no) % 256) to {quote(str(files["passes"]))}""")
    parts = [
        f"""select pass_id, {quote(stage)} as stage, {no} as stage_no, 'derived' as basis, true as counts,
            opened_at + ({no} * {_LONGEST * _DAY} * pace * (1 - luck / 2))::bigint as entered_at, 'instant' as precision
        from {quote(str(files["passes"]))} where luck < {share}"""
        for no, (stage, share) in enumerate(STAGES.items())
    ]
    con.execute(f"copy ({' union all '.join(parts)}) to {quote(str(files['entries']))}")
    for table, columns in FOLD_TABLES.items():
        _view(con, table, columns, files[table])
    row = con.execute("select count(*) from entries").fetchone()
    return int(row[0]) if row else 0


def _fate(what: str) -> str:
    """An even number between 0 and 1 that depends on the pass and on what is asked, not on threads."""
    return f"((hash(no::varchar || {quote(what)}) >> 11)::double / {2**53})"


def _view(con: Connection, table: str, columns: dict[str, str], file: Path) -> None:
    """The table with all its columns; those that were not generated are empty."""
    made = {} if not file.exists() else dict.fromkeys(_columns(con, file))
    wanted = [name(column) if column in made else f"null::{kind} as {name(column)}" for column, kind in columns.items()]
    wanted += [name(column) for column in made if column.startswith("dim_")]
    source = f"from {quote(str(file))}" if made else "where false"
    con.execute(f"create or replace view {name(table)} as select {', '.join(wanted)} {source}")


def _columns(con: Connection, file: Path) -> list[str]:
    return [
        str(row[0]) for row in con.execute(f"select column_name from (describe from {quote(str(file))})").fetchall()
    ]


def _measured(con: Connection) -> dict[str, Any]:
    product, by_hand = funnel(con), _by_hand(con)
    compare(product(), by_hand())
    rounds = [(_seconds(product), _seconds(by_hand)) for _ in range(ROUNDS)]
    seconds, yardstick = min(a for a, _ in rounds), min(b for _, b in rounds)
    whole = _seconds(funnel(con, report.PARTS))
    return {
        "seconds": seconds, "ratio": seconds / yardstick, "against": "DuckDB query by hand",
        "against_seconds": yardstick, "goal": GOAL_RATIO, "whole_report_seconds": whole,
    }  # fmt: skip


def funnel(con: Connection, parts: tuple[str, ...] = PARTS) -> Callable[[], Any]:
    """The report on the generated tables, ready to be made."""
    stages = [_Stage(key, no) for no, key in enumerate(STAGES)]
    return lambda: report.funnel_report(
        lambda sql, parameters: con.execute(sql, list(parameters)).fetchall(), stages=stages, time_zone="UTC",
        as_of=_AS_OF, by="segment", cohort="month", parts=parts,
        pairs="next" if parts == PARTS else "all",
    )  # fmt: skip


def _by_hand(con: Connection) -> Callable[[], Any]:
    return lambda: con.execute(_BY_HAND).fetchall()


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(made: dict[str, Any], by_hand: list[tuple[Any, ...]]) -> None:
    """Both must say the same, or the measurement means nothing."""
    keys = list(STAGES)
    found = {
        (row["cohort"], row["group"], keys.index(row["from"])): (row["entered"], row["converted"])
        for row in made["conversion"]
    }
    paces = {
        (row["cohort"], row["group"], keys.index(row["from"])): (row["median_days"], row["p90_days"])
        for row in made["velocity"]
    }
    expected = {(f"{row[0]:%Y-%m}", *row[1:3]): row[3:] for row in by_hand if row[2] < len(keys) - 1}
    if {key: values[:2] for key, values in expected.items()} != found:
        raise AssertionError("the report and the query by hand count differently")
    for key, (_, _, *days) in expected.items():
        for mine, theirs in zip(paces[key], days, strict=True):
            if (mine is None) != (theirs is None) or (mine is not None and abs(float(mine) - theirs) > 1e-6):
                raise AssertionError(f"{key}: {mine} days in the report, {theirs} by hand")
