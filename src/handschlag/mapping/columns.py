"""Which columns of a file a mapping reads, where it names them, and what is wrong if the file has others."""

import re
from collections.abc import Iterator, Sequence

from handschlag.conditions import FieldType, RecordCondition, parse_record
from handschlag.errors import Problem
from handschlag.files import did_you_mean
from handschlag.files.tree import Path
from handschlag.mapping.models import FactPart, FilePart, Mapping
from handschlag.mapping.values import Subject, Value, Version

_NO_NAME = re.compile(r"\W+")


def condition_names(columns: Sequence[str]) -> dict[str, str]:
    """How conditions call the columns: by name, where what is no letter, digit or `_` becomes `_`."""
    names: dict[str, str] = {}
    for column in columns:
        name = _NO_NAME.sub("_", column).strip("_")
        names.setdefault(f"_{name}" if name[:1].isdigit() else name, column)
    return names


def condition(text: str, columns: Sequence[str]) -> RecordCondition | tuple[Problem, ...]:
    """A condition over the columns of a file, all of them text."""
    parsed = parse_record(text, dict.fromkeys(condition_names(columns), FieldType.TEXT))
    return parsed.problems if parsed.value is None else parsed.value


def named_columns(part: FilePart) -> Iterator[tuple[Path, str]]:
    """Every column that a part of a mapping names (conditions aside), with the way to it inside the part."""
    if part.record is not None:
        yield ("record",), part.record
    if part.version:
        yield from _version(("version",), part.version)
    if part.recorded and part.recorded.column is not None:
        yield ("recorded", "column"), part.recorded.column
    for number, fact in enumerate(part.facts):
        yield from _fact(("facts", number), fact)


def _fact(path: Path, fact: FactPart) -> Iterator[tuple[Path, str]]:
    subjects: dict[Path, Subject | None] = {("subject",): fact.subject, ("related",): fact.related}
    subjects |= {("relations", role): subject for role, subject in fact.relations.items()}
    for way, subject in subjects.items():
        if subject:
            yield (*path, *way, "id"), subject.id
    if fact.at:
        yield (*path, "at", "column"), fact.at.column
    if fact.version:
        yield from _version((*path, "version"), fact.version)
    values: dict[Path, Value | None] = {
        (key,): getattr(fact, key) for key in ("name", "side", "actor", "channel", "campaign", "key")
    }
    values |= {("fields", name): value for name, value in fact.fields.items()}
    if fact.amount:
        yield (*path, "amount", "column"), fact.amount.column
        values["amount", "currency"] = fact.amount.currency
    for way, value in values.items():
        if value and value.column is not None:
            yield (*path, *way, "column"), value.column


def _version(path: Path, version: Version) -> Iterator[tuple[Path, str]]:
    for key in ("column", "sequence"):
        if (column := getattr(version, key)) is not None:
            yield (*path, key), column


def used_columns(part: FilePart, columns: Sequence[str]) -> list[str]:
    """The columns of the file that the part reads, in the order of the file."""
    used = {column for _, column in named_columns(part)}
    names = condition_names(columns)
    for fact in part.facts:
        parsed = condition(fact.when, columns) if fact.when else None
        if isinstance(parsed, RecordCondition):
            used |= {names[name] for name in parsed.fields}
    return [column for column in columns if column in used]


def column_problems(mapping: Mapping, part: FilePart, columns: Sequence[str], file: str) -> list[Problem]:
    """What is wrong with the mapping for a file with these columns."""
    at, origin = mapping.path_of(part), mapping.origin
    problems = [
        origin.problem((*at, *path), f"{file} has no column `{column}`", did_you_mean(column, columns))
        for path, column in named_columns(part)
        if column not in columns
    ]
    for number, fact in enumerate(part.facts):
        problems += _condition_problems(mapping, (*at, "facts", number, "when"), fact.when, columns)
        problems += _words_that_are_columns(mapping, (*at, "facts", number), fact, columns, file)
    return sorted(set(problems))


def _condition_problems(mapping: Mapping, path: Path, when: str | None, columns: Sequence[str]) -> list[Problem]:
    parsed = condition(when, columns) if when else None
    if parsed is None or isinstance(parsed, RecordCondition):
        return []
    return [
        mapping.origin.problem(path, one.message, one.hint, offset=max(one.column - 1, 0) if one.line == 1 else 0)
        for one in parsed
    ]


def _words_that_are_columns(
    mapping: Mapping, path: Path, fact: FactPart, columns: Sequence[str], file: str
) -> list[Problem]:
    """`actor: owner` is the word "owner"; where the file has such a column, that was hardly meant."""
    problems = []
    for key in ("name", "side", "actor", "channel", "campaign"):
        value: Value | None = getattr(fact, key)
        if value and value.constant in columns and not mapping.origin.has((*path, key, "constant")):
            message = f"`{value.constant}` is taken as a fixed word, but {file} has a column of this name"
            hint = f"write `{{column: {value.constant}}}`, or `{{constant: {value.constant}}}` for the word"
            problems.append(mapping.origin.problem((*path, key), message, hint))
    return problems
