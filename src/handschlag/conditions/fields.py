"""The standard fields of profiles, touches and opportunities, with their types: what every mapping can fill."""

from collections.abc import Mapping

from handschlag.conditions.tables import FieldType

#: A profile is the company's fields over the person's.
PROFILE = "profile"

_NUMBERS = frozenset({"employees", "revenue", "amount"})
_DATES = frozenset({"close_date", "next_step_at"})
_BOOLEANS = frozenset({"email_is_free"})


def _typed(*names: str) -> Mapping[str, FieldType]:
    return {name: _type(name) for name in names}


def _type(name: str) -> FieldType:
    if name in _NUMBERS:
        return FieldType.NUMBER
    if name in _DATES:
        return FieldType.DATE
    return FieldType.BOOLEAN if name in _BOOLEANS else FieldType.TEXT


PERSON = _typed(
    "email", "email_is_free", "phone", "first_name", "last_name", "full_name", "job_title", "department", "seniority",
    "language", "country", "postcode", "city", "owner", "company_name",
)  # fmt: skip
COMPANY = _typed(
    "company_name", "domain", "website", "industry", "employees", "revenue", "country", "subdivision", "postcode",
    "city", "owner",
)  # fmt: skip
TOUCH = _typed(
    "origin", "landing_page", "path", "referrer", "link", "user_agent", "channel", "campaign", "side", "actor",
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content",
)  # fmt: skip
OPPORTUNITY = _typed(
    "title", "owner", "amount", "currency", "close_date", "next_step", "next_step_at", "main_contact", "competitor",
    "stage", "reason",
)  # fmt: skip

#: Kind of record -> its standard fields.
FIELDS: Mapping[str, Mapping[str, FieldType]] = {
    PROFILE: {**PERSON, **COMPANY},
    "touch": TOUCH,
    "opportunity": OPPORTUNITY,
}
