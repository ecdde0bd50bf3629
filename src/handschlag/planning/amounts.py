"""Numbers as people write them in plans, read exactly: `25 %`, `0,25`, `1/4`, `5.000.000 €`."""

import re
from decimal import Decimal
from fractions import Fraction

from handschlag.errors import Problem

Number = str | int | Decimal | Fraction

_SPACES = re.compile(r"[\s_'’]")
_CURRENCY = re.compile(r"^(?:€|eur|\$|usd|£|gbp|chf)|(?:€|eur|\$|usd|£|gbp|chf)$", re.IGNORECASE)
_PLAIN = re.compile(r"^\d+(\.\d+)?$")


def read_share(value: Number, name: str, problems: list[Problem]) -> Fraction:
    """A rate or share above 0 and up to 1; a comma or a point separates decimals. Problems are added, 1 stands in."""
    found = _share(value)
    if found is None:
        hint = "write it as 25%, 0.25, 0,25 or 1/4"
        problems.append(Problem(message=f"{name}: `{value}` is no rate", hint=hint))
    elif found <= 0:
        hint = "with a rate of 0 no number of leads is enough"
        problems.append(Problem(message=f"{name}: the rate must be above 0, found `{value}`", hint=hint))
    elif found > 1:
        hint = (
            f"did you mean {value} %?"
            if found <= 100 and "%" not in str(value)
            else "a rate is at most 1, that is 100 %"
        )
        problems.append(Problem(message=f"{name}: the rate must not be above 1, found `{value}`", hint=hint))
    else:
        return found
    return Fraction(1)


def read_amount(value: Number, name: str, problems: list[Problem]) -> Fraction:
    """An amount of money above 0. Problems are added, 1 stands in.

    Of point and comma the last one separates decimals if it is the only one of its kind and not followed by exactly
    three digits; so `100.000` and `100,000` are both a hundred thousand.
    """
    found = Fraction(value) if isinstance(value, int | Decimal | Fraction) and _finite(value) else _amount(str(value))
    if found is None:
        hint = "write it as 5000000, 5_000_000 or 5.000.000,00"
        problems.append(Problem(message=f"{name}: `{value}` is no amount", hint=hint))
    elif found <= 0:
        problems.append(Problem(message=f"{name}: the amount must be above 0, found `{value}`", hint=""))
    else:
        return found
    return Fraction(1)


def _share(value: Number) -> Fraction | None:
    if not isinstance(value, str):
        return Fraction(value) if _finite(value) else None
    text = _SPACES.sub("", value)
    percent = text.endswith("%")
    text = text.removesuffix("%").replace(",", ".")
    above, slash, below = text.partition("/")
    if slash and above.isdecimal() and below.isdecimal() and int(below) and not percent:
        return Fraction(int(above), int(below))
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if not _PLAIN.match(digits):
        return None
    return sign * Fraction(digits) / (100 if percent else 1)


def _amount(text: str) -> Fraction | None:
    text = _CURRENCY.sub("", _SPACES.sub("", text))
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0:
        mark, decimals = digits[last], digits[last + 1 :]
        if digits.count(mark) == 1 and len(decimals) != 3:
            digits = re.sub(r"[.,]", "", digits[:last]) + "." + decimals
        elif _grouped(digits, mark):
            digits = re.sub(r"[.,]", "", digits)
    return sign * Fraction(digits) if _PLAIN.match(digits) else None


def _grouped(digits: str, mark: str) -> bool:
    """Whether the marks stand where thousands are parted."""
    first, *groups = digits.split(mark)
    return (
        first.isdecimal()
        and first != "0"
        and len(first) <= 3
        and all(len(group) == 3 and group.isdecimal() for group in groups)
    )


def _finite(value: int | Decimal | Fraction) -> bool:
    return not isinstance(value, bool) and (not isinstance(value, Decimal) or value.is_finite())
