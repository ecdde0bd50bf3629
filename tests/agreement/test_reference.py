"""The manual's page of the agreement file names every key there is, and what is executed today, and nothing else."""

import re
from pathlib import Path

from handschlag.agreement import loads, schema
from handschlag.agreement.sections import BASICS, READERS
from handschlag.conditions.fields import FIELDS
from tests.agreement.tables import tables

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "agreement.md").read_text("utf-8")
TOP = "the file"


def documented() -> dict[str, list[str]]:
    """Heading -> the keys of the table under it."""
    found = {}
    for part in re.split(r"^### ", PAGE.partition("## Every key")[2], flags=re.MULTILINE)[1:]:
        heading = part.partition("\n")[0].strip("`")
        found[heading] = re.findall(r"^\| `([^`]+)`", part, flags=re.MULTILINE)
    return found


def test_every_key_is_documented() -> None:
    there_are = {path or TOP: list(keys) for path, keys in tables(schema()).items()}
    assert documented() == there_are


def test_what_is_executed() -> None:
    words = {"executed": "executed", "partly": "partly executed", "shown": "checked and shown"}
    table = PAGE.partition("## What is executed today")[2].partition("##")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, flags=re.MULTILINE)
    sections = [(key, state, note.en) for key, (_, state, note) in BASICS.items()]
    sections += [(reader.key, reader.state, reader.note.en) for reader in READERS]
    assert rows == [
        (key, words[state] if state == "shown" else f"{words[state]}: {note}") for key, state, note in sections
    ]


def test_every_field_is_documented() -> None:
    table = PAGE.partition("### Fields that conditions may use")[2].partition("##")[0]
    rows = [re.findall(r"`(\w+)`", line) for line in table.splitlines() if line.startswith("| ") and "`" in line]
    assert rows == [list(fields) for fields in FIELDS.values()]


def test_the_examples_are_right() -> None:
    """Every example of the page, put into a small agreement, has no problem of its own making."""
    examples = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(examples) >= 6
    for example in examples:
        problems = loads(example.encode(), "a").problems
        wrong = [
            p.message for p in problems if p.message.startswith(("this is", "a colon", "expected", "the indentation"))
        ]
        assert wrong == []
