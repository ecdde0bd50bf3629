"""What a mapping says once for all of its columns: how dates and instants are written."""

from typing import Any

from handschlag.files import Terms
from handschlag.mapping.models import Mapping, Recorded
from handschlag.mapping.rewriting import rewritten
from handschlag.mapping.values import FieldValue, Instant, Version

#: Types of a field whose values are dates.
DATED = ("date", "instant")


def with_defaults(mapping: Mapping) -> Mapping:
    """The mapping with its `format` wherever a column has none of its own."""
    if "format" not in mapping.model_fields_set:
        return mapping
    return mapping.model_copy(update={"files": rewritten(mapping.files, lambda terms: _format(terms, mapping.format))})


def _format(terms: Terms, formats: tuple[str, ...]) -> dict[str, Any]:
    dated = isinstance(terms, Instant | Recorded | Version) or (isinstance(terms, FieldValue) and terms.type in DATED)
    return {"format": formats} if dated and "format" not in terms.model_fields_set else {}
