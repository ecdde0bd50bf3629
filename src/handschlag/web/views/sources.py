"""The record of a source system that a fact came from, as it was delivered."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions.sources import source_record
from handschlag.web.frame import frame_of


def source(request: HttpRequest, fact: UUID) -> HttpResponse:
    frame = frame_of(request)
    found = source_record(frame.house, fact=str(fact), now=frame.now)
    if found is None:
        raise Http404
    # An opportunity's record belongs to no person; the way back is the one the reader came.
    person = _uuid(request.GET.get("person", "")) or found["person"]
    return render(request, "web/source.html", {"found": found, "person": person})


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
