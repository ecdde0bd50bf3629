"""One's own account: password, role and what it includes, and under what one's own figures are shown."""

from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from handschlag.access.refusals import Refused
from handschlag.access.roles import RIGHTS
from handschlag.actions.passwords import change_own_password
from handschlag.actions.works_agreements import works_agreement_in_force
from handschlag.web.frame import frame_of
from handschlag.web.typed import Typed
from handschlag.web.words import said


@never_cache
@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponse:
    frame, typed = frame_of(request), Typed()
    by = frame.house.by
    if request.method == "POST" and _changed(request, typed):
        messages.success(request, _("Your password is changed. Other browsers are signed out."))
        return HttpResponseRedirect(reverse("home" if by.temporary else "account"))
    context = {
        "typed": typed,
        "included": [said(right.meaning.model_dump()) for right in RIGHTS.values() if by.role in right.roles],
        "agreement": works_agreement_in_force(frame.house, now=frame.now),
        "known_as": sorted(by.known_as - {by.name}),
    }
    return render(request, "web/account.html", context)


def _changed(request: HttpRequest, typed: Typed) -> bool:
    frame = frame_of(request)
    new = request.POST.get("password", "")
    if new != request.POST.get("again", ""):
        typed.add("again", _("The two passwords differ."))
        return False
    try:
        change_own_password(frame.house, old=request.POST.get("old", ""), new=new, now=frame.now)
    except Refused as refused:
        typed.refuse(refused.refusals, "old", "password")
        return False
    update_session_auth_hash(request, get_user_model().objects.get(username=frame.house.by.username))
    return True
