"""The audit trail as a reader sees it: day by day, each entry a sentence with what was before and what is now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from handschlag.access.audited import DETAILS
from handschlag.web import formats, words


def trail_of(entries: Sequence[Mapping[str, Any]], zone: str) -> list[dict[str, Any]]:
    """The entries of each day, in their order."""

    def day(entry: Mapping[str, Any]) -> date:
        at: datetime = entry["at"]
        return at.astimezone(ZoneInfo(zone)).date()

    return [{"day": found, "entries": [_shown(entry) for entry in group]} for found, group in groupby(entries, key=day)]


def _shown(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "at": entry["at"], "who": doer(entry["by"], entry["by_name"]), "text": words.said(entry["text"]),
        "what": entry["what"], "details": _details(entry["details"]),
    }  # fmt: skip


def doer(by: str, name: str) -> str:
    """The person's name; those who are nobody in particular have one in the reader's language."""
    others = {
        "cli": _("Command line"), "demo": _("Example house"), "setup": _("First set-up"), "": _("Nobody known"),
    }  # fmt: skip
    return name or others.get(by, by)


def _details(details: Mapping[str, Any]) -> list[dict[str, str]]:
    """Label, value before (where there was one) and value."""
    before, after = details.get("before"), details.get("after")
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return [
            {
                "label": _label(key),
                "before": _value(key, before.get(key)) or "–",
                "value": _value(key, after[key]),
            }
            for key in after
        ]
    return [{"label": _label(key), "before": "", "value": _value(key, value)} for key, value in details.items()]


def _label(key: str) -> str:
    return words.said(DETAILS[key].model_dump()) if key in DETAILS else key.replace("_", " ")


def _value(key: str, value: Any) -> str:
    if key == "role":
        return words.role(str(value))
    if key == "agreed_on":
        return formats.day(str(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
