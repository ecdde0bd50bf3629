"""Decides what a stage's `enters` is: an event expression or a state condition."""

from collections.abc import Collection, Mapping, Sequence

from handschlag.conditions.events import EventExpression, looks_like_event, parse_event
from handschlag.conditions.parsed import Parsed
from handschlag.conditions.record import RecordCondition
from handschlag.conditions.state import StateCondition, parse_state
from handschlag.conditions.tables import STATE_TERMS, FieldType, criterion_terms


def parse_enters(
    text: str,
    fields: Mapping[str, FieldType],
    *,
    stages: Collection[str] | None = None,
    touches: Collection[str] | None = None,
    criteria: Sequence[str] = (),
    markets: Sequence[str] = (),
    personas: Sequence[str] = (),
    named: Mapping[str, RecordCondition] | None = None,
    file: str = "",
    line: int = 0,
    column: int = 0,
) -> Parsed[EventExpression | StateCondition]:
    """Parse `handover.accepted` as an event expression, anything else as a state condition."""
    names = {*fields, *(named or {}), *STATE_TERMS, *criterion_terms(tuple(criteria))}
    if looks_like_event(text, names):
        return parse_event(text, stages=stages, file=file, line=line, column=column)
    return parse_state(
        text,
        fields,
        touches=touches,
        criteria=criteria,
        markets=markets,
        personas=personas,
        named=named,
        file=file,
        line=line,
        column=column,
    )
