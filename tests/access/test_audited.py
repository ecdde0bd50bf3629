"""Everything the code writes into the audit trail has its words in both languages, and nothing else has."""

import ast
from collections.abc import Iterator

from handschlag.access.audited import ACTIONS
from tests.repository.tree import ROOT

NAMES = {"write", "_write"}


def written() -> Iterator[str]:
    """Every action that stands as text in a call that writes an entry."""
    for file in sorted((ROOT / "src/handschlag").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name not in NAMES:
                continue
            given = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
            for value in given or call.args[2:3]:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


def test_every_action_has_words_and_is_written_somewhere() -> None:
    found = set(written())
    assert len(found) > 10
    assert found == set(ACTIONS)


def test_the_words_are_there_in_both_languages() -> None:
    texts = [(text.de, text.en) for text in ACTIONS.values()]
    assert [pair for pair in texts if not all(pair) or pair[0] == pair[1]] == []
    assert len(set(texts)) == len(texts)
