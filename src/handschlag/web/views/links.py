"""Joining two persons by hand, and undoing a link."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handschlag.actions import links
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of


@require_POST
def join(request: HttpRequest, person: UUID) -> HttpResponse:
    """This person and another are one."""
    frame = frame_of(request)
    links.join_people(frame.house, person=str(person), other=request.POST.get("other", ""), now=frame.now)
    messages.success(request, _("Joined: both are one person from now on. Below you can undo it."))
    return HttpResponseRedirect(f"{address(frame, 'lead', person)}#records")


@require_POST
def part(request: HttpRequest, person: UUID) -> HttpResponse:
    """A key says nothing about a record any more."""
    frame = frame_of(request)
    subject = request.POST.get("subject", "")
    links.undo_link(frame.house, subject=subject, key=request.POST.get("key", ""), now=frame.now)
    messages.success(request, _("Undone: the record %(record)s stands for itself again.") % {"record": subject})
    return HttpResponseRedirect(address(frame, "lead", person))
