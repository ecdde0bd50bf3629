"""Fills a preset in with what a house's exports show; whatever would not load is left as the preset has it."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from handschlag.agreement.loading import loads
from handschlag.files import read
from handschlag.files.tree import Items, Node, Path, Scalar, find

#: Below this many words of its own, a house keeps the preset's reasons beside them.
FEW = 3


def set_line(text: str, key: str, value: str) -> str:
    """Another value for a key that stands at the beginning of a line."""
    return _if_sound(text, re.sub(rf"(?m)^{key}: \S+", lambda _: f"{key}: {value}", text, count=1))


def set_number(text: str, key: str, value: int) -> str:
    """Another number for a key, wherever it stands."""
    return _if_sound(text, re.sub(rf"\b{key}: [\d_]+", f"{key}: {value:_}", text))


def set_reasons(text: str, outcome: str, words: Mapping[str, str]) -> str:
    """The reasons of a detour: key to what the house calls it."""
    path: Path = ("funnel", "detours", outcome)
    entry = _plain(find(read(text.encode(), "").node, path)) or {}
    old = entry.pop("reasons", {})
    kept = dict.fromkeys(old) if isinstance(old, list) else dict(old)
    reasons = {**words, **({} if len(words) >= FEW else {k: v for k, v in kept.items() if k not in words})}
    lines = [f"{outcome}:", "  reasons:", *(f"    {key}: {_flow(word)}" for key, word in reasons.items())]
    return _set_entry(text, path, [*lines, *(f"  {key}: {_flow(value)}" for key, value in entry.items())])


def set_return_reasons(text: str, words: Mapping[str, str]) -> str:
    """The reasons for which sales gives a lead back; what a known one entails stays, a new one goes to nurture."""
    path: Path = ("handover", "return_reasons")
    old = _plain(find(read(text.encode(), "").node, path))
    if not isinstance(old, dict):
        return text
    new = {
        key: {"back_to": "nurture", "counts_against": "nobody", **old.get(key, {}), "name": words[key]} for key in words
    }
    entries = {**new, **({} if len(words) >= FEW else {key: old[key] for key in old if key not in words})}
    return _set_entry(text, path, ["return_reasons:", *(f"  {key}: {_flow(one)}" for key, one in entries.items())])


def preface(text: str, lines: Sequence[str]) -> str:
    """Comments at the top."""
    safe = [re.sub(r"[^\x20-\x7e\xa0-\ud7ff]", " ", line) for line in lines]
    return _if_sound(text, "".join(f"# {line}".rstrip() + "\n" for line in safe) + text)


def _if_sound(before: str, after: str) -> str:
    return before if loads(after.encode(), "draft").problems else after


def _set_entry(text: str, path: Path, entry: Sequence[str]) -> str:
    """Other lines for an entry; if there is none, they are added to the table it belongs to."""
    lines = text.splitlines()
    span = _span(lines, path)
    if span is None:
        above = _span(lines, path[:-1])
        if above is None:
            return text
        first = above[0] + 1
        depth = _depth(lines[first]) if first < above[1] else 0
        span = first, first
    else:
        depth = _depth(lines[span[0]])
    lines[span[0] : span[1]] = [" " * depth + line for line in entry]
    return _if_sound(text, "\n".join(lines) + "\n")


def _span(lines: Sequence[str], path: Path) -> tuple[int, int] | None:
    """The lines of an entry that stands in block style, from its key to the next of its depth."""
    start, end, depth = 0, len(lines), -1
    for key in path:
        inside = [n for n in range(start, end) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
        inside = [n for n in inside if _depth(lines[n]) > depth]
        level = min((_depth(lines[n]) for n in inside), default=0)
        begin = next((n for n in inside if _depth(lines[n]) == level and lines[n].lstrip().startswith(f"{key}:")), None)
        if begin is None:
            return None
        after = (n for n in range(begin + 1, end) if lines[n].strip() and _depth(lines[n]) <= level)
        start, end, depth = begin, next(after, end), level
        while end > begin + 1 and not lines[end - 1].strip():
            end -= 1
        start = begin if key == path[-1] else begin + 1
    return start, end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _plain(node: Node | None) -> Any:
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.written if isinstance(node.value, str) else node.value
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return {key: _plain(entry.node) for key, entry in node.entries.items()}


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return (
            value
            if re.fullmatch(r"[a-z][a-z_]*( [a-z]+)*|\d+ [a-z ]+", value)
            else json.dumps(value, ensure_ascii=False)
        )
    return "null" if value is None else json.dumps(value)
