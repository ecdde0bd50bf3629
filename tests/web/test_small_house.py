"""The small house is a real one, and every test finds it as it was made."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from handschlag.actions.houses import House
from handschlag.store.models import Member
from tests.web.small_house import EARLIER, PEOPLE, TODAY


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
