"""What a figure counts, in words: passes, persons, companies or opportunities."""

from django.utils.translation import gettext_lazy as _, ngettext

from handschlag.web import formats

#: The plural, as the choice of a question shows it.
UNITS = {
    "pass": _("passes"),
    "person": _("persons"),
    "company": _("companies"),
    "opportunity": _("opportunities"),
}


def how_many(unit: str, count: int) -> str:
    """`1 pass`, `1,234 persons`."""
    forms = {
        "person": ngettext("%(n)s person", "%(n)s persons", count),
        "company": ngettext("%(n)s company", "%(n)s companies", count),
        "opportunity": ngettext("%(n)s opportunity", "%(n)s opportunities", count),
    }
    return forms.get(unit, ngettext("%(n)s pass", "%(n)s passes", count)) % {"n": formats.count(count)}
