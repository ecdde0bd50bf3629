"""Checks of a mapping that need more than one of its values: kinds and what they need, zones, formats, sides, money."""

import codecs
from collections.abc import Iterator
from datetime import datetime

from handschlag.files import Section, did_you_mean
from handschlag.files.tree import Path, keys_of
from handschlag.ledger.kinds import KINDS, SIDES
from handschlag.mapping import zones
from handschlag.mapping.checking_columns import check_columns
from handschlag.mapping.instants import problem_with
from handschlag.mapping.models import CsvOptions, FactPart, FilePart, Mapping, meanings
from handschlag.mapping.numbers import currencies
from handschlag.mapping.requirements import NAMED, NEEDED_FIELDS, ROLES_ABOUT, is_record
from handschlag.mapping.values import FieldValue, Instant, Value, Version, is_key

_BEGIN = {
    "mapping": "begin the file with `mapping: 1`",
    "connection": "a stable key of the source, such as `connection: crm`",
    "files": 'begin with `- match: "*.csv"`',
}

Found = Iterator[tuple[Path, str, str]]


def check(mapping: Mapping, section: Section) -> None:
    """Report everything that does not fit together, and what is missing unless it was taken out as unsound."""
    if not section.problems:
        for path, message, hint in _absent(mapping, frozenset(keys_of(section.node))):
            section.problem(path, message, hint)
    for path, message, hint in _mapping(mapping):
        section.problem(path, message, hint)


def _absent(mapping: Mapping, keys: frozenset[str]) -> Found:
    for key in ("mapping", "connection", "files"):
        if key not in keys:
            yield (), f"`{key}` is missing", _BEGIN[key]
    if "files" in keys and not mapping.files:
        yield ("files",), "expected at least one kind of file", _BEGIN["files"]
    for number, part in enumerate(mapping.files):
        path: Path = ("files", number)
        if not part.facts:
            yield (*path, "facts"), "expected at least one fact", "begin with `- kind: touch`"
        for position, fact in enumerate(part.facts):
            yield from _needs((*path, "facts", position), fact, part)


def _mapping(mapping: Mapping) -> Found:
    yield from _zone(("time_zone",), mapping.time_zone)
    yield from _formats(("format",), mapping.format)
    about: dict[tuple[str, str], tuple[str, str]] = {}
    for number, part in enumerate(mapping.files):
        path: Path = ("files", number)
        yield from _file(path, part)
        for position, fact in enumerate(part.facts):
            yield from _abouts((*path, "facts", position), fact, mapping.connection, about)


def _file(path: Path, part: FilePart) -> Found:
    yield from _csv((*path, "csv"), part.csv)
    yield from check_columns(path, part)
    if part.version:
        yield from _version((*path, "version"), part.version)
    if part.recorded:
        yield from _formats((*path, "recorded"), part.recorded.format)
        yield from _zone((*path, "recorded", "time_zone"), part.recorded.time_zone)
    for number, fact in enumerate(part.facts):
        yield from _fact((*path, "facts", number), fact)


def _csv(path: Path, csv: CsvOptions) -> Found:
    if csv.encoding != "auto" and not _is_encoding(csv.encoding):
        yield (*path, "encoding"), f"unknown encoding `{csv.encoding}`", "common are utf-8, utf-16, cp1252, latin-1"
    if csv.quote == csv.delimiter:
        yield (*path, "quote"), "quote and delimiter are the same character", ""
    if csv.columns and len(set(csv.columns)) < len(csv.columns):
        yield (*path, "columns"), "a column's name stands twice in the list", ""


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _fact(path: Path, fact: FactPart) -> Found:
    if fact.at:
        yield from _instant((*path, "at"), fact.at)
    if fact.version:
        yield from _version((*path, "version"), fact.version)
    yield from _words(path, fact)
    for name, value in fact.fields.items():
        yield from _field((*path, "fields", name), value)


def _needs(path: Path, fact: FactPart, part: FilePart) -> Found:
    kind, version = fact.kind, fact.version or part.version
    if kind in NAMED and fact.name is None:
        yield path, f"`name` is missing: a fact of kind `{kind}` needs it ({KINDS[kind].name})", ""
    if fact.at is None and not (is_record(kind) and version and not version.sequence):
        said = "an `at`, or a `version` with an instant" if is_record(kind) else "an `at`"
        yield path, f"`at` is missing: a fact of kind `{kind}` needs {said}", "name the column with the instant"
    if fact.version and not is_record(kind):
        yield (*path, "version"), f"a fact of kind `{kind}` has no versions", "leave it out"
    if (fact.related is None) == (kind == "relation"):
        said = "needs `related`" if kind == "relation" else "has no `related`"
        yield path, f"a fact of kind `{kind}` {said}", "" if kind == "relation" else "use `relations`"
    for name in NEEDED_FIELDS.get(kind, ()):
        if name not in fact.fields:
            yield path, f"`fields` has no `{name}`: a fact of kind `{kind}` needs it", ""


def _abouts(path: Path, fact: FactPart, own: str, seen: dict[tuple[str, str], tuple[str, str]]) -> Found:
    """One type of record of a source is either a person, a company, an opportunity or a campaign, everywhere."""
    stated = [((*path, "subject"), fact.subject, KINDS[fact.kind].about, fact.kind)]
    for role, subject in fact.relations.items():
        stated.append(((*path, "relations", role), subject, ROLES_ABOUT.get(role, "any"), role))
    for where, subject, about, by in stated:
        if about == "any":
            continue
        key = (subject.connection or own, subject.object)
        known, first = seen.setdefault(key, (about, by))
        if known != about:
            message = f"`{subject.object}` is a {known} in `{first}` and a {about} in `{by}`"
            yield (*where, "object"), message, "call the two types of record by different names"


def _instant(path: Path, instant: Instant) -> Found:
    yield from _formats(path, instant.format)
    yield from _zone((*path, "time_zone"), instant.time_zone)


def _version(path: Path, version: Version) -> Found:
    yield from _formats(path, version.format)
    yield from _zone((*path, "time_zone"), version.time_zone)
    if version.exported_at is not None and exported_at(version.exported_at) is None:
        yield (*path, "exported_at"), f"`{version.exported_at}` is no day and no instant", "write 2026-01-31"


def exported_at(text: str) -> datetime | None:
    """The day or instant of an export."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _words(path: Path, fact: FactPart) -> Found:
    for key in ("name", "side", "actor", "channel", "campaign", "key"):
        if value := getattr(fact, key):
            yield from _value((*path, key), value)
    if fact.side:
        yield from _among((*path, "side"), fact.side, SIDES, "side")
    if fact.amount:
        yield from _among((*path, "amount", "currency"), fact.amount.currency, tuple(currencies()), "currency")
    if fact.kind == "stage_reported" and fact.name:
        for where, word in meanings((*path, "name"), fact.name):
            if not is_key(word):
                yield where, f"`{word}` cannot be a stage", "write the stage's key, such as `marketing_lead`"


def _value(path: Path, value: Value) -> Found:
    if value.constant is not None and (value.values or value.missing):
        yield path, "a `constant` has no `values` and nothing `missing`", "they belong to a `column`"


def _among(path: Path, value: Value, known: tuple[str, ...], what: str) -> Found:
    for where, word in meanings(path, value):
        if word not in known:
            yield where, f"unknown {what} `{word}`", did_you_mean(word, known)


def _field(path: Path, value: FieldValue) -> Found:
    yield from _value(path, value)
    yield from _formats(path, value.format)
    yield from _zone((*path, "time_zone"), value.time_zone)
    if value.format != ("iso",) and value.type not in ("date", "instant"):
        yield (*path, "format"), f"a value of type `{value.type}` has no format", "write `type: date`"


def _formats(path: Path, formats: tuple[str, ...]) -> Found:
    for number, one in enumerate(formats):
        if message := problem_with(one):
            hint = 'write `iso`, `epoch_s`, `epoch_ms`, or a pattern such as `"%d.%m.%Y %H:%M"`'
            yield (*path, "format", number), message, hint


def _zone(path: Path, name: str | None) -> Found:
    if name is not None and not zones.is_zone(name):
        yield path, f"unknown time zone `{name}`", did_you_mean(name, zones.names())
