"""Conditions, events and durations as values of the agreement's sections, and the fields that conditions may use."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, RootModel, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from handschlag.conditions.consequences import Consequence, EarlyWarning, parse_consequence, parse_warning
from handschlag.conditions.durations import (
    After,
    Duration,
    Limit,
    Rate,
    parse_after,
    parse_duration,
    parse_limit,
    parse_rate,
)
from handschlag.conditions.entering import parse_enters
from handschlag.conditions.events import EventExpression, parse_event
from handschlag.conditions.fields import FIELDS, PROFILE
from handschlag.conditions.parsed import Parsed
from handschlag.conditions.record import RecordCondition, parse_record
from handschlag.conditions.state import StateCondition, parse_state
from handschlag.conditions.tables import RESERVED, FieldType
from handschlag.conditions.units import UnitKind
from handschlag.files import Names, Section, Terms, Words, plain_error
from handschlag.files.names import unknown
from handschlag.files.read_by import ReadBy
from handschlag.files.tree import Node, Scalar, find, keys_of
from handschlag.files.values import Key, one_of

T = TypeVar("T")


def _text(value: object, example: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise plain_error(f"expected {example}", "put it in quotes" if value is not None else "")


def _value(parsed: Parsed[T]) -> T:
    """The parsed value; its problems become one error, which the section spreads out again."""
    if parsed.value is None:
        raise PydanticCustomError("expression", "{problems}", {"problems": list(parsed.problems)})
    return parsed.value


def _names(info: ValidationInfo) -> Names:
    return info.context if isinstance(info.context, Names) else Names()


def _record(kind: str) -> Callable[[Any, ValidationInfo], RecordCondition]:
    def validate(value: Any, info: ValidationInfo) -> RecordCondition:
        fields = _names(info).fields.get(kind, {})
        return _value(parse_record(_text(value, "a condition such as `country = 'DE'`"), fields))

    return validate


def _context(info: ValidationInfo) -> dict[str, Any]:
    of = _names(info).of
    return {"criteria": of("criterion"), "markets": of("market"), "personas": of("persona")}


def _state(value: Any, info: ValidationInfo) -> StateCondition:
    fields = _names(info).fields.get(PROFILE, {})
    return _value(parse_state(_text(value, "a condition such as `touches >= 1`"), fields, **_context(info)))


def _entering(value: Any, info: ValidationInfo) -> EventExpression | StateCondition:
    fields, stages = _names(info).fields.get(PROFILE, {}), _names(info).of("stage")
    text = _text(value, "a condition such as `touches >= 1`, or an event such as `opportunity.won`")
    return _value(parse_enters(text, fields, stages=stages, **_context(info)))


def _events(value: Any, info: ValidationInfo) -> EventExpression:
    return _value(parse_event(_text(value, "an event such as `handover.offered`"), stages=_names(info).of("stage")))


def _span(value: Any) -> Duration:
    duration = _value(parse_duration(_text(value, "a duration such as `90 days`")))
    if duration.microseconds is None:
        raise plain_error(f"`{value}` is not always equally long", "write days or weeks here")
    return duration


def _quiet(value: Any) -> After:
    after = _value(parse_after(_text(value, "a time such as `180 days without touch`")))
    if after.duration.microseconds is None:
        raise plain_error(f"`{value}` is not always equally long", "write days or weeks here")
    return after


def _consequence(value: Any) -> Consequence:
    if isinstance(value, dict) and all(isinstance(part, str) for part in value.values()):
        return _value(parse_consequence({str(key): str(part) for key, part in value.items()}))
    return _value(parse_consequence(_text(value, "a consequence such as `notify owner`")))


def _wake_up(value: Any) -> Duration | str:
    text = _text(value, f"a duration such as `30 days`, or `{ASKED_DATE}`")
    if text == ASKED_DATE:
        return ASKED_DATE
    duration = _value(parse_duration(text))
    if duration.kind is UnitKind.BUSINESS:
        raise plain_error(f"`{text}` is business time", "a lead comes up again on a day: write days, weeks or months")
    return duration


def _rest(value: Any) -> Duration | str:
    return FOR_EVER if value == FOR_EVER else _span(value)


def read_rate(value: Any) -> Rate:
    """A rate such as `40 per month`."""
    return _value(parse_rate(_text(value, "an amount per time such as `40 per month`")))


#: When a lead comes up again on the date the person asked for.
ASKED_DATE = "asked date"
#: How long somebody rests who is not to come up again.
FOR_EVER = "never"

_WRITTEN = {"type": "string", "minLength": 1}


def _schema(description: str) -> WithJsonSchema:
    return WithJsonSchema({**_WRITTEN, "description": description})


ProfileCondition = Annotated[
    RecordCondition, ReadBy(_record(PROFILE), with_names=True), _schema("a condition on fields of person and company")
]
TouchCondition = Annotated[
    RecordCondition, ReadBy(_record("touch"), with_names=True), _schema("a condition on fields of a touch")
]
StateText = Annotated[StateCondition, ReadBy(_state, with_names=True), _schema("a condition on the state of a lead")]
Entering = Annotated[
    EventExpression | StateCondition,
    ReadBy(_entering, with_names=True),
    _schema("an event, or a condition on the state of a lead"),
]
Events = Annotated[EventExpression, ReadBy(_events, with_names=True), _schema("an event, or several joined by `or`")]
Length = Annotated[
    Duration,
    ReadBy(lambda value: _value(parse_duration(_text(value, "a duration")))),
    _schema("2 business hours"),
]
Span = Annotated[Duration, ReadBy(_span), _schema("90 days")]
Rest = Annotated[Duration | str, ReadBy(_rest), _schema(f"90 days, or {FOR_EVER}")]
Quiet = Annotated[After, ReadBy(_quiet), _schema("180 days without touch")]
PerTime = Annotated[Rate, ReadBy(read_rate), _schema("40 per month")]
Capacity = Annotated[
    Limit,
    ReadBy(lambda value: _value(parse_limit(_text(value, "a limit such as `12 open`")))),
    _schema("12 open"),
]
Before = Annotated[
    EarlyWarning,
    ReadBy(lambda value: _value(parse_warning(_text(value, "a time such as `30 minutes before`")))),
    _schema("30 minutes before"),
]
Consequences = tuple[
    Annotated[
        Consequence,
        ReadBy(_consequence),
        WithJsonSchema({"anyOf": [_WRITTEN, {"type": "object", "additionalProperties": _WRITTEN, "maxProperties": 1}]}),
    ],
    ...,
]
WakeUp = Annotated[Duration | str, ReadBy(_wake_up), _schema(f"30 days, or {ASKED_DATE}")]


def _field_name(kind: str) -> BeforeValidator:
    def check(value: Any, info: ValidationInfo) -> Any:
        known = _names(info).fields.get(kind, {})
        if isinstance(value, str) and known and value not in known:
            raise unknown("field", value, known)
        return value

    return BeforeValidator(check)


ProfileFieldName = Annotated[Key, _field_name(PROFILE)]
OpportunityFieldName = Annotated[Key, _field_name("opportunity")]


class OwnField(Terms):
    """A field of the house's own that mappings fill and conditions may use."""

    type: Annotated[str, *one_of(*(str(kind) for kind in FieldType))] = "text"
    """What it holds."""
    of: Annotated[str, *one_of("person", "company", "touch", "opportunity")] = "company"
    """What it is a field of."""
    label: Words | None = None
    """What people call it."""


class FieldsTerms(RootModel[Mapping[Key, OwnField]]):
    """The house's own fields by key."""


def parse_fields(section: Section) -> Mapping[str, OwnField]:
    """Read the section `fields`."""
    terms = section.validate(FieldsTerms)
    fields = terms.root if terms else {}
    for key, own in fields.items():
        if key in RESERVED:
            section.problem((key,), f"`{key}` is a word of the condition language", "choose another key", key=True)
        if key in FIELDS["profile" if own.of in ("person", "company") else own.of]:
            section.problem((key,), f"the field `{key}` exists already", "no need to declare it", key=True)
    return fields


def known_fields(declared: Node | None) -> dict[str, dict[str, FieldType]]:
    """The fields of profiles, touches and opportunities: the standard ones and those a file declares."""
    known = {kind: dict(fields) for kind, fields in FIELDS.items()}
    for key in keys_of(declared):
        kind, of = _written(declared, key, "type"), _written(declared, key, "of")
        if kind in list(FieldType) or not kind:
            known[of if of in known else PROFILE].setdefault(key, FieldType(kind or "text"))
    return known


def _written(declared: Node | None, key: str, what: str) -> str:
    value = find(declared, (key, what))
    return value.written if isinstance(value, Scalar) else ""
