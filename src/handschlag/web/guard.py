"""Every path with the right that it needs; who has it not is refused before anything else happens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from handschlag.access.roles import RIGHTS
from handschlag.web.frame import asking

View = Callable[..., HttpResponseBase]


def page(route: str, view: View, name: str, right: str) -> URLPattern:
    """A path for those who are signed in and whose role includes the right, to look at it and to post to it.

    Who is signed in with a password that somebody else chose, comes to one's own account only.
    """
    if right not in RIGHTS:
        raise LookupError(f"no right is called {right}")

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        by = asking(request)
        if by.temporary and right != "own_account":
            return HttpResponseRedirect(reverse("account"))
        by.require(right)
        return view(request, *args, **given)

    guarded.right = right  # type: ignore[attr-defined]
    return path(route, guarded, name=name)


def door(route: str, view: View, name: str) -> URLPattern:
    """A path for everybody, also for those who are not signed in yet."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        return view(request, *args, **given)

    opened.right = None  # type: ignore[attr-defined]
    return path(route, login_not_required(opened), name=name)
