"""Finds the place in the file of a character inside a value, also where the value is quoted or folded over lines."""

from handschlag.files.tree import Place, Scalar

_WHITE = " \t\r\n"


def place_within(scalar: Scalar, text: str, offset: int) -> Place:
    """The place of the value's character number `offset` (from 0). Where it cannot be told, the value's own place."""
    position = _position(scalar, text, offset)
    if position is None:
        return scalar.place
    begin = text.rfind("\n", 0, position) + 1
    return Place(text.count("\n", 0, position) + 1, position - begin + 1)


def _position(scalar: Scalar, text: str, offset: int) -> int | None:
    """Walk value and source side by side. White space and quoting differ between them; everything else must agree."""
    position = _body(scalar, text)
    for number, character in enumerate(scalar.written):
        if character not in _WHITE:
            found = _skip_to(text, position, scalar.end, character)
            if found is None:
                return None
            if number >= offset:
                return found
            position = found + 1
        elif number >= offset:
            offset = number + 1  # a place in white space: the next word is what is meant
    return max(scalar.start, min(position, scalar.end) - 1) if scalar.written else scalar.start


def _body(scalar: Scalar, text: str) -> int:
    """Where the value itself begins: behind the quote, or behind the line of `>` or `|`."""
    opening = text[scalar.start : scalar.start + 1]
    if opening in ("'", '"'):
        return scalar.start + 1
    if opening in (">", "|"):
        return text.find("\n", scalar.start) + 1
    return scalar.start


def _skip_to(text: str, position: int, end: int, character: str) -> int | None:
    while position < end:
        if text[position] == character:
            return position
        if text[position] not in _WHITE and text[position] not in "\\'\"":
            return None
        position += 1
    return None
