"""The tree of a parsed and type-checked condition; everything else (SQL, sentence, canonical text) is read from it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from handschlag.conditions.tables import FieldType

#: What stands in a condition as it is: text, number, yes or no, date.
Plain: TypeAlias = str | int | Decimal | bool | datetime.date
#: A state term, or a state function with its argument: `("touched", "webinar")`.
TermKey: TypeAlias = str | tuple[str, str]


@dataclass(frozen=True)
class Field:
    """A field of the record."""

    name: str
    type: FieldType
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Term:
    """Something about the state of a lead."""

    key: TermKey
    type: FieldType
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Literal:
    """A value written in the condition."""

    value: Plain
    type: FieldType
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Call:
    """A function of FUNCTIONS with its arguments."""

    function: str
    arguments: "tuple[Value, ...]"
    type: FieldType
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Arithmetic:
    """Two numbers and + - * or /."""

    operator: str
    left: "Value"
    right: "Value"
    type: FieldType = FieldType.NUMBER
    at: int = field(default=0, compare=False)


Value: TypeAlias = Field | Term | Literal | Call | Arithmetic


@dataclass(frozen=True)
class Compare:
    """Two values of one type and = <> < <= > or >=."""

    operator: str
    left: Value
    right: Value


@dataclass(frozen=True)
class Between:
    """A value between two others, both included."""

    value: Value
    low: Value
    high: Value


@dataclass(frozen=True)
class Among:
    """A value that is one of a list."""

    value: Value
    choices: tuple[Literal, ...]


@dataclass(frozen=True)
class Like:
    """A text that matches a pattern."""

    value: Value
    pattern: str
    any_case: bool


@dataclass(frozen=True)
class IsNull:
    """A value that is unknown."""

    value: Value


@dataclass(frozen=True)
class Flag:
    """A yes-or-no value standing alone."""

    value: Value


@dataclass(frozen=True)
class Named:
    """A record condition called by its name."""

    name: str


@dataclass(frozen=True)
class Not:
    """The opposite."""

    part: "Node"


@dataclass(frozen=True)
class AllOf:
    """Every part holds (and). No part is itself an AllOf."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds (or). No part is itself an AnyOf."""

    parts: "tuple[Node, ...]"


Atom: TypeAlias = Compare | Between | Among | Like | IsNull | Flag | Named
Node: TypeAlias = Atom | Not | AllOf | AnyOf


def values_of(atom: Atom) -> tuple[Value, ...]:
    """The values an atom is made of."""
    match atom:
        case Compare(_, left, right):
            return (left, right)
        case Between(value, low, high):
            return (value, low, high)
        case Among(value, choices):
            return (value, *choices)
        case Like(value) | IsNull(value) | Flag(value):
            return (value,)
        case Named():
            return ()


def atoms(node: Node) -> Iterator[Atom]:
    """All atoms of a tree, from left to right."""
    match node:
        case Not(part):
            yield from atoms(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield node


def leaves(value: Value) -> Iterator[Field | Term | Literal]:
    """The fields, terms and literals a value is made of."""
    match value:
        case Call(_, arguments):
            for argument in arguments:
                yield from leaves(argument)
        case Arithmetic(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case _:
            yield value


def field_names(node: Node) -> frozenset[str]:
    """The names of all fields a condition reads."""
    return frozenset(
        leaf.name
        for atom in atoms(node)
        for value in values_of(atom)
        for leaf in leaves(value)
        if isinstance(leaf, Field)
    )


def term_keys(node: Node) -> frozenset[TermKey]:
    """All state terms a condition reads."""
    return frozenset(
        leaf.key
        for atom in atoms(node)
        for value in values_of(atom)
        for leaf in leaves(value)
        if isinstance(leaf, Term)
    )
