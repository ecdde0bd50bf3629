"""Checks of what a mapping says about names of columns: other names, columns that may be lacking, cells to split."""

import re
from collections.abc import Iterator

from handschlag.files import did_you_mean
from handschlag.files.tree import Path
from handschlag.mapping.columns import condition_name, named_columns
from handschlag.mapping.models import FactPart, FilePart
from handschlag.mapping.requirements import NAMED, is_record
from handschlag.mapping.values import Instant, Subject

_WORD = re.compile(r"'(?:[^']|'')*'|(\w+)")


def check_columns(path: Path, part: FilePart) -> Iterator[tuple[Path, str, str]]:
    """Names nothing reads, names that are taken, columns that cannot be lacking, ids that cannot be several."""
    read = {name for _, name in named_columns(part)}
    asked = {word for fact in part.facts for word in _WORD.findall(fact.when or "") if word}
    for name, others in part.columns.items():
        if name not in read and condition_name(name) not in asked:
            yield (*path, "columns", name), f"nothing reads the column `{name}`", did_you_mean(name, sorted(read))
        for other in others:
            if other in read:
                hint = f"the column `{other}` is read as itself"
                yield (*path, "columns", name), f"`{other}` cannot be another name of `{name}`", hint
    yield from _optional(path, part, read, asked)
    for number, fact in enumerate(part.facts):
        if fact.subject.split and (is_record(fact.kind) or fact.key is None):
            hint = "only events with a `key` can be about several, and `related` and `relations` name several"
            yield (*path, "facts", number, "subject", "split"), "a fact of this kind is about one record", hint


def _optional(path: Path, part: FilePart, read: set[str], asked: set[str]) -> Iterator[tuple[Path, str, str]]:
    needed = dict(reversed(list(_needed(part))))
    for number, name in enumerate(part.optional):
        at: Path = (*path, "optional", number)
        if name in needed:
            yield at, f"`{name}` cannot be lacking: it is {needed[name]}", "take it out of `optional`"
        elif name not in read and condition_name(name) not in asked:
            yield at, f"nothing reads the column `{name}`", did_you_mean(name, sorted(read))


def _needed(part: FilePart) -> Iterator[tuple[str, str]]:
    if part.record:
        yield part.record, "the `record`"
    for fact in part.facts:
        yield from _needed_by(fact)
    for version in (part.version, *(fact.version for fact in part.facts)):
        if version and (name := version.column or version.sequence):
            yield name, "the `version`"


def _needed_by(fact: FactPart) -> Iterator[tuple[str, str]]:
    for key in ("subject", "related", "at"):
        one: Subject | Instant | None = getattr(fact, key)
        if one and one.if_missing == "quarantine":
            yield one.id if isinstance(one, Subject) else one.column, f"`{key}` of `{fact.kind}`"
    if fact.kind in NAMED and fact.name and fact.name.column:
        yield fact.name.column, f"the name of `{fact.kind}`"
