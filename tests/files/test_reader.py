"""Reading YAML that people wrote: values, places, and every kind of broken file."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from handschlag.errors import Problem
from handschlag.files.builder import MOST_DEPTH, MOST_VALUES
from handschlag.files.reader import MOST_BYTES, read
from handschlag.files.tree import Place, Scalar, Table, find, place_of


def problems(data: bytes) -> list[str]:
    return [str(problem) for problem in read(data, "f").problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("5_000_000", 5_000_000), ("-10", -10), ("0", 0), ("01067", "01067"), ("1e9", "1e9"),
        ("0.75", Decimal("0.75")), ("0.10", Decimal("0.10")), (".5", ".5"), ("5.000.000", "5.000.000"),
        ("0x1F", "0x1F"),
        ("true", True), ("False", False), ("yes", "yes"), ("NO", "NO"), ("null", None), ("~", None), ("", None),
        ("2026-01-31", date(2026, 1, 31)), ("2026-02-30", "2026-02-30"), ("09:00", "09:00"),
        ('"12"', "12"), ("'a'", "a"),
        ("9" * 40, "9" * 40), ("a  b", "a  b"), ("١٢", "١٢"),
    ],
)  # fmt: skip
def test_what_a_value_is(written: str, value: object) -> None:
    node = read(f"a: {written}".encode(), "f").node
    found = find(node, ("a",))
    assert isinstance(found, Scalar)
    assert (found.value, type(found.value)) == (value, type(value))


def test_places_of_keys_and_values() -> None:
    node = read(b"a:\n  b: [x, {c: 1}]\n  d:\n", "f").node
    assert isinstance(node, Table)
    assert place_of(node, ("a", "b", 0)) == Place(2, 7)
    assert place_of(node, ("a", "b", 1, "c")) == Place(2, 14)
    assert place_of(node, ("a",)) == Place(1, 1)
    assert place_of(node, ("a", "b")) == Place(2, 3)
    assert place_of(node, ("a", "d")) == Place(3, 3)
    assert place_of(node, ("a", "b", 1, "nothing")) == Place(2, 10)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ["f:1:1: the file is empty (start from a preset: `handschlag new`)"]),
        (b"# only a comment\n", ["f:1:1: the file is empty (start from a preset: `handschlag new`)"]),
        (b"\xef\xbb\xbfa: 1", []),
        (b"a: \xfcber\nb: 1", ["f:1:4: this is not UTF-8 text (save the file with the encoding UTF-8)"]),
        (b"a: 1\nb: \x00", ["f:2:4: the character U+0000 is not allowed (delete it; it is probably invisible)"]),
        (b"a:\n\tb: 1\n\tc: 2", ["f:2:1: a tab is used to indent (indent with spaces)",
                                 "f:3:1: a tab is used to indent (indent with spaces)"]),
        (b"a: 1\na: 2", ["f:2:1: `a` is written twice; the first is on line 1 (keep one)"]),
        (b"a: {b: 1, b: 2}", ["f:1:11: `b` is written twice; the first is on line 1 (keep one)"]),
        (b"a: b: c", ["f:1:5: a colon is in the way (put a text that contains a colon in quotes)"]),
        (b"a: 'x", ["f:1:6: a quote is opened and never closed (close the quote)"]),
        (b"a: [x, y", ["f:1:9: a comma or a closing `]` is missing (separate entries by commas and close the "
                       "bracket)"]),
        (b"a: &x 1", ["f:1:4: the anchor `&x` is not allowed (write values out where they belong)"]),
        (b"a: *x", ["f:1:4: `*` refers to another part of the file (write it out: who signs must see what it says)"]),
        (b"<<: 1", ["f:1:1: `<<` takes over another part of the file (write it out)"]),
        (b"a: !!int 1", ["f:1:4: the tag `!!int` is not allowed (write the plain value)"]),
        (b"? [a]\n: 1", ["f:1:3: a key must be one word (put texts with brackets in quotes)"]),
        (b"a: 1\n---\nb: 2", ["f:2:1: a second document begins (one file holds one document: remove the line `---`)"]),
    ],
)  # fmt: skip
def test_broken_files(data: bytes, found: list[str]) -> None:
    assert problems(data) == found


def test_too_large_and_too_deep() -> None:
    assert [p.message for p in read(b"#" * (MOST_BYTES + 1), "f").problems] == ["the file is larger than 500,000 bytes"]
    assert problems(b"[" * MOST_DEPTH + b"]" * MOST_DEPTH) == []
    deep = read(b"[" * 100_000, "f")
    assert (deep.node, [p.message for p in deep.problems]) == (None, ["more than 24 levels inside one another"])
    many = read(b"a: [" + b"x," * MOST_VALUES + b"]", "f")
    assert (many.node, [p.message for p in many.problems]) == (None, ["more than 20,000 keys and values"])


def test_many_aliases_are_refused_without_being_followed() -> None:
    """A bomb: nine levels of nine references each would be 387 million values."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    found = read("\n".join(lines).encode(), "f").problems
    assert len([p for p in found if p.message.startswith("`*` refers")]) == 81
    assert len([p for p in found if p.message.startswith("the anchor")]) == 10


YAML_LIKE = st.text(alphabet=st.sampled_from(list("ab1:-?[]{},&*!|>'\"%@`#\n \t~.<=\\x\ud7ff\u2028é")), max_size=60)


@given(st.one_of(st.binary(max_size=80), YAML_LIKE.map(lambda text: text.encode("utf-8", "replace"))))
def test_no_bytes_raise(data: bytes) -> None:
    result = read(data, "f")
    assert (result.node is None) <= bool(result.problems)
    assert all(isinstance(problem, Problem) and problem.message for problem in result.problems)
