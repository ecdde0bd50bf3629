"""What was set aside, on the command line: listed in groups and rows, mended, dismissed, taken back, tried again."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

IMPORT = ("import", "forms.csv", "--mapping", "forms.yaml", "--workspace", "house")

HERE = ("--workspace", "house")


@pytest.fixture
def house(laid_out: Path, tmp_path: Path) -> Path:
    """A house of its own for each test."""
    shutil.copytree(laid_out, tmp_path, dirs_exist_ok=True)
    return tmp_path / "house"


def test_a_row_is_listed_mended_and_taken_back(run: Run, house: Path) -> None:
    run(*IMPORT)
    [record] = run("quarantine", "list", *HERE, "--json").document["records"]
    assert (record["reason"], record["state"], record["source"]) == ("no_such_date", "waiting", "tool")
    assert record["row"] in run("quarantine", "list", "--rows", *HERE).out
    wrong = run("quarantine", "mend", record["row"], "--set", "at=32.02.2026 12:00", *HERE)
    assert wrong.status == 1
    assert "forms.csv:5" in wrong.err
    tried = run("quarantine", "mend", record["row"], "--set", "at=28.02.2026 12:00", "--dry-run", *HERE, "--json")
    assert tried.document == {"row": record["row"], "wrong": []}
    done = run("quarantine", "mend", record["row"], "--set", "at=28.02.2026 12:00", *HERE, "--json").document
    assert done == {"new": 2, "unchanged": 0, "corrected": 0}
    assert run("quarantine", "list", *HERE, "--json").document == {"records": []}
    [mended] = run("quarantine", "list", "--state", "mended", *HERE, "--json").document["records"]
    assert mended["row"] == record["row"]
    back = run("quarantine", "dismiss", record["row"], "--undo", *HERE, "--json").document
    assert back["taken_back"] == 1
    assert run("quarantine", "list", *HERE, "--json").document == {"records": [record]}


def test_a_group_is_given_a_meaning_or_dismissed(run: Run, house: Path) -> None:
    run(*IMPORT)
    told = run("quarantine", "list", *HERE).out
    [group] = [line.split()[0] for line in told.splitlines() if "forms.csv" in line]
    looked = run("quarantine", "mend", group, "--missing", "31.02.2026 12:00", "--dry-run", *HERE, "--json").document
    assert (looked["tried"], looked["understood"]) == (1, 0)
    assert [(each["reason"], each["count"]) for each in looked["reasons"]] == [
        ("no_such_date", 1)
    ]  # the version is read from it too
    said = run("quarantine", "mend", group, "--means", "nothing", *HERE)
    assert (said.status, "has no `=`" in said.err) == (2, True)
    assert run("quarantine", "dismiss", group, *HERE).status == 1
    assert run("quarantine", "dismiss", group, "--reason", "a test", *HERE, "--json").document["dismissed"] == 1
    assert run("quarantine", "retry", *HERE, "--json").document["tried"] == 0
    assert run("quarantine", "retry", "nobody", *HERE).status == 1
