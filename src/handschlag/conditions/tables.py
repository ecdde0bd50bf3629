"""The visible tables of conditions: types, operators, functions, and what can be asked about a lead."""

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True)
class Operator:
    """An operator of conditions, and what it means in plain words."""

    text: str
    meaning: str


OPERATORS: dict[str, Operator] = {
    operator.text: operator
    for operator in (
        Operator("and", "both sides hold"),
        Operator("or", "at least one side holds"),
        Operator("not", "the opposite holds"),
        Operator("=", "is the same"),
        Operator("<>", "is something else"),
        Operator("<", "is less, earlier, or before it in the alphabet"),
        Operator("<=", "is less or the same"),
        Operator(">", "is more, later, or after it in the alphabet"),
        Operator(">=", "is more or the same"),
        Operator("between", "lies between two values, both included"),
        Operator("in", "is one of a list"),
        Operator("like", "matches a pattern: % any text, _ any one character"),
        Operator("ilike", "like `like`, capitals and small letters alike"),
        Operator("is null", "is unknown"),
        Operator("is not null", "is known"),
        Operator("+", "plus"),
        Operator("-", "minus"),
        Operator("*", "times"),
        Operator("/", "divided by; by zero gives unknown"),
    )
}


@dataclass(frozen=True)
class Function:
    """A function of conditions. `takes` and `gives` are None where the type is that of the first argument."""

    name: str
    takes: FieldType | None
    gives: FieldType | None
    fewest: int
    most: int
    meaning: str
    of_state: bool = False


FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("lower", FieldType.TEXT, FieldType.TEXT, 1, 1, "the text in small letters"),
        Function("upper", FieldType.TEXT, FieldType.TEXT, 1, 1, "the text in capitals"),
        Function("length", FieldType.TEXT, FieldType.NUMBER, 1, 1, "the number of characters"),
        Function("coalesce", None, None, 2, 8, "the first of its values that is known"),
        Function(
            "touched", FieldType.TEXT, FieldType.NUMBER, 1, 1, "how many touchpoints of one kind there were", True
        ),
    )
}

#: Functions other programs offer that look at many records; a condition looks at one.
AGGREGATES = frozenset(
    {"count", "sum", "avg", "min", "max", "median", "first", "last", "any_value", "list", "string_agg"}
)


@dataclass(frozen=True)
class StateTerm:
    """Something a state condition can ask about a lead."""

    name: str
    type: FieldType
    meaning: str


STATE_TERMS: dict[str, StateTerm] = {
    term.name: term
    for term in (
        StateTerm("touches", FieldType.NUMBER, "touchpoints that count, in this pass"),
        StateTerm("engagement", FieldType.NUMBER, "the engagement score now"),
        StateTerm("fit", FieldType.NUMBER, "the fit score now"),
        StateTerm("criteria_met", FieldType.NUMBER, "how many of the agreed criteria are met"),
        StateTerm("market", FieldType.TEXT, "the key of the target market the company belongs to; null if to none"),
        StateTerm("persona", FieldType.TEXT, "the key of the persona the person matches; null if none"),
        StateTerm("days_since_touch", FieldType.NUMBER, "whole days since the last touchpoint that counts"),
        StateTerm("days_since_stage", FieldType.NUMBER, "whole days in the present stage"),
        StateTerm("attempts", FieldType.NUMBER, "attempts to reach the person, in this pass"),
        StateTerm("grade", FieldType.TEXT, "fit letter and engagement digit, such as A1"),
    )
}

#: What follows a criterion's key: `need_met`, `need_state`.
CRITERION_TERMS: dict[str, StateTerm] = {
    term.name: term
    for term in (
        StateTerm("met", FieldType.BOOLEAN, "whether the criterion is met"),
        StateTerm("state", FieldType.TEXT, "what is known about the criterion"),
    )
}

#: What can be known about a criterion, weakest first; refuted is none of them.
CRITERION_STATES = ("unknown", "hinted", "stated", "confirmed", "refuted")


def criterion_terms(criteria: tuple[str, ...]) -> dict[str, StateTerm]:
    """The state terms that these criteria bring: `<criterion>_met` and `<criterion>_state`."""
    return {
        f"{key}_{name}": StateTerm(f"{key}_{name}", term.type, term.meaning)
        for key in criteria
        for name, term in CRITERION_TERMS.items()
    }


#: Words that cannot be the name of a field or of a named condition.
RESERVED = frozenset(
    {"and", "or", "not", "between", "in", "like", "ilike", "is", "null", "true", "false", *FUNCTIONS, *STATE_TERMS}
)
