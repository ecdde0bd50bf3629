"""The conditions of an agreement answered one profile at a time, the plainest way: True, False, or None for unknown."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from handschlag.conditions import nodes


def holds(node: nodes.Node, value_of: Callable[[Any], Any]) -> bool | None:
    """Whether a condition's tree holds; `value_of` answers for a field or a state term."""
    match node:
        case nodes.AllOf(parts):
            return both([holds(part, value_of) for part in parts])
        case nodes.AnyOf(parts):
            return opposite(both([opposite(holds(part, value_of)) for part in parts]))
        case nodes.Not(part):
            return opposite(holds(part, value_of))
        case nodes.IsNull(value):
            return worth(value, value_of) is None
        case nodes.Flag(value):
            return worth(value, value_of)
        case nodes.Compare(sign, left, right):
            return compared(sign, worth(left, value_of), worth(right, value_of))
        case nodes.Between(value, low, high):
            one, least, most = (worth(part, value_of) for part in (value, low, high))
            return both([compared("<=", least, one), compared("<=", one, most)])
        case nodes.Among(value, choices):
            one = worth(value, value_of)
            return None if one is None else one in [choice.value for choice in choices]
        case nodes.Like(value, pattern, any_case):
            one = worth(value, value_of)
            parts = [{"%": ".*", "_": "."}.get(c, re.escape(c)) for c in pattern]
            flags = re.DOTALL | (re.IGNORECASE if any_case else 0)
            return None if one is None else re.fullmatch("".join(parts), one, flags) is not None
    raise TypeError(node)


def both(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def opposite(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def compared(sign: str, left: Any, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    return {
        "=": left == right,
        "<>": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]


def worth(value: nodes.Value, value_of: Callable[[Any], Any]) -> Any:
    match value:
        case nodes.Literal(plain):
            return Decimal(plain) if isinstance(plain, int) and not isinstance(plain, bool) else plain
        case nodes.Field() | nodes.Term():
            return value_of(value)
        case nodes.Call("coalesce", arguments):
            return next((one for part in arguments if (one := worth(part, value_of)) is not None), None)
        case nodes.Call(function, (argument,)):
            one = worth(argument, value_of)
            does: dict[str, Callable[[str], Any]] = {"lower": str.lower, "upper": str.upper, "length": len}
            return None if one is None else does[function](one)
        case nodes.Arithmetic(sign, left, right):
            one, other = worth(left, value_of), worth(right, value_of)
            if one is None or other is None or (sign == "/" and other == 0):
                return None
            return {"+": one + other, "-": one - other, "*": one * other}[sign] if sign != "/" else one / other
    raise TypeError(value)


def field_value(profile: Mapping[str, str]) -> Callable[[nodes.Field], Any]:
    """A profile's values by the type a condition reads them as; a text that is no number is an unknown number."""

    def value_of(field: nodes.Field) -> Any:
        text = profile.get(field.name)
        if text is None or field.type == "text":
            return text
        if field.type == "boolean":
            return {"true": True, "false": False}.get(text)
        assert field.type == "number", "the histories have no dates in conditions"
        try:
            return Decimal(text)
        except InvalidOperation:
            return None

    return value_of


def first_match(matches: Any, profile: Mapping[str, str]) -> str | None:
    """The first market (or persona) whose `when` is true and whose `not_when` is not."""
    value_of = field_value(profile)
    for match in matches:
        left_out = match.not_when is not None and holds(match.not_when.tree, value_of) is True
        if holds(match.when.tree, value_of) is True and not left_out:
            return str(match.key)
    return None


def operation_holds(operation: Any, term: Callable[[Any], Any], record: Callable[[int], bool | None]) -> bool | None:
    """A state condition, by its operations (handschlag.conditions.operations says what they are)."""
    match operation:
        case ("and", left, right):
            return both([operation_holds(left, term, record), operation_holds(right, term, record)])
        case ("or", left, right):
            sides = [operation_holds(side, term, record) for side in (left, right)]
            return opposite(both([opposite(side) for side in sides]))
        case ("not", part):
            return opposite(operation_holds(part, term, record))
        case ("record", number):
            return record(number)
        case ("is_null", key):
            return term(key) is None
        case ("compare", sign, key, literal):
            return compared(sign, term(key), literal)
        case ("between", key, low, high):
            return both([compared("<=", low, term(key)), compared("<=", term(key), high)])
        case ("in", key, choices):
            return None if term(key) is None else term(key) in choices
    raise ValueError(operation)
