"""What makes two delivered rows the same row: the source, and all that stands in them."""

import json
import math
from collections.abc import Mapping
from hashlib import blake2b

#: What a fact carries beside what it states: of which delivery it is, and when that was.
_DELIVERY = ("batch", "recorded_at", "precision", "key")


def mark(connection: str, record: Mapping[str, object]) -> str:
    """The same for the same row of a source, in whatever file and on whatever line it is delivered."""
    text = json.dumps([connection, record], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def fact_mark(connection: str, fact: Mapping[str, object]) -> str:
    """The same for the same statement about a record; kept apart from rows."""
    return mark(connection, {"": {column: value for column, value in fact.items() if column not in _DELIVERY}})


def storable(record: Mapping[str, object]) -> dict[str, object]:
    """A row as every database can keep it: no NUL, and no number beyond all numbers."""
    return {key.replace("\0", ""): _storable(value) for key, value in record.items()}


def _storable(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {str(key).replace("\0", ""): _storable(item) for key, item in value.items()}
    return value
