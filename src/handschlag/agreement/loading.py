"""Loads an agreement file: bytes in, the agreement or every problem out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handschlag.agreement.basics import Basics
from handschlag.agreement.crosschecks import check_across
from handschlag.agreement.model import Agreement, Sections
from handschlag.agreement.names import collect
from handschlag.agreement.sections import READERS, Reader
from handschlag.errors import Problem
from handschlag.files import Names, Read, Section, did_you_mean, read
from handschlag.files.section import MOST_PROBLEMS
from handschlag.files.tree import Scalar, Table


@dataclass(frozen=True)
class Loaded:
    """The agreement, or None if there are problems; all problems in the order of the file; the very bytes."""

    agreement: Agreement | None
    problems: list[Problem]
    text: bytes


def load(path: Path) -> Loaded:
    """Load the agreement in a file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (
            "there is no such file" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        )
        return Loaded(None, [Problem(str(path), 0, 0, reason, "make one with `handschlag new`")], b"")
    return loads(data, str(path))


def loads(text: bytes, file: str) -> Loaded:
    """Load the agreement in a text. Whatever the bytes are, problems come back, never an exception."""
    source = read(text, file)
    if source.node is None:
        return Loaded(None, sorted(source.problems), text)
    if not isinstance(source.node, Table):
        place = source.node.place
        hint = "begin with `handschlag: 1` and `title:`, or start from a preset: `handschlag new`"
        return Loaded(
            None, [*source.problems, Problem(file, place.line, place.column, "this is no agreement", hint)], text
        )
    agreement, problems = _assemble(source, source.node, file)
    found = sorted({*source.problems, *problems})[:MOST_PROBLEMS]
    return Loaded(None if found else agreement, found, text)


def _assemble(source: Read, root: Table, file: str) -> tuple[Agreement | None, list[Problem]]:
    names = collect(root)
    whole = Section(file, source.text, root, names)
    known = {*Basics.model_fields, *(reader.key for reader in READERS)}
    for key in root.entries:
        if key not in known and not whole.full:
            whole.problem((key,), f"unknown section `{key}`", did_you_mean(key, known), key=True)
    basics: Any = whole.without(*(key for key in root.entries if key not in Basics.model_fields)).validate(Basics)
    sections: Sections = {}
    for reader in READERS:
        before = len(whole.problems)
        terms = _read(reader, whole, root, names)
        if len(whole.problems) == before:
            sections[reader.key] = terms
    check_across(whole, sections)
    if whole.problems:
        return None, whole.problems
    own = {name: getattr(basics, name) for name in Basics.model_fields if name != "handschlag"}
    return Agreement(**own, **sections, written=root), []


def _read(reader: Reader, whole: Section, root: Table, names: Names) -> Any:
    """Hand a section to its room. A section that is left out, or left empty, is read as an empty one."""
    key = reader.key
    section = whole.part(key)
    empty = section is None or (isinstance(section.node, Scalar) and section.node.value is None)
    if not empty and section is not None:
        return reader.parse(section)
    if reader.required:
        whole.problem((key,) if section else (), f"`{key}` is missing", "an agreement cannot do without it", key=True)
        return None
    return reader.parse(Section(whole.file, "", Table(root.place), names))
