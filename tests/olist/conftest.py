"""The Olist files brought into a house with the commands of the how-to, once for all tests of this folder."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.olist.raw import DEALS, LEADS

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "olist"

Ask = Callable[..., dict[str, Any]]


def handschlag(*arguments: object, cwd: Path) -> dict[str, Any]:
    """Run a command in a process of its own and read the document it prints."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("HANDSCHLAG_", "DJANGO_"))}
    command = [sys.executable, "-m", "handschlag.cli", *map(str, arguments), "--json"]
    done = subprocess.run(command, cwd=cwd, env=own, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the house, its agreement in place, nothing imported; skips where the data is not there."""
    if not LEADS.is_file() or not DEALS.is_file():
        pytest.skip("the Olist files are not in ../shared/data")
    folder = tmp_path_factory.mktemp("olist")
    handschlag("new", "olist", "--preset", "minimal", "--language", "en", cwd=folder)
    agreement = (HOW_TO / "agreement.yaml").read_text("utf-8")
    (folder / "olist" / "agreement.yaml").write_text(agreement, "utf-8")
    return folder / "olist"


@pytest.fixture(scope="session")
def imported(house: Path) -> dict[str, Any]:
    """What the import said."""
    return handschlag("import", LEADS, DEALS, "--mapping", HOW_TO / "mapping.yaml", cwd=house)


@pytest.fixture(scope="session")
def ask(house: Path, imported: dict[str, Any]) -> Ask:
    """Ask the house for its funnel, as of the end of the year of the last win."""
    return lambda *options: handschlag("funnel", "--as-of", "2018-12-31", *options, cwd=house)
