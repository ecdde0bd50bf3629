"""The JSON Schema: valid itself, refuses what the program refuses, and says what every key means."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handschlag.agreement import loads, schema
from handschlag.files.reader import read
from tests.agreement.plain import plain
from tests.agreement.tables import tables
from tests.agreement.writing import SOUND, with_more, written


def errors(data: bytes) -> list[str]:
    found = Draft202012Validator(schema()).iter_errors(plain(read(data, "a").node))
    return [error.json_path for error in found]


def test_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert errors(SOUND.encode()) == []


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (written("currency: EUR", "currency: euro"), "$.currency"),
        (written("handschlag: 1", "handschlag: 2"), "$.handschlag"),
        (written("phase: intent", "phase: intents"), "$.funnel.stages[1].phase"),
        (written("key: prospect,", "key: Prospect,"), "$.funnel.stages[0].key"),
        (written("parties:", "partys:"), "$"),
        (written("back_to: prospect", "back_too: prospect"), "$.funnel.detours.recycled"),
        (with_more('goals: {"2026": {revenue: 5 Mio}}\n'), "$.goals"),
        (with_more("criteria2: {}\n"), "$"),
    ],
)
def test_refuses_what_the_program_refuses(data: bytes, path: str) -> None:
    assert set(errors(data)) == {path}
    assert loads(data, "a").agreement is None


def test_every_key_says_what_it_means() -> None:
    silent = [f"{path}.{key}" for path, keys in tables(schema()).items() for key, part in keys.items() if not part]
    assert silent == []


def test_questions_are_no_criterion() -> None:
    criteria: dict[str, Any] = schema()["$defs"]["CriteriaTerms"]
    assert list(criteria["properties"]) == ["profile_questions"]
    assert list(criteria["patternProperties"]) == ["^(?!profile_questions$)[a-z][a-z0-9_]*$"]
    assert criteria["additionalProperties"] is False
