"""Event expressions, and the decision what a stage's `enters` is."""

import pytest

from handschlag.conditions import EVENTS, EventExpression, StateCondition, parse_enters, parse_event
from tests.conditions.house import CRITERIA, FIELDS, state

STAGES = ("marketing_lead", "opportunity")


@pytest.mark.parametrize("key", EVENTS)
def test_every_event_parses_and_reads(key: str) -> None:
    value = parse_event(key).value
    assert value is not None
    assert value.events == (key,)
    assert value.sentence("de") == f"{EVENTS[key].subject_de} {EVENTS[key].happens_de}".strip()
    assert value.sentence("en") == f"{EVENTS[key].subject_en} {EVENTS[key].happens_en}"


def test_several_events() -> None:
    value = parse_event("  handover.accepted  OR handover.returned or handover.accepted").value
    assert value is not None
    assert value.events == ("handover.accepted", "handover.returned")
    assert value.canonical == "handover.accepted or handover.returned"
    assert parse_event(value.canonical).value == value
    assert value.sentence("en") == "the hand-over is accepted or the lead is returned"
    assert value.sentence("de") == "die Übergabe wird angenommen oder der Lead wird zurückgegeben"


def test_stages_are_events() -> None:
    value = parse_event("stage.marketing_lead", stages=STAGES).value
    assert value is not None
    assert value.events == ("stage.marketing_lead",)
    assert (
        value.sentence("en", lambda key, language: {"stage:marketing_lead": "MQL"}[key])
        == "the lead enters the stage “MQL”"
    )
    assert value.sentence("de") == "der Lead erreicht die Phase „marketing lead“"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [(1, "the event is missing", f"known are {', '.join(EVENTS)}")]),
        ("handover.acepted", [(1, "unknown event `handover.acepted`", "did you mean `handover.accepted`?")]),
        ("attempt or xyzzy", [(12, "unknown event `xyzzy`", f"known are {', '.join(EVENTS)}, stage.<key>")]),
        ("stage.marketing_led", [(1, "unknown stage `marketing_led`", "did you mean `marketing_lead`?")]),
        ("attempt and hand_raise", [(9, "two events do not happen at once", "write `or`: the first to happen counts")]),
        ("attempt hand_raise", [(9, "between two events `or` is missing", "")]),
        ("attempt or", [(9, "after `or` an event is missing", "")]),
        ("or attempt", [(1, "`or` cannot stand here", "")]),
    ],
)
def test_refused(text: str, problems: list[tuple[int, str, str]]) -> None:
    parsed = parse_event(text, stages=STAGES)
    assert parsed.value is None
    assert [(p.column, p.message, p.hint) for p in parsed.problems] == problems


@pytest.mark.parametrize(
    "text", ["handover.accepted", "opportunity.won or opportunity.lost", "first_attempt", "stage.opportunity"]
)
def test_enters_an_event(text: str) -> None:
    value = parse_enters(text, FIELDS, stages=STAGES).value
    assert isinstance(value, EventExpression)
    assert value == parse_event(text).value


@pytest.mark.parametrize("text", ["touches >= 1", "signed", "need_met and signed", "signed or email_is_free"])
def test_enters_a_condition(text: str) -> None:
    value = parse_enters(text, FIELDS, stages=STAGES, criteria=CRITERIA).value
    assert isinstance(value, StateCondition)
    assert value == state(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("handover.acepted", "did you mean `handover.accepted`?"),
        ("opportunty.won", "did you mean `opportunity.won`?"),
        ("touchs >= 1", "did you mean `touches`?"),
        ("first_atempt", "did you mean `first_attempt`?"),
    ],
)
def test_enters_points_the_right_way(text: str, hint: str) -> None:
    assert [problem.hint for problem in parse_enters(text, FIELDS, stages=STAGES).problems] == [hint]
