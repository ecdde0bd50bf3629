"""What people say a value means, worked into the mapping that reads it: the text stays theirs, comments and all."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from handschlag.mapping.loading import loads

#: What can be said of a column: a value is missing; a value means a word; what becomes of values nobody names; dates
#: are also written so; numbers have this decimal sign; rows without it do not state the fact.
KINDS = ("missing", "means", "otherwise", "format", "decimal", "no_fact")

#: Keys of a fact that hold a word; a plain text there is the word itself, in `key` and `fields` it is a column.
_WORDS = ("name", "side", "actor", "channel", "campaign")


_WORD = re.compile(r"[^\W\d_]\w*")
#: Words that some readers of YAML take for yes, no or nothing.
_NO_TEXTS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})


@dataclass(frozen=True)
class Saying:
    """One thing said of a column in the files of a kind. `file` is the name of one of them; `reads` what the column
    becomes there, such as `touch.name`, where that matters.
    """

    file: str
    column: str
    kind: str
    value: str = ""
    target: str = ""
    reads: str = ""


@dataclass
class _Reader:
    """A place of the mapping that reads a column: the table and key it stands under, and what it can be told."""

    above: CommentedMap
    key: str
    name: str
    role: str  # subject | instant | version | word | field | amount

    @property
    def column(self) -> str | None:
        """The column as the mapping calls it."""
        node = self.above[self.key]
        if not isinstance(node, CommentedMap):
            plain = self.role in ("instant", "field") or self.key == "key"
            return str(node) if plain else None
        found = node.get("id" if self.role == "subject" else "column")
        return None if found is None else str(found)

    def table_or_none(self) -> CommentedMap | None:
        """The place as a table, if it is written as one."""
        node = self.above[self.key]
        return node if isinstance(node, CommentedMap) else None

    def table(self) -> CommentedMap:
        """The place as a table, however short it was written."""
        node = self.above[self.key]
        if not isinstance(node, CommentedMap):
            node = _flow(CommentedMap({"column": node}))
            self.above[self.key] = node
        assert isinstance(node, CommentedMap)
        return node


def work_in(text: str, sayings: Sequence[Saying]) -> str:
    """The mapping with all that was said of its columns; what it says already changes nothing."""
    mapping = loads(text.encode(), "mapping").mapping
    if not sayings or mapping is None:
        return text
    yaml = YAML(typ="rt")
    yaml.preserve_quotes, yaml.width = True, 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    changed = False
    for saying in sayings:
        part = mapping.part_for(saying.file)
        if part is not None:
            changed |= _work_in(document["files"][mapping.files.index(part)], saying, mapping.format)
    if not changed:
        return text
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def applies(text: str, saying: Saying) -> bool:
    """Whether the mapping reads such a file, and in it this column."""
    mapping = loads(text.encode(), "mapping").mapping
    part = mapping.part_for(saying.file) if mapping is not None else None
    if mapping is None or part is None:
        return False
    document = YAML(typ="rt").load(text)["files"][mapping.files.index(part)]
    return any(True for _ in _readers_of(document, saying.column))


def _work_in(part: CommentedMap, saying: Saying, formats: Sequence[str]) -> bool:
    if saying.kind == "decimal":
        return _put(part, "decimal", saying.target)
    told = [_tell(reader, saying, part, formats) for reader in _readers_of(part, saying.column)]
    return any(told)


def _tell(reader: _Reader, saying: Saying, part: CommentedMap, formats: Sequence[str]) -> bool:
    """Say it to one place; whether that changed anything. `formats` is how dates are written by default."""
    role, kind = reader.role, saying.kind
    if kind == "missing" and role != "version":
        known = _texts(reader.table_or_none(), "missing") + _texts(part, "missing")
        return saying.value not in known and _append(reader.table(), "missing", saying.value)
    if kind == "means" and role in ("word", "field"):
        return _means(reader, saying)
    if kind == "otherwise" and role in ("word", "field") and reader.name == saying.reads:
        return _put(reader.table(), "otherwise", saying.target)
    if kind == "format" and (role in ("instant", "version") or _is_date(reader)):
        known = _texts(reader.table_or_none(), "format") or list(formats)
        return saying.target not in known and _append(reader.table(), "format", saying.target, first=known)
    if kind == "no_fact" and role in ("subject", "instant"):
        return _put(reader.table(), "if_missing", "no_fact")
    return False


def _means(reader: _Reader, saying: Saying) -> bool:
    """A value means a word where that is asked for, and where the same words are read from the same column."""
    written = reader.table_or_none()
    values = None if written is None else written.get("values")
    known = {} if values is None else {str(value): target for value, target in values.items()}
    if saying.value in known and known[saying.value] == saying.target:
        return False
    if reader.name != saying.reads and (saying.value in known or saying.target not in known.values()):
        return False
    table = reader.table()
    if values is None:
        table["values"] = _flow(CommentedMap())
        table["otherwise"] = "keep"
    for value in [value for value in table["values"] if str(value) == saying.value]:
        del table["values"][value]
    table["values"][_quoted(saying.value)] = _quoted(saying.target)
    return True


def _readers_of(part: CommentedMap, column: str) -> Iterator[_Reader]:
    """The places that read a column, which the file calls so: the mapping may know it by another name."""
    aliases = part.get("columns") or CommentedMap()
    names = {str(name) for name in aliases if column in _texts(aliases, name)} | {column}
    yield from (reader for reader in _readers(part) if reader.column in names)


def _readers(part: CommentedMap) -> Iterator[_Reader]:
    """Every place of a part that reads a column."""
    for above, key in ((part, "version"), (part, "recorded")):
        if isinstance(above.get(key), CommentedMap):
            yield _Reader(above, key, key, "version")
    for fact in part.get("facts", ()):
        yield from _of_fact(fact, str(fact.get("kind")))


def _of_fact(fact: CommentedMap, kind: str) -> Iterator[_Reader]:
    for key in ("subject", "related"):
        if key in fact:
            yield _Reader(fact, key, f"{kind}.{key}", "subject")
    for role in fact.get("relations") or ():
        yield _Reader(fact["relations"], role, f"{kind}.relations.{role}", "subject")
    if "at" in fact:
        yield _Reader(fact, "at", f"{kind}.at", "instant")
    if isinstance(fact.get("version"), CommentedMap):
        yield _Reader(fact, "version", f"{kind}.version", "version")
    for key in (*_WORDS, "key"):
        if key in fact:
            yield _Reader(fact, key, f"{kind}.{key}", "word")
    for name in fact.get("fields") or ():
        yield _Reader(fact["fields"], name, f"{kind}.fields.{name}", "field")
    if isinstance(fact.get("amount"), CommentedMap):
        yield _Reader(fact, "amount", f"{kind}.amount", "amount")
        if isinstance(fact["amount"].get("currency"), CommentedMap):
            yield _Reader(fact["amount"], "currency", f"{kind}.currency", "word")


def _is_date(reader: _Reader) -> bool:
    table = reader.table_or_none()
    return reader.role == "field" and table is not None and table.get("type") in ("date", "instant")


def _texts(table: CommentedMap | None, key: str) -> list[str]:
    """A list of texts, also where it is written as one text."""
    found = None if table is None else table.get(key)
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]


def _append(table: CommentedMap, key: str, text: str, *, first: Sequence[str] = ()) -> bool:
    found = table.get(key)
    if not isinstance(found, CommentedSeq):
        found = table[key] = _flow(CommentedSeq(_texts(table, key) or first))
    found.append(_quoted(text))
    return True


def _put(table: CommentedMap, key: str, text: str) -> bool:
    if table.get(key) == text:
        return False
    table[key] = _quoted(text)
    return True


def _quoted(text: str) -> str:
    """In quotes, unless it is one plain word: then no reader of YAML can see anything else in it."""
    return text if _WORD.fullmatch(text) and text.lower() not in _NO_TEXTS else DoubleQuotedScalarString(text)


def _flow(node: Any) -> Any:
    """Written on one line."""
    node.fa.set_flow_style()
    return node
