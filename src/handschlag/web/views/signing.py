"""Who has signed the agreement, who still has to, and signing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from handschlag.access.refusals import Refused
from handschlag.actions import signing
from handschlag.actions.agreements import agreement_file
from handschlag.errors import InputProblems
from handschlag.web.frame import frame_of
from handschlag.web.shapes.backtest import changed_lines
from handschlag.web.typed import Typed


@never_cache
def signatures(request: HttpRequest) -> HttpResponse:
    return _page(request, Typed())


def _page(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponse:
    frame = frame_of(request)
    found = signing.signing(frame.house, now=frame.now)
    draft = found["draft"]
    context: dict[str, Any] = {
        "found": found, "typed": typed, "lines": [], "asks_password": found["asks_password"],
        "takes_back": any(one["is_mine"] for one in draft.get("offices", [])),
    }  # fmt: skip
    if frame.house.in_force is not None and draft["state"] in ("open", "begun"):
        written = agreement_file(frame.house).decode("utf-8", "replace")
        context["lines"] = changed_lines(frame.house.in_force.text().decode("utf-8", "replace"), written)
    return render(request, "web/signatures.html", context, status=status)


@require_POST
@never_cache
@sensitive_post_parameters("password")
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the text that stood on the page, or take one's signature back."""
    frame, typed = frame_of(request), Typed()
    digest = request.POST.get("digest", "")
    try:
        if request.POST.get("do") == "take_back":
            signing.take_back(frame.house, digest=digest, now=frame.now)
            messages.success(request, _("Your signature is taken back."))
        else:
            after = signing.sign(frame.house, digest=digest, now=frame.now, password=request.POST.get("password", ""))
            messages.success(request, _done(after["draft"]["state"]))
    except Refused as refused:
        typed.refuse(refused.refusals, "password")
        return _page(request, typed, 400)
    except InputProblems:  # the file: the page says so
        return _page(request, typed, 400)
    return HttpResponseRedirect(reverse("signatures"))


def _done(state: str) -> str:
    if state == "in_force":
        return _("Both sides have signed: the agreement is in force.")
    if state == "signed":
        return _("Both sides have signed: the agreement comes into force on its day.")
    return _("You have signed. As soon as the others have, the agreement is in force.")
