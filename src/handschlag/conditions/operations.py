"""The small table of operations a state condition becomes, as plain tuples, and what they answer, three-valued.

    ("and", a, b)  ("or", a, b)  ("not", a)      a and b are operations
    ("compare", operator, term, literal)         operator is = <> < <= > >=
    ("between", term, low, high)                 both included
    ("in", term, (literal, ...))
    ("is_null", term)
    ("record", number)                           the answer of that record condition

A term is the name of a state term, or `("touched", type)`. A literal is a text, a whole number, a decimal, or a yes or
no. A yes-or-no term standing alone is compared with True.
"""

import operator as operators
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from handschlag.conditions.nodes import TermKey

Operation: TypeAlias = tuple[Any, ...]
TermValue: TypeAlias = str | int | Decimal | bool | None

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operators.eq,
    "<>": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


def evaluate(
    operation: Operation, term: Callable[[TermKey], TermValue], record: Callable[[int], bool | None]
) -> bool | None:
    """True, false, or None where it is unknown: `unknown and false` is false, `unknown or true` is true."""
    match operation:
        case ("and", left, right):
            return _all_hold(evaluate(left, term, record), evaluate(right, term, record))
        case ("or", left, right):
            return _negated(_all_hold(_negated(evaluate(left, term, record)), _negated(evaluate(right, term, record))))
        case ("not", part):
            return _negated(evaluate(part, term, record))
        case ("record", number):
            return record(number)
        case ("is_null", key):
            return term(key) is None
        case ("compare", sign, key, literal):
            value = term(key)
            return None if value is None else COMPARISONS[sign](value, literal)
        case ("between", key, low, high):
            value = term(key)
            return None if value is None else bool(COMPARISONS["<="](low, value) and COMPARISONS["<="](value, high))
        case ("in", key, choices):
            value = term(key)
            return None if value is None else value in choices
        case _:
            raise ValueError(f"not an operation: {operation!r}")


def _all_hold(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer
