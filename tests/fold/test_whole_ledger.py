"""The fold over a whole ledger, DuckDB answering the conditions, against the naive fold of each component."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings, strategies as st

from handschlag.engines.duck import connect, load
from handschlag.engines.folding import fold_ledger
from handschlag.engines.ledger import open_ledger
from handschlag.engines.subjects import SUBJECTS as COLUMNS
from handschlag.ledger.schema import NO_DIMENSIONS
from tests.fold.agreements import terms_of
from tests.fold.histories import History, histories, resolve
from tests.fold.naive import naive_fold
from tests.fold.test_conformance import VALID_FROM, Tables, arranged


def apart(history: History, number: int) -> History:
    """The history with subjects and entities of its own, so that many fit into one ledger."""

    def own(text: str | None) -> str | None:
        """`crm:lead:0` of history 7 is `crm:lead:7-0`, and its entities are those of number 7."""
        return text and (
            text[:-8] + f"{number:07}" + text[-1] if text[8:9] == "-" else f"{text[:-1]}{number}-{text[-1]}"
        )

    ids: dict[str, str] = {}
    facts = []
    for fact in history.facts:
        moved = {**fact, "subject": own(fact["subject"]), "related": own(fact["related"])}
        if fact["kind"] == "correction":
            wrong = json.loads(fact["fields"])["fact"]
            moved["fields"] = json.dumps({"fact": ids[wrong]})
        moved["id"] = ids[fact["id"]] = resolve(moved, {})["id"]
        for column in ("person", "company", "other_person", "other_company"):
            moved[column] = own(fact[column])
        facts.append(moved)
    membership = {own(person): own(company) for person, company in history.membership.items()}
    return history._replace(facts=facts, membership=membership)


def subjects(history: History, number: int) -> list[tuple[str | None, ...]]:
    """The rows that linking would have found."""
    rows = {}
    for fact in history.facts:
        for subject, person, company in (
            (fact["subject"], fact["person"], fact["company"]),
            (fact["related"], fact["other_person"], fact["other_company"]),
        ):
            about = "person" if person else "company" if company else "opportunity"
            if subject:
                rows[subject] = (subject, about, person, company, f"{number:04}")
    return list(rows.values())


def through_duckdb(together: list[History], agreement: str, folder: Path) -> Tables:
    con = connect(folder / "spill")
    open_ledger(con, segments=[], superseded=[], head=[fact for history in together for fact in history.facts])
    load(con, "subjects", COLUMNS, (row for n, history in enumerate(together) for row in subjects(history, n)))
    fold_ledger(
        con, terms_of(agreement), folder=folder, decided={}, valid_from=VALID_FROM, free_domains=frozenset
    )  # fmt: skip
    tables: Tables = {}
    for table in ("passes", "entries", "moves", "queued", "clocks", "opportunities", "involved"):
        found = con.execute(f"select * from read_parquet('{folder / table}.parquet')")
        columns = [column[0] for column in found.description]
        tables[table] = [dict(zip(columns, map(plain, row), strict=True)) for row in found.fetchall()]
    con.close()
    return tables


def plain(value: Any) -> Any:
    return str(value) if type(value).__name__ == "UUID" else value


def expected(together: list[History], agreement: str) -> Tables:
    tables: Tables = {}
    for number, history in enumerate(together):
        folded = naive_fold(
            terms_of(agreement), history.facts, history.membership, {}, f"{number:04}", VALID_FROM
        )  # fmt: skip
        for table, rows in folded.items():
            tables.setdefault(table, []).extend(rows)
    for row in tables["queued"]:
        del row["engagement"]  # how it is kept, is nothing to compare
    for row in tables["passes"]:
        row |= {f"dim_{key}": value for key, value in row.pop("dims").items() if key not in NO_DIMENSIONS}
    return tables


@settings(max_examples=12)
@given(st.lists(histories(), min_size=4, max_size=16))
def test_duckdb_and_the_fold_together_say_what_the_naive_fold_says(many: list[History]) -> None:
    for agreement in {history.agreement for history in many}:
        same = [history for history in many if history.agreement == agreement]
        together = [apart(history, number) for number, history in enumerate(same)]
        with TemporaryDirectory() as folder:
            ours = arranged(through_duckdb(together, agreement, Path(folder)))
        theirs = arranged(expected(together, agreement))
        for table, rows in theirs.items():
            for row in ours[table]:
                row.pop("engagement", None)
            known = ours[table][0].keys() if ours[table] else ()
            assert ours[table] == [{column: row.get(column) for column in known} | row for row in rows], table
