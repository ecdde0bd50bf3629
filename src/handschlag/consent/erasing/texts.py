"""What of a text goes: addresses of erased persons wherever they stand; names and numbers where a person is meant."""

import re

from handschlag.consent.erasing.marks import NAME, PHONE, Erased, name_key, phone_key

#: Stands where something was taken out of the middle of a text.
GONE = "[…]"

_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:|]+@[^\s<>()\[\]\"',;:|]+")
_NUMBER = re.compile(r"\+?\d[\d ()/.–-]{5,}\d")
_WORD = re.compile(r"\w+")
_LONGEST_NAME = 4


def addresses(text: str) -> list[str]:
    """Whatever in a text could be an e-mail address."""
    return [found.rstrip(".!?") for found in _ADDRESS.findall(text)] if "@" in text else []


def names_address(text: str, erased: Erased) -> bool:
    """Whether an erased person's address stands in the text."""
    return any(erased.email(found) for found in addresses(text))


def without(text: str, erased: Erased, *, meant: bool) -> str:
    """The text without what names an erased person. `meant` says that the text belongs to a record of hers or one that
    names her; elsewhere the same name may be another's.
    """
    if erased.email(text) or (meant and _is_hers(text, erased)):
        return ""
    for found in addresses(text):
        if erased.email(found):
            text = text.replace(found, GONE)
    return _without_names(_without_numbers(text, erased), erased) if meant else text


def _is_hers(text: str, erased: Erased) -> bool:
    return erased.has(NAME, name_key(text)) or erased.has(PHONE, phone_key(text))


def _without_numbers(text: str, erased: Erased) -> str:
    def instead(found: re.Match[str]) -> str:
        return GONE if erased.has(PHONE, phone_key(found.group())) else found.group()

    return _NUMBER.sub(instead, text)


def _without_names(text: str, erased: Erased) -> str:
    """The text without full names; a single word of a name may as well be a company's."""
    words = list(_WORD.finditer(text))
    taken: list[tuple[int, int]] = []
    first = 0
    while first < len(words):
        for last in range(min(first + _LONGEST_NAME, len(words)) - 1, first, -1):
            start, end = words[first].start(), words[last].end()
            if erased.has(NAME, name_key(text[start:end])):
                taken.append((start, end))
                first = last
                break
        first += 1
    for start, end in reversed(taken):
        text = text[:start] + GONE + text[end:]
    return text
