"""A part of a mapping for one file: columns under the names that the file gives them, and those that it may lack."""

from collections.abc import Collection, Mapping
from typing import Any

from handschlag.files import Terms
from handschlag.mapping.models import FilePart
from handschlag.mapping.rewriting import rewritten

_NAMING = ("record", "column", "id", "sequence")


def header(part: FilePart, name: str, columns: Collection[str]) -> str | None:
    """What the file calls the column of this name; None if it has none."""
    return next((one for one in (name, *part.columns.get(name, ())) if one in columns), None)


def lacking(part: FilePart, columns: Collection[str]) -> list[str]:
    """The optional columns that a file does not have."""
    return [name for name in part.optional if header(part, name, columns) is None]


def resolved(part: FilePart, columns: Collection[str]) -> FilePart:
    """The part with the file's own names; `columns` keeps them for conditions, `optional` what the file lacks.

    A name that the file does not know under any of its names stays as it is.
    """
    if not part.columns and not part.optional:
        return part
    names = {name: found for name in part.columns if (found := header(part, name, columns))}

    def change(terms: Terms) -> dict[str, Any]:
        told = {key: getattr(terms, key, None) for key in _NAMING}
        return {key: names[name] for key, name in told.items() if name in names and names[name] != name}

    kept = {"columns": {name: (found,) for name, found in names.items()}, "optional": tuple(lacking(part, columns))}
    return rewritten(part, change).model_copy(update=kept)


def also_named(part: FilePart) -> Mapping[str, str]:
    """Of a resolved part: what conditions may call a column besides its own name, and the column."""
    return {name: found for name, (found, *_) in part.columns.items()} | {name: name for name in part.optional}
