"""Tombstones: keyed hashes by which an erased person is known again although nothing says any more who it was.

Without the key, which is kept apart from them, nobody can find out by trying whether somebody is among them.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from handschlag.linking.addresses import normalise_email

#: What a mark can be of: a source record, an address, a name, a phone number, and a record of others that names the
#: person.
SUBJECT, EMAIL, NAME, PHONE, NEAR = "subject", "email", "name", "phone", "near"

#: What takes the place of the number of an erased record.
_PLACE = "erased-"
_PLACE_LENGTH = 16
IS_PLACE = rf"(^|:){_PLACE}[0-9a-f]{{{_PLACE_LENGTH}}}$"

_LENGTH = 32
_WORDS = re.compile(r"\w+")
_REMEMBERED = 200_000

#: So many of its last digits make a phone number; prefixes are written in many ways.
_DIGITS = 8


def mark_of(key: str, kind: str, text: str) -> str:
    """The mark of a text. The same as `mark_sql` gives."""
    inner = sha256(f"{key}{kind}:{text}".encode("utf-8", "surrogatepass")).hexdigest()
    return sha256(f"{key}{inner}".encode()).hexdigest()[:_LENGTH]


def mark_sql(key: str, kind: str, text: str) -> str:
    """DuckDB expression for the mark of a text expression. `key` is hexadecimal, so it needs no quoting."""
    return f"substr(sha256('{key}' || sha256('{key}{kind}:' || {text})), 1, {_LENGTH})"


def is_place(text: str) -> bool:
    """Whether this stands in the place of an erased record's number."""
    return re.search(IS_PLACE, text) is not None


def name_key(text: str) -> str:
    """A name in the one spelling that is compared: its words in small letters."""
    return " ".join(_WORDS.findall(text.casefold()))


def phone_key(text: str) -> str:
    """The last digits of a phone number; empty if the text is none."""
    if re.search(r"[^\d\s()+/.–-]", text):
        return ""
    digits = re.sub(r"\D", "", text)
    return digits[-_DIGITS:] if len(digits) >= _DIGITS - 1 else ""


class Erased:
    """The persons that were erased, as far as one can ask: is this one of them?"""

    def __init__(self, key: str, marks: Iterable[str], objects: Iterable[tuple[str, str]] = ()) -> None:
        self.key, self.marks = key, set(marks)
        #: Sources and their types of record of which records were erased.
        self.objects = set(objects)
        self._known: dict[tuple[str, str], str] = {}

    def __bool__(self) -> bool:
        return bool(self.marks)

    def has(self, kind: str, text: str) -> bool:
        """Whether this was erased; `text` in the spelling that is compared."""
        return bool(text) and self._mark(kind, text) in self.marks

    def subject(self, subject: str) -> bool:
        return self.has(SUBJECT, subject)

    def email(self, text: str) -> bool:
        return "@" in text and self.has(EMAIL, normalise_email(text))

    def add_subject(self, subject: str) -> str:
        """One more record of an erased person. Returns its mark."""
        mark = self._mark(SUBJECT, subject)
        self.marks.add(mark)
        connection, about, _ = subject.split(":", 2)
        self.objects.add((connection, about))
        return mark

    def place_of(self, subject: str) -> str:
        """What stands in the place of the number of an erased record: the same for the same record."""
        return _PLACE + self._mark(SUBJECT, subject)[:_PLACE_LENGTH]

    def _mark(self, kind: str, text: str) -> str:
        found = self._known.get((kind, text))
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[kind, text] = mark_of(self.key, kind, text)
        return found
