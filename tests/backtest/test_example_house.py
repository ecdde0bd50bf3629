"""The example house under a candidate agreement: the tables behind a back-test are those of the naive fold."""

from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

from handschlag.agreement import fold_terms, loads
from handschlag.engines.duck import connect
from handschlag.engines.folding import fold_ledger
from handschlag.engines.ledger import open_ledger
from handschlag.linking.domains import free_mail_domains
from tests.fold.naive import naive_fold
from tests.fold.test_example_house import actual, components, decided, folder, membership, plain

__all__ = ["folder"]

RULE = "criteria_met >= 3 and need_met"
CANDIDATE = "criteria_met >= 2 and need_met and engagement >= 20"

#: The naive fold is slow, above all where points are counted.
EVERY = 60


def test_its_tables_are_those_of_the_naive_fold(demo_house: Path, folder: Path, tmp_path: Path) -> None:
    text = (demo_house / "agreement.yaml").read_text("utf-8")
    assert text.count(RULE) == 1
    agreement = loads(text.replace(RULE, CANDIDATE).encode(), "candidate.yaml").agreement
    assert agreement is not None
    terms = fold_terms(agreement)
    con = connect(tmp_path / "spill")
    open_ledger(con, segments=sorted(demo_house.glob("ledger/*.parquet")), superseded=[], head=[], known_then=True)
    con.execute(f"create table subjects as from '{folder}/subjects.parquet'")
    fold_ledger(con, terms, folder=tmp_path, decided=decided(), valid_from=0, free_domains=free_mail_domains)
    found = components(con)
    chosen = [name for _, name in islice(enumerate(sorted(found)), 0, None, EVERY)]
    expected: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for component in chosen:
        facts = found[component]
        for table, rows in naive_fold(terms, facts, membership(facts), decided(), component, 0).items():
            expected[table] += [plain(table, row) for row in rows]
    ripe = [row for row in expected["entries"] if "sales_ready_lead" in row]
    assert len(ripe) > 5
    con.execute("create table chosen as select unnest(?) as component", [chosen])
    for table in expected:
        assert sorted(actual(con, tmp_path, table), key=repr) == sorted(expected[table], key=repr), table
