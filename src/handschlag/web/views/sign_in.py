"""Signing in, and what a reader may choose before: language and look."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from handschlag.actions.first_administrator import nobody_yet
from handschlag.actions.passwords import too_old
from handschlag.store.members import add, by_name
from handschlag.web.context import LOOKS
from handschlag.web.demo import DemoPerson, demo_people
from handschlag.web.house import house

YEAR = 31_536_000


class Form(AuthenticationForm):
    """Name and password; a temporary password that is too old opens nothing any more."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if too_old(by_name(user.get_username()), timezone.now()):
            self.too_old = True
            raise ValidationError("", code="too_old")


class SignIn(LoginView):
    form_class = Form
    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Nobody stands before a locked door without a word."""
        empty = not demo_people(settings.WORKSPACE) and nobody_yet(house())
        return super().get_context_data(**more, nobody_yet=empty)


@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """One click makes the visitor one of the example house's people; in a real house this address does not exist."""
    people = {person.username: person for person in demo_people(settings.WORKSPACE)}
    chosen = people.get(request.POST.get("username", ""))
    if chosen is None:
        raise Http404
    login(request, _account(chosen), backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_next(request, reverse(settings.LOGIN_REDIRECT_URL)))


def _account(person: DemoPerson) -> Any:
    """The account, made at the first click; nobody can sign in to it by password."""
    account = get_user_model().objects.filter(username=person.username).first()
    if account is not None:
        return account
    return add(username=person.username, full_name=person.name, role=person.role, password=None, known_as=[]).user


@require_POST
def set_look(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says; kept in a cookie."""
    response = HttpResponseRedirect(_next(request, reverse("home")))
    look = request.POST.get("look", "")
    if look in LOOKS:
        response.set_cookie("look", look, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS)
    return response


def _next(request: HttpRequest, otherwise: str) -> str:
    """Where to go on, but never to another site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else otherwise
