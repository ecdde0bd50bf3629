"""The Olist files brought into a house with the commands of the how-to, once for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.commands import document
from tests.olist.raw import DEALS, LEADS

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "olist"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the house, its agreement in place, nothing imported; skips where the data is not there."""
    if not LEADS.is_file() or not DEALS.is_file():
        pytest.skip("the Olist files are not in ../shared/data")
    folder = tmp_path_factory.mktemp("olist")
    document("new", "olist", "--preset", "minimal", "--language", "en", cwd=folder)
    agreement = (HOW_TO / "agreement.yaml").read_text("utf-8")
    (folder / "olist" / "agreement.yaml").write_text(agreement, "utf-8")
    return folder / "olist"


@pytest.fixture(scope="session")
def imported(house: Path) -> dict[str, Any]:
    """What the import said."""
    return document("import", LEADS, DEALS, "--mapping", HOW_TO / "mapping.yaml", cwd=house)


@pytest.fixture(scope="session")
def ask(house: Path, imported: dict[str, Any]) -> Ask:
    """Ask the house for its funnel, as of the end of the year of the last win."""
    return lambda *options: document("funnel", "--as-of", "2018-12-31", *options, cwd=house)
