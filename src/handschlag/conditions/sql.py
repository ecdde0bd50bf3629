"""A condition as DuckDB's boolean SQL, three-valued, with nothing of the user's text left unquoted."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from handschlag.conditions.canonical import quoted
from handschlag.conditions.nodes import (
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    Between,
    Call,
    Compare,
    Field,
    Flag,
    IsNull,
    Like,
    Literal,
    Node,
    Not,
    Plain,
    Value,
)
from handschlag.conditions.tables import FieldType

Column = Callable[[str, FieldType], str]


def condition_sql(node: Node, column: Column) -> str:
    """The SQL of a record condition; `column` gives the SQL of each field, of VARCHAR, DOUBLE, BOOLEAN or DATE."""

    def value(of: Value) -> str:
        return value_sql(of, column)

    match node:
        case AllOf(parts):
            return "(" + " AND ".join(condition_sql(part, column) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + " OR ".join(condition_sql(part, column) for part in parts) + ")"
        case Not(part):
            return f"(NOT {condition_sql(part, column)})"
        case Compare(operator, left, right):
            return f"({value(left)} {operator} {value(right)})"
        case Between(middle, low, high):
            return f"({value(middle)} BETWEEN {value(low)} AND {value(high)})"
        case Among(one, choices):
            return f"({value(one)} IN ({', '.join(value(choice) for choice in choices)}))"
        case Like(text, pattern, any_case):
            return f"({value(text)} {'ILIKE' if any_case else 'LIKE'} {quoted(pattern)})"
        case IsNull(of):
            return f"({value(of)} IS NULL)"
        case Flag(of):
            return value(of)
        case _:
            raise TypeError(node)


def value_sql(value: Value, column: Column) -> str:
    """The SQL of one value."""
    match value:
        case Field(name, type_):
            return f"({column(name, type_)})"
        case Literal(plain):
            return _literal(plain)
        case Call(function, arguments):
            return f"{function}({', '.join(value_sql(argument, column) for argument in arguments)})"
        case Arithmetic(operator, left, right):
            # In DOUBLE no size of numbers makes DuckDB fail; a division by zero is unknown, not an error.
            one, other = (f"CAST({value_sql(side, column)} AS DOUBLE)" for side in (left, right))
            return f"({one} / nullif({other}, 0))" if operator == "/" else f"({one} {operator} {other})"
        case _:
            raise TypeError(value)


def _literal(plain: Plain) -> str:
    match plain:
        case bool():
            return "TRUE" if plain else "FALSE"
        case int():
            return f"({plain})" if plain < 0 else str(plain)
        case Decimal():
            return f"({plain:f})"
        case datetime.date():
            return f"DATE {quoted(plain.isoformat())}"
        case str():
            return quoted(plain)
