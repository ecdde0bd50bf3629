"""The house's own settings: rights, the works agreement, the audit trail."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from handschlag.access.audited import ACTIONS
from handschlag.access.refusals import Refused
from handschlag.access.roles import RIGHTS, ROLES
from handschlag.actions import works_agreements as agreements
from handschlag.actions.auditing import audit_trail
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of
from handschlag.web.question import DAY_FORMATS
from handschlag.web.shapes.trail import trail_of
from handschlag.web.typed import Typed
from handschlag.web.words import role as role_word, said


def home(request: HttpRequest) -> HttpResponse:
    """The first of these pages that one's role includes."""
    by = frame_of(request).house.by
    return HttpResponseRedirect(reverse("users" if by.may("manage_users") else "audit"))


def rights(request: HttpRequest) -> HttpResponse:
    """Every right of every role; whoever works here may know."""
    rows = [
        {
            "meaning": said(right.meaning.model_dump()),
            "cells": [(role_word(role), role in right.roles) for role in ROLES],
        }
        for right in RIGHTS.values()
    ]
    return render(request, "web/settings/rights.html", {"rows": rows, "roles": [role_word(role) for role in ROLES]})


def works_agreement(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    typed = Typed({name: request.POST.get(name, "") for name in ("title", "agreed_on")})
    if request.method == "POST" and _settled(request, typed):
        return HttpResponseRedirect(reverse("works_agreement"))
    found = agreements.list_works_agreements(frame.house, now=frame.now)
    context = {
        "typed": typed, "agreements": found, "current": next((one for one in found if one["in_force"]), None),
        "coming": [one for one in found if not one["in_force"] and not one["withdrawn_at"]],
        "ended": [one for one in found if one["withdrawn_at"]],
    }  # fmt: skip
    return render(request, "web/settings/works_agreement.html", context)


def _settled(request: HttpRequest, typed: Typed) -> bool:
    """Recorded, or withdrawn."""
    frame = frame_of(request)
    try:
        if number := request.POST.get("withdraw"):
            if not number.isdecimal() or len(number) > 9:
                raise Http404
            agreements.withdraw_works_agreement(frame.house, number=int(number), now=frame.now)
            messages.success(request, _("The works agreement is withdrawn."))
            return True
        day = _day(str(typed.values["agreed_on"]))
        if day is None:
            typed.add("agreed_on", _("This is not a day; expected a date such as 2026-03-31."))
            return False
        agreements.record_works_agreement(frame.house, title=str(typed.values["title"]), agreed_on=day, now=frame.now)
    except Refused as refused:
        typed.refuse(refused.refusals, "title")
        return False
    messages.success(request, _("The works agreement is recorded."))
    return True


def _day(typed: str) -> date | None:
    from django.forms import DateField, ValidationError

    try:
        day: date | None = DateField(input_formats=DAY_FORMATS).clean(typed)
    except ValidationError:
        return None
    return day if day and 1970 <= day.year <= 2200 else None


def audit(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    by, action = (request.GET.get(name) or None for name in ("by", "action"))
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) < 18 else None
    found = audit_trail(frame.house, before=before, by=by, action=action)
    asked: dict[str, Any] = {"by": by, "action": action}
    context = {
        "days": trail_of(found["entries"], frame.house.time_zone), "asked": asked, "people": found["people"],
        "actions": sorted(((key, said(text.model_dump())) for key, text in ACTIONS.items()), key=lambda pair: pair[1]),
        "newest": address(frame, "audit", **asked) if before else "",
        "older": address(frame, "audit", **asked, before=found["next"]) if found["next"] else "",
    }  # fmt: skip
    return render(request, "web/settings/audit.html", context)
