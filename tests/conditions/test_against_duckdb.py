"""DuckDB itself is the judge of what a condition means: it gets the very text, we get the parsed condition."""

from collections.abc import Mapping
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings, strategies as st

from handschlag.conditions import FieldType, TermKey, TermValue, evaluate
from tests.conditions.house import CRITERIA, FIELDS, NAMED, record, state
from tests.conditions.texts import TEXTS, record_texts, state_texts

_SQL_TYPES = {
    FieldType.TEXT: "VARCHAR",
    FieldType.NUMBER: "DOUBLE",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.DATE: "DATE",
}
_TERMS = {
    "touches": "BIGINT", "engagement": "BIGINT", "fit": "BIGINT", "attempts": "BIGINT", "days_since_touch": "BIGINT",
    "touched_webinar": "BIGINT", "market": "VARCHAR", "persona": "VARCHAR", "grade": "VARCHAR", "need_state": "VARCHAR",
    "need_met": "BOOLEAN", "budget_met": "BOOLEAN",
}  # fmt: skip
_VALUES = {
    "VARCHAR": st.sampled_from([*TEXTS, "de", "midmarket_dach", "it_lead", "stated", "B2"]),
    "DOUBLE": st.integers(-1, 5),
    "BIGINT": st.integers(-1, 5),
    "BOOLEAN": st.booleans(),
    "DATE": st.dates().filter(lambda date: date.year > 1) | st.sampled_from(["2026-01-01", "1999-12-31"]),
}
_COLUMNS = {name: _SQL_TYPES[kind] for name, kind in FIELDS.items()} | _TERMS

rows = st.fixed_dictionaries({name: st.none() | _VALUES[kind] for name, kind in _COLUMNS.items()})
connection = duckdb.connect()


def ask(condition: str, row: Mapping[str, Any]) -> bool | None:
    """DuckDB's answer to a condition on one row."""
    columns = ", ".join(f'CAST(${name} AS {_COLUMNS[name]}) AS "{name}"' for name in row)
    answer = connection.execute(f"SELECT {condition} FROM (SELECT {columns})", dict(row)).fetchone()
    assert answer is not None
    result: bool | None = answer[0]
    return result


def as_sql(text: str) -> str:
    """A generated text as DuckDB takes it: the one field that is a reserved word quoted, terms as columns."""
    text = text.replace("order", '"order"').replace("touched('webinar')", "touched_webinar")
    return text.replace("target", f"({NAMED['target'].text})")


def column(name: str, kind: FieldType) -> str:
    return f'"{name}"'


@settings(max_examples=300, deadline=None)
@given(record_texts, rows)
def test_the_sql_of_a_record_condition(text: str, row: dict[str, Any]) -> None:
    assert ask(record(text).sql(column), row) is ask(as_sql(text), row)


@settings(max_examples=300, deadline=None)
@given(state_texts, rows)
def test_evaluate_answers_as_duckdb(text: str, row: dict[str, Any]) -> None:
    condition = state(text)

    def term(key: TermKey) -> TermValue:
        value: TermValue = row[key if isinstance(key, str) else "_".join(key)]
        return value

    def record_answer(number: int) -> bool | None:
        return ask(condition.records[number].sql(column), row)

    assert evaluate(condition.operation, term, record_answer) is ask(as_sql(text), row)


@pytest.mark.parametrize("text", ["a_b", "it's", "') or ('1'='1", "\\", "%", "„“", "\n", "x" * 1000])
def test_a_text_means_itself(text: str) -> None:
    quoted = text.replace("'", "''")
    row = {**dict.fromkeys(_COLUMNS), "plan": text}
    assert ask(record(f"plan = '{quoted}' and plan in ('{quoted}', 'y')").sql(column), row) is True
    assert ask(record(f"plan <> '{quoted}'").sql(column), row) is False
    assert ask(record(f"country = '{quoted}'").sql(column), row) is None


def test_arithmetic_never_fails() -> None:
    big = {**dict.fromkeys(_COLUMNS), "employees": 1e300, "seats": 0}
    assert ask(record("employees * employees > 999999999999999999").sql(column), big) is True
    assert ask(record("employees / seats > 1").sql(column), big) is None
    assert ask(record("999999999999999999 * 999999999999999999 * employees > 1").sql(column), big) is True


def test_criteria_of_the_house_are_those_generated() -> None:
    assert {"need", "budget"} <= set(CRITERIA)
