"""The work lists: who waits, taking the next lead, letting one go."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handschlag.access.refusals import Refused
from handschlag.actions import claiming, queues
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of
from handschlag.web.question import page_number
from handschlag.web.shapes.queue import rows_of
from handschlag.web.typed import Typed


@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    return _page(request, Typed())


def _page(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponse:
    frame, asked = frame_of(request), request.POST if request.method == "POST" else request.GET
    found = queues.queue(
        frame.house, now=frame.now, key=asked.get("queue"), show=asked.get("show", ""),
        page=page_number(request.GET.get("page")),
    )  # fmt: skip
    here: dict[str, Any] = {"queue": found["queue"], "show": found["show"]}
    page, last = found["page"], found["pages"]
    chosen = next((one for one in found["queues"] if one["key"] == found["queue"]), None)
    context = {
        "found": found, "rows": rows_of(found["rows"]), "typed": typed,
        "chosen": chosen,
        "tabs": [
            {**one, "href": address(frame, "queue", queue=one["key"], show=found["show"]),
             "here": one["key"] == found["queue"]}
            for one in found["queues"]
        ],
        "shows": [
            {"key": key, "count": chosen[key] if chosen else 0, "here": key == found["show"],
             "href": address(frame, "queue", queue=found["queue"], show=key)}
            for key in queues.SHOWN
        ],
        "before": address(frame, "queue", **here, page=page - 1) if page > 1 else "",
        "after": address(frame, "queue", **here, page=page + 1) if page < last else "",
    }  # fmt: skip
    return render(request, "web/queue.html", context, status=status)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take this lead, or the next one, and go to it."""
    frame = frame_of(request)
    person = request.POST.get("person") or None
    try:
        done = claiming.claim(frame.house, queue=request.POST.get("queue", ""), person=person, now=frame.now)
    except Refused as refused:
        return _refused(request, refused)
    return HttpResponseRedirect(address(frame, "lead", done["person"]))


@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """The lead is free for the others again."""
    frame = frame_of(request)
    queue, person = request.POST.get("queue", ""), request.POST.get("person", "")
    try:
        claiming.release(frame.house, queue=queue, person=person, now=frame.now)
    except Refused as refused:
        return _refused(request, refused)
    messages.success(request, _("The lead is free for the others again."))
    return HttpResponseRedirect(address(frame, "queue", queue=queue, show="mine"))


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    typed = Typed()
    typed.refuse(refused.refusals)
    return _page(request, typed, 400)
