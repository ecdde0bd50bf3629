"""Reads a mapping file; whatever is wrong with it becomes problems with their places, all at once."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from handschlag.errors import Problem
from handschlag.files import Names, Section, read
from handschlag.mapping.checking import check
from handschlag.mapping.defaults import with_defaults
from handschlag.mapping.models import FilePart, Mapping, Origin, StageName


@dataclass(frozen=True)
class Loaded:
    """A sound mapping, or everything that is wrong with it."""

    mapping: Mapping | None
    problems: list[Problem] = field(default_factory=list)

    def part_for(self, name: str) -> FilePart | None:
        """How a file of this name is read."""
        return self.mapping.part_for(name) if self.mapping else None

    def stage_names(self) -> list[StageName]:
        """Every stage the mapping names, with its place: for the caller, who knows the agreement's stages."""
        return self.mapping.stage_names() if self.mapping else []


def load(path: Path) -> Loaded:
    """Read the mapping file at `path`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Loaded(None, [Problem(str(path), message=f"cannot read the mapping: {error.strerror}")])
    return loads(data, str(path))


def loads(data: bytes, file: str) -> Loaded:
    """Read a mapping that is in memory; `file` is what problems call it."""
    found = read(data, file)
    if found.node is None:
        return Loaded(None, found.problems)
    section = Section(file, found.text, found.node, Names())
    mapping = section.validate(Mapping)
    if mapping is not None:
        check(mapping, section)
        mapping = with_defaults(mapping)
        mapping.set_origin(Origin(file, found.text, found.node))
    problems = sorted([*found.problems, *section.problems])
    return Loaded(None if problems else mapping, problems)


@lru_cache(maxsize=64)
def stored(text: str) -> Mapping | None:
    """A mapping as the database keeps it with each delivery; it was sound when it was put there. Parsed once."""
    return loads(text.encode(), "mapping").mapping
