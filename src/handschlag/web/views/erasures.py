"""Erasing a person, and what was erased."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from handschlag.actions import erasing
from handschlag.errors import InputProblems
from handschlag.web.frame import frame_of
from handschlag.web.typed import Typed


def erase(request: HttpRequest, person: UUID) -> HttpResponse:
    """What would go; and, once the name was typed, the erasure."""
    frame = frame_of(request)
    try:
        found = erasing.foresee_erasure(frame.house, person=str(person), now=frame.now)
    except InputProblems as nobody:
        raise Http404 from nobody
    typed = Typed({"name": request.POST.get("name", "")})
    if request.method == "POST":
        if _same(str(typed.values["name"]), found["name"]):
            erasing.erase_person(frame.house, person=str(person), now=frame.now)
            messages.success(request, _("The person is erased."))
            return HttpResponseRedirect(reverse("erasures"))
        typed.add("name", _("This is not the name that stands above."))
    return render(request, "web/lead/erase.html", {"found": found, "typed": typed})


def _same(typed: str, name: str) -> bool:
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def erasures(request: HttpRequest) -> HttpResponse:
    """Every erasure; going on with one that was cut off; letting somebody in again."""
    frame = frame_of(request)
    typed = Typed({"named": request.POST.get("named", "")})
    if request.method == "POST" and _done(request, typed):
        return HttpResponseRedirect(reverse("erasures"))
    found = erasing.list_erasures(frame.house)
    context = {"erasures": found, "unfinished": [one for one in found if not one["finished_at"]], "typed": typed}
    return render(request, "web/settings/erasures.html", context)


def _done(request: HttpRequest, typed: Typed) -> bool:
    frame = frame_of(request)
    match request.POST.get("do"):
        case "finish":
            erasing.finish_erasures(frame.house, now=frame.now)
            messages.success(request, _("Everything is gone now."))
        case "readmit":
            try:
                erasing.readmit_person(frame.house, named=str(typed.values["named"]), now=frame.now)
            except InputProblems:
                typed.add("named", _("Nobody was erased who is named so. Give an address, or system:kind:number."))
                return False
            messages.success(request, _("The person may come in again with the next import."))
        case _:
            raise Http404
    return True
