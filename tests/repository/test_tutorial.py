"""What the tutorial shows is what its commands print."""

from pathlib import Path

import pytest

from tests.repository.tutorial import PAGE, commands, printed

BLOCKS = commands(PAGE.read_text("utf-8"))


@pytest.fixture
def folder(demo_house: Path, tmp_path: Path) -> Path:
    (tmp_path / "demo-house").symlink_to(demo_house)
    return tmp_path


def test_the_page_has_commands() -> None:
    assert len(BLOCKS) > 5


@pytest.mark.parametrize("command", BLOCKS)
def test_a_command_prints_what_the_page_shows(command: str, folder: Path) -> None:
    assert printed(command, folder) == BLOCKS[command]
