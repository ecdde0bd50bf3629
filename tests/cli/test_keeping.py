"""`settle`, `verify`, `link --undo`: keeping the ledger, on houses that the tests may change."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def house(filled: Path, tmp_path: Path) -> tuple[str, Path]:
    shutil.copytree(filled / "house", tmp_path / "house")
    return "--workspace", tmp_path / "house"


def test_an_undone_link_stays_undone(run: Run, house: tuple[str, Path]) -> None:
    undone = run("link", "--undo", "tool:contact:1", "email:anna@example-werk.de", *house, "--json")
    assert undone.document == {"subject": "tool:contact:1", "key": "email:anna@example-werk.de", "undone": True}
    apart = run("link", "--explain", "crm:contact:C1", "tool:contact:1", *house, "--json").document
    assert apart["one"] is False
    assert run("link", *house, "--json").document["persons"] == 4
    assert run("funnel", *house, "--json").document["win_rate"][0]["won"] == 1


def test_two_records_are_joined_by_hand(run: Run, house: tuple[str, Path]) -> None:
    people = run("link", *house, "--json").document["persons"]
    undone = run("link", "--undo", "tool:contact:1", "email:anna@example-werk.de", *house, "--json")
    assert undone.document["undone"] is True
    assert run("link", *house, "--json").document["persons"] == people + 1
    joined = run("link", "--join", "crm:contact:C1", "tool:contact:1", *house, "--json").document
    assert run("link", *house, "--json").document["persons"] == people
    why = run("link", "--explain", "crm:contact:C1", "tool:contact:1", *house, "--json").document
    assert [(step["key"], step["reason"]) for step in why["steps"]] == [(joined["key"], "by_hand")]
    run("link", "--undo", "tool:contact:1", joined["key"], *house)
    assert run("link", *house, "--json").document["persons"] == people + 1


def test_a_person_is_no_company(run: Run, house: tuple[str, Path]) -> None:
    refused = run("link", "--join", "crm:contact:C1", "crm:nothing:1", *house)
    assert (refused.status, refused.err.splitlines()[0][:48]) == (1, "no record `crm:nothing:1` in the ledger (a recor")


def test_settling_moves_facts_and_changes_no_figure(run: Run, house: tuple[str, Path]) -> None:
    run("link", "--undo", "tool:contact:1", "email:anna@example-werk.de", *house)
    before = run("funnel", "--as-of", "2026-06-30", *house, "--json").document
    assert run("settle", *house, "--json").document["settled"] == 1
    assert run("settle", *house, "--json").document["settled"] == 0
    assert run("funnel", "--as-of", "2026-06-30", *house, "--json").document == before


def test_verify_sees_a_changed_byte(run: Run, house: tuple[str, Path]) -> None:
    sound = run("verify", *house, "--json")
    assert (sound.status, sound.document["problems"]) == (0, [])
    segment = next((house[1] / "ledger").glob("*.parquet"))
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    broken = run("verify", *house, "--json")
    assert broken.status == 1
    assert len(broken.document["problems"]) == 1
