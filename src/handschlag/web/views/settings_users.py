"""The users of the house: who they are, what they may do, how they come in, and that they do not any more."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handschlag.access.refusals import Refused
from handschlag.access.roles import ROLES
from handschlag.actions import passwords, teams as team_actions, users as actions
from handschlag.actions.known_names import unclaimed_names
from handschlag.errors import HandschlagError
from handschlag.web.frame import Frame, frame_of
from handschlag.web.typed import Typed

FIELDS = ("username", "full_name", "role", "team", "known_as")


def users(request: HttpRequest) -> HttpResponse:
    found = actions.list_users(frame_of(request).house)
    context = {
        "active": [one for one in found if one["active"]],
        "gone": [one for one in found if not one["active"]],
    }
    return render(request, "web/settings/users.html", context)


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """A new person; a link for the password is made at once, so that nobody else ever knows it."""
    frame = frame_of(request)
    typed = Typed(_typed(request) if request.method == "POST" else {"role": "", "team": "", "known_as": []})
    if request.method == "POST":
        values = _typed(request)
        try:
            made = actions.add_user(
                frame.house, username=values["username"], full_name=values["full_name"], role=values["role"],
                team=values["team"], known_as=tuple(values["known_as"]), password=None, now=frame.now,
            )  # fmt: skip
        except Refused as refused:
            typed.refuse(refused.refusals, *FIELDS)
        else:
            return _with_link(request, made["username"])
    return render(request, "web/settings/user_add.html", {**_choices(frame, typed, ""), "typed": typed})


@never_cache
def user(request: HttpRequest, username: str) -> HttpResponse:
    frame = frame_of(request)
    one = _one(frame, username)
    typed = Typed(one)
    if request.method == "POST":
        values = _typed(request)
        typed = Typed({**one, **values})
        try:
            actions.change_user(
                frame.house, username=username, now=frame.now, full_name=values["full_name"], role=values["role"],
                team=values["team"], known_as=tuple(values["known_as"]),
            )  # fmt: skip
        except Refused as refused:
            typed.refuse(refused.refusals, *FIELDS)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("user", args=[username]))
    return _page(request, one, typed)


@require_POST
@never_cache
def link(request: HttpRequest, username: str) -> HttpResponse:
    _one(frame_of(request), username)
    return _with_link(request, username)


@require_POST
@never_cache
def password(request: HttpRequest, username: str) -> HttpResponse:
    """A temporary password, on this one page and never again."""
    frame = frame_of(request)
    one = _one(frame, username)
    try:
        given = passwords.set_temporary_password(frame.house, username=username, now=frame.now)
    except Refused as refused:
        return _refused(request, one, refused)
    return _page(request, _one(frame, username), Typed(one), password=given["password"], until=given["until"])


@require_POST
def access(request: HttpRequest, username: str) -> HttpResponse:
    """Shut somebody out, or let them in again."""
    frame = frame_of(request)
    one = _one(frame, username)
    if request.POST.get("do") not in ("shut_out", "let_in"):
        raise Http404
    change = actions.deactivate_user if request.POST["do"] == "shut_out" else actions.reactivate_user
    try:
        change(frame.house, username=username, now=frame.now)
    except Refused as refused:
        return _refused(request, one, refused)
    return HttpResponseRedirect(reverse("user", args=[username]))


def _one(frame: Frame, username: str) -> dict[str, Any]:
    try:
        return actions.show_user(frame.house, username=username)
    except Refused as nobody:
        raise Http404 from nobody


def _with_link(request: HttpRequest, username: str) -> HttpResponse:
    """The person's page with a fresh link."""
    frame = frame_of(request)
    one = _one(frame, username)
    try:
        made = passwords.offer_link(frame.house, username=username, now=frame.now)
    except Refused as refused:
        return _refused(request, one, refused)
    full = request.build_absolute_uri(reverse("choose_password", args=[made["token"]]))
    return _page(request, _one(frame, username), Typed(one), link=full, until=made["until"])


def _refused(request: HttpRequest, one: dict[str, Any], refused: Refused) -> HttpResponse:
    typed = Typed(one)
    typed.refuse(refused.refusals)
    return _page(request, one, typed)


def _page(request: HttpRequest, one: dict[str, Any], typed: Typed, **secret: Any) -> HttpResponse:
    frame = frame_of(request)
    context = {
        **_choices(frame, typed, str(one["full_name"])), "one": one, "typed": typed,
        "whole": typed.problems.get("", []), **secret,
    }  # fmt: skip
    return render(request, "web/settings/user.html", context)


def _typed(request: HttpRequest) -> dict[str, Any]:
    values: dict[str, Any] = {name: request.POST.get(name, "").strip() for name in FIELDS[:-1]}
    more = request.POST.get("more", "").splitlines()
    return {**values, "known_as": [*request.POST.getlist("known_as"), *(line for line in more if line.strip())]}


def _choices(frame: Frame, typed: Typed, name: str) -> dict[str, Any]:
    """Roles, teams, and the names in the data that nobody is known as yet."""
    known: Sequence[str] = typed.values["known_as"]  # type: ignore[assignment]
    try:
        found = unclaimed_names(frame.house, now=frame.now, like=name)
    except HandschlagError:  # without figures there are no names to propose; everything else can be changed
        found = []
    teams = [team["team"] for team in team_actions.list_teams(frame.house)]
    return {"roles": list(ROLES), "teams": teams, "proposed": [one for one in found if one["name"] not in known]}
