"""Pages for what cannot be shown: each says what happened and where to go on."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from handschlag.errors import Problem


def problem_page(
    request: HttpRequest, *, status: int, heading: str, text: str = "", problems: Sequence[Problem] = ()
) -> HttpResponse:
    shown = {
        "heading": heading,
        "text": text,
        "problems": problems,
        "of_agreement": any(problem.file.endswith("agreement.yaml") for problem in problems),
    }
    return render(request, "web/problem.html", shown, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Something in the address or the form could not be understood. Nothing was changed.")
    return problem_page(request, status=400, heading=_("This request makes no sense"), text=text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Your role does not include this page. Whoever manages the users of your house can change that.")
    return problem_page(request, status=403, heading=_("You may not see this"), text=text)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _(
        "Your browser did not send what proves that the form came from here. Nothing was changed. "
        "Go back, reload the page and try again; cookies must be allowed."
    )
    return problem_page(request, status=403, heading=_("This form has expired"), text=text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("The address is wrong, or what was here has been removed. A person may have been erased on request.")
    return problem_page(request, status=404, heading=_("There is nothing here"), text=text)


def failed(request: HttpRequest) -> HttpResponse:
    text = _(
        "The fault is ours, not yours. Nothing was changed. Try again in a moment; "
        "if it stays, tell whoever runs your Handschlag what you did and when."
    )
    return problem_page(request, status=500, heading=_("Something went wrong here"), text=text)
