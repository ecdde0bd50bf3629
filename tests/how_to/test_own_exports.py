"""The how-to "try it with your own exports" does what it says, with the files that lie beside it."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from handschlag.mapping import loads
from tests.fixtures.commands import document

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "own-exports.md"
FILES = PAGE.with_suffix("")


def commands() -> list[list[str]]:
    """The commands of the page, as written, in order."""
    return [line.split() for line in re.findall(r"^    handschlag (.+)$", PAGE.read_text("utf-8"), re.M)]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each command of the page answers, run one after the other in a folder with the page's files."""
    folder = tmp_path_factory.mktemp("own") / "files"
    shutil.copytree(FILES, folder)
    return {" ".join(c): document(*c, cwd=folder) for c in commands() if c[0] != "serve"}


def test_the_dry_run_promises_what_the_import_does(said: dict[str, dict[str, Any]]) -> None:
    for name, new in (
        ("contacts.csv --mapping marketing.yaml", 3 + 3 + 2),
        ("deals.csv --mapping crm.yaml", 3 + 3 + 3 + 2),
    ):
        dry, done = said[f"import {name} --workspace house --dry-run"], said[f"import {name} --workspace house"]
        keys = ("read", "new", "unchanged", "corrected", "quarantined")
        assert [dry[key] for key in keys] == [done[key] for key in keys]
        assert done["new"] == new
        assert dry["facts"] != []


def test_the_fourth_deal_waits_in_quarantine(said: dict[str, dict[str, Any]]) -> None:
    [record] = said["quarantine list --workspace house"]["records"]
    assert (record["file"], record["line"], record["value"]) == ("deals.csv", 5, "auf Anfrage")


def test_the_funnel(said: dict[str, dict[str, Any]]) -> None:
    report = said["funnel --workspace house"]
    assert {row["stage"]: (row["count"], row["implied"]) for row in report["entered"]} == {
        "prospect": (3, 0),
        "marketing_lead": (3, 0),
        "sales_ready_lead": (3, 3),
        "opportunity": (3, 0),
        "won": (1, 0),
    }
    [rate] = report["win_rate"]
    assert (rate["won"], rate["lost"], rate["open"], rate["rate"]) == (1, 1, 1, "0.5")
    groups = {
        row["group"]: row["count"]
        for row in said["funnel --workspace house --by origin"]["entered"]
        if row["stage"] == "won"
    }
    assert groups == {"(missing)": 0, "Organic Search": 1, "Paid Search": 0}


@pytest.mark.parametrize("text", re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S))
def test_the_mapping_on_the_page_is_sound(text: str) -> None:
    assert loads(text.encode(), "page.yaml").problems == []
