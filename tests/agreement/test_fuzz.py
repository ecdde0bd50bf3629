"""Whatever the bytes: problems come back, never an exception, and never an agreement beside problems."""

import re

from hypothesis import given, settings, strategies as st

from handschlag.agreement import Loaded, canonical, fold_terms, loads, preset_text, render, sections_state

ARTICLE = preset_text("article", "en")
LINES = ARTICLE.splitlines(keepends=True)
WORDS = sorted(set(re.findall(r"[\w.]+|[^\w\s]", ARTICLE)))
ODD = [
    "",
    "~",
    "-1",
    "0",
    "1e9",
    "2026-13-45",
    "[]",
    "{}",
    "[[]]",
    "{a: {b: c}}",
    "'",
    '"',
    "&a",
    "*a",
    "!!str",
    "9" * 30,
    "ß€",
]


def judged(data: bytes) -> Loaded:
    loaded = loads(data, "a.yaml")
    assert (loaded.agreement is None) == bool(loaded.problems)
    assert loaded.text == data
    assert loaded.problems == sorted(loaded.problems)
    assert all(problem.message and problem.file == "a.yaml" for problem in loaded.problems)
    return loaded


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    judged(data)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    judged(text.encode("utf-8", "replace"))


@settings(max_examples=40)
@given(st.integers(0, len(ARTICLE) - 1), st.integers(1, 40), st.binary(max_size=8))
def test_a_preset_with_a_piece_replaced_by_bytes(start: int, length: int, piece: bytes) -> None:
    data = ARTICLE.encode()
    judged(data[:start] + piece + data[start + length :])


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1)), max_size=4))
def test_a_preset_with_lines_moved_and_lost(moves: list[tuple[int, int]]) -> None:
    lines = list(LINES)
    for source, target in moves:
        lines.insert(target % len(lines), lines.pop(source % len(lines)))
        lines.pop(target % len(lines))
    judged("".join(lines).encode())


@settings(max_examples=50)
@given(st.integers(0, 2_000), st.sampled_from([*ODD, *WORDS]))
def test_a_preset_with_a_word_replaced(number: int, word: str) -> None:
    places = list(re.finditer(r"[\w.]+", ARTICLE))
    place = places[number % len(places)]
    loaded = judged((ARTICLE[: place.start()] + word + ARTICLE[place.end() :]).encode())
    if loaded.agreement is not None:
        canonical(loaded.agreement)
        fold_terms(loaded.agreement)
        sections_state(loaded.agreement)
        for language in ("de", "en"):
            document = render(loaded.agreement, language)
            assert document.text() and document.html()
