"""The single values people write: words, texts in two languages, numbers, shares, days, and plain lists."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from handschlag.files.names import plain_error
from handschlag.files.read_by import ReadBy
from handschlag.files.suggest import did_you_mean

_KEY = r"^[a-z][a-z0-9_]*$"


def _described(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return f"`{value}`"


def _wrong(expected: str, value: object, hint: str = "") -> PydanticCustomError:
    return plain_error(f"expected {expected}, found {_described(value)}", hint)


def _word(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    written = isinstance(value, int | Decimal | date)
    raise _wrong("a text", value, "put it in quotes" if written else "")


def _key(value: object) -> str:
    word = _word(value)
    if not word.isascii() or not word.replace("_", "a").isalnum() or not word[0].islower() or word != word.lower():
        hint = "small letters, digits and `_`, beginning with a letter; what people read goes into `name`"
        raise plain_error(f"`{word}` cannot be a key", hint)
    return word


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        hint = (
            "write 5000000 or 5_000_000, with a point before decimals, without unit" if isinstance(value, str) else ""
        )
        raise _wrong("a number", value, hint)
    return Decimal(value)


def _amount(value: object) -> Decimal:
    number = _number(value)
    if number < 0:
        raise plain_error(f"expected an amount of zero or more, found `{value}`")
    return number


def _share(value: object) -> Decimal:
    number = _number(value)
    if not 0 <= number <= 1:
        hint = f"write {number / 100} for {number} %" if 1 < number <= 100 else ""
        raise plain_error(f"expected a share between 0 and 1, found `{value}`", hint)
    return number


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong("a whole number", value)
    if value < 1:
        raise plain_error(f"expected a whole number of at least 1, found `{value}`")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong("`true` or `false`", value)
    return value


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: object) -> date:
    raise _wrong("a day", value, "write year, month and day: 2026-01-31")


def distinct(value: Any) -> Any:
    """The value; a list in which a word stands twice is refused."""
    if isinstance(value, list):
        seen: list[object] = []
        for item in value:
            if isinstance(item, str) and item in seen:
                raise plain_error(f"`{item}` stands twice in the list", "keep one")
            seen.append(item)
    return value


def choice(*words: str) -> Callable[[object], str]:
    """A validator: one of these words."""

    def check(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        listed = ", ".join(f"`{w}`" for w in words)
        hint = did_you_mean(value, words) if isinstance(value, str) else ""
        raise _wrong(f"one of {listed}", value, hint if hint.startswith("did") else "")

    return check


Word = Annotated[str, ReadBy(_word), WithJsonSchema({"type": "string", "minLength": 1})]
Key = Annotated[str, ReadBy(_key), WithJsonSchema({"type": "string", "pattern": _KEY})]
Number = Annotated[Decimal, ReadBy(_number), WithJsonSchema({"type": "number"})]
Amount = Annotated[Decimal, ReadBy(_amount), WithJsonSchema({"type": "number", "minimum": 0})]
Share = Annotated[Decimal, ReadBy(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Count = Annotated[int, ReadBy(_count), WithJsonSchema({"type": "integer", "minimum": 1})]
Flag = Annotated[bool, ReadBy(_flag), WithJsonSchema({"type": "boolean"})]
Day = Annotated[date, ReadBy(_day), WithJsonSchema({"type": "string", "format": "date"})]
Distinct = BeforeValidator(distinct)


def one_of(*words: str) -> tuple[ReadBy, WithJsonSchema]:
    """For `Annotated[str, *one_of("a", "b")]`: exactly one of these words."""
    return ReadBy(choice(*words)), WithJsonSchema({"type": "string", "enum": list(words)})
