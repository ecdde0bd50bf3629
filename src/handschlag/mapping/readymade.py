"""Ready mappings: for the usual exports of HubSpot, Salesforce, Pipedrive and Odoo, and for a trade fair's list."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from handschlag.files import read
from handschlag.files.tree import Items, Node, Scalar
from handschlag.mapping.loading import loads
from handschlag.mapping.models import Mapping

KEYS = ("hubspot", "salesforce", "pipedrive", "odoo", "trade_fair")


@dataclass(frozen=True)
class Ready:
    """A ready mapping: its key, its text, what it says as data, and the mapping itself."""

    key: str
    text: str
    document: dict[str, Any]
    mapping: Mapping


@cache
def ready() -> tuple[Ready, ...]:
    """All ready mappings."""
    return tuple(map(_ready, KEYS))


def _ready(key: str) -> Ready:
    text = files("handschlag.mapping").joinpath("ready", f"{key}.yaml").read_text("utf-8")
    node = read(text.encode(), f"{key}.yaml").node
    loaded = loads(text.encode(), f"{key}.yaml")
    assert node is not None and loaded.mapping is not None, loaded.problems
    return Ready(key, text, _plain(node), loaded.mapping)


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return {key: _plain(entry.node) for key, entry in node.entries.items()}
