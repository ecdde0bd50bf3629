"""`demo`: the example house, made once, opened again as it is."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def copy(demo_house: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo_house, tmp_path / "demo-house")
    return tmp_path


def test_demo_again_changes_nothing(run: Run, copy: Path) -> None:
    """A house that is there is opened; its counts are those that the funnel and the quarantine show."""
    summary = run("demo", "--no-serve", "--json").document
    assert sorted(summary) == ["address", "companies", "facts", "passes", "persons", "quarantined", "won", "workspace"]
    assert (summary["workspace"], summary["address"]) == (str(copy / "demo-house"), None)
    assert run("demo", "--no-serve", "--json").document == summary
    house = ("--workspace", "demo-house", "--json")
    entered = run("funnel", "--kind", "all", *house).document["entered"]
    assert [row["count"] for row in entered if row["stage"] == "won"] == [summary["won"]]
    assert len(run("quarantine", "list", *house).document["records"]) == summary["quarantined"]


def test_demo_leaves_other_folders_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo-house").mkdir()
    (tmp_path / "demo-house/mine.txt").write_text("mine")
    refused = run("demo", "--no-serve")
    assert (refused.status, refused.out) == (1, "")
    assert (
        refused.err == "demo-house: this folder holds something else (name an empty folder or a new one with --dir)\n"
    )


def test_the_demo_can_be_argued_about(run: Run, demo_house: Path) -> None:
    """Channels differ in quality, both sides open passes, opportunities end in every way."""
    house = ("--workspace", demo_house, "--json")
    by_channel = run("funnel", "--by", "channel", *house).document
    first, last = by_channel["stages"][0]["key"], by_channel["stages"][-1]["key"]
    rates = {row["rate"] for row in by_channel["conversion"] if (row["from"], row["to"]) == (first, last)}
    assert len(rates) > 2
    assert {row["group"] for row in run("funnel", "--by", "path", *house).document["entered"]} == {"marketing", "sales"}
    [ends] = run("funnel", *house).document["win_rate"]
    assert min(ends["won"], ends["lost"], ends["no_decision"], ends["open"]) > 0
