"""A back-test says what the naive fold under both agreements says, on random histories and on the example house."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from hypothesis import given, settings, strategies as st

from handschlag.agreement import fold_terms, loads
from handschlag.dashboard.backtest.lanes import CANDIDATE, TABLES, TODAY, Lane, prepare
from handschlag.dashboard.backtest.quality import quality
from handschlag.dashboard.backtest.stages import months, stages
from handschlag.dashboard.backtest.wins import summary, wins
from handschlag.engines.duck import connect, load
from handschlag.engines.folding import fold_ledger
from handschlag.engines.ledger import open_ledger
from handschlag.engines.subjects import SUBJECTS as COLUMNS
from handschlag.fold.terms import FoldTerms
from handschlag.funnel.figures import days, rate
from handschlag.funnel.shapes import ask
from tests.backtest import plain
from tests.backtest.plain import DAY, KINDS_READ, PlainLane
from tests.fold.agreements import _HEAD, HANDOVER
from tests.fold.histories import COMPANY, PERSONS, START, History, resolve
from tests.fold.naive import naive_fold
from tests.fold.test_conformance import VALID_FROM
from tests.fold.test_whole_ledger import apart, subjects

ZONE = "Europe/Berlin"
#: Random people seldom fit a market: here nobody needs to.
BASE = HANDOVER.replace("market = 'dach' and (email is not null or persona is not null)", "touches >= 1")
TODAYS = BASE.replace("touches >= 4", "touches >= 3")
CANDIDATES = (
    BASE.replace("touches >= 4", "touches >= 2"),
    BASE.replace("need_met or time_met", "need_met"),
    BASE.replace("touches >= 4", "attempts >= 1"),
    BASE.replace("after: 20 days", "after: 5 days"),
    BASE.replace("sales_ready_lead", "ripe").replace("touches >= 4", "touches >= 1"),
    BASE.replace('enters: "touches >= 1"}', 'enters: "touches >= 2"}').replace("touches >= 4", "touches >= 3"),
)


def terms_of(text: str) -> FoldTerms:
    loaded = loads((_HEAD + text).encode(), "candidate.yaml")
    assert loaded.agreement is not None, "\n".join(map(str, loaded.problems))
    return fold_terms(loaded.agreement)


def folded(together: list[History], terms: FoldTerms, folder: Path) -> None:
    con = connect(folder / "spill")
    facts = [fact for history in together for fact in history.facts]
    open_ledger(con, segments=[], superseded=[], head=facts, known_then=True)
    load(con, "subjects", COLUMNS, (row for n, history in enumerate(together) for row in subjects(history, n)))
    fold_ledger(con, terms, folder=folder, decided={}, valid_from=VALID_FROM, free_domains=frozenset)
    con.close()


def naively(together: list[History], terms: FoldTerms, as_of: int) -> PlainLane:
    tables: dict[str, list[dict[str, Any]]] = {}
    for number, history in enumerate(together):
        # Delivered twice, a fact was known from the earlier of the two on.
        first = {fact["id"]: fact for fact in sorted(history.facts, key=lambda fact: -fact["recorded_at"])}
        known = [
            fact | {"occurred_at": max(fact["occurred_at"], fact["recorded_at"])}
            if fact["kind"] in KINDS_READ
            else fact
            for fact in first.values()
        ]
        for table, rows in naive_fold(terms, known, history.membership, {}, f"{number:04}", VALID_FROM).items():
            tables.setdefault(table, []).extend(rows)
    rules = [stage.key for stage in terms.stages if stage.state is not None]
    facts = [fact for history in together for fact in history.facts]
    return PlainLane(tables, rules, rules[2] if len(rules) == 3 else rules[-1], facts, as_of)


def story(dice: Random) -> History:
    """One account: a person who does this and that, who may be handed over, and who may come to a deal."""
    facts: list[dict[str, Any]] = []

    def tell(day: float, kind: str, name: str | None = None, *, subject: str = "ma:contact:0", **more: Any) -> None:
        at = START + int(day * DAY)
        known = at + dice.choice((0, 0, 0, 2, 9)) * DAY
        fact = {"kind": kind, "subject": subject, "name": name, "occurred_at": at, "precision": "instant", **more}
        facts.append(fact | {"recorded_at": known})

    for _ in range(dice.randint(1, 5)):
        kind = dice.choice(("touch", "touch", "attempt"))
        tell(dice.randint(0, 60), kind, "page_view" if kind == "touch" else "reached")
    if dice.random() < 0.4:
        tell(dice.randint(0, 60), "criterion_answer", dice.choice(("need", "time")), fields='{"answer":"yes"}')
    if dice.random() < 0.3:
        tell(dice.randint(0, 60), dice.choice(("handover_offered", "handover_accepted")))
    if dice.random() < 0.7:
        deal, begun = "crm:deal:0", dice.randint(5, 70)
        tell(begun, "relation", "primary_contact", subject=deal, related="ma:contact:0")
        tell(begun, "opportunity_created", subject=deal)
        if dice.random() < 0.7:
            tell(begun + dice.randint(0, 40), dice.choice(("opportunity_won", "opportunity_lost")), subject=deal)
    membership = {PERSONS[0]: COMPANY}
    return History("handover", [resolve(fact, membership) for fact in facts], membership, {})


def ledger(seed: int) -> list[History]:
    dice = Random(seed)
    return [apart(story(dice), number) for number in range(60)]


@settings(max_examples=18)
@given(st.integers(0, 10_000), st.sampled_from(CANDIDATES), st.sampled_from((40, 75, 200)))
def test_random_histories(seed: int, text: str, until: int) -> None:
    together, as_of = ledger(seed), START + until * DAY
    agreements = (terms_of(TODAYS), terms_of(text))
    lanes = tuple(
        Lane(name, tuple(stage.key for stage in terms.rules), terms.ready)
        for name, terms in zip((TODAY, CANDIDATE), agreements, strict=True)
    )
    today, candidate = (naively(together, terms, as_of) for terms in agreements)
    with TemporaryDirectory() as folder:
        con = duckdb.connect()
        for lane, terms in zip(lanes, agreements, strict=True):
            folded(together, terms, Path(folder) / lane.name)
            for table in TABLES:
                con.execute(f"create view {lane.name}_{table} as from '{folder}/{lane.name}/{table}.parquet'")
        for table in ("passes", "entries", "moves", "opportunities"):
            con.execute(f"create view {table} as from '{folder}/{TODAY}/{table}.parquet'")

        def run(sql: str, params: Any) -> list[tuple[Any, ...]]:
            return con.execute(sql, list(params)).fetchall()

        question = ask(run, stages=(), time_zone=ZONE, as_of=as_of)
        prepare(run, lanes, question)
        assert {tuple(row.values()) for row in months(run, question, lanes)} == plain.months(today, candidate, ZONE)
        expected = [(*row[:-1], days(row[-1])) for row in plain.stages(today, candidate)]
        assert [tuple(row.values()) for row in stages(run, lanes)] == expected
        won = wins(run, question)
        assert {row["opportunity"]: row["status"] for row in won} == plain.wins(today, candidate)
        assert summary(won)["count"] == len(won)
        found = quality(run, question, lanes)
        for outcome in ("opportunity", "won"):
            ours = [row for row in found if row["outcome"] == outcome]
            theirs = plain.quality(today, candidate, outcome, ZONE)
            assert [{key: row[key] for key in theirs[0]} for row in ours] == theirs
            assert [row["precision"] for row in ours] == [rate(row["reached"], row["sent"]) for row in theirs]
        con.close()
