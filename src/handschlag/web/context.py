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

#: The pages one reaches from the settings; what is posted there is answered on one of them.
SETTINGS = (
    "users", "user_add", "user", "user_link", "user_password", "user_access", "teams", "team", "rights",
    "works_agreement", "audit", "erasures",
)  # fmt: skip

#: The pages one reaches from the connections.
CONNECTIONS = (
    "connections", "set_aside", "set_aside_group", "set_aside_row", "new_import", "intake", "intake_file", "intake_run",
)  # fmt: skip

#: The pages about the agreement.
AGREEMENT = (
    "agreement", "agreement_draft", "agreement_version", "agreement_file", "signatures", "sign_agreement", "try_change",
)  # fmt: skip

#: The pages about single leads.
LEADS = (
    "leads", "lead", "source", "person_erase", "record_attempt", "record_answer", "offer_lead", "accept_lead",
    "return_lead", "take_back", "dossier",
)  # fmt: skip

#: The pages that exist, in the order of the navigation, each with the pages one reaches from it and the right it needs.
PAGES = {
    "home": (_("Today"), ("home",), "see_figures"),
    "queue": (_("Queue"), ("queue", "take_lead", "let_lead_go"), "see_people"),
    "funnel": (_("Funnel"), ("funnel", "passes"), "see_figures"),
    "promises": (_("Promises"), ("promises", "clocks", "handover_review"), "see_figures"),
    "leads": (_("Leads"), LEADS, "see_people"),
    "companies": (_("Companies"), ("companies", "company"), "see_people"),
    "reconciliation": (_("Reconciliation"), ("reconciliation",), "see_people"),
    "agreement": (_("Agreement"), AGREEMENT, "see_figures"),
    "connections": (_("Connections"), CONNECTIONS, "see_connections"),
    "settings": (
        _("Settings"),
        SETTINGS,
        "see_audit",
    ),
}

#: Pages about the house itself: they stand at the far end of the navigation.
FAR = frozenset({"connections", "settings"})

_SHEETS = (
    "tokens",
    "page",
    "top",
    "controls",
    "figures",
    "today",
    "lead",
    "work",
    "queue",
    "promises",
    "company",
    "reconciliation",
    "agreement",
    "signing",
    "settings",
    "imports",
    "backtest",
    "print",
)
SHEETS = tuple(f"web/{name}.css" for name in _SHEETS)


def around(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what base.html needs; the house is opened only where a template asks for it."""
    here = request.resolver_match.url_name if request.resolver_match else None
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name not in ("as_of", "page")]
    return {
        "frame": SimpleLazyObject(partial(frame_of, request)),
        "pages": SimpleLazyObject(partial(_pages, request, here)),
        "sheets": SHEETS,
        "look": look_of(request),
        "looks": LOOKS,
        "demo_people": demo_people(settings.WORKSPACE),
        "kept_query": kept,
        "now_query": urlencode(kept),
    }


def _pages(request: HttpRequest, here: str | None) -> list[dict[str, Any]]:
    """What the reader's role may open."""
    by = frame_of(request).house.by
    shown = [(name, label, here in parts) for name, (label, parts, right) in PAGES.items() if by.may(right)]
    far = next((name for name, _label, _here in shown if name in FAR), None)
    return [
        {"name": name, "label": label, "here": is_here, "begins_far": name == far} for name, label, is_here in shown
    ]


def look_of(request: HttpRequest) -> str:
    look = request.COOKIES.get("look", "")
    return look if look in LOOKS else "auto"
