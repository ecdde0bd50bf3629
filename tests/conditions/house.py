"""The fields and names of the house that the tests of conditions speak about."""

from handschlag.conditions import FieldType, RecordCondition, StateCondition, parse_record, parse_state

FIELDS = {
    "country": FieldType.TEXT,
    "department": FieldType.TEXT,
    "industry": FieldType.TEXT,
    "email": FieldType.TEXT,
    "phone": FieldType.TEXT,
    "path": FieldType.TEXT,
    "postcode": FieldType.TEXT,
    "language": FieldType.TEXT,
    "seniority": FieldType.TEXT,
    "plan": FieldType.TEXT,
    "employees": FieldType.NUMBER,
    "revenue": FieldType.NUMBER,
    "seats": FieldType.NUMBER,
    "email_is_free": FieldType.BOOLEAN,
    "signed": FieldType.BOOLEAN,
    "close_date": FieldType.DATE,
    "next_step_at": FieldType.DATE,
    "date": FieldType.DATE,
    "order": FieldType.NUMBER,
}
CRITERIA = ("budget", "authority", "need", "time")
MARKETS = ("midmarket_dach", "enterprise")
PERSONAS = ("it_lead", "finance_lead")
TOUCHES = ("pricing_page", "webinar")


def record(text: str) -> RecordCondition:
    parsed = parse_record(text, FIELDS)
    assert parsed.value is not None, parsed.problems
    return parsed.value


NAMED = {"target": record("country = 'DE' and employees > 50")}


def state(text: str) -> StateCondition:
    parsed = parse_state(
        text, FIELDS, touches=TOUCHES, criteria=CRITERIA, markets=MARKETS, personas=PERSONAS, named=NAMED
    )
    assert parsed.value is not None, parsed.problems
    return parsed.value
