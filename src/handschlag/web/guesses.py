"""Limits guesses of passwords: per name and address together, and per address whatever the name."""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, ngettext

from handschlag.store import audit
from handschlag.web.formats import count

#: So many wrong passwords for one name from one address; then nobody signs in by this name from there for a while.
FEW = int(settings.AXES_FAILURE_LIMIT)
#: So many from one address for whatever names: somebody tries one password on many.
MANY = 50
PAUSE: timedelta = settings.AXES_COOLOFF_TIME


class Handler(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts failures per name and address; an address that fails for many names is at the limit for every name."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        of_name = int(super().get_failures(request, credentials))
        since = request.axes_attempt_time - PAUSE  # type: ignore[attr-defined]
        address = request.axes_ip_address  # type: ignore[attr-defined]
        attempts = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since)
        of_address = sum(attempts.values_list("failures_since_start", flat=True))
        return max(of_name, FEW) if of_address >= MANY else of_name


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy what the proxy added last, for what stands before it is hearsay."""
    if settings.HTTPS:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def locked_page(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """What one sees instead of the sign-in form."""
    from handschlag.web.views.problems import problem_page

    minutes = int(PAUSE.total_seconds() // 60)
    text = _("Too many passwords that were not right. For your protection signing in pauses here.")
    pause = ngettext("Try again in %(n)s minute.", "Try again in %(n)s minutes.", minutes) % {"n": count(minutes)}
    help_ = _("If you forgot your password, whoever manages the users of your house can send you a link for a new one.")
    return problem_page(request, status=429, heading=_("Signing in pauses"), text=f"{text} {pause} {help_}")


def note(request: HttpRequest, username: str, ip_address: str, **_: Any) -> None:
    """Write down that a name is locked: once when it happens, not at every further attempt; and no unknown name,
    because people also type their password there.
    """
    if request.axes_failures_since_start is None:  # type: ignore[attr-defined]
        return
    known = get_user_model().objects.filter(username=username).exists()
    at = request.axes_attempt_time  # type: ignore[attr-defined]
    audit.write(
        at=at, by=username if known else "", action="sign_in_locked", what=username if known else "", address=ip_address
    )


def listen() -> None:
    user_locked_out.connect(note, dispatch_uid="handschlag.guesses")
