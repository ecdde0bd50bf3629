"""A mapping's terms with some of their values replaced, however deep they stand."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from handschlag.files import Terms

T = TypeVar("T")

#: Given terms, the values to replace in them (those of terms inside of them are asked for by themselves).
Change = Callable[[Terms], dict[str, Any]]


def rewritten(value: T, change: Change) -> T:
    """The value with what `change` says; what nothing changes in stays the same object."""
    if isinstance(value, Terms):
        inner = {name: getattr(value, name) for name in type(value).model_fields}
        found = {name: new for name, old in inner.items() if (new := rewritten(old, change)) is not old}
        found |= change(value)
        return value.model_copy(update=found) if found else value
    if isinstance(value, tuple):
        items = tuple(rewritten(item, change) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value  # type: ignore[return-value]
    if isinstance(value, Mapping):
        entries = {key: rewritten(item, change) for key, item in value.items()}
        return entries if any(entries[key] is not item for key, item in value.items()) else value  # type: ignore[return-value]
    return value
