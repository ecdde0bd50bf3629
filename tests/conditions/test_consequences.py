"""Consequences of a missed clock, and warnings before it is due."""

import pytest

from handschlag.conditions import ACTIONS, parse_consequence, parse_warning


@pytest.mark.parametrize("text", ACTIONS)
def test_every_action_at_once_and_later(text: str) -> None:
    at_once, later = parse_consequence(text).value, parse_consequence(f"after 4 business hours: {text}").value
    assert at_once is not None and later is not None
    assert (at_once.action, at_once.after) == (ACTIONS[text], None)
    assert later.action == ACTIONS[text] and later.after is not None and later.after.canonical == "4 business hours"
    assert at_once.sentence("de") == f"sofort {ACTIONS[text].de}"
    assert later.sentence("en") == f"4 business hours later, {ACTIONS[text].en}"
    assert parse_consequence(later.canonical).value == later


def test_a_pair_as_yaml_hands_it_over() -> None:
    pair = parse_consequence({"after 1 business hour": "notify manager"}).value
    assert pair == parse_consequence("after 1 business hour: notify manager").value
    assert pair is not None
    assert pair.sentence("de") == "1 Arbeitsstunde später wird die Führungskraft benachrichtigt"
    assert pair.sentence("en") == "1 business hour later, the manager is notified"


def test_refused_consequences() -> None:
    parsed = parse_consequence("after 1 buisness hour: reasign", file="a.yaml", line=5, column=10)
    assert [(p.file, p.line, p.column, p.hint) for p in parsed.problems] == [
        ("a.yaml", 5, 18, "did you mean `business hour`?"),
        ("a.yaml", 5, 33, "did you mean `reassign`?"),
    ]
    assert [p.hint for p in parse_consequence("").problems] == [f"known are {', '.join(ACTIONS)}"]


def test_warnings() -> None:
    value = parse_warning("30 minutes before").value
    assert value is not None
    assert (value.duration.canonical, value.canonical) == ("30 minutes", "30 minutes before")
    assert (value.sentence("de"), value.sentence("en")) == ("30 Minuten vorher", "30 minutes before")
    assert [p.hint for p in parse_warning("30 minutes").problems] == ["as in `30 minutes before`"]
    assert [p.column for p in parse_warning("30 minuts before").problems] == [4]
