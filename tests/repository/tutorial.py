"""The commands of the tutorial with what they print; run on a demo house it writes the page anew.

python -m tests.repository.tutorial demo-house
"""

import re
import shlex
from pathlib import Path

from tests.fixtures.commands import succeeds
from tests.repository.tree import ROOT

PAGE = ROOT / "docs/tutorial/first-steps.md"
BLOCK = re.compile(r"^```console\n(\$ (handschlag [^\n]*)\n.*?)^```$", re.M | re.S)


def printed(command: str, folder: Path) -> str:
    """A command line and what it prints in a folder that holds `demo-house`, without blanks at the ends of lines."""
    done = succeeds(*shlex.split(command)[1:], cwd=folder)
    lines = [line.rstrip() for line in done.out.splitlines()]
    return "\n".join([f"$ {command}", *lines]).rstrip() + "\n"


def commands(page: str) -> dict[str, str]:
    """Every command of the page with the block it stands in."""
    return {command: block for block, command in BLOCK.findall(page)}


def refresh(folder: Path) -> None:
    """Write the page anew from the house `demo-house` in this folder."""
    page = PAGE.read_text("utf-8")
    for command, block in commands(page).items():
        page = page.replace(block, printed(command, folder))
    PAGE.write_text(page, "utf-8")
