"""What both sides have to talk about: hand-overs they judge differently, and whether recycled leads are worth it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions import handover_review as actions
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of

#: Windows to choose from, in days; the first if nothing is chosen.
WINDOWS = (90, 365)
#: So many disputes are shown, the newest first.
_SHOWN = 50


def handover_review(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    days = next((each for each in WINDOWS if str(each) == request.GET.get("days")), WINDOWS[0])
    today = (frame.as_of if frame.day else frame.now).astimezone(ZoneInfo(frame.house.time_zone)).date()
    found = actions.handover_review(
        frame.house, now=frame.now, start=today - timedelta(days=days), as_of=frame.as_of if frame.day else None
    )
    context = {
        "found": found, "disputes": found["disputes"][:_SHOWN], "more": max(len(found["disputes"]) - _SHOWN, 0),
        "windows": [
            {"days": each, "here": each == days, "href": address(frame, "handover_review", days=each)}
            for each in WINDOWS
        ],
    }  # fmt: skip
    return render(request, "web/handover_review.html", context)
