"""What people write in a mapping: single texts, and words that are fixed or read from a column."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from handschlag.files import Terms, plain_error
from handschlag.files.read_by import ReadBy
from handschlag.files.values import Key, one_of

_KEY = re.compile(r"[a-z][a-z0-9_]*")


def is_key(word: str) -> bool:
    """Whether a word can be a key: of a stage, a type of record, a source."""
    return _KEY.fullmatch(word) is not None


def _written(value: object) -> str:
    """What stands in a file is text, also where YAML sees a number, a day, or yes and no."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | Decimal):
        return str(value)
    raise plain_error("expected a text", "put it in quotes")


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_written(item) for item in (value if isinstance(value, list) else [value]))


def _translation(value: object) -> dict[str, str | None]:
    if not isinstance(value, Mapping) or not value:
        raise plain_error("expected a table: a value of the file, and what it means")
    return {str(key): None if target is None else _written(target) for key, target in value.items()}


def _aliases(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping) or not value:
        raise plain_error("expected a table: the name of a column, and its other names")
    return {str(name): _texts(others) for name, others in value.items()}


def _character(value: object) -> str:
    if not isinstance(value, str) or len(value) != 1 or value in "\r\n":
        raise plain_error("expected one character", "for example `;`, in quotes")
    return value


Written = Annotated[str, ReadBy(_written), WithJsonSchema({"type": ["string", "number", "boolean"]})]
Texts = Annotated[tuple[str, ...], ReadBy(_texts), WithJsonSchema({"type": ["array", "string"]})]
Translation = Annotated[
    Mapping[str, str | None], ReadBy(_translation), WithJsonSchema({"type": "object", "minProperties": 1})
]
Aliases = Annotated[
    Mapping[str, tuple[str, ...]], ReadBy(_aliases), WithJsonSchema({"type": "object", "minProperties": 1})
]
Character = Annotated[str, ReadBy(_character), WithJsonSchema({"type": "string", "maxLength": 1})]


def character_or(*words: str) -> tuple[ReadBy, WithJsonSchema]:
    """For `Annotated[str, *character_or("auto")]`: one of these words, or one character."""

    def check(value: object) -> str:
        return str(value) if value in words else _character(value)

    return ReadBy(check), WithJsonSchema({"type": "string"})


def _short_for(key: str) -> BeforeValidator:
    """A plain word stands for a table with this one key."""

    def check(value: Any) -> Any:
        return value if isinstance(value, Mapping) or value is None else {key: value}

    return BeforeValidator(check)


def exactly_one(*keys: str) -> Callable[[Any], Any]:
    """A check of a table: it has exactly one of these keys."""

    def check(value: Any) -> Any:
        if isinstance(value, Mapping) and sum(key in value for key in keys) != 1:
            raise plain_error(f"expected exactly one of {', '.join(f'`{key}`' for key in keys)}")
        return value

    return check


class Value(Terms):
    """A text that is fixed or read from a column."""

    column: Written | None = None
    """The column it is read from."""
    constant: Written | None = None
    """A fixed text, instead of a column."""
    values: Translation | None = None
    """What the values of the column mean here: `Formular: form_submitted`. Without a target: missing."""
    otherwise: Annotated[str, *one_of("keep", "missing", "quarantine")] = "quarantine"
    """What happens to a value that `values` does not name: it is kept, missing, or goes to quarantine with its row."""
    missing: Texts = ()
    """Further values of this column that mean missing."""

    _one = model_validator(mode="before")(exactly_one("column", "constant"))


class FieldValue(Value):
    """A value that is kept under a name of its own, with a type."""

    type: Annotated[str, *one_of("text", "number", "boolean", "date", "instant")] = "text"
    """The type of the value."""
    format: Texts = ("iso",)
    """How a date or an instant is written, as in `at`."""
    time_zone: Written | None = None
    """The time zone of an instant that names none, where it is not the mapping's."""


class Instant(Terms):
    """An instant or a day, read from a column."""

    column: Written
    """The column it is read from."""
    format: Texts = ("iso",)
    """How it is written: `iso`, `epoch_s`, `epoch_ms`, `epoch_us`, or a pattern such as `"%d.%m.%Y %H:%M"`.
    Of several the first that fits is taken. A pattern without a time of day gives a day."""
    time_zone: Written | None = None
    """The time zone of values that name none, where it is not the mapping's."""
    missing: Texts = ()
    """Further values of this column that mean missing."""
    if_missing: Annotated[str, *one_of("quarantine", "no_fact")] = "quarantine"
    """What an empty value means: something is wrong with the row, or it has not happened: then there is no fact."""


class Subject(Terms):
    """Whom or what a fact is about."""

    object: Key
    """The source's type of record: `lead`, `account`, `deal`."""
    id: Written
    """The column with the record's id."""
    connection: Key | None = None
    """The source the id belongs to, where it is not the mapping's."""
    missing: Texts = ()
    """Further values of this column that mean missing."""
    if_missing: Annotated[str, *one_of("quarantine", "no_fact")] = "quarantine"
    """What an empty id means: something is wrong with the row, or there is no such fact."""
    split: Character | None = None
    """The character between several ids in one cell; each is a relation of its own."""


class Version(Terms):
    """What tells the newer of two contents of a record. Exactly one of `column`, `sequence`, `exported_at`."""

    column: Written | None = None
    """The column with the instant of the last change."""
    format: Texts = ("iso",)
    """How that instant is written, as in `at`."""
    time_zone: Written | None = None
    """The time zone of instants that name none, where it is not the mapping's."""
    sequence: Written | None = None
    """The column with a whole number that grows with every change."""
    exported_at: Written | None = None
    """The day or instant of the export, where the file has no such column."""

    _one = model_validator(mode="before")(exactly_one("column", "sequence", "exported_at"))


class Amount(Terms):
    """An amount of money."""

    column: Written
    """The column with the amount."""
    currency: Annotated[Value, _short_for("constant")]
    """The currency's ISO code, fixed or read from a column."""
    missing: Texts = ()
    """Further values of this column that mean missing."""


#: A plain word is the word itself.
Word = Annotated[Value, _short_for("constant")]
#: A plain word is the name of a column.
FromColumn = Annotated[Value, _short_for("column")]
FieldFromColumn = Annotated[FieldValue, _short_for("column")]
InstantFromColumn = Annotated[Instant, _short_for("column")]
