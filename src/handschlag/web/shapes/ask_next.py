"""The question that is best asked next, with the reason why."""

from collections.abc import Mapping
from typing import Any

from handschlag.web import formats


def ask_next(found: Mapping[str, Any] | None) -> dict[str, Any]:
    """The criterion, how often its answers met it, and how many questions remain to be expected, with one decimal."""
    if found is None:
        return {}
    return {
        "criterion": found["criterion"], "met": found["met"], "answers": found["answers"],
        "questions": formats.number(found["questions"]),
    }  # fmt: skip
