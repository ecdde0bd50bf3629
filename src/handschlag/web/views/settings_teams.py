"""The teams of the house: made, renamed, filled and dissolved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from handschlag.access.refusals import Refused
from handschlag.actions import teams as actions
from handschlag.actions.users import list_users
from handschlag.web.frame import frame_of
from handschlag.web.typed import Typed


def teams(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    typed = Typed({"name": request.POST.get("name", "")})
    if request.method == "POST":
        try:
            made = actions.make_team(frame.house, name=str(typed.values["name"]), now=frame.now)
        except Refused as refused:
            typed.refuse(refused.refusals, "name")
        else:
            return _to(made["team"])
    found = actions.list_teams(frame.house)
    without = [one for one in list_users(frame.house) if not one["team"] and one["active"]]
    return render(request, "web/settings/teams.html", {"teams": found, "without": without, "typed": typed})


def team(request: HttpRequest) -> HttpResponse:
    """One team, named in the query: a team may be called anything."""
    frame = frame_of(request)
    name = request.GET.get("team", "")
    found = next((each for each in actions.list_teams(frame.house) if each["team"] == name), None)
    if found is None:
        raise Http404
    typed = Typed({"name": request.POST.get("name", name)})
    if request.method == "POST":
        try:
            return _done(request, name)
        except Refused as refused:
            typed.refuse(refused.refusals, "name")
    everybody = [one for one in list_users(frame.house) if one["active"] or one["team"] == name]
    context = {"team": found, "everybody": everybody, "typed": typed, "whole": typed.problems.get("", [])}
    return render(request, "web/settings/team.html", context)


def _done(request: HttpRequest, name: str) -> HttpResponse:
    frame = frame_of(request)
    asked: dict[str, Any] = {"team": name, "now": frame.now}
    match request.POST.get("do"):
        case "rename":
            name = actions.rename_team(frame.house, name=request.POST.get("name", ""), **asked)["team"]
        case "fill":
            actions.fill_team(frame.house, people=tuple(request.POST.getlist("people")), **asked)
        case "dissolve":
            actions.dissolve_team(frame.house, **asked)
            messages.success(request, _("The team %(name)s is dissolved.") % {"name": name})
            return HttpResponseRedirect(reverse("teams"))
        case _:
            raise Http404
    messages.success(request, _("Saved."))
    return _to(name)


def _to(name: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('team')}?{urlencode({'team': name})}")
