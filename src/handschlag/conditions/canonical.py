"""The normal form of a condition: the same meaning gives the same text, and the text parses to the same tree."""

import datetime
from decimal import Decimal

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
    Named,
    Node,
    Not,
    Plain,
    Term,
    Value,
)


def canonical(node: Node) -> str:
    """A condition in small letters, single blanks, and no bracket more than it needs."""
    match node:
        case AllOf(parts):
            return " and ".join(
                f"({canonical(part)})" if isinstance(part, AnyOf) else canonical(part) for part in parts
            )
        case AnyOf(parts):
            return " or ".join(canonical(part) for part in parts)
        case Not(IsNull(value)):
            return f"{written(value)} is not null"
        case Not(Between() | Among() | Like() as atom):
            return _atom(atom, "not ")
        case Not(AllOf() | AnyOf() as part):
            return f"not ({canonical(part)})"
        case Not(part):
            return f"not {canonical(part)}"
        case _:
            return _atom(node)


def _atom(node: Node, opposite: str = "") -> str:
    match node:
        case Compare(operator, left, right):
            return f"{written(left)} {operator} {written(right)}"
        case Between(value, low, high):
            return f"{written(value)} {opposite}between {written(low)} and {written(high)}"
        case Among(value, choices):
            return f"{written(value)} {opposite}in ({', '.join(written(choice) for choice in choices)})"
        case Like(value, pattern, any_case):
            return f"{written(value)} {opposite}{'ilike' if any_case else 'like'} {quoted(pattern)}"
        case IsNull(value):
            return f"{written(value)} is null"
        case Flag(value):
            return written(value)
        case Named(name):
            return name
        case _:
            raise TypeError(node)


def written(value: Value) -> str:
    """A value as the agreement writes it."""
    match value:
        case Field(name):
            return name
        case Term((function, argument)):
            return f"{function}({quoted(argument)})"
        case Term(str(key)):
            return key
        case Literal(plain):
            return plain_text(plain)
        case Call(function, arguments):
            return f"{function}({', '.join(written(argument) for argument in arguments)})"
        case Arithmetic(operator, left, right):
            return f"({written(left)} {operator} {written(right)})"
        case _:
            raise TypeError(value)


def plain_text(plain: Plain) -> str:
    """A literal as the agreement writes it."""
    match plain:
        case bool():
            return "true" if plain else "false"
        case int():
            return str(plain)
        case Decimal():
            return f"{plain:f}"
        case datetime.date():
            return quoted(plain.isoformat())
        case str():
            return quoted(plain)


def quoted(text: str) -> str:
    """A text in single quotes; a quote inside is doubled."""
    return "'" + text.replace("'", "''") + "'"
