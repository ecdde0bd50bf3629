"""The example house by proposed mappings is the house by hand-written ones: every count of facts, persons, wins."""

from pathlib import Path
from typing import Any

import pytest

from handschlag import demo
from handschlag.demo import generate
from tests.suggest.conftest import counts, new_house, suggest_and_import

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    generate(folder)
    return folder


@pytest.fixture(scope="module")
def proposed(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    house = new_house(tmp_path_factory.mktemp("proposed"), demo.AGREEMENT.read_text("utf-8"))
    for system in (demo.MARKETING_FOLDER, demo.CRM_FOLDER):
        suggest_and_import(house, sorted((exports / system).iterdir()), f"{system}.yaml")
    return counts(house)


def test_the_same_house(proposed: dict[str, Any], demo_house: Path) -> None:
    """No dirt of the exports makes a difference: also the same rows go to quarantine."""
    written = counts(demo_house)
    assert proposed == written
    assert written["won"][0] > 100
