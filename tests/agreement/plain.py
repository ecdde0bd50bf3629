"""What a YAML file says as JSON has it, for checking it against the JSON Schema."""

from datetime import date
from decimal import Decimal
from typing import Any

from handschlag.files.tree import Items, Node, Scalar, Table


def plain(node: Node | None) -> Any:
    if isinstance(node, Table):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
