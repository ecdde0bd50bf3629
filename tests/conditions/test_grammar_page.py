"""The grammar page says what there is: every table complete, every example understood, every sentence as shown."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handschlag.conditions import (
    ACTIONS,
    CRITERION_STATES,
    EVENTS,
    FUNCTIONS,
    OPERATORS,
    PERIODS,
    RESERVED,
    STATE_TERMS,
    UNITS,
    WITHOUT,
    FieldType,
    Parsed,
    UnitKind,
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
from handschlag.conditions.fields import FIELDS

PAGE = (Path(__file__).parents[2] / "docs/reference/grammar.md").read_text(encoding="utf-8")
_FIELDS: dict[str, FieldType] = {name: kind for fields in FIELDS.values() for name, kind in fields.items()}
_NAMES = {
    "criteria": ("budget", "authority", "need", "time"),
    "markets": ("midmarket_dach",),
    "personas": ("it_lead",),
}
PARSERS: dict[str, Callable[[str], Parsed[object]]] = {
    "record": lambda text: parse_record(text, _FIELDS),
    "state": lambda text: parse_state(text, _FIELDS, **_NAMES),
    "event": parse_event,
    "enters": lambda text: parse_enters(text, _FIELDS, **_NAMES),
    "duration": parse_duration,
    "rate": parse_rate,
    "limit": parse_limit,
    "after": parse_after,
    "share": parse_share,
    "warning": parse_warning,
    "consequence": parse_consequence,
}


def section(title: str) -> str:
    """What stands under a heading, without its subsections."""
    found = re.search(rf"^##+ {title}\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    assert found is not None
    return found[1]


def rows(title: str) -> list[list[str]]:
    """The cells of every table row under a heading whose first cell is written in the language."""
    lines = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def keys(title: str) -> list[str]:
    return [row[0].strip("`") for row in rows(title)]


def examples() -> list[tuple[str, str]]:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S)
    return [(kind, line) for kind, body in blocks for line in body.splitlines()]


@pytest.mark.parametrize(("kind", "text"), examples())
def test_every_example_is_understood_and_renders(kind: str, text: str) -> None:
    parsed = PARSERS[kind](text)
    assert parsed.problems == ()
    if kind != "share":
        value: object = parsed.value
        assert value.sentence("de") and value.sentence("en")  # type: ignore[attr-defined]


def test_every_language_has_an_example() -> None:
    assert {kind for kind, _ in examples()} == set(PARSERS)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Record conditions", "record"),
        ("State conditions", "state"),
        ("Events", "event"),
        ("Warnings and consequences", "consequence"),
    ],
)
def test_every_sentence_is_as_shown(title: str, kind: str) -> None:
    table = [row for row in rows(title) if len(row) == 3]
    assert len(table) >= 6
    for written, english, german in table:
        value: object = PARSERS[kind](written.strip("`")).value
        assert value is not None, written
        assert [value.sentence("en"), value.sentence("de")] == [english, german]  # type: ignore[attr-defined]


def test_every_refusal_is_as_shown() -> None:
    table = rows("What is refused")
    assert len(table) >= 8
    for written, why in table:
        problem = parse_record(written.strip("`"), _FIELDS).problems[0]
        assert (f"{problem.message} ({problem.hint})" if problem.hint else problem.message) == why


def test_operators_and_functions() -> None:
    assert rows("Operators") == [[f"`{o.text}`", o.meaning] for o in OPERATORS.values()]
    only = " (state conditions only)"
    told = [[f"`{f.name}`", f.meaning + (only if f.of_state else "")] for f in FUNCTIONS.values()]
    assert rows("Functions") == told


def test_state_terms() -> None:
    terms = [row for row in rows("State conditions") if len(row) == 2]
    assert terms[: len(STATE_TERMS)] == [[f"`{term.name}`", term.meaning] for term in STATE_TERMS.values()]
    assert [row[0] for row in terms[len(STATE_TERMS) :]] == [
        "`<criterion>_met`", "`<criterion>_state`", "`touched('<kind>')`",
    ]  # fmt: skip
    assert all(f"`{state}`" in terms[-2][1] for state in CRITERION_STATES)


def test_events_units_and_consequences() -> None:
    assert keys("Events") == [*EVENTS, "stage.opportunity"]
    measures = {UnitKind.CALENDAR: "the calendar", UnitKind.ELAPSED: "elapsed time", UnitKind.BUSINESS: "business time"}
    assert rows("Durations, rates, limits, shares") == [
        [f"`{unit.key}`", measures[unit.kind], unit.en[1], unit.de[1]] for unit in UNITS.values()
    ]
    assert keys("Warnings and consequences") == list(ACTIONS)
    durations = section("Durations, rates, limits, shares")
    *first, last = [f"`{period}`" for period in PERIODS]
    assert f"so many `per` {', '.join(first)} or {last}:" in durations
    assert f"A time without something ({', '.join(f'`{word}`' for word in WITHOUT)}):" in durations


def test_reserved_names() -> None:
    assert re.findall(r"`(\w+)`[,.]", section("Reserved names")) == sorted(RESERVED)
