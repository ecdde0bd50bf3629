"""Five leads of whom one can say by hand what another rule would have made of them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handschlag.access.actors import Actor
from handschlag.actions.backtests import backtest, candidate_file
from handschlag.actions.houses import House
from handschlag.actions.tables import tables, tables_known_then
from handschlag.agreement import loads
from handschlag.errors import InputProblems
from handschlag.store import head
from tests.fixtures.houses import NOW

RULE = "touches >= 3"
AGREEMENT = f"""\
handschlag: 1
title: Test house
parties: {{marketing: [a], sales: [b]}}
valid_from: 2020-01-01
time_zone: Europe/Berlin
currency: EUR
value: {{field: amount, means: acv, won_when: signed}}
passes: {{opens: first touch that counts, window: 90 days, recycle: same pass, customers: expansion}}
personas:
  boss: {{name: Boss, when: "seniority = 'c_level'"}}
funnel:
  stages:
    - {{key: prospect, phase: awareness, kind: inventory, enters: "touches >= 1", definition: someone}}
    - {{key: sales_ready_lead, phase: intent, kind: sla, enters: "{RULE}", definition: ready}}
    - {{key: opportunity, phase: evaluation, enters: opportunity.created, definition: a deal}}
    - {{key: won, phase: decision, enters: opportunity.won, definition: a customer}}
calendars:
  office: {{country: DE, hours: {{mon-fri: ["09:00-17:00"]}}}}
handover:
  queues:
    sales: {{name: Sales, takes: sales_ready_lead, calendar: office}}
  clocks:
    answer: {{name: Answer, starts: handover.offered, stops: handover.accepted, due: 1 business day, calendar: office}}
"""
LOOSER = AGREEMENT.replace(RULE, "touches >= 2")
STRICTER = AGREEMENT.replace(RULE, "touches >= 4")


def at(day: int) -> int:
    return round(datetime(2026, 1, day, 12, tzinfo=UTC).timestamp()) * 1_000_000


def told(kind: str, subject: str, day: int, *, known: int | None = None, **more: Any) -> dict[str, Any]:
    fact = {"kind": kind, "subject": subject, "occurred_at": at(day), "precision": "instant"}
    return {**fact, "recorded_at": at(known or day), **more}


def lead(name: str, touched: list[int], deal: tuple[int, int] | None = None, **profile: str) -> list[dict[str, Any]]:
    who, sold = f"crm:lead:{name}", f"crm:deal:{name}"
    fields = json.dumps({"full_name": name, "email": f"{name}@{name}.example", **profile})
    facts = [told("person", who, 1, fields=fields)]
    facts += [told("touch", who, day, name="page_view", side="marketing", key=str(day)) for day in touched]
    if deal is not None:
        facts.append(told("relation", sold, deal[0], name="primary_contact", related=who))
        facts.append(told("opportunity_created", sold, deal[0], side="sales"))
        facts.append(told("opportunity_won", sold, deal[1], amount=100_00, currency="EUR"))
    return facts


FACTS = [
    *lead("anna", [1, 2, 3], (10, 20), seniority="c_level"),
    *lead("bert", [1, 2], (10, 30)),
    *lead("cleo", [1, 12, 13], (10, 20)),  # ripe only when sales had her already
    *lead("dora", [1]),
    told("touch", "crm:lead:dora", 2, known=5, name="page_view", side="marketing"),
    *lead("emil", [1, 2, 3]),
    told("handover_offered", "crm:lead:emil", 4),
]


@pytest.fixture
def house(new_sqlite_house: Callable[..., House]) -> House:
    made = new_sqlite_house(AGREEMENT)
    head.record(FACTS)
    return made


def tried(house: House, text: str, **more: Any) -> dict[str, Any]:
    return backtest(house, candidate=text.encode(), now=NOW, **more)


def test_a_looser_rule(new_house: Callable[..., House]) -> None:
    house = new_house(AGREEMENT)
    head.record(FACTS)
    found = tried(house, LOOSER, minutes=30)
    assert found["passes"] == [
        {"month": "2026-01", "stage": "prospect", "today": 5, "candidate": 5},
        {"month": "2026-01", "stage": "sales_ready_lead", "today": 3, "candidate": 5},
    ]
    difference = found["difference"]
    assert difference["stages"][1] == {
        "stage": "sales_ready_lead", "today": 3, "candidate": 5, "same": 0, "earlier": 3, "later": 0, "lost": 0,
        "gained": 2, "days": "1",
    }  # fmt: skip
    rows = difference["wins"].pop("rows")
    assert difference["wins"] == {
        "count": 3, "lost": 0, "later": 0, "earlier": 1, "gained": 1, "same": 0, "neither": 1,
    }  # fmt: skip
    assert [(row["name"], row["status"], row["sooner_days"], row["value"]) for row in rows] == [
        ("anna", "earlier", "1", 100_00), ("bert", "gained", None, 100_00), ("cleo", "neither", None, 100_00),
    ]  # fmt: skip
    assert (rows[0]["today"], rows[0]["candidate"]) == (
        datetime(2026, 1, 3, 12, tzinfo=UTC),
        datetime(2026, 1, 2, 12, tzinfo=UTC),
    )
    keys = ("lane", "ready", "sent", "unsent", "reached", "precision", "at_least", "outcomes", "foreseen", "recall")
    third, thirds = "0.333333333333", "0.666666666667"
    assert [tuple(row[key] for key in keys) for row in difference["quality"]] == [
        ("today", 3, 3, 0, 1, third, third, 3, 1, third),
        ("candidate", 5, 4, 1, 2, "0.5", "0.4", 3, 2, thirds),
    ] * 2
    assert [
        tuple(row[key] for key in ("lane", "what", "key", "leads", "mean", "peak", "peak_month", "mean_hours"))
        for row in difference["load"]
    ] == [
        ("today", "queue", "sales", 3, "3", 3, "2026-01", "1.5"),
        ("today", "clock", "answer", 3, "3", 3, "2026-01", None),
        ("candidate", "queue", "sales", 5, "5", 5, "2026-01", "2.5"),
        ("candidate", "clock", "answer", 5, "5", 5, "2026-01", None),
    ]  # fmt: skip
    assert difference["groups"] == [
        {"by": "market", "group": None, "today": 3, "candidate": 5},
        {"by": "persona", "group": "boss", "today": 1, "candidate": 1},
        {"by": "persona", "group": None, "today": 2, "candidate": 4},
    ]


def test_what_was_learned_late_decides_late(house: House) -> None:
    """Dora's second touch was known on the fifth; until then no rule could count it."""
    tried(house, LOOSER)
    looser = house.under(_agreement(LOOSER))

    asked = (
        "select entered_at from entries e join passes p using (pass_id) join people using (person)"
        " where name = 'dora' and stage = 'sales_ready_lead'"
    )
    assert tables_known_then(looser, now=NOW).run(asked) == [(at(5),)]
    assert tables(looser, now=NOW).run(asked) == [(at(2),)]


def _agreement(text: str) -> Any:
    return loads(text.encode(), "candidate.yaml").agreement


def test_a_stricter_rule_loses_a_win(house: House) -> None:
    wins = tried(house, STRICTER)["difference"]["wins"]
    assert [(row["name"], row["status"]) for row in wins["rows"]] == [
        ("anna", "lost"), ("cleo", "neither"), ("bert", "neither"),
    ]  # fmt: skip
    quality = tried(house, STRICTER)["difference"]["quality"][1]
    assert (quality["ready"], quality["precision"], quality["recall"]) == (0, None, "0")


def test_a_stage_that_only_one_of_them_has(house: House) -> None:
    found = tried(house, AGREEMENT.replace("sales_ready_lead", "ripe"))
    assert {(row["stage"], row["today"], row["candidate"]) for row in found["passes"]} == {
        ("prospect", 5, 5), ("sales_ready_lead", 3, None), ("ripe", None, 3),
    }  # fmt: skip
    assert [(row["today"], row["candidate"], row["same"]) for row in found["difference"]["stages"]] == [
        (5, 5, 5), (3, None, None), (None, 3, None),
    ]  # fmt: skip
    assert found["difference"]["wins"]["same"] == 1
    assert found["labels"]["stage"]["ripe"] == {"de": "Ripe", "en": "Ripe"}


def test_todays_own_agreement_changes_nothing(house: House) -> None:
    found = tried(house, AGREEMENT.replace("Test house", "Another title"))
    assert found["decides_alike"] is True
    assert found["today"]["agreement"] != found["candidate"]["agreement"]
    assert (found["difference"]["wins"]["same"], found["difference"]["wins"]["neither"]) == (1, 2)
    assert tried(house, LOOSER)["decides_alike"] is False


def test_nothing_in_the_house_changes(house: House) -> None:
    before = (house.path / "agreement.yaml").read_bytes(), tables(house, now=NOW).run("select count(*) from entries")
    tried(house, LOOSER)
    assert before == (
        (house.path / "agreement.yaml").read_bytes(), tables(house, now=NOW).run("select count(*) from entries"),
    )  # fmt: skip


def test_however_much_is_tried_the_houses_own_tables_stay(house: House) -> None:
    own = tables(house, now=NOW).folder
    for touches in range(4, 14):
        tried(house, AGREEMENT.replace(RULE, f"touches >= {touches}"))
    assert tables(house, now=NOW).folder == own and own.is_dir()
    assert len([folder for folder in house.derived.iterdir() if (folder / "passes.parquet").is_file()]) <= 8


def test_whoever_may_not_see_persons_gets_no_names(house: House) -> None:
    reader = house.asked_by(Actor(username="r", role="read_only"))
    wins = tried(reader, LOOSER)["difference"]["wins"]
    assert (wins["count"], wins["rows"]) == (3, [])


def test_an_empty_house(new_sqlite_house: Callable[..., House]) -> None:
    found = tried(new_sqlite_house(AGREEMENT), LOOSER, minutes=30)
    assert (found["passes"], found["difference"]["wins"]["count"]) == ([], 0)
    assert [row["mean"] for row in found["difference"]["load"]] == [None] * 4


@pytest.mark.parametrize(
    ("text", "more", "message"),
    [
        (
            AGREEMENT.replace("Europe/Berlin", "UTC"), {},
            "the candidate counts in UTC, the agreement of this house in Europe/Berlin",
        ),
        (AGREEMENT.replace(RULE, "touchs >= 3"), {}, "unknown field or term `touchs`"),
        (AGREEMENT, {"minutes": 0}, "0 minutes per lead cannot be"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared(house: House, text: str, more: dict[str, int], message: str) -> None:
    with pytest.raises(InputProblems) as refused:
        tried(house, text, **more)
    assert [problem.message for problem in refused.value.problems] == [message]


def test_a_candidate_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as refused:
        candidate_file(tmp_path / "none.yaml")
    assert (
        str(refused.value) == f"{tmp_path}/none.yaml: there is no such file (copy agreement.yaml and change the copy)"
    )
