"""Ready mappings: small exports of each system, recognised by their headers, become exactly these facts."""

import json
from pathlib import Path

import pytest

from handschlag.actions.suggestions import propose
from handschlag.mapping import loads, ready
from tests.suggest.facts import facts_of

EXPORTS = Path(__file__).parent / "exports"
CASES = sorted(path.name for path in EXPORTS.iterdir())


def exports(case: str) -> list[Path]:
    return sorted((EXPORTS / case).glob("*.csv"))


@pytest.mark.parametrize("one", ready(), ids=lambda one: one.key)
def test_every_ready_mapping_loads(one: object) -> None:
    loaded = loads(one.text.encode(), one.key)  # type: ignore[attr-defined]
    assert loaded.problems == []


def test_every_ready_mapping_has_an_export_in_both_languages() -> None:
    assert [f"{one.key}_{language}" for one in ready() for language in ("de", "en")] == sorted(
        CASES, key=lambda case: [one.key for one in ready()].index(case[:-3])
    )


@pytest.mark.parametrize("case", CASES)
def test_recognised(case: str) -> None:
    proposal = propose(files=exports(case))
    system = case[:-3]
    assert proposal.document["connection"] == system
    assert {table.why.en for table in proposal.tables} == {f"its headers: an export of {system}"}
    assert proposal.unread == {}


@pytest.mark.parametrize("case", CASES)
def test_facts(case: str) -> None:
    lines = (EXPORTS / case / "facts.jsonl").read_text("utf-8").splitlines()
    assert facts_of(exports(case)) == [json.loads(line) for line in lines]
