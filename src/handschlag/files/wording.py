"""Puts what the validation library says into words for people who never heard of it."""

from typing import Any

from pydantic import BaseModel

from handschlag.files.names import Names
from handschlag.files.suggest import did_you_mean

_EXPECTED = {
    "model_type": "a table (`key: value`)",
    "model_attributes_type": "a table (`key: value`)",
    "dict_type": "a table (`key: value`)",
    "mapping_type": "a table (`key: value`)",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "string_type": "a text",
}
_HINTS = {"a list": "write it in brackets: [one, another]"}


def in_words(error: Any, key: str, known: tuple[str, ...]) -> tuple[str, str]:
    """Message and hint for one error of pydantic."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "plain":
        return context["said"], context["hint"]
    if kind == "extra_forbidden":
        return f"unknown key `{key}`", did_you_mean(key, known)
    if kind in _EXPECTED:
        return f"expected {_EXPECTED[kind]}", _HINTS.get(_EXPECTED[kind], "")
    if kind in ("too_short", "too_long"):
        return f"expected {_entries(kind, context)}", ""
    return f"`{key}`: {error['msg'].lower()}", ""


def _entries(kind: str, context: dict[str, int]) -> str:
    count, bound = (context["min_length"], "least") if kind == "too_short" else (context["max_length"], "most")
    return f"at {bound} {count} {'entry' if count == 1 else 'entries'}, found {context['actual_length']}"


def candidates(names: Names, table: object) -> tuple[str, ...]:
    """The keys that the model of a table knows."""
    model = names.models.get(id(table))
    return keys(model) if model else ()


def keys(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model as people write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())
