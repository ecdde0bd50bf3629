"""Turns the problems a user can cause into pages that list them all, never into a traceback."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from handschlag.errors import HandschlagError, NotPermitted, OutsideSystemFailed
from handschlag.web.views.problems import forbidden, problem_page


class ProblemsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotPermitted):
            return forbidden(request, exception)
        if isinstance(exception, HandschlagError):
            status = 503 if isinstance(exception, OutsideSystemFailed) else 400
            heading = _("This cannot be shown yet")
            return problem_page(request, status=status, heading=heading, problems=exception.problems)
        return None
