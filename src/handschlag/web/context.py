"""What surrounds every page: navigation, the reader's look, the house and its as-of."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from handschlag.web.demo import demo_people
from handschlag.web.frame import frame_of

LOOKS = {"auto": _("As the device"), "light": _("Light"), "dark": _("Dark")}

#: The pages that exist, in the order of the navigation, each with the pages one reaches from it.
PAGES = {
    "funnel": (_("Funnel"), ("funnel", "passes")),
    "leads": (_("Leads"), ("leads", "lead", "source")),
    "reconciliation": (_("Reconciliation"), ("reconciliation",)),
}

_SHEETS = ("tokens", "page", "controls", "figures", "lead", "reconciliation", "print")
SHEETS = tuple(f"web/{name}.css" for name in _SHEETS)


def around(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what base.html needs; the house is opened only where a template asks for it."""
    here = request.resolver_match.url_name if request.resolver_match else None
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name not in ("as_of", "page")]
    return {
        "frame": SimpleLazyObject(partial(frame_of, request)),
        "pages": [{"name": name, "label": label, "here": here in parts} for name, (label, parts) in PAGES.items()],
        "sheets": SHEETS,
        "look": look_of(request),
        "looks": LOOKS,
        "demo_people": demo_people(settings.WORKSPACE),
        "kept_query": kept,
        "now_query": urlencode(kept),
    }


def look_of(request: HttpRequest) -> str:
    look = request.COOKIES.get("look", "")
    return look if look in LOOKS else "auto"
