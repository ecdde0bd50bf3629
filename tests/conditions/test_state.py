"""State conditions: split at and/or/not into operations and record conditions, and what is refused."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from handschlag.conditions import TermKey, TermValue, evaluate, parse_state
from tests.conditions.house import CRITERIA, FIELDS, MARKETS, NAMED, PERSONAS, TOUCHES, record, state


def test_the_preset_of_the_article() -> None:
    condition = state("engagement >= 40 and fit >= 30 and criteria_met >= 3 and need_met")
    assert condition.operation == (
        "and",
        (
            "and",
            ("and", ("compare", ">=", "engagement", 40), ("compare", ">=", "fit", 30)),
            ("compare", ">=", "criteria_met", 3),
        ),
        ("compare", "=", "need_met", True),
    )
    assert condition.records == ()
    assert condition.terms == {"engagement", "fit", "criteria_met", "need_met"}
    assert condition.touch_types == frozenset()


def test_what_reads_no_state_becomes_one_record_condition() -> None:
    condition = state("market is not null and persona is not null and (email is not null or phone is not null)")
    assert condition.operation == (
        "and",
        ("and", ("not", ("is_null", "market")), ("not", ("is_null", "persona"))),
        ("record", 0),
    )
    assert condition.records == (record("email is not null or phone is not null"),)


def test_named_and_repeated_record_conditions() -> None:
    condition = state("target and signed or not target and fit > 3 or signed and fit > 2")
    assert condition.operation == (
        "or",
        ("or", ("and", ("record", 0), ("record", 1)), ("and", ("not", ("record", 0)), ("compare", ">", "fit", 3))),
        ("and", ("record", 1), ("compare", ">", "fit", 2)),
    )
    assert condition.records == (NAMED["target"], record("signed"))


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("touched('webinar') >= 1", ("compare", ">=", ("touched", "webinar"), 1)),
        ("40 > engagement", ("compare", "<", "engagement", 40)),
        ("engagement >= 40.5", ("compare", ">=", "engagement", Decimal("40.5"))),
        ("fit not between -5 and 5", ("not", ("between", "fit", -5, 5))),
        ("grade in ('A1', 'B2')", ("in", "grade", ("A1", "B2"))),
        ("market = 'enterprise'", ("compare", "=", "market", "enterprise")),
        ("persona <> 'it_lead'", ("compare", "<>", "persona", "it_lead")),
        ("not need_met", ("not", ("compare", "=", "need_met", True))),
        ("need_met = false", ("compare", "=", "need_met", False)),
        ("need_state in ('stated', 'confirmed')", ("in", "need_state", ("stated", "confirmed"))),
        ("country = 'DE'", ("record", 0)),
        ("days_since_touch is null", ("is_null", "days_since_touch")),
    ],
)
def test_operations(text: str, operation: tuple[object, ...]) -> None:
    assert state(text).operation == operation
    assert state(state(text).canonical) == state(text)


def test_touch_types() -> None:
    condition = state("touched('webinar') >= 1 or touched('pricing_page') > 1")
    assert condition.touch_types == {"webinar", "pricing_page"}
    assert condition.terms == {"touched"}


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        ("engagement >= 'x'", 15, "`engagement` is a number, 'x' is text: they cannot be compared", "write the number without quotes"),  # noqa: E501
        ("need_met >= 1", 13, "`need_met` is yes or no, 1 is a number: they cannot be compared", "write `need_met` or `not need_met`"),  # noqa: E501
        ("criteria_met", 1, "`criteria_met` is a number and needs a comparison", "as in criteria_met > 0"),
        ("market = 'midmarket'", 10, "unknown market 'midmarket'", "did you mean `midmarket_dach`?"),
        ("persona in ('it_lead', 'it')", 24, "unknown persona 'it'", "known are it_lead, finance_lead"),
        ("need_state = 'confirmd'", 14, "unknown need state 'confirmd'", "did you mean `confirmed`?"),
        ("need_state >= 'stated'", 1, "`need_state` knows only =, <>, in, is null", "list them: need_state in ('...', '...')"),  # noqa: E501
        ("grade like 'A%'", 1, "`grade` knows only =, <>, in, is null", "list them: grade in ('...', '...')"),
        ("grade = 'good'", 9, "'good' is no grade", "a letter and a digit, as in 'A1'"),
        ("touched('webinr') >= 1", 9, "unknown kind of touchpoint 'webinr'", "did you mean `webinar`?"),
        ("touched(country) >= 1", 9, "`touched` takes the kind of touchpoint in single quotes", "as in touched('webinar') >= 1"),  # noqa: E501
        ("touched('webinar')", 1, "`touched('webinar')` is a number and needs a comparison", "as in touched('webinar') > 0"),  # noqa: E501
        ("neet_met", 1, "unknown field or term `neet_met`", "did you mean `need_met`?"),
        ("engagment >= 40", 1, "unknown field or term `engagment`", "did you mean `engagement`?"),
        ("target = 5", 1, "`target` is a condition of its own and cannot be compared", "let it stand alone"),
        ("signed and engagement > employees", 12, "`engagement` (state of the lead) and `employees` (field of a record) stand in one comparison", "compare each with a value of its own and join them with and, or"),  # noqa: E501
        ("engagement + fit >= 70", 1, "`engagement` cannot be calculated with or changed here", "let `engagement` stand alone on its side of the comparison"),  # noqa: E501
        ("engagement >= fit", 1, "`engagement` can only be compared with a written value", "such as 40 or 'A1'"),
        ("lower(market) = 'x'", 7, "`market` cannot be calculated with or changed here", "let `market` stand alone on its side of the comparison"),  # noqa: E501
    ],
)  # fmt: skip
def test_refused(text: str, column: int, message: str, hint: str) -> None:
    parsed = parse_state(
        text, FIELDS, touches=TOUCHES, criteria=CRITERIA, markets=MARKETS, personas=PERSONAS, named=NAMED
    )
    assert parsed.value is None
    assert [(p.column, p.message, p.hint) for p in parsed.problems] == [(column, message, hint)]


def test_without_criteria_and_markets() -> None:
    parsed = parse_state("need_met or market = 'x' or fit > 'y'", FIELDS)
    assert [(p.column, p.hint) for p in parsed.problems] == [
        (1, "the agreement has no criteria"),
        (22, "the agreement declares no market"),
        (35, "write the number without quotes"),
    ]


def test_a_criterion_cannot_take_the_place_of_a_state_term() -> None:
    parsed = parse_state("criteria_met >= 2", FIELDS, criteria=("criteria",))
    assert parsed.value is not None
    assert parsed.value.operation == ("compare", ">=", "criteria_met", 2)


@pytest.mark.parametrize(
    ("text", "terms", "record_answer", "answer"),
    [
        ("engagement >= 40 and need_met", {"engagement": None, "need_met": False}, None, False),
        ("engagement >= 40 and need_met", {"engagement": None, "need_met": True}, None, None),
        ("engagement >= 40 or need_met", {"engagement": None, "need_met": True}, None, True),
        ("engagement >= 40 or need_met", {"engagement": None, "need_met": False}, None, None),
        ("not (engagement >= 40)", {"engagement": None}, None, None),
        ("market is null", {"market": None}, None, True),
        ("market in ('enterprise')", {"market": None}, None, None),
        ("fit between 1 and 3", {"fit": 3}, None, True),
        ("fit between 1 and 3", {"fit": None}, None, None),
        ("signed and fit > 1", {"fit": 2}, None, None),
        ("signed or fit > 1", {"fit": 2}, None, True),
        ("not signed and fit > 1", {"fit": 2}, True, True),
        ("not target and fit > 1", {"fit": 2}, False, True),
    ],
)
def test_evaluate(text: str, terms: Mapping[str, TermValue], record_answer: bool | None, answer: bool | None) -> None:
    def term(key: TermKey) -> TermValue:
        return terms[str(key)]

    assert evaluate(state(text).operation, term, lambda number: record_answer) is answer


def test_evaluate_refuses_what_is_no_operation() -> None:
    with pytest.raises(ValueError, match="not an operation"):
        evaluate(("xor", ("record", 0)), lambda key: None, lambda number: None)
