"""The checks of `make check` pass: formatting, lint, types, and the direction of imports between rooms."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "format", "--check"], ["ruff", "check"], ["mypy"], ["lint-imports", "--no-logo"]],
    ids=lambda command: " ".join(command[:2]),
)
def test_check(command: list[str]) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
