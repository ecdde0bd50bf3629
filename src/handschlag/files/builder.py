"""Builds the tree of a file from the parser's events, one after the other and without recursion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handschlag.errors import Problem
from handschlag.files.scalars import meaning
from handschlag.files.tree import Entry, Items, Node, Place, Scalar, Table

MOST_DEPTH = 24
MOST_VALUES = 20_000


@dataclass
class _Open:
    """A list or table whose end has not come yet; `key` is the key of a table that waits for its value."""

    node: Items | Table
    key: str | None = None
    key_place: Place | None = None
    waiting: bool = False


class Builder:
    """Takes events until the document ends. After the last one `root` is its tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.gave_up = False
        self._open: list[_Open] = []
        self._documents = 0
        self._values = 0

    def take(self, event: Any) -> bool:
        """Take one event; False if nothing after it is worth reading."""
        kind = type(event).__name__
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        if kind == "DocumentStartEvent":
            return self._document(place)
        if kind == "AliasEvent":
            self._say(place, "`*` refers to another part of the file", "write it out: who signs must see what it says")
            self._put(Scalar(place, None, "", 0, 0))
        elif kind == "ScalarEvent":
            return self._value(event, place)
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            return self._start(event, Items(place) if kind.startswith("Sequence") else Table(place))
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._put(self._open.pop().node)
        return True

    def _document(self, place: Place) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._say(place, "a second document begins", "one file holds one document: remove the line `---`")
        return self._documents == 1

    def _value(self, event: Any, place: Place) -> bool:
        self._values += 1
        if self._values > MOST_VALUES:
            self._say(
                place, f"more than {MOST_VALUES:,} keys and values", "this is not a file that somebody wrote by hand"
            )
            self.gave_up = True
            return False
        self._put(self._scalar(event, place))
        return True

    def _start(self, event: Any, node: Items | Table) -> bool:
        self._marks(event, node.place)
        if len(self._open) >= MOST_DEPTH:
            self._say(node.place, f"more than {MOST_DEPTH} levels inside one another", "nothing here is that deep")
            self.gave_up = True
            return False
        self._open.append(_Open(node))
        return True

    def _scalar(self, event: Any, place: Place) -> Scalar:
        self._marks(event, place)
        plain = event.style is None or event.style == ""
        value = meaning(event.value) if plain else event.value
        return Scalar(place, value, event.value, event.start_mark.index, event.end_mark.index)

    def _marks(self, event: Any, place: Place) -> None:
        if event.anchor:
            self._say(place, f"the anchor `&{event.anchor}` is not allowed", "write values out where they belong")
        if getattr(event, "tag", None):
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._say(place, f"the tag `{tag}` is not allowed", "write the plain value")

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node if not (isinstance(node, Scalar) and node.value is None) else None
            return
        top = self._open[-1]
        if isinstance(top.node, Items):
            top.node.items.append(node)
        elif top.waiting:
            self._entry(top, node)
        else:
            self._key(top, node)

    def _key(self, top: _Open, node: Node) -> None:
        top.waiting, top.key, top.key_place = True, None, node.place
        if not isinstance(node, Scalar):
            self._say(node.place, "a key must be one word", "put texts with brackets in quotes")
        elif node.written == "<<":
            self._say(node.place, "`<<` takes over another part of the file", "write it out")
        else:
            top.key = node.written

    def _entry(self, top: _Open, node: Node) -> None:
        top.waiting = False
        assert isinstance(top.node, Table)
        if top.key is None or top.key_place is None:
            return
        first = top.node.entries.get(top.key)
        if first:
            self._say(top.key_place, f"`{top.key}` is written twice; the first is on line {first.key.line}", "keep one")
            return
        top.node.entries[top.key] = Entry(top.key_place, node)

    def _say(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(self.file, place.line, place.column, message, hint))
