"""Which columns of a file a mapping reads, where it names them, and what is wrong if the file has others."""

import re
from collections.abc import Iterator, Mapping as Table, Sequence

from handschlag.conditions import FieldType, RecordCondition, parse_record
from handschlag.errors import Problem
from handschlag.files import did_you_mean
from handschlag.files.tree import Path
from handschlag.mapping.aliases import also_named, resolved
from handschlag.mapping.models import FactPart, FilePart, Mapping
from handschlag.mapping.values import Subject, Value, Version

_NO_NAME = re.compile(r"\W+")
_NOTHING_ELSE: Table[str, str] = {}


def condition_name(column: str) -> str:
    """How conditions call a column: what is no letter, digit or `_` becomes `_`."""
    name = _NO_NAME.sub("_", column).strip("_")
    return f"_{name}" if name[:1].isdigit() else name


def condition_names(columns: Sequence[str], also: Table[str, str] = _NOTHING_ELSE) -> dict[str, str]:
    """The columns by how conditions call them; `also` are further names of columns."""
    names = {condition_name(name): column for name, column in also.items()}
    for column in columns:
        names.setdefault(condition_name(column), column)
    return names


def condition(
    text: str, columns: Sequence[str], also: Table[str, str] = _NOTHING_ELSE
) -> RecordCondition | tuple[Problem, ...]:
    """A condition over the columns of a file, all of them text."""
    parsed = parse_record(text, dict.fromkeys(condition_names(columns, also), FieldType.TEXT))
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
    """The columns of the file that the (resolved) part reads, in the order of the file."""
    used = {column for _, column in named_columns(part)}
    also = also_named(part)
    names = condition_names(columns, also)
    for fact in part.facts:
        parsed = condition(fact.when, columns, also) if fact.when else None
        if isinstance(parsed, RecordCondition):
            used |= {names[name] for name in parsed.fields}
    return [column for column in columns if column in used]


def column_problems(mapping: Mapping, part: FilePart, columns: Sequence[str], file: str) -> list[Problem]:
    """What is wrong with the mapping for a file with these columns."""
    at, origin = mapping.path_of(part), mapping.origin
    here = resolved(part, columns)
    problems = [
        origin.problem(
            (*at, *path), f"{file} has no column `{column}`{_nor(part, column)}", did_you_mean(column, columns)
        )
        for path, column in named_columns(here)
        if column not in columns and column not in here.optional
    ]
    for number, fact in enumerate(here.facts):
        problems += _condition_problems(mapping, (*at, "facts", number, "when"), fact.when, columns, here)
        problems += _words_that_are_columns(mapping, (*at, "facts", number), fact, columns, file)
    return sorted(set(problems))


def _nor(part: FilePart, column: str) -> str:
    others = part.columns.get(column, ())
    return f", nor {', '.join(f'`{other}`' for other in others)}" if others else ""


def _condition_problems(
    mapping: Mapping, path: Path, when: str | None, columns: Sequence[str], part: FilePart
) -> list[Problem]:
    parsed = condition(when, columns, also_named(part)) if when else None
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
