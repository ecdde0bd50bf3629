"""What a YAML file says, as a tree in which every key and every value knows its place."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The way to a value: keys of tables and positions in lists, from the outside in.
Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Place:
    """Line and column in the file, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Scalar:
    """One value. `written` is its text, `start` and `end` where its source lies in the file."""

    place: Place
    value: object
    written: str
    start: int
    end: int


@dataclass(frozen=True)
class Items:
    """A list of values."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """Keys with their values, in the order of the file."""

    place: Place
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """The place of a key, and its value."""

    key: Place
    node: Node


Node = Scalar | Items | Table


def step(node: Node, part: str | int) -> Node | None:
    """What lies one key or position further in, or nothing."""
    if isinstance(node, Table):
        entry = node.entries.get(str(part))
        return entry.node if entry else None
    if isinstance(node, Items) and isinstance(part, int) and 0 <= part < len(node.items):
        return node.items[part]
    return None


def find(node: Node | None, path: Path) -> Node | None:
    """What lies at the end of a path, or nothing."""
    for part in path:
        if node is None:
            return None
        node = step(node, part)
    return node


def place_of(node: Node, path: Path) -> Place:
    """The place of the value at the end of a path; where the path ends early, of what was reached last."""
    place = node.place
    for part in path:
        key = node.entries.get(str(part)) if isinstance(node, Table) else None
        below = step(node, part)
        if below is None:
            break
        has_text = isinstance(below, Scalar) and below.written
        place = key.key if key and not has_text else below.place
        node = below
    return place


def keys_of(node: Node | None) -> tuple[str, ...]:
    """The keys of a table, in the order of the file; of anything else none."""
    return tuple(node.entries) if isinstance(node, Table) else ()
