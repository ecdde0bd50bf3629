"""What was told since a set of tables was made, laid over them: the accounts concerned are folded anew, the rest stays.

Every table `x` is read through a view of that name. It shows the rows made for the whole ledger (`base_x`) without
those of the accounts that were folded anew, and the new rows of these (`live_x`).
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from handschlag.engines.duck import Connection, load, name, quote
from handschlag.engines.folding import fold_facts
from handschlag.engines.keeping import as_tables
from handschlag.fold.terms import FoldTerms
from handschlag.ledger.identity import id_sql
from handschlag.ledger.schema import FACT_COLUMNS, FOLD_TABLES, ROLLUPS

#: By which column the rows of an account are found in each table.
_BELONGS = {
    "passes": "pass_id", "entries": "pass_id", "moves": "pass_id", "opportunities": "opportunity",
    "involved": "opportunity", "deals": "opportunity", "people": "person", "handovers": "person",
    "contacts": "person", "companies": "company",
}  # fmt: skip
_KEYS = {"pass_id": "UUID", "opportunity": "VARCHAR", "person": "UUID", "company": "UUID"}

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
        self._con, self._terms = con, terms
        self._decided, self._valid_from, self._free_domains = decided, valid_from, free_domains
        self._apart: Connection | None = None
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
        load(apart, "told", FACT_COLUMNS, [[one.get(column) for column in FACT_COLUMNS] for one in told])
        self._gather(apart, in_head=in_head)
        fold_facts(
            apart, self._terms, keep=as_tables, decided=self._decided, valid_from=self._valid_from,
            free_domains=self._free_domains,
        )  # fmt: skip
        write = self._con.cursor()
        write.execute("begin")
        try:
            self._replace(write, in_head=in_head)
            write.execute("commit")
        except BaseException:
            write.execute("rollback")
            raise
        finally:
            write.close()

    def _set_apart(self) -> Connection:
        """Room to fold in, and the tables and views for what is laid over."""
        con = self._con.cursor()
        con.execute("attach ':memory:' as apart")
        for key, kind in _KEYS.items():
            con.execute(f"create table replaced_{key} ({key} {kind})")
        for table, key in _BELONGS.items():
            con.execute(f"create table live_{table} as select * from base_{table} limit 0")
            con.execute(
                f"create or replace view {table} as select * from base_{table} b anti join replaced_{key} using ({key})"
                f" union all by name select * from live_{table}"
            )
        con.execute("create table live_answers (criterion varchar, answer varchar, given bigint)")
        con.execute(
            "create or replace view answers as select criterion, answer, sum(given)::bigint as given"
            " from (from base_answers union all from live_answers) group by all order by all"
        )
        con.execute("set search_path = 'apart.main'")
        return con

    def _gather(self, apart: Connection, *, in_head: bool) -> None:
        """All facts of the accounts concerned, as the fold reads them."""
        given = apart.execute("select distinct subject from told").fetchall()
        components = apart.execute(
            f"select distinct component from memory.subjects where subject in ({_literals(given)})"
        ).fetchall()
        apart.execute(
            "create or replace table subjects as"
            f" select * from memory.subjects where component in ({_literals(components)})"
        )
        columns = ", ".join(("id", *FACT_COLUMNS))
        known = _literals(apart.execute("select subject from subjects").fetchall())
        told = "" if in_head else f" union all by name select *, {id_sql()} as id from told"
        apart.execute(
            f"create or replace table facts as select {columns} from memory.facts where subject in ({known}){told}"
        )

    def _replace(self, write: Connection, *, in_head: bool) -> None:
        """The new rows of these accounts in place of all older ones."""
        chosen = _literals(write.execute("select distinct component from apart.subjects").fetchall())
        concerned = {
            "pass_id": f"select pass_id from passes where component in ({chosen})",
            "opportunity": "select subject from apart.subjects where person is null and company is null",
            "person": "select distinct person::uuid from apart.subjects where person is not null",
            "company": "select distinct company::uuid from apart.subjects where company is not null",
        }
        for key, sql in concerned.items():
            write.execute(f"create or replace temp table concerned as select * from ({sql}) c({key})")
            write.execute(f"insert into replaced_{key} from concerned anti join replaced_{key} using ({key})")
            for table in (table for table, by in _BELONGS.items() if by == key and table != "passes"):
                self._exchange(write, table, f"{key} in (from concerned)")
        self._exchange(write, "passes", f"component in ({chosen})")
        write.execute(f"insert into live_answers {_ANSWERS} from apart.told where kind = 'criterion_answer'")
        if not in_head:
            write.execute("insert into head from apart.told")

    @staticmethod
    def _exchange(write: Connection, table: str, where: str) -> None:
        """A field that no source filled so far is no dimension before everything is folded again."""
        write.execute(f"delete from live_{table} where {where}")
        columns = [column for column, *_ in write.execute(f"describe live_{table}").fetchall()]
        there = {column for column, *_ in write.execute(f"describe apart.kept_{table}").fetchall()}
        shared = ", ".join(name(column) for column in columns if column in there)
        write.execute(f"insert into live_{table} by name select {shared} from apart.kept_{table}")


def _literals(rows: Sequence[tuple[str]]) -> str:
    return ", ".join(quote(value) for (value,) in rows) or "NULL"
