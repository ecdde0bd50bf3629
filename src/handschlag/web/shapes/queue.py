"""A work list as its page shows it: how urgent each lead is, in words and not in colour alone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from babel.dates import format_timedelta
from django.utils.translation import gettext as _

from handschlag.web.formats import reader_locale

#: With less than this left, a clock is urgent; beyond a day's work the date says more (microseconds).
_SOON, _DAY = 3_600_000_000, 8 * 3_600_000_000


def rows_of(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each lead with `urgency`: missed, soon, running, done (somebody has tried), none (nothing is due)."""
    return [{**row, "urgency": urgency(row), "time_left": time_left(row)} for row in rows]


def clocks_of(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Running clocks of a lead with `urgency` and `time_left`, as those of a work list."""
    return rows_of([{**row, "contacted": False} for row in rows])


def urgency(row: Mapping[str, Any]) -> str:
    if row["contacted"]:
        return "done"
    if row["left"] is None:
        return "none"
    return "missed" if row["left"] < 0 else "soon" if row["left"] < _SOON else "running"


def time_left(row: Mapping[str, Any]) -> str:
    """How much time is left, or by how much it is too late; empty where the date says it better."""
    if row["contacted"] or row["left"] is None or abs(row["left"]) > _DAY:
        return ""
    length = format_timedelta(
        timedelta(microseconds=abs(row["left"])), granularity="minute", threshold=1.5, locale=reader_locale()
    )
    return (_("overdue by %(time)s") if row["left"] < 0 else _("%(time)s left")) % {"time": length}
