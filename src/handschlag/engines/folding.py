"""The fold over the whole ledger, or a part of it: component by component, its tables kept as files or tables."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any

from handschlag.engines.duck import Connection, beside, csv_source, name, quote
from handschlag.engines.keeping import Keep, as_files
from handschlag.engines.profiles import ProfileConditions, changes, prepare
from handschlag.engines.rollups import roll_up
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.touches import bot_sql, find_bots, matches_sql
from handschlag.fold.component import Folded, fold_component
from handschlag.fold.facts import FACT, READ_KINDS, Fact
from handschlag.fold.tables import dimensions_of, table_rows
from handschlag.fold.terms import FoldTerms
from handschlag.ledger.schema import DIMENSIONS, FOLD_TABLES, NO_DIMENSIONS
from handschlag.scoring.rules import ScoringRules


def fold_ledger(
    con: Connection,
    terms: FoldTerms,
    *,
    folder: Path,
    decided: Mapping[str, frozenset[str]],
    valid_from: int,
    free_domains: Callable[[], frozenset[str]],
    progress: Callable[[int], None] | None = None,
) -> dict[str, int]:
    """Fold everything in `facts` and `subjects`; write one Parquet file per fold table and rollup, and `subjects`, into
    `folder`.

    Returns the number of rows of each fold table. `progress` is told the number of facts read so far.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keep = as_files(folder)
    with scratch_folder() as rows:
        walk(
            con,
            ProfileConditions(terms),
            rows,
            decided=decided,
            valid_from=valid_from,
            free_domains=free_domains,
            progress=progress,
        )
        counts = {table: _convert(con, rows, table, keep) for table in FOLD_TABLES}
    roll_up(con, terms, keep)
    con.execute(f"copy subjects to {quote(str(folder / 'subjects.parquet'))} (format parquet)")
    return counts


def walk(
    con: Connection,
    conditions: ProfileConditions,
    folder: Path,
    *,
    decided: Mapping[str, frozenset[str]],
    valid_from: int,
    free_domains: Callable[[], frozenset[str]],
    progress: Callable[[int], None] | None = None,
) -> None:
    """Fold everything in `facts` and `subjects`, component by component; the tables' rows come into plain files in
    `folder`, as `plain` reads them.
    """
    terms = conditions.terms
    nobody = prepare(con, conditions, free_domains)
    rules = terms.scoring if terms.asks_engagement else ScoringRules()
    find_bots(con, rules)
    with ExitStack() as files:
        writers = {
            table: csv.writer(files.enter_context(open(folder / f"{table}.csv", "w", newline="", encoding="utf-8")))
            for table in FOLD_TABLES
        }
        for component, facts, profile_changes in _components(con, conditions, rules, progress):
            members = _membership(facts)
            folded = fold_component(
                terms,
                facts,
                # As of then a company may be known whose persons are not: nobody's profile changes.
                [change for change in profile_changes if change.person in members],
                membership=members,
                nobody=nobody,
                decided=decided,
            )
            _write(writers, terms, component, folded, valid_from)


def _components(
    con: Connection, conditions: ProfileConditions, rules: ScoringRules, progress: Callable[[int], None] | None
) -> Iterator[tuple[str, list[Fact], list[Any]]]:
    """(component, facts, profile changes): two streams in the same order, taken side by side."""
    profiles = changes(con, conditions)
    waiting = next(profiles, None)
    read = 0
    for component, group in groupby(_facts(con, rules), key=lambda row: row[0]):
        facts = [_fact(row[1:]) for row in group]
        while waiting is not None and waiting[0] < component:
            waiting = next(profiles, None)
        mine = waiting[1] if waiting is not None and waiting[0] == component else []
        read += len(facts)
        if progress is not None:
            progress(read)
        yield component, facts, mine


def _facts(con: Connection, rules: ScoringRules) -> Iterator[tuple[Any, ...]]:
    kinds = ", ".join(quote(kind) for kind in sorted(READ_KINDS))
    columns = ", ".join("f.id::varchar" if column == "id" else f"f.{name(column)}" for column in FACT)
    cursor = beside(con)
    cursor.execute(
        f"select s.component, {columns}, s.person, s.company, r.person, r.company,"
        f" {matches_sql(rules, 'f')}, {bot_sql(rules, 'f')} from facts f"
        " join subjects s on s.subject = f.subject left join subjects r on r.subject = f.related"
        f" where f.kind in ({kinds}) order by s.component"
    )
    while chunk := cursor.fetchmany(10_000):
        yield from chunk


def _fact(row: tuple[Any, ...]) -> Fact:
    fact = Fact(*row[:-2])
    fact.matches, fact.bot = tuple(row[-2]), row[-1]
    return fact


def _membership(facts: list[Fact]) -> dict[str, str | None]:
    """Every person of a component with the company it belongs to."""
    members: dict[str, str | None] = {}
    for fact in facts:
        if fact.person is not None:
            members[fact.person] = fact.company
        if fact.other_person is not None:
            members[fact.other_person] = fact.other_company
    return members


def _write(writers: Mapping[str, Any], terms: FoldTerms, component: str, folded: Folded, valid_from: int) -> None:
    dimensions = {p.pass_id: json.dumps(dimensions_of(folded, p), sort_keys=True) for p in folded.passes}
    for table, rows in table_rows(terms, component, folded, valid_from).items():
        for row in rows:
            writers[table].writerow([*row, dimensions[row[0]]] if table == "passes" else row)  # type: ignore[index]


def plain(folder: Path, table: str) -> str:
    """The rows of a table as the walk left them; a pass has its dimensions as one JSON column."""
    columns = dict(FOLD_TABLES[table])
    if table == "passes":
        columns["dimensions"] = "VARCHAR"
    return csv_source(folder / f"{table}.csv", columns)


def _convert(con: Connection, folder: Path, table: str, keep: Keep) -> int:
    """The table's rows from their plain file to where they are kept; dimensions become columns."""
    source = plain(folder, table)
    if table != "passes":
        return keep(con, table, f"select * from {source}")
    found = con.execute(f"select distinct unnest(json_keys(dimensions)) from {source}").fetchall()
    keys = {*DIMENSIONS, *(key for (key,) in found)} - NO_DIMENSIONS
    return keep(con, table, with_dimensions(source, sorted(keys)))


def with_dimensions(source: str, keys: Sequence[str]) -> str:
    """The passes with a column `dim_<key>` per dimension."""
    values = ", ".join(
        f"nullif(json_extract_string(dimensions, {quote('$.' + name(key))}), '') as {name('dim_' + key)}"
        for key in keys
    )
    return f"select * exclude (dimensions), {values} from {source}"
