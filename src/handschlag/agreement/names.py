"""Collects every name an agreement declares before any section is read, so that each can refer to all others."""

from collections.abc import Iterator

from handschlag.conditions.terms import known_fields
from handschlag.files import Names
from handschlag.files.tree import Items, Node, Path, Scalar, find, keys_of
from handschlag.handover.criteria_terms import QUESTIONS

#: Kind of name -> the table whose keys are such names.
_KEYS: dict[str, Path] = {
    "market": ("markets",),
    "persona": ("personas",),
    "calendar": ("calendars",),
    "criterion": ("criteria",),
    "clock": ("handover", "clocks"),
    "queue": ("handover", "queues"),
}
#: Kind of name -> the list, and the key in each of its items.
_ITEMS: dict[str, tuple[Path, str]] = {
    "stage": (("funnel", "stages"), "key"),
    "rule": (("scoring", "engagement"), "rule"),
    "touch": (("scoring", "engagement"), "on"),
}


def collect(root: Node) -> Names:
    """All names of a file, whether or not what stands under them is sound."""
    known = {kind: keys_of(find(root, path)) for kind, path in _KEYS.items()}
    known |= {kind: tuple(_values(find(root, path), key)) for kind, (path, key) in _ITEMS.items()}
    known["criterion"] = tuple(name for name in known["criterion"] if name != QUESTIONS)
    return Names(known, known_fields(find(root, ("fields",))))


def _values(node: Node | None, key: str) -> Iterator[str]:
    for item in node.items if isinstance(node, Items) else ():
        value = find(item, (key,))
        if isinstance(value, Scalar) and isinstance(value.value, str):
            yield value.value
