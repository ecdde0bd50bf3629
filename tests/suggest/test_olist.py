"""The Olist files, about which the vocabularies say little: first contacts, wins, and who was won."""

from pathlib import Path

import pytest

from handschlag.actions.suggestions import propose
from tests.olist.raw import DEALS, LEADS, rows
from tests.suggest.conftest import counts, new_house, suggest_and_import

AGREEMENT = (Path(__file__).parents[2] / "docs" / "how-to" / "olist" / "agreement.yaml").read_text("utf-8")


@pytest.fixture(autouse=True)
def _data() -> None:
    if not LEADS.is_file() or not DEALS.is_file():
        pytest.skip("the Olist files are not in ../shared/data")


def test_first_contact_and_win_are_found() -> None:
    leads, deals = sorted(propose(files=[LEADS, DEALS]).document["files"], key=lambda part: -len(part["match"]))
    assert [(fact["kind"], fact["at"]["column"]) for fact in leads["facts"]] == [
        ("person", "first_contact_date"),
        ("touch", "first_contact_date"),
    ]
    [won] = deals["facts"]
    assert (won["kind"], won["at"]["column"]) == ("opportunity_won", "won_date")
    assert won["relations"] == {"converted_lead": {"object": "lead", "id": "mql_id", "if_missing": "no_fact"}}


def test_everybody_comes_and_every_win_counts(tmp_path: Path) -> None:
    house = new_house(tmp_path, AGREEMENT)
    told = suggest_and_import(house, [LEADS, DEALS], "olist.yaml")
    persons, won = len(rows(LEADS)), len(rows(DEALS))
    assert (told["read"], told["quarantined"]) == (persons + won, 0)
    found = counts(house)
    assert (found["persons"], found["facts touch"], found["facts opportunity_won"]) == (persons, persons, won)
    assert (found["opportunities"], found["won"]) == (won, [won, None])
