"""Persons who may be one although nothing proves it: the same name, and the same company or telephone number."""

import re
from collections.abc import Mapping

from handschlag.linking.names import normalise_name, spelled

#: Why two persons may be one.
LIKENESSES: dict[str, dict[str, str]] = {
    "name_and_company": {"de": "gleicher Name, gleiches Unternehmen", "en": "same name, same company"},
    "name_and_phone": {"de": "gleicher Name, gleiche Telefonnummer", "en": "same name, same telephone number"},
    "name_only": {"de": "gleicher Name, Unternehmen unbekannt", "en": "same name, company unknown"},
}

_DIGITS = re.compile(r"\D+")
_SHORTEST_NUMBER = 6


def likeness(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> str | None:
    """Why two persons (`name`, `company`, `company_name`, `phone`) may be one; None if nothing speaks for it or the
    companies differ.

    A name of one word is no evidence: half the department may be called so.
    """
    name = spelled(one["name"] or "")
    if " " not in name or name != spelled(other["name"] or ""):
        return None
    here, there = _companies(one), _companies(other)
    if here & there:
        return "name_and_company"
    numbers = {phone_number(each["phone"] or "") for each in (one, other)}
    if len(numbers) == 1 and numbers != {""}:
        return "name_and_phone"
    return None if here and there else "name_only"


def _companies(person: Mapping[str, str | None]) -> set[str]:
    """The company a person belongs to, and the one it names: that may have no record of its own."""
    return {known for known in (person["company"], normalise_name(person["company_name"] or "")) if known}


def phone_number(text: str) -> str:
    """The digits that tell one line from another, without the ways to write a country or an area: `+49 221 9 8765`
    and `0221/98765` are the same; empty if there are too few of them.
    """
    text = text.strip()
    digits = _DIGITS.sub("", text)
    if text.startswith(("+", "00")):
        digits = digits.lstrip("0")[2:]  # country codes of two digits, as in most of Europe; others only miss a pair
    digits = digits.lstrip("0")
    return digits if len(digits) >= _SHORTEST_NUMBER else ""
