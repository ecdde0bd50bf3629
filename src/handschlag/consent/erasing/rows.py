"""What of a source's row goes when a person is erased.

A row about the person is emptied: what remains are instants, and what facts about others are read from (the company in
a row about a contact). A row about others that names the person (a deal with its contact) loses only what names her.
Numbers of erased records are replaced, always by the same: a row that needs one can still be read.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from handschlag.consent.erasing.marks import Erased, is_place
from handschlag.consent.erasing.texts import addresses, without
from handschlag.linking.addresses import normalise_email
from handschlag.mapping import FilePart
from handschlag.mapping.aliases import resolved
from handschlag.mapping.columns import used_columns
from handschlag.mapping.models import FactPart
from handschlag.mapping.values import Subject

#: Column to what stands in it afterwards.
Change = dict[str, str]

#: What else of a row may have to go: `Rows` of a mapping, or `plain` where none is known.
Eraser = Callable[[Mapping[str, object]], Change]


class Rows:
    """The rows of one kind of file. What it learns stands in `found`."""

    def __init__(self, connection: str, part: FilePart, columns: Sequence[str], erased: Erased) -> None:
        self._connection, self._erased = connection, erased
        self._part = resolved(part, columns)
        self._subjects = list(subjects_of(self._part))
        self._reads = [set(used_columns(_only(self._part, fact), columns)) for fact in self._part.facts]
        self._instants = {column for fact in self._part.facts for column in _instants(self._part, fact)}
        #: Records that turned out to be an erased person's, each with the address that told.
        self.found: dict[str, str] = {}

    def __call__(self, row: Mapping[str, object]) -> Change:
        """What changes in a row; nothing if it names nobody who was erased."""
        texts = {column: text_of(value) for column, value in row.items()}
        self._recognise(texts)
        places = self._places(texts)
        meant = bool(places) or any(self._erased.email(found) for text in texts.values() for found in addresses(text))
        if not meant:
            return {}
        emptied = self._emptied(texts)
        after = {
            column: places.get(column) or ("" if column in emptied else without(text, self._erased, meant=True))
            for column, text in texts.items()
        }
        return {column: text for column, text in after.items() if text != texts[column]}

    def is_about(self, row: Mapping[str, object]) -> bool:
        """Whether the row as a whole is about an erased person."""
        texts = {column: text_of(value) for column, value in row.items()}
        self._recognise(texts)
        return self._own(texts)[0]

    def _recognise(self, texts: Mapping[str, str]) -> None:
        """A record with the address of an erased person is another record of hers."""
        for fact in self._part.facts:
            subject = self._name(fact.subject, texts)
            if fact.kind != "person" or subject is None or self._erased.subject(subject):
                continue
            email = fact.fields.get("email")
            address = texts.get(email.column or "", "") if email is not None else ""
            if self._erased.email(address):
                self._erased.add_subject(subject)
                self.found[subject] = normalise_email(address)

    def _name(self, subject: Subject, texts: Mapping[str, str]) -> str | None:
        number = texts.get(subject.id, "").strip()
        return f"{subject.connection or self._connection}:{subject.object}:{number}" if number else None

    def _own(self, texts: Mapping[str, str]) -> list[bool]:
        """Of every fact, whether its subject was erased."""
        names = [self._name(fact.subject, texts) for fact in self._part.facts]
        return [name is not None and self._erased.subject(name) for name in names]

    def _places(self, texts: Mapping[str, str]) -> Change:
        """Columns with numbers of erased records, and what takes their place."""
        found: Change = {}
        for subject in self._subjects:
            text = found.get(subject.id) or texts.get(subject.id, "")
            parts = text.split(subject.split) if subject.split else [text]
            after = [self._place(subject, part.strip()) or part for part in parts]
            if after != parts:
                found[subject.id] = (subject.split or "").join(after)
        return found

    def _place(self, subject: Subject, number: str) -> str | None:
        name = f"{subject.connection or self._connection}:{subject.object}:{number}"
        return self._erased.place_of(name) if number and self._erased.subject(name) else None

    def _emptied(self, texts: Mapping[str, str]) -> Collection[str]:
        """The columns that are about the person alone."""
        own = self._own(texts)
        if not any(own):
            return ()
        others = [reads for reads, is_own in zip(self._reads, own, strict=True) if not is_own]
        kept = self._instants.union(*others)
        if own[0]:
            return texts.keys() - kept
        fields = [fact.fields.values() for fact, is_own in zip(self._part.facts, own, strict=True) if is_own]
        return {value.column for values in fields for value in values if value.column is not None} - kept


def plain(erased: Erased) -> Eraser:
    """Rows of which nobody knows what they are about: one with an erased person's address is emptied."""

    def change(row: Mapping[str, object]) -> Change:
        texts = {column: text_of(value) for column, value in row.items()}
        hers = any(erased.email(found) for text in texts.values() for found in addresses(text))
        return {column: "" for column, text in texts.items() if text} if hers else {}

    return change


def together(erasers: Sequence[Eraser]) -> Eraser:
    """A file that was read in several ways: what any of them takes away goes."""

    def change(row: Mapping[str, object]) -> Change:
        found: Change = {}
        for eraser in erasers:
            for column, text in eraser(row).items():
                # A number's place is kept: without any number the row could not be read again.
                found[column] = max(found.get(column, text), text, key=is_place)
        return found

    return change


def text_of(value: object) -> str:
    """A cell as text, as an import reads it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def subjects_of(part: FilePart) -> Iterator[Subject]:
    """Every place of a mapping where a record is named by its number."""
    for fact in part.facts:
        yield fact.subject
        if fact.related is not None:
            yield fact.related
        yield from fact.relations.values()


def _only(part: FilePart, fact: FactPart) -> FilePart:
    """The part as if its rows stated nothing but this."""
    return part.model_copy(update={"facts": (fact,)})


def _instants(part: FilePart, fact: FactPart) -> Iterator[str]:
    if fact.at is not None:
        yield fact.at.column
    for version in (part.version, fact.version):
        for column in (version.column, version.sequence) if version else ():
            if column is not None:
                yield column
    if part.recorded is not None and part.recorded.column is not None:
        yield part.recorded.column
