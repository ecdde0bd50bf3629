"""Reads the values inside a condition (fields, terms, literals, functions, arithmetic) and checks their types."""

import datetime
import re
from decimal import Decimal

from sqlglot import expressions as exp

from handschlag.conditions.nodes import Arithmetic, Call, Field, Literal, Term, Value
from handschlag.conditions.parsed import Place, did_you_mean, shown
from handschlag.conditions.scope import Scope
from handschlag.conditions.tables import FUNCTIONS, FieldType, Function
from handschlag.errors import Problem

#: sqlglot forgets the places of true, false and null, and knows functions that conditions do not. It gets them as
#: names that nobody can write, because they contain a blank.
CALL_PREFIX = "call of "
CONSTANTS = {"true": "the value true", "false": "the value false", "null": "the value null"}
ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
A_TYPE = {
    FieldType.TEXT: "text",
    FieldType.NUMBER: "a number",
    FieldType.BOOLEAN: "yes or no",
    FieldType.DATE: "a date",
}


def bare(tree: exp.Expr) -> exp.Expr:
    """The expression inside its brackets."""
    while isinstance(tree, exp.Paren):
        tree = tree.this
    return tree


class Values:
    """Reads values. A value that is wrong is None, and its problem is kept in `problems`."""

    def __init__(self, text: str, scope: Scope, place: Place) -> None:
        self.text = text
        self.scope = scope
        self.place = place
        self.problems: list[Problem] = []

    def complain(self, at: int | exp.Expr, message: str, hint: str = "") -> None:
        offset = at if isinstance(at, int) else offset_of(at)
        self.problems.append(self.place.problem(self.text, offset, message, hint))

    def value(self, tree: exp.Expr) -> Value | None:
        tree = bare(tree)
        match tree:
            case exp.Column():
                return self._name(tree)
            case exp.Literal():
                return _literal(tree)
            case exp.Neg():
                return self._negative(tree)
            case exp.Anonymous():
                return self._call(tree)
            case exp.Add() | exp.Sub() | exp.Mul() | exp.Div():
                return self._arithmetic(tree)
            case _:
                self.complain(tree, "a value is expected here, not a condition", "join conditions with and, or")
        return None

    def _name(self, tree: exp.Column) -> Value | None:
        name = tree.name
        if name == CONSTANTS["null"]:
            self.complain(tree, "nothing can be compared with null", "write `is null` or `is not null`")
            return None
        if name in CONSTANTS.values():
            return Literal(name == CONSTANTS["true"], FieldType.BOOLEAN, offset_of(tree))
        if name in self.scope.terms:
            return Term(name, self.scope.terms[name].type, offset_of(tree))
        if name in self.scope.named:
            self.complain(tree, f"`{name}` is a condition of its own and cannot be compared", "let it stand alone")
            return None
        if name in self.scope.fields:
            return Field(name, self.scope.fields[name], offset_of(tree))
        return None  # unknown: said already

    def _negative(self, tree: exp.Neg) -> Value | None:
        value = self.value(tree.this)
        if isinstance(value, Literal) and value.type is FieldType.NUMBER and not isinstance(value.value, str):
            assert isinstance(value.value, int | Decimal)
            return Literal(-value.value, FieldType.NUMBER, value.at)
        if value is None or not self._number(value):
            return None
        return Arithmetic("-", Literal(0, FieldType.NUMBER), value, at=value.at)

    def _arithmetic(self, tree: exp.Expr) -> Value | None:
        left, right = self.value(tree.this), self.value(tree.args["expression"])
        fine = [value is not None and self._number(value) for value in (left, right)]
        if left is None or right is None or not all(fine):
            return None
        return Arithmetic(ARITHMETIC[type(tree)], left, right, at=left.at)

    def _number(self, value: Value) -> bool:
        if value.type is FieldType.NUMBER:
            return True
        message = (
            f"only numbers can be added, subtracted, multiplied or divided; {name_of(value)} is {A_TYPE[value.type]}"
        )
        self.complain(value.at, message)
        return False

    def _call(self, tree: exp.Anonymous) -> Value | None:
        function = FUNCTIONS.get(str(tree.this).removeprefix(CALL_PREFIX))
        if function is None or (function.of_state and not self.scope.of_state):
            return None  # unknown here: said already
        arguments = [self.value(argument) for argument in tree.expressions]
        known = tuple(argument for argument in arguments if argument is not None)
        if len(known) < len(arguments):
            return None
        at = offset_of(tree)
        if not function.fewest <= len(known) <= function.most:
            count = (
                str(function.fewest) if function.most == function.fewest else f"{function.fewest} to {function.most}"
            )
            self.complain(at, f"`{function.name}` takes {count} value{'' if count == '1' else 's'} in its brackets")
            return None
        return self._touched(known[0], at) if function.of_state else self._typed_call(function, known, at)

    def _touched(self, kind: Value, at: int) -> Value | None:
        if not isinstance(kind, Literal) or not isinstance(kind.value, str):
            self.complain(
                kind.at, "`touched` takes the kind of touchpoint in single quotes", "as in touched('webinar') >= 1"
            )
            return None
        if self.scope.touches is not None and kind.value not in self.scope.touches:
            message = f"unknown kind of touchpoint '{shown(kind.value)}'"
            self.complain(kind.at, message, did_you_mean(kind.value, self.scope.touches))
            return None
        return Term(("touched", kind.value), FieldType.NUMBER, at)

    def _typed_call(self, function: Function, arguments: tuple[Value, ...], at: int) -> Value | None:
        takes = function.takes or arguments[0].type
        agreed = tuple(self.as_type(argument, takes) for argument in arguments)
        known = tuple(argument for argument in agreed if argument is not None)
        if len(known) < len(agreed):
            return None
        for argument in known:
            if argument.type is not takes:
                message = (
                    f"`{function.name}` takes {A_TYPE[takes]} here; {name_of(argument)} is {A_TYPE[argument.type]}"
                )
                self.complain(argument.at, message)
                return None
        return Call(function.name, known, function.gives or takes, at)

    def as_type(self, value: Value, wanted: FieldType) -> Value | None:
        """A text that stands where a date is wanted becomes that date."""
        if wanted is not FieldType.DATE or not isinstance(value, Literal) or not isinstance(value.value, str):
            return value
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.value, re.ASCII):
                return Literal(datetime.date.fromisoformat(value.value), FieldType.DATE, value.at)
        except ValueError:
            pass
        self.complain(value.at, f"'{shown(value.value)}' is no date", "write year-month-day, as in '2026-01-31'")
        return None


def _literal(tree: exp.Literal) -> Literal:
    if tree.is_string:
        return Literal(str(tree.this), FieldType.TEXT, offset_of(tree))
    number = Decimal(str(tree.this))
    whole = number == number.to_integral_value()
    return Literal(int(number) if whole else number.normalize(), FieldType.NUMBER, offset_of(tree))


def offset_of(tree: exp.Expr) -> int:
    """Where the first word of an expression stands, as far as sqlglot remembers it."""
    return min((node.meta["start"] for node in tree.walk() if "start" in node.meta), default=0)


def name_of(value: Value) -> str:
    """A value as messages name it."""
    match value:
        case Field(name):
            return f"`{name}`"
        case Term((function, argument)):
            return f"`{function}('{shown(argument)}')`"
        case Term(key):
            return f"`{key}`"
        case Literal(str(text)):
            return f"'{shown(text)}'"
        case Literal(plain):
            return str(plain).lower()
        case Call(function):
            return f"`{function}(...)`"
        case Arithmetic():
            return "the calculation"
