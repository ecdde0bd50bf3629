"""Laws of the five languages, on generated texts."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from handschlag.conditions import (
    Parsed,
    parse_after,
    parse_consequence,
    parse_duration,
    parse_enters,
    parse_event,
    parse_limit,
    parse_rate,
    parse_record,
    parse_share,
    parse_state,
    parse_warning,
)
from tests.conditions.house import CRITERIA, FIELDS, MARKETS, NAMED, PERSONAS, TOUCHES, record, state
from tests.conditions.texts import record_texts, state_texts, wrong_texts

PARSERS: dict[str, Callable[[str], Parsed[object]]] = {
    "record": lambda text: parse_record(text, FIELDS),
    "state": lambda text: parse_state(
        text, FIELDS, touches=TOUCHES, criteria=CRITERIA, markets=MARKETS, personas=PERSONAS, named=NAMED
    ),
    "event": parse_event,
    "enters": lambda text: parse_enters(text, FIELDS, criteria=CRITERIA),
    "duration": parse_duration,
    "rate": parse_rate,
    "limit": parse_limit,
    "after": parse_after,
    "share": parse_share,
    "consequence": parse_consequence,
    "warning": parse_warning,
}


@given(record_texts)
def test_the_normal_form_of_a_record_condition_means_the_same(text: str) -> None:
    condition = record(text)
    assert record(condition.canonical) == condition
    assert record(condition.canonical).canonical == condition.canonical
    assert condition.sentence("de") and condition.sentence("en")


@given(state_texts)
def test_the_normal_form_of_a_state_condition_means_the_same(text: str) -> None:
    condition = state(text)
    assert state(condition.canonical) == condition
    assert condition.sentence("de") and condition.sentence("en")


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=200)
@given(text=wrong_texts)
def test_no_text_raises_anything(name: str, text: str) -> None:
    parsed = PARSERS[name](text)
    assert (parsed.value is None) == bool(parsed.problems)
    lines = text.split("\n")
    for problem in parsed.problems:
        assert problem.message
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
