"""Coming in by a link: the first administrator of a new house, and whoever was sent a link for a password."""

from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from handschlag.access.refusals import Refused
from handschlag.actions import first_administrator, passwords
from handschlag.web.house import house
from handschlag.web.typed import Typed
from handschlag.web.views.problems import problem_page

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters()
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator; the link stands on the terminal that serves the house."""
    now = timezone.now()
    if not first_administrator.opens(house(), token=token, now=now):
        return _void(request)
    typed = Typed({name: request.POST.get(name, "") for name in ("username", "full_name")})
    if request.method == "POST":
        password = _password(request, typed)
        names = {name: str(value) for name, value in typed.values.items()}
        try:
            if not typed.problems and first_administrator.set_up(
                house(), token=token, password=password, now=now, **names
            ):
                return _in(request, names["username"].strip())
        except Refused as refused:
            typed.refuse(refused.refusals, "username", "full_name", "password")
    return render(request, "web/set_up.html", {"typed": typed, "house_name": house().name})


@never_cache
@sensitive_post_parameters()
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password with the link one was sent."""
    now = timezone.now()
    found = passwords.behind_link(house(), token=token, now=now)
    if found is None:
        return _void(request)
    typed = Typed()
    if request.method == "POST":
        password = _password(request, typed)
        try:
            if not typed.problems and passwords.use_link(house(), token=token, password=password, now=now):
                return _in(request, found["username"])
        except Refused as refused:
            typed.refuse(refused.refusals, "password")
    return render(request, "web/choose_password.html", {"typed": typed, "found": found})


def _password(request: HttpRequest, typed: Typed) -> str:
    """The password, typed twice alike."""
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        typed.add("again", _("The two passwords differ."))
    return password


def _in(request: HttpRequest, username: str) -> HttpResponse:
    login(request, get_user_model().objects.get(username=username), backend=BACKEND)
    return HttpResponseRedirect(reverse("home"))


def _void(request: HttpRequest) -> HttpResponse:
    text = _(
        "It was used already, is too old, or a newer one was made. "
        "Whoever manages the users of your house can send you another."
    )
    return problem_page(request, status=404, heading=_("This link is not valid any more"), text=text)
