"""What was told since a set of tables was made, laid over them: the accounts concerned are folded anew, the rest stays.

Every table `x` is read through a view of that name. It shows the rows made for the whole ledger (`base_x`) without
those of the accounts that were folded anew, and the new rows of these (`live_x`).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from handschlag.engines.duck import Connection, load, quote
from handschlag.engines.folding import plain, walk, with_dimensions
from handschlag.engines.keeping import as_views
from handschlag.engines.ledger import leave_out
from handschlag.engines.profiles import ProfileConditions
from handschlag.engines.rollups import roll_up
from handschlag.engines.scratch import kept_folder
from handschlag.fold.facts import READ_KINDS
from handschlag.fold.terms import FoldTerms
from handschlag.ledger.identity import fact_id
from handschlag.ledger.kinds import WORK
from handschlag.ledger.schema import FACT_COLUMNS, FOLD_TABLES, ROLLUPS

#: By which column the rows of an account are found in each table.
_BELONGS = {
    "passes": "pass_id", "entries": "pass_id", "moves": "pass_id", "queued": "pass_id", "clocks": "pass_id",
    "people": "person", "handovers": "person", "contacts": "person",
    "opportunities": "opportunity", "involved": "opportunity", "deals": "opportunity", "companies": "company",
}  # fmt: skip

#: What people tell of their work with a lead says nothing of a deal, and of a company only when somebody was last
#: in touch: what is known of these need not be gathered anew.
_WORK = frozenset({"assigned", *WORK})
_UNTOUCHED_BY_WORK = ("deals", "companies")

#: The fact that a correction is about.
_WRONG = "json_extract_string(fields, '$.fact')"

_INTO_HEAD = f"insert into head select {', '.join(FACT_COLUMNS)} from apart.told"

#: How often answers were given, the only rollup over the whole house that people's own facts change.
_ANSWERS = "select name as criterion, json_extract_string(fields, '$.answer') as answer, 1 as given"


class Overlay:
    """The views over one set of tables. `con` has `facts`, `head` and `subjects`. One thread at a time lays over, and
    others meanwhile read what was there before.
    """

    def __init__(
        self,
        con: Connection,
        folder: Path,
        terms: FoldTerms,
        *,
        decided: Mapping[str, frozenset[str]],
        valid_from: int,
        free_domains: Callable[[], frozenset[str]],
    ) -> None:
        self._con, self._terms, self._conditions = con, terms, ProfileConditions(terms)
        self._decided, self._valid_from, self._free_domains = decided, valid_from, free_domains
        self._apart: Connection | None = None
        self._replaced: dict[str, set[str]] = {table: set() for table in _BELONGS}
        for table in (*FOLD_TABLES, *ROLLUPS):
            file = quote(str(folder / f"{table}.parquet"))
            con.execute(f"create view base_{table} as select * from read_parquet({file})")
            con.execute(f"create view {table} as select * from base_{table}")

    def lay(self, told: Sequence[Mapping[str, object]], *, in_head: bool = False) -> None:
        """Fold the accounts anew that these facts are about, with them; they become part of the head in the same
        instant, if they are not `in_head` already.
        """
        if not told:
            return
        apart = self._apart = self._apart or self._set_apart()
        rows = ([*(one.get(column) for column in FACT_COLUMNS), fact_id(one)] for one in told)
        load(apart, "told", {**FACT_COLUMNS, "id": "UUID"}, rows)
        kinds = {str(one["kind"]) for one in told}
        if not READ_KINDS & kinds:
            if not in_head:
                self._con.cursor().execute(_INTO_HEAD)
            return
        if "correction" in kinds:
            self._take_back(apart)
        self._gather(apart, told, in_head=in_head)
        walk(
            apart, self._conditions, Path(self._rows.name), decided=self._decided, valid_from=self._valid_from,
            free_domains=self._free_domains,
        )  # fmt: skip
        write = self._con.cursor()
        write.execute("begin")
        try:
            self._replace(write, kinds)
            if not in_head:
                write.execute(_INTO_HEAD)
            write.execute("commit")
        except BaseException:
            write.execute("rollback")
            self._replaced = self._replaced_before
            raise
        finally:
            write.close()

    def _set_apart(self) -> Connection:
        """Room to fold in, and the tables and views for what is laid over."""
        self._rows = kept_folder()
        con = self._con.cursor()
        con.execute("attach ':memory:' as apart")
        for table, key in _BELONGS.items():
            con.execute(f"create table live_{table} as select * from base_{table} limit 0")
            con.execute(f"create table replaced_{table} as select {key} from live_{table}")
            con.execute(
                f"create or replace view {table} as select * from base_{table} anti join replaced_{table} using ({key})"
                f" union all by name select * from live_{table}"
            )
        con.execute("create table live_answers (criterion varchar, answer varchar, given bigint)")
        con.execute(
            "create or replace view answers as select criterion, answer, sum(given)::bigint as given"
            " from (from base_answers union all from live_answers) group by all"
            " having sum(given) > 0 order by all"
        )
        columns = [column for column, *_ in con.execute("describe live_passes").fetchall()]
        con.execute("create table apart.facts as select * from facts limit 0")
        con.execute("create table apart.subjects as select * from subjects limit 0")
        con.execute("set search_path = 'apart.main'")
        # A field that no source filled before is no dimension until everything is folded again.
        dimensions = [column.removeprefix("dim_") for column in columns if column.startswith("dim_")]
        for table in FOLD_TABLES:
            (Path(self._rows.name) / f"{table}.csv").touch()
            rows = plain(Path(self._rows.name), table)
            as_views(con, table, with_dimensions(rows, dimensions) if table == "passes" else f"select * from {rows}")
        roll_up(con, self._terms, as_views)
        return con

    def _take_back(self, apart: Connection) -> None:
        """What does not hold any more is left out of everything that is read from here on."""
        rows = apart.execute(f"select subject, {_WRONG} from told where kind = 'correction'").fetchall()
        wrong = [(subject, fact) for subject, fact in rows if fact]
        if not wrong:
            return
        ids, subjects = _literals([(fact,) for _, fact in wrong]), _literals([(subject,) for subject, _ in wrong])
        apart.execute(
            "insert into memory.live_answers select name, json_extract_string(fields, '$.answer'), -1 from ("
            f"select distinct on (id) * from memory.facts where subject in ({subjects}) and id in ({ids})"
            " and kind = 'criterion_answer')"
        )
        leave_out(self._con.cursor(), [fact for _, fact in wrong])

    def _gather(self, apart: Connection, told: Sequence[Mapping[str, object]], *, in_head: bool) -> None:
        """All facts of the accounts concerned, as the fold reads them."""
        given = _literals({(str(one["subject"]),) for one in told})
        components = apart.execute(
            f"select distinct component from memory.subjects where subject in ({given})"
        ).fetchall()
        apart.execute(
            "create or replace table subjects as"
            f" select * from memory.subjects where component in ({_literals(components)})"
        )
        columns = ", ".join(("id", *FACT_COLUMNS))
        known = _literals(apart.execute("select subject from subjects").fetchall())
        apart.execute(f"create or replace table facts as select {columns} from memory.facts where subject in ({known})")
        if not in_head:
            wrong = {json.loads(str(one["fields"])).get("fact") for one in told if one["kind"] == "correction"}
            unless = f" where id not in ({_literals({(fact,) for fact in wrong if fact})})" if wrong else ""
            apart.execute(f"insert into facts select {columns} from told{unless}")

    def _replace(self, write: Connection, kinds: set[str]) -> None:
        """The new rows of these accounts in place of all older ones."""
        only_work = kinds <= _WORK
        self._replaced_before = {table: set(keys) for table, keys in self._replaced.items()}
        rows = write.execute("select subject, person, company, component from apart.subjects").fetchall()
        chosen = _literals({(component,) for *_, component in rows})
        before = write.execute(f"select pass_id::varchar from passes where component in ({chosen})").fetchall()
        concerned = {
            "pass_id": {pass_id for (pass_id,) in before},
            "person": {person for _, person, *_ in rows if person is not None},
            "opportunity": {subject for subject, person, company, _ in rows if person is None and company is None},
            "company": {company for _, _, company, _ in rows if company is not None},
        }
        for table, key in _BELONGS.items():
            if not only_work or table not in _UNTOUCHED_BY_WORK:
                self._exchange(write, table, key, concerned[key], f"select * from apart.kept_{table}")
        if only_work and "attempt" in kinds:
            self._exchange(write, "companies", "company", concerned["company"], _in_touch(concerned["company"]))
        if "criterion_answer" in kinds:
            write.execute(
                f"insert into live_answers {_ANSWERS} from apart.facts where kind = 'criterion_answer'"
                " and id in (select id from apart.told)"
            )

    def _exchange(self, write: Connection, table: str, key: str, those: set[str], rows: str) -> None:
        if table == "companies":
            write.execute(f"create or replace temp table fresh as {rows}")
            rows = "from fresh"
        if not those and table in FOLD_TABLES and not (Path(self._rows.name) / f"{table}.csv").stat().st_size:
            return  # there was nothing, and there is nothing
        mine = _literals({(each,) for each in those})
        write.execute(f"delete from live_{table} where {key} in ({mine})")
        write.execute(f"insert into live_{table} by name {rows}")
        if new := those - self._replaced[table]:
            values = ", ".join(f"({quote(each)})" for each in sorted(new))
            write.execute(f"insert into replaced_{table} values {values}")
            self._replaced[table] |= new


def _in_touch(companies: set[str]) -> str:
    """The companies as they were, in touch when somebody was last."""
    attempts = (
        "select company::uuid as company, max(occurred_at) as at from apart.told join apart.subjects using (subject)"
        " where kind = 'attempt' and company is not null group by 1"
    )
    return (
        f"select c.* replace (greatest(c.last_at, a.at) as last_at) from companies c left join ({attempts}) a"
        f" using (company) where company in ({_literals({(each,) for each in companies})})"
    )


def _literals(rows: Iterable[tuple[str]]) -> str:
    return ", ".join(quote(value) for (value,) in sorted(rows)) or "NULL"
