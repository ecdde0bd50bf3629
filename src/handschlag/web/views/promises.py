"""What both sides promised each other, and how it was kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions import promises as actions
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of
from handschlag.web.shapes.promises import clocks_of, sides_of


def promises(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    found = actions.promises(frame.house, now=frame.now, as_of=frame.as_of if frame.day else None)
    context = {
        "found": found, "sides": sides_of(found["sides"]),
        "promised": any(side["promises"] for side in found["sides"]), "clocks": [
            {**one, "href": address(frame, "clocks", clock=one["clock"])}
            for one in clocks_of(found["quarter"]["clocks"])
        ],
    }  # fmt: skip
    return render(request, "web/promises.html", context)
