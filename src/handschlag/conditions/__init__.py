"""The five small languages of the agreement: record and state conditions, events, durations and rates, consequences.

Each is parsed and type-checked completely (`Parsed`: a value, or every problem at once), has a normal form
(`canonical`) and a sentence in German and English (`sentence`).
"""

from handschlag.conditions.consequences import (
    ACTIONS,
    Action,
    Consequence,
    EarlyWarning,
    parse_consequence,
    parse_warning,
)
from handschlag.conditions.durations import (
    After,
    Duration,
    Limit,
    Rate,
    parse_after,
    parse_duration,
    parse_limit,
    parse_rate,
    parse_share,
)
from handschlag.conditions.entering import parse_enters
from handschlag.conditions.events import EVENTS, STAGE_PREFIX, Event, EventExpression, parse_event
from handschlag.conditions.nodes import TermKey
from handschlag.conditions.operations import Operation, TermValue, evaluate
from handschlag.conditions.parsed import Parsed
from handschlag.conditions.record import RecordCondition, parse_record
from handschlag.conditions.sentences import Label, Language, default_label
from handschlag.conditions.sql import Column
from handschlag.conditions.state import StateCondition, parse_state
from handschlag.conditions.tables import (
    CRITERION_STATES,
    CRITERION_TERMS,
    FUNCTIONS,
    OPERATORS,
    RESERVED,
    STATE_TERMS,
    FieldType,
    Function,
    Operator,
    StateTerm,
)
from handschlag.conditions.units import PERIODS, UNITS, WITHOUT, Unit, UnitKind

__all__ = [
    "ACTIONS",
    "CRITERION_STATES",
    "CRITERION_TERMS",
    "EVENTS",
    "FUNCTIONS",
    "OPERATORS",
    "PERIODS",
    "RESERVED",
    "STAGE_PREFIX",
    "STATE_TERMS",
    "UNITS",
    "WITHOUT",
    "Action",
    "After",
    "Column",
    "Consequence",
    "Duration",
    "EarlyWarning",
    "Event",
    "EventExpression",
    "FieldType",
    "Function",
    "Label",
    "Language",
    "Limit",
    "Operation",
    "Operator",
    "Parsed",
    "Rate",
    "RecordCondition",
    "StateCondition",
    "StateTerm",
    "TermKey",
    "TermValue",
    "Unit",
    "UnitKind",
    "default_label",
    "evaluate",
    "parse_after",
    "parse_consequence",
    "parse_duration",
    "parse_enters",
    "parse_event",
    "parse_limit",
    "parse_rate",
    "parse_record",
    "parse_share",
    "parse_state",
    "parse_warning",
]
