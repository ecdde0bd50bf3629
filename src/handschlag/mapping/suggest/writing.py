"""Writes a mapping document as YAML with comments."""

import json
import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[^\W\d_][\w ./+-]*")
_WORDS = {"yes", "no", "true", "false", "null", "on", "off", "y", "n", "none"}
#: Lists and tables are written on one line up to this width.
WIDTH = 110


def write(document: Mapping[str, object], comments: Mapping[str, Sequence[str]], *, beginning: Sequence[str]) -> str:
    """The document; `comments` stand above the file part whose `match` is their key."""
    lines = [f"# {line}".rstrip() for line in beginning]
    for key, value in document.items():
        if key != "files":
            lines.append(f"{key}: {flow(value)}")
    lines.append("files:")
    files = document.get("files")
    assert isinstance(files, list)
    for part in files:
        lines += ["", *(f"  # {line}".rstrip() for line in comments.get(part["match"], ()))]
        lines += _item(part, "  ")
    return "\n".join(lines) + "\n"


def _item(table: Mapping[str, object], indent: str) -> list[str]:
    """An entry of a list that is a table."""
    lines = _table(table, indent + "  ")
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _table(table: Mapping[str, object], indent: str) -> list[str]:
    lines: list[str] = []
    for key, value in table.items():
        written = f"{indent}{text(key)}: {flow(value)}"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{indent}{text(key)}:")
            for item in value:
                lines += _item(item, indent + "  ")
        elif isinstance(value, dict) and value and len(written) > WIDTH:
            lines += [f"{indent}{text(key)}:", *_table(value, indent + "  ")]
        else:
            lines.append(written)
    return lines


def flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{text(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None:
        return "null"
    return text(value) if isinstance(value, str) else str(value)


def text(value: str) -> str:
    """A text, in quotes where YAML would read something else."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and not value.endswith(" ")
    return value if plain else json.dumps(value, ensure_ascii=False)
