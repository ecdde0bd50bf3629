"""The funnel page: bars with rates, any dimension, pace, cohorts, endings, inventory and flow."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions import funnels
from handschlag.web.addresses import address
from handschlag.web.frame import Frame, frame_of
from handschlag.web.question import FunnelQuestion, day_after, periods
from handschlag.web.shapes.bars import Behind, bars_of, rate_of
from handschlag.web.shapes.closing import average_deal_of, flows_of, win_rate_of
from handschlag.web.shapes.cohorts import grid_of
from handschlag.web.shapes.groups import groups_of
from handschlag.web.shapes.pace import paces_of
from handschlag.web.shapes.report import Report
from handschlag.web.shapes.stages import stages_of
from handschlag.web.shapes.units import UNITS

#: What the page shows of the whole funnel, of each cohort, and of each group.
PARTS = ("entered", "conversion", "expected", "velocity", "kaplan_meier", "win_rate", "average_deal", "flow")
GRID_PARTS = ("conversion", "expected")
GROUP_PARTS = ("entered", "conversion", "win_rate")


def funnel(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    question = FunnelQuestion(request.GET)
    asked = question.asked()
    cohort = asked["cohort"] or "month"
    window = {
        "start": asked["start"],
        "end": asked["end"],
        "path": asked["path"],
        "unit": asked["unit"],
        "grain": cohort,
    }
    ask = partial(
        funnels.funnel,
        frame.house,
        now=frame.now,
        as_of=frame.as_of,
        start=asked["start"],
        end=day_after(asked["end"]),
        path=asked["path"],
        unit=asked["unit"] or "pass",
    )
    report = Report(ask(parts=PARTS))
    stages = stages_of(report.answer["stages"])
    behind = _behind(frame, window)
    context = {
        "day_fields": question.days(),
        "opens": frame.house.by.may("see_people"),
        "asked": {**asked, "cohort": cohort},
        "units": list(UNITS.items()),
        "periods": _periods(frame, asked),
        "report": report.answer,
        "stages": stages,
        "bars": bars_of(report, stages, behind),
        "overall": rate_of(report, stages[0], stages[-1], behind),
        "paces": paces_of(report, stages, behind),
        "grid": grid_of(Report(ask(cohort=cohort, parts=GRID_PARTS)), stages, behind),
        "win_rate": win_rate_of(report, behind),
        "average": average_deal_of(report, behind),
        "flows": flows_of(report, stages, behind),
    }
    if by := asked["by"]:
        parts = Report(ask(by=by, parts=GROUP_PARTS))
        every = "every" in request.GET
        context["groups"] = groups_of(parts, stages, _behind(frame, {**window, "by": by}), every=every)
        context["people"] = parts.answer["people"]
        context["every_href"] = address(frame, "funnel", **asked, every=1)
    return render(request, "web/funnel.html", context)


def _behind(frame: Frame, window: dict[str, Any]) -> Behind:
    """Addresses of the passes behind a figure of this very question; none for readers who may not see persons."""
    opens = frame.house.by.may("see_people")

    def behind(**figure: Any) -> str:
        return address(frame, "passes", **window, **figure) if opens else ""

    return behind


def _periods(frame: Frame, asked: dict[str, Any]) -> list[dict[str, Any]]:
    today = frame.day or frame.today
    kept = {name: asked[name] for name in ("by", "cohort", "path", "unit")}
    return [
        {
            "label": label,
            "href": address(frame, "funnel", **kept, start=start, end=end),
            "here": (start, end) == (asked["start"], asked["end"]),
        }
        for label, start, end in periods(today)
    ]
