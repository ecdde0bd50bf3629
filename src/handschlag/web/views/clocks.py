"""The deadlines that run now, whose lead each is about, and what is past due."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions import deadlines
from handschlag.errors import InputProblems
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of
from handschlag.web.question import page_number
from handschlag.web.shapes.queue import clocks_of

#: What can be chosen: all that run, those past due, those that are not.
SHOWN = ("", "missed", "open")


def clocks(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    clock, show = request.GET.get("clock") or None, request.GET.get("show", "")
    show = show if show in SHOWN else ""
    try:
        found = deadlines.running_clocks(
            frame.house, now=frame.now, show=show, clock=clock, page=page_number(request.GET.get("page")),
            as_of=frame.as_of if frame.day else None,
        )  # fmt: skip
    except InputProblems as unknown:
        raise Http404 from unknown
    counts = {"": sum(found["counts"].values()), **found["counts"]}
    page, last, names = found["page"], found["pages"], deadlines.clock_names(frame.house)
    context = {
        "found": found, "rows": clocks_of(found["rows"]),
        "shows": [
            {"key": key, "count": counts[key], "here": key == show,
             "href": address(frame, "clocks", clock=clock, show=key or None)}
            for key in SHOWN
        ],
        "tabs": [
            {"name": names.get(key or ""), "here": key == clock,
             "href": address(frame, "clocks", clock=key, show=show or None)}
            for key in (None, *names)
        ],
        "before": address(frame, "clocks", clock=clock, show=show or None, page=page - 1) if page > 1 else "",
        "after": address(frame, "clocks", clock=clock, show=show or None, page=page + 1) if page < last else "",
    }  # fmt: skip
    return render(request, "web/clocks.html", context)
