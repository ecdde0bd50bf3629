"""The page of roles and rights says what the table says."""

import re

from handschlag.access.roles import RIGHTS, ROLES, SIDES
from tests.repository.tree import ROOT

PAGE = (ROOT / "docs/reference/rights.md").read_text("utf-8")


def rows(first: str) -> list[list[str]]:
    """The rows of the table with this head."""
    table = PAGE.partition(f"| {first} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_every_right_of_every_role() -> None:
    head = PAGE.partition("| right |")[2].partition("\n")[0].strip(" |")
    assert [name.strip() for name in head.split("|")] == [role.en for role in ROLES.values()]
    told = {
        re.search(r"\(`(\w+)`\)$", meaning)[1]: (meaning.rpartition(" (")[0], [cell == "yes" for cell in cells])  # type: ignore[index]
        for meaning, *cells in rows("right")
    }
    assert told == {key: (right.meaning.en, [role in right.roles for role in ROLES]) for key, right in RIGHTS.items()}


def test_every_role() -> None:
    told = [(name, key, side) for name, key, side in rows("role")]
    assert told == [(f"{role.en} ({role.de})", f"`{key}`", SIDES.get(key, "")) for key, role in ROLES.items()]
