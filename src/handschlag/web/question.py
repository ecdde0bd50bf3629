"""What a reader asks of the funnel: window, dimension, path, cohorts; kept as typed where it is wrong."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

#: What can be counted; passes unless something else is asked for.
UNITS = ("person", "company", "opportunity")

#: A browser's date field sends the first; typed by hand it may be any.
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]


def _day_field(label: Any) -> forms.DateField:
    wrong = _("This is not a day; expected a date such as 2026-03-31.")
    return forms.DateField(label=label, required=False, input_formats=DAY_FORMATS, error_messages={"invalid": wrong})


class FunnelQuestion(forms.Form):
    """The question as it stands in the page's address."""

    start = _day_field(_("From"))
    end = _day_field(_("Until"))
    by = forms.CharField(required=False, max_length=100)
    cohort = forms.ChoiceField(required=False, choices=[("month", ""), ("quarter", "")])
    path = forms.ChoiceField(required=False, choices=[("marketing", ""), ("sales", "")])
    unit = forms.ChoiceField(required=False, choices=[(unit, "") for unit in UNITS])

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        for name in ("start", "end"):
            if (day := asked.get(name)) and not 1970 <= day.year <= 2200:
                self.add_error(name, _("This year is out of reach; expected one from 1970 to 2200."))
        if (start := asked.get("start")) and (end := asked.get("end")) and end < start:
            self.add_error("end", _("The end lies before the beginning."))
        return asked

    def asked(self) -> dict[str, Any]:
        """The valid parts as keyword arguments; what is empty or wrong is left open."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    def days(self) -> list[dict[str, Any]]:
        """The two date fields for the page; a wrong one keeps what was typed."""
        return [
            {
                "name": name,
                "label": self.fields[name].label,
                "shown": self._shown(name),
                "errors": self.errors.get(name),
            }
            for name in ("start", "end")
        ]

    def _shown(self, name: str) -> str:
        day = self.cleaned_data.get(name)
        return day.isoformat() if day else str(self.data.get(name, ""))


def day_after(day: date | None) -> date | None:
    """Actions take the first day that no longer belongs to the window; readers name the last one that does."""
    return day + timedelta(days=1) if day else None


def page_number(typed: str | None) -> int:
    """The page of a list; anything that is no page is the first one."""
    return max(int(typed), 1) if typed and typed.isdecimal() and len(typed) < 9 else 1


def periods(today: date) -> list[tuple[Any, date | None, date | None]]:
    """Windows one click away: label, first and last day."""
    year = today.year
    return [
        (_("Last 12 months"), _months_before(today, 12), today),
        (_("This year"), date(year, 1, 1), today),
        (_("Last year"), date(year - 1, 1, 1), date(year - 1, 12, 31)),
        (_("Everything"), None, None),
    ]


def _months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months back, the running one counted."""
    index = day.year * 12 + day.month - months
    return date(index // 12, index % 12 + 1, 1)
