"""The list of passes behind one figure of the funnel."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions import funnels
from handschlag.web.addresses import address
from handschlag.web.frame import Frame, frame_of
from handschlag.web.question import FunnelQuestion, day_after, page_number
from handschlag.web.shapes.behind import heading_of
from handschlag.web.shapes.stages import labels_of, stages_of
from handschlag.web.shapes.units import how_many

#: Which figure is asked for, beside the funnel's window and path. `grain` only leads back to the same funnel.
FIGURE = ("figure", "stage", "to", "by", "group", "cohort", "grain")


def passes(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    asked = FunnelQuestion(request.GET).asked() | {name: request.GET.get(name) or None for name in FIGURE}
    if not asked["figure"]:
        raise Http404
    page = page_number(request.GET.get("page"))
    names = ("figure", "stage", "to", "by", "group", "cohort", "start", "path")
    figure = {name: asked[name] for name in names} | {"unit": asked["unit"] or "pass"}
    found = funnels.passes_behind(
        frame.house, now=frame.now, as_of=frame.as_of, end=day_after(asked["end"]), page=page, **figure
    )
    labels = labels_of(stages_of(funnels.stages(frame.house)))
    context = {
        "found": found,
        "labels": labels,
        "heading": heading_of(asked, labels),
        "counted": how_many(found["unit"], found["count"]),
        **_ways_on(frame, asked, found),
    }
    return render(request, "web/passes.html", context)


def _ways_on(frame: Frame, asked: dict[str, Any], found: dict[str, Any]) -> dict[str, str]:
    page, last = found["page"], found["pages"]
    funnel = {name: asked[name] for name in ("start", "end", "path", "unit", "by")}
    return {
        "before": address(frame, "passes", **asked, page=page - 1) if page > 1 else "",
        "after": address(frame, "passes", **asked, page=page + 1) if page < last else "",
        "back": address(frame, "funnel", **funnel, cohort=asked["grain"]),
    }
