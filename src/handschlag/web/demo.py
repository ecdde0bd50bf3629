"""One-click people of an example house: its folder says who they are, in `demo.json`."""

import json
from dataclasses import dataclass
from pathlib import Path

MARKER = "demo.json"


@dataclass(frozen=True)
class DemoPerson:
    username: str
    name: str
    role: str  # a key of access.roles.ROLES


def demo_people(workspace: Path) -> list[DemoPerson]:
    """The people a visitor may be; none where the workspace is a real house."""
    file = workspace / MARKER
    if not file.is_file():
        return []
    people = json.loads(file.read_text("utf-8"))["people"]
    return [DemoPerson(person["username"], person["name"], person["role"]) for person in people]
