"""Facts that people tell are laid over the tables at once; a fold of everything finds the same."""

import json
import random
from typing import Any

import pytest

from handschlag.actions.houses import House
from handschlag.actions.ledgers import verify
from handschlag.actions.tables import refold, tables
from handschlag.engines.duck import connect
from handschlag.ledger.identity import fact_id
from handschlag.ledger.schema import FOLD_TABLES, ROLLUPS
from handschlag.store import head
from tests.web.small_house import MADE

_HOUR = 3_600_000_000
_NOW = round(MADE.timestamp() * 1_000_000)


def told(subject: str, at: int, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind, "subject": subject, "occurred_at": at, "precision": "instant", "recorded_at": _NOW,
        "side": "sdr", "actor": "j.petersen", **more,
    }  # fmt: skip


def random_facts(house: House, dice: random.Random, many: int) -> list[dict[str, Any]]:
    """What people could tell of anybody, now or some days ago."""
    subjects = [s for (s,) in tables(house, now=MADE).run(
        "select subject from subjects where person is not null order by 1")]  # fmt: skip
    criteria = list(house.agreement.criteria.criteria)
    reasons = list(house.agreement.handover.return_reasons)
    facts = []
    for number in range(many):
        subject, at = dice.choice(subjects), _NOW - dice.randrange(0, 200 * 24) * _HOUR
        kind = dice.choice(
            ("attempt", "criterion_answer", "handover_offered", "handover_accepted", "handover_returned")
        )
        more: dict[str, Any] = {"key": f"told:{number}"}
        if kind == "attempt":
            more |= {"name": dice.choice(("reached", "voicemail")), "channel": "phone"}
        elif kind == "criterion_answer":
            more |= {"name": dice.choice(criteria), "fields": '{"answer":"approved"}'}
        elif kind == "handover_returned":
            more |= {"name": dice.choice(reasons)}
        facts.append(told(subject, at, kind, **more))
        if dice.random() < 0.35:  # some of it, or of what was told before, was a mistake
            wrong = dice.choice(facts)
            if wrong["kind"] != "correction":
                fields = json.dumps({"fact": str(fact_id(wrong))})
                facts.append(told(wrong["subject"], _NOW, "correction", name="taken_back", fields=fields))
    return facts


def rows_of(run: Any) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for table in (*FOLD_TABLES, *ROLLUPS):
        columns = sorted(column for column, *_ in run(f"describe {table}"))
        listed = ", ".join(f'"{column}"' for column in columns)
        found[table] = sorted(run(f"select {listed} from {table}"), key=repr)
    return found


def folded_anew(house: House, folder: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The tables of one fold of everything, read from its files."""
    refold(house, folder, tables(house, now=MADE))
    con = connect()
    for table in (*FOLD_TABLES, *ROLLUPS):
        con.execute(f"create view {table} as select * from read_parquet('{folder / f'{table}.parquet'}')")
    return rows_of(lambda sql: con.execute(sql).fetchall())


@pytest.mark.parametrize("seed", range(4))
def test_what_people_tell_gives_the_same_tables_as_a_fold_of_everything(small_house: House, tmp_path, seed) -> None:
    dice = random.Random(seed)
    base = tables(small_house, now=MADE)
    facts = random_facts(small_house, dice, 25)
    for one in facts:
        head.record([one], single=True)
        if dice.random() < 0.5:
            tables(small_house, now=MADE)
    asked = tables(small_house, now=MADE)
    assert asked.folder == base.folder
    assert {one["kind"] for one in facts} >= {"attempt", "criterion_answer", "handover_returned", "correction"}
    assert rows_of(asked.run) == folded_anew(small_house, tmp_path / "anew")
    assert verify(small_house, now=MADE)["problems"] == []
