"""The small house is a real one, it has what tests of pages need, and every test finds it as it was made."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from handschlag.actions.houses import House
from handschlag.actions.tables import tables as fold_tables
from handschlag.store.models import Member
from tests.web.expected import person_of, profiles, tables
from tests.web.raw import facts, micros, read
from tests.web.small_house import EARLIER, MADE, PEOPLE, TODAY
from tests.web.written import STAGES


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_changes_is_gone_after_it(small_house: House, client_in: Client, time: int) -> None:
    assert get_user_model().objects.count() == len(PEOPLE)
    assert "Nora Lindner" in client_in.get("/leads/").content.decode()
    get_user_model().objects.create_user("somebody")
    (small_house.path / "agreement.yaml").write_text("handschlag: 2")
    for file in (*small_house.ledger.glob("*.parquet"), *small_house.derived.rglob("*.parquet")):
        file.unlink()
    assert client_in.get("/leads/").status_code == 400


@pytest.mark.parametrize("role", PEOPLE)
def test_a_person_of_every_role_is_let_in(client_as: Callable[[str], Client], role: str) -> None:
    page = client_as(role).get("/funnel/").content.decode()
    assert f"<strong>{PEOPLE[role][1]}</strong>" in page
    assert Member.objects.get(user__username=PEOPLE[role][0]).role == role


def test_no_fact_lies_after_today_and_the_earlier_day_is_folded(small_house: House, client_in: Client) -> None:
    before = folds(small_house)
    for day in (TODAY, EARLIER):
        assert client_in.get("/funnel/", {"as_of": day}).status_code == 200
    assert folds(small_house) == before
    assert client_in.get("/funnel/", {"as_of": "2025-06-30"}).status_code == 200
    assert len(folds(small_house)) == len(before) + 1


def folds(house: House) -> set[Path]:
    return {folder for folder in house.derived.iterdir() if re.fullmatch("[0-9a-f]{32}", folder.name)}


def test_it_has_what_pages_must_be_able_to_show() -> None:
    """What the tests of the pages lean on; who changes the exports keeps it."""
    whole = tables()
    known = {(row["kind"], row["path"]) for row in whole["passes"]}
    assert known == {("new", "marketing"), ("new", "sales"), ("expansion", "sales"), ("renewal", "marketing")}
    ends = {
        row["outcome"] if row["closed_at"] and row["closed_at"] < micros(MADE) else "open" for row in whole["passes"]
    }
    assert ends == {"open", "won", "lost", "no_decision", "disqualified", "inactive"}
    entries = {(row["basis"], row["counts"]) for row in whole["entries"]}
    assert entries == {("derived", True), ("reported", True), ("implied", True), ("reported", False)}
    assert {row["stage"] for row in whole["moves"]} == set(STAGES)
    assert any(row["corrected"] for row in whole["opportunities"])
    assert {"search", "webinar", "trade_fair", "linkedin", "unknown", None} < {
        row.get("dim_channel") for row in whole["passes"]
    }
    assert {row["currency"] for row in whole["passes"]} == {"EUR", "CHF", None}
    assert [row["value"] for row in whole["passes"] if row["outcome"] == "won"].count(None) == 1
    assert [row["person"] for row in whole["passes"] if row["kind"] == "new"].count(None) == 1
    assert max(row["attempts"] for row in whole["passes"]) == 2
    assert len({fact["subject"] for fact in facts() if fact["precision"] == "day"}) > 3
    assert len(read()[2]) == 3
    nameless = [who for who, own in profiles().items() if "company_name" not in own and "first_name" not in own]
    assert "marketing:contact:859" in nameless


@pytest.mark.parametrize("day", [None, datetime.fromisoformat("2025-12-31T22:59:59.999999Z")])
def test_it_is_what_the_raw_rows_become(small_house: House, day: datetime | None) -> None:
    """The expected figures of all tests of pages stand on these tables: they are the house's own, row by row."""
    asked = fold_tables(small_house, now=MADE, as_of=day)
    entities = dict(asked.run("select subject, coalesce(person, company)::varchar from subjects"))
    known = {entities[fact["subject"]]: person_of(fact["subject"]) for fact in facts() if fact["subject"] in entities}
    for table, columns in (
        ("passes", "pass_id person kind path opened_at closed_at outcome reason attempts value currency dim_channel"),
        ("entries", "pass_id stage entered_at precision basis counts fact"),
        ("moves", "pass_id stage from_at to_at attempt cause"),
        ("opportunities", "opportunity pass_id created_at closed_at outcome value open_value bypass corrected"),
    ):
        names = columns.split()
        ours = asked.run(f"select {', '.join(names)} from {table}")
        there = [[known.get(str(value), str(value)) for value in row] for row in ours]
        wanted = [[str(row.get(name)) for name in names] for row in tables(day or MADE)[table]]
        assert sorted(there) == sorted(wanted), table
