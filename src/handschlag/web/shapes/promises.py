"""Promises as their page shows them: what was kept, in words and not in colour alone."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date, format_timedelta
from django.utils.translation import gettext as _, gettext_lazy

from handschlag.web.formats import count, percent, reader_locale

Row = Mapping[str, Any]

SIDES = {
    "marketing": gettext_lazy("Marketing promises"),
    "sdr": gettext_lazy("The SDRs promise"),
    "sales": gettext_lazy("Sales promises"),
}
_FORMS = {"month": "LLL yyyy", "quarter": "QQQ yyyy", "year": "yyyy"}


def sides_of(sides: Sequence[Row]) -> list[dict[str, Any]]:
    """Each side with its promises: `now` is the running period, `before` those before it, the newest first."""
    return [
        {"key": side["side"], "title": SIDES[side["side"]], "promises": [_promise(one) for one in side["promises"]]}
        for side in sides
    ]


def _promise(one: Row) -> dict[str, Any]:
    periods = [_period(one, period) for period in one["periods"]]
    return {"said": one["said"], "now": periods[-1], "before": periods[-2::-1]}


def _period(one: Row, period: Row) -> dict[str, Any]:
    return {
        "label": _label(one["grid"], period["from"]), "value": _value(one["unit"], period), "of": _of(one, period),
        "state": _state(period), "verdict": _verdict(one["unit"], period),
    }  # fmt: skip


def _label(grid: str, start: date) -> str:
    if grid in _FORMS:
        return str(format_date(start, _FORMS[grid], locale=reader_locale()))
    day = format_date(start, "short", locale=reader_locale())
    return str(day) if grid == "day" else _("week from %(day)s") % {"day": day}


def _value(unit: str, period: Row) -> str:
    if period["value"] is None:
        return "–"
    return count(period["value"]) if unit == "count" else percent(period["value"])


def _of(one: Row, period: Row) -> str:
    """What the figure is measured by: the promised amount, so far; or of how many it is a share."""
    if period["value"] is None:
        return ""
    if one["unit"] == "count":
        if period["running"]:
            return _("by now %(count)s were promised") % {"count": count(round(period["so_far"]))}
        return _("of %(count)s") % {"count": count(one["promised"])}
    return _("of %(count)s") % {"count": count(period["of"])}


def _state(period: Row) -> str:
    return "none" if period["kept"] is None else "kept" if period["kept"] else "missed"


def _verdict(unit: str, period: Row) -> str:
    if not period["known"]:
        return _("no source tells of it")
    if period["kept"] is None:
        return _("nothing to measure")
    if period["running"] and unit == "count":
        return _("on pace") if period["kept"] else _("behind")
    return _("kept") if period["kept"] else _("not kept")


def clocks_of(clocks: Sequence[Row]) -> list[dict[str, Any]]:
    """Deadlines with their medians as people say them."""
    return [
        {**one, "working": _long(one["median_working_seconds"]), "elapsed": _long(one["median_seconds"])}
        for one in clocks
    ]


def _long(seconds: int | None) -> str:
    if seconds is None:
        return "–"
    if seconds < 48 * 3600:
        hours, minutes = divmod(round(seconds / 60), 60)
        return f"{hours}:{minutes:02d} h"
    return str(format_timedelta(timedelta(seconds=seconds), granularity="day", threshold=1.5, locale=reader_locale()))
