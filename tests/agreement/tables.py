"""Every table of the agreement file with its keys and what they mean, read from the JSON Schema."""

from collections.abc import Iterator
from typing import Any

Part = dict[str, Any]


def tables(schema: Part) -> dict[str, dict[str, str]]:
    """`funnel.stages[]` -> its keys with their descriptions; `<key>` stands for a key of one's own."""
    found: dict[str, dict[str, str]] = {}
    _walk(schema, schema["$defs"], "", found)
    return found


def _walk(part: Part, defs: Part, path: str, found: dict[str, dict[str, str]]) -> None:
    for one in _alternatives(part, defs):
        if set(one.get("properties", ())) == {"de", "en"}:
            continue
        if "items" in one:
            _walk(one["items"], defs, f"{path}[]", found)
        for key, below in one.get("properties", {}).items():
            found.setdefault(path, {})[key] = _meaning(below, defs)
            _walk(below, defs, f"{path}.{key}" if path else key, found)
        for below in one.get("patternProperties", {}).values():
            _walk(below, defs, f"{path}.<key>", found)
        if isinstance(one.get("additionalProperties"), dict):
            _walk(one["additionalProperties"], defs, f"{path}.<key>", found)


def _alternatives(part: Part, defs: Part) -> Iterator[Part]:
    if "$ref" in part:
        part = defs[part["$ref"].rpartition("/")[2]]
    if "anyOf" in part:
        for one in part["anyOf"]:
            yield from _alternatives(one, defs)
    else:
        yield part


def _meaning(part: Part, defs: Part) -> str:
    said = part.get("description")
    return (
        str(said)
        if said
        else next((str(one["description"]) for one in _alternatives(part, defs) if "description" in one), "")
    )
