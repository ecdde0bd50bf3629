"""The place of a character inside a value: found in the source, however the value is quoted or folded."""

import pytest
from hypothesis import given, strategies as st

from handschlag.files.offsets import place_within
from handschlag.files.reader import read
from handschlag.files.tree import Place, Scalar, find

STYLES = {
    "plain": "a: one two three",
    "double": 'a: "one two three"',
    "single": "a: 'one two three'",
    "folded": "a: >-\n  one\n  two\n    three",
    "literal": "a: |\n  one\n  two three\n",
    "continued": "a: one\n   two\n   three",
    "flow": '{b: 1, a: "one two three"}',
    "commented": "# one two three\na: one two three # two",
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("word", ["one", "two", "three"])
def test_place_of_a_word(style: str, word: str) -> None:
    text = STYLES[style]
    value = find(read(text.encode(), "f").node, ("a",))
    assert isinstance(value, Scalar)
    body = text.index("one", text.index("a:"))
    position = text.index(word, body)
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    assert place_within(value, text, value.written.index(word)) == Place(line, column)


def test_doubled_and_escaped_quotes() -> None:
    text = """a: 'x = ''DE'' and y'\nb: "x = \\"DE\\" and z"\n"""
    node = read(text.encode(), "f").node
    single, double = find(node, ("a",)), find(node, ("b",))
    assert isinstance(single, Scalar) and isinstance(double, Scalar)
    assert place_within(single, text, single.written.index("y")) == Place(1, text.index("y") + 1)
    assert place_within(double, text, double.written.index("z")) == Place(2, text.splitlines()[1].index("z") + 1)


def test_a_value_that_cannot_be_aligned_gives_its_own_place() -> None:
    text = 'a: "\\u00fcber x"'
    value = find(read(text.encode(), "f").node, ("a",))
    assert isinstance(value, Scalar)
    assert place_within(value, text, 5) == Place(1, 4)


@given(st.text(alphabet="ab '\"\\\n", max_size=30), st.integers(0, 40))
def test_no_text_raises(inner: str, offset: int) -> None:
    text = "a: '" + inner.replace("'", "''") + "'"
    value = find(read(text.encode(), "f").node, ("a",))
    if isinstance(value, Scalar):
        place = place_within(value, text, offset)
        assert 1 <= place.line <= text.count("\n") + 1
