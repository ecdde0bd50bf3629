"""From two systems' raw exports to the funnel in a real browser, without a mapping file: the figures are those of the
mappings written by hand."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handschlag import demo
from tests.demo.exports import read_export
from tests.fixtures.commands import document, succeeds
from tests.suggest.conftest import counts
from tests.web.served import open_page
from tests.web.test_browser import RULES, violations

pytestmark = pytest.mark.long

AS_OF = "2026-10-31"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty house under the example's agreement, and nobody in it yet."""
    folder = tmp_path_factory.mktemp("empty")
    succeeds("new", "house", "--language", "en", cwd=folder)
    (folder / "house" / "agreement.yaml").write_bytes(demo.AGREEMENT.read_bytes())
    return folder / "house"


@pytest.fixture(scope="module")
def doors(house: Path) -> Iterator[tuple[str, str]]:
    """The address of the house's pages, and the link for its first administrator."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("HANDSCHLAG_", "DJANGO_"))}
    command = [sys.executable, "-u", "-m", "handschlag.cli", "serve", "--workspace", str(house), "--port", "0"]
    server = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found: list[str] = []
        while len(found) < 2:
            found += re.findall(r"http://\S+", server.stdout.readline())
        yield found[0].rstrip("/"), next(each for each in found if "/set-up/" in each)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def accessible(page: Any) -> None:
    """Axe finds nothing, and nothing scrolls sideways on a phone."""
    assert violations(page, RULES) == []
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size(size)


@pytest.fixture(scope="module")
def brought_in(chromium: Any, doors: tuple[str, str], house: Path) -> tuple[str, dict[str, list[Any]]]:
    """What the page says after everything was brought in, by clicks alone."""
    address, link = doors
    exports = house.parent / "exports"
    summary = demo.generate(exports)
    page = open_page(chromium, address, None)
    page.goto(link)
    page.fill("input[name=username]", "mia")
    page.fill("input[name=full_name]", "Mia Marketing")
    for field in page.locator("input[type=password]").all():
        field.fill("correct horse battery")
    page.locator("form button").last.click()
    page.get_by_role("heading", name="Today").wait_for()
    page.goto("/imports/new/")
    page.set_input_files("#files", sorted(exports.rglob("*.csv")))
    page.get_by_role("button", name="Look at the files").click()
    page.set_default_timeout(60_000)
    page.wait_for_url(re.compile(r"/imports/[0-9a-f]{16}/$"))
    accessible(page)
    page.goto(f"{page.url}file/?file=Verkaufschancen.csv")
    accessible(page)
    page.get_by_role("button", name="Keep", exact=True).click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f]{16}/$"))
    # One of the marketing tool's names the CRM's costs: the only thing the proposal cannot know.
    page.get_by_label("The system that Kosten.csv comes from").fill("crm")
    page.get_by_role("button", name="Check everything").click()
    page.get_by_role("heading", name="What would happen").wait_for(timeout=300_000)
    assert page.locator("#run").get_attribute("data-state") == "done"
    accessible(page)
    page.get_by_role("button", name="Bring in").click()
    page.get_by_role("heading", name="Brought in").wait_for(timeout=300_000)
    said: str = page.locator("tfoot").inner_text()
    page.get_by_role("link", name="To the funnel").click()
    page.wait_for_url("**/funnel/**")
    assert page.locator("#bars .bar").count() == 5
    page.context.close()
    return said, {path.name: read_export(path) for path in summary.files}


def test_every_figure_is_that_of_the_mappings_written_by_hand(brought_in: Any, house: Path, demo_house: Path) -> None:
    rows = sum(len(rows) for rows in brought_in[1].values())
    assert brought_in[0].split()[:3] == ["In", "all", f"{rows:,}"]
    for options in ([], ["--cohort", "month"], ["--by", "origin"], ["--path", "sales"]):
        question = ("funnel", "--as-of", AS_OF, *options)
        here, there = document(*question, cwd=house), document(*question, cwd=demo_house)
        assert {key: value for key, value in here.items() if key != "dimensions"} == {
            key: value for key, value in there.items() if key != "dimensions"
        }
        assert here["population"]["passes"] > 500


def test_the_totals_agree_with_the_systems(brought_in: Any, house: Path, demo_house: Path) -> None:
    """Reconciliation has the same records on both sides, under the names the systems have in each house."""
    here, there = document("reconcile", cwd=house), document("reconcile", cwd=demo_house)
    names = {"hubspot": "marketing", "crm": "crm"}
    assert len(there["differences"]) > 0
    assert len(here["differences"]) == len(there["differences"])
    totals = [{**each, "source": names[each["source"]]} for each in here["totals"]]
    assert sorted(map(str, totals)) == sorted(map(str, there["totals"]))


def test_no_dirt_of_the_exports_makes_a_difference(brought_in: Any, house: Path, demo_house: Path) -> None:
    """Every count of facts, persons, opportunities and ends; and the same rows were set aside."""
    written = counts(demo_house)
    assert counts(house) == written
    assert written["won"][0] > 100


def test_the_next_export_needs_no_questions(chromium: Any, brought_in: Any, house: Path) -> None:
    assert sorted(path.name for path in (house / "mappings").iterdir()) == ["crm.yaml", "hubspot.yaml"]
    again = document("import", *sorted((house.parent / "exports").rglob("*.csv"))[:1], "--mapping",
                     house / "mappings" / "crm.yaml", cwd=house)  # fmt: skip
    assert (again["new"], again["files"][0]["again"]) == (0, True)
