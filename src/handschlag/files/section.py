"""One section of a file on its way into a model: it finds every problem, each at its place, and keeps what is sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handschlag.errors import Problem
from handschlag.files.names import Names
from handschlag.files.offsets import place_within
from handschlag.files.tree import Entry, Items, Node, Path, Place, Scalar, Table, find, place_of, step
from handschlag.files.wording import candidates, in_words

Model = TypeVar("Model", bound=BaseModel)

_MOST_ROUNDS = 200
#: Beyond this, a file is not what it should be, and one more problem helps nobody.
MOST_PROBLEMS = 1_000


class Section:
    """The part of a file under one key, with the names the whole file declares.

    `validate` reads it as a model. A value with a problem is reported and taken out, so that the rest is still
    checked in the same run; paths given to `problem` count list positions as the model has them.
    """

    def __init__(self, file: str, text: str, node: Node | None, names: Names, place: Place | None = None) -> None:
        self.file = file
        self.text = text
        self.node = node
        self.names = names
        self.place = place or Place(1, 1)
        self.problems: list[Problem] = []
        self._reported: set[Problem] = set()
        self._gone: set[Path] = set()

    def validate(self, model: type[Model]) -> Model | None:
        """The section as a model, as far as it is sound; None if nothing is left of it."""
        for _ in range(_MOST_ROUNDS):
            self.names.models.clear()
            data = self._data(self.node, ())
            try:
                return model.model_validate(data, context=self.names)
            except ValidationError as error:
                if not self._take_out(error, data, model):
                    return None
        return None

    @property
    def full(self) -> bool:
        """Whether so many problems are reported that no further one is taken."""
        return len(self.problems) >= MOST_PROBLEMS

    def part(self, key: str) -> Section | None:
        """The part under a key as a section of its own, reporting to this one; None if there is none."""
        entry = self.node.entries.get(key) if isinstance(self.node, Table) else None
        return self._beside(entry.node, entry.key) if entry else None

    def without(self, *keys: str) -> Section:
        """This section without some of its keys, reporting to this one."""
        if not isinstance(self.node, Table):
            return self
        rest = {key: entry for key, entry in self.node.entries.items() if key not in keys}
        return self._beside(Table(self.node.place, rest), self.place)

    def whole(self, path: Path = ()) -> bool:
        """Whether nothing at or below a path had to be taken out."""
        return not any(gone[: len(path)] == path for gone in self._gone)

    def _beside(self, node: Node, place: Place) -> Section:
        section = Section(self.file, self.text, node, self.names, place)
        section.problems, section._reported = self.problems, self._reported
        return section

    def problem(
        self, path: Path, message: str, hint: str = "", *, key: bool = False, offset: int | None = None
    ) -> None:
        """Report a problem at a path of the model; `key` points at the key, `offset` at a place inside the value."""
        self._report(self._original(path), message, hint, offset, key)

    def named(self, path: Path) -> str:
        """How a person would name a place in this section: `stages.2.enters`."""
        return ".".join(str(part) for part in path)

    def _report(self, path: Path, message: str, hint: str, offset: int | None = None, key: bool = False) -> None:
        place = self._place(path, offset, key)
        problem = Problem(self.file, place.line, place.column, message, hint)
        if problem not in self._reported and not self.full:
            self._reported.add(problem)
            self.problems.append(problem)

    def _place(self, path: Path, offset: int | None, key: bool) -> Place:
        if self.node is None:
            return self.place
        if key and path:
            above = find(self.node, path[:-1])
            entry = above.entries.get(str(path[-1])) if isinstance(above, Table) else None
            if isinstance(entry, Entry):
                return entry.key
        node = find(self.node, path)
        if isinstance(node, Scalar) and node.written:
            return node.place if offset is None else place_within(node, self.text, offset)
        reached = bool(path) and step(self.node, path[0]) is not None
        return place_of(self.node, path) if reached else self.place

    def _take_out(self, error: ValidationError, data: object, model: type[BaseModel]) -> bool:
        """Report every error of one round and take its value out; False if that leaves nothing."""
        taken: set[Path] = set()
        for one in error.errors(include_url=False, include_input=False):
            if self.full:
                return False
            path, aside = _real(data, one["loc"])
            path = self._original(path)
            if self._follows(one["type"], path, aside):
                taken.add(path)
                continue
            if one["type"] != "too_short" or _entries(data, one["loc"]) == one["ctx"]["actual_length"]:
                taken.add(self._say(one, path, aside, data))  # else it is entries with problems that do not count
        if () in taken or taken <= self._gone:
            return False
        self._gone |= taken
        return True

    def _follows(self, kind: str, path: Path, aside: Path) -> bool:
        """Whether an error only says that something is missing that was reported and taken out before."""
        return kind == "missing" and (*path, *aside) in self._gone

    def _say(self, one: Any, path: Path, aside: Path, data: object) -> Path:
        """Report one error; what it makes unusable is returned."""
        kind, context = one["type"], one.get("ctx", {})
        if kind == "expression":
            self._expression(path, context["problems"])
            return path
        if kind == "missing":
            key = str(aside[0]) if aside else str(path[-1])
            above = path if aside else path[:-1]
            self._report(above, f"`{key}` is missing{self._where(above)}", context.get("hint", ""))
            return above
        if kind == "too_short" and not self.whole(path):
            return path  # it was long enough before entries with problems were taken out
        if kind == "extra_forbidden":
            known = candidates(self.names, _at(data, one["loc"][:-1]))
            message, hint = in_words(one, str(path[-1]), known)
            self._report(path, message, hint, key=True)
            return path
        message, hint = in_words(one, str(path[-1]) if path else "", ())
        inside = context.get("inside")
        self._report((*path, inside) if inside else path, self._prefixed(path, message), hint, key=bool(inside))
        return path

    def _where(self, path: Path) -> str:
        return f" in `{self.named(path)}`" if path else ""

    def _prefixed(self, path: Path, message: str) -> str:
        last = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        return f"`{last}`: {message}" if last and message.startswith("expected") else message

    def _expression(self, path: Path, problems: list[Problem]) -> None:
        node = find(self.node, path)
        written = node.written if isinstance(node, Scalar) else ""
        for problem in problems:
            self._report(path, problem.message, problem.hint, _offset(written, problem.line, problem.column))

    def _data(self, node: Node | None, path: Path) -> object:
        if isinstance(node, Table):
            return {
                key: self._data(entry.node, (*path, key))
                for key, entry in node.entries.items()
                if (*path, key) not in self._gone
            }
        if isinstance(node, Items):
            return [
                self._data(item, (*path, number))
                for number, item in enumerate(node.items)
                if (*path, number) not in self._gone
            ]
        return node.value if isinstance(node, Scalar) else {}

    def _taken_from(self, path: Path) -> list[int]:
        """The positions of the entries that were taken out of a list."""
        return [gone[-1] for gone in self._gone if gone[:-1] == path and isinstance(gone[-1], int)]

    def _original(self, path: Path) -> Path:
        """The path in the file for a path in what is left: list positions shift where items were taken out."""
        original: Path = ()
        for part in path:
            if isinstance(part, int):
                for gone in sorted(self._taken_from(original)):
                    part += gone <= part
            original = (*original, part)
        return original


def _real(data: object, location: tuple[int | str, ...]) -> tuple[Path, Path]:
    """A location of pydantic, split into the part that is in the data and what comes after it."""
    for number, part in enumerate(location):
        if not _holds(data, part):
            return location[:number], tuple(p for p in location[number:] if p != "[key]")
        data = data[part]  # type: ignore[index]  # _holds says that it can be indexed
    return location, ()


def _holds(data: object, part: int | str) -> bool:
    if isinstance(data, Mapping):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)


def _at(data: object, location: tuple[int | str, ...]) -> object:
    for part in location:
        data = data[part] if _holds(data, part) else None  # type: ignore[index]
    return data


def _entries(data: object, location: tuple[int | str, ...]) -> int:
    found = _at(data, location)
    return len(found) if isinstance(found, list) else 0


def _offset(written: str, line: int, column: int) -> int:
    """The number of the character at a line and column (from 1) of a text."""
    if column < 1:
        return 0
    begin = 0
    for _ in range(max(line, 1) - 1):
        begin = written.find("\n", begin) + 1
    return min(begin + column - 1, len(written))
