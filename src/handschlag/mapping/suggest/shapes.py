"""What values look like: instants with their formats, numbers with their decimal sign, e-mail addresses."""

import re
from collections.abc import Sequence
from datetime import datetime

#: Patterns that are tried, the more exact first. Of `%d/%m` and `%m/%d` the one that fits more values is taken.
PATTERNS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M", "%d.%m.%Y",
    "%d.%m.%y", "%m/%d/%Y %I:%M %p", "%m/%d/%Y, %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y, %H:%M", "%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d-%m-%Y %H:%M",
    "%b %d, %Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y",
)  # fmt: skip
#: The share of a column's values that must be instants.
ENOUGH = 0.9
#: How many different values are looked at.
LOOKED_AT = 300

_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.?\d*[+Z]"
)
_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$")
_POINT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$")
_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+$")
_MARKS = re.compile(r"^(EUR|USD|CHF|GBP|[€$£])\s*|\s*(EUR|USD|CHF|GBP|[€$£])$")


#: What a directive can stand for, roughly.
_DIRECTIVES = {
    "%Y": r"\d{4}", "%y": r"\d\d", "%m": r"\d{1,2}", "%d": r"\d{1,2}", "%H": r"\d{1,2}", "%I": r"\d{1,2}",
    "%M": r"\d{1,2}", "%S": r"\d{1,2}", "%p": r"\w+", "%b": r"\w+", "%B": r"\w+",
}  # fmt: skip
_SKELETONS = {
    pattern: re.compile(
        re.sub(r"%\w", lambda found: _DIRECTIVES[found[0]], re.sub(r"([./])", r"\\\1", pattern)).replace(" ", r"\s+")
    )
    for pattern in PATTERNS
}


def fits(value: str, format_: str) -> bool:
    """Whether a value is written in a format."""
    if format_ == "iso":
        return _ISO.match(value) is not None
    if format_ in _SKELETONS and not _SKELETONS[format_].fullmatch(value):
        return False  # far cheaper than to let strptime fail
    try:
        datetime.strptime(value, format_)
    except ValueError:
        return False
    return True


def formats_of(values: Sequence[str]) -> tuple[str, ...]:
    """The formats in which a column's values are instants, the most frequent first; none if they are none."""
    left = [value for value in values[:LOOKED_AT] if any(sign.isdigit() for sign in value)]
    total, found = len(values[:LOOKED_AT]), list[str]()
    taken = 0
    while left and len(found) < 3:
        counts = {one: sum(fits(value, one) for value in left) for one in ("iso", *PATTERNS)}
        best = max(counts, key=lambda one: counts[one])
        if counts[best] < max(1, 0.01 * total):
            break
        found.append(best)
        taken += counts[best]
        left = [value for value in left if not fits(value, best)]
    return tuple(found) if total and taken >= ENOUGH * total else ()


def is_ambiguous(values: Sequence[str], format_: str) -> bool:
    """Whether day and month of every value could be the other way round."""
    other = format_.replace("%d/%m", "%?").replace("%m/%d", "%d/%m").replace("%?", "%m/%d")
    return other != format_ and all(fits(value, other) for value in values[:LOOKED_AT])


def decimal_of(values: Sequence[str]) -> str | None:
    """The decimal sign that only some values can have been written with; None where nothing tells."""
    bare = [_MARKS.sub("", value) for value in values]
    comma = sum(bool(_COMMA.match(value)) and not _POINT.match(value) for value in bare)
    point = sum(bool(_POINT.match(value)) and not _COMMA.match(value) for value in bare)
    return None if comma == point else "," if comma > point else "."


def are_numbers(values: Sequence[str], decimal: str) -> bool:
    """Whether nearly all values are numbers with this decimal sign."""
    pattern = _COMMA if decimal == "," else _POINT
    return bool(values) and sum(bool(pattern.match(_MARKS.sub("", value))) for value in values) >= 0.95 * len(values)


def are_emails(values: Sequence[str]) -> bool:
    """Whether most values are e-mail addresses."""
    return bool(values) and sum(bool(_EMAIL.match(value)) for value in values) >= 0.6 * len(values)


def shape_of(value: str) -> str:
    """The pattern of an id: letters as they are, every run of digits one `9`."""
    return re.sub(r"\d+", "9", value)
