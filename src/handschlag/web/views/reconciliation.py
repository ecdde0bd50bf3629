"""What each source has, what is here, and every record that makes the difference."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions.reconciling import reconciliation_page
from handschlag.errors import InputProblems
from handschlag.web.addresses import address
from handschlag.web.frame import Frame, frame_of
from handschlag.web.question import FunnelQuestion, day_after, page_number
from handschlag.web.shapes.reconciliation import groups_of, tables_of


def reconciliation(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    question = FunnelQuestion(request.GET)
    days = question.asked()
    by_month = request.GET.get("by") == "month"
    source, reason = (request.GET.get(name) or None for name in ("source", "reason"))
    try:
        found = reconciliation_page(
            frame.house, now=frame.now, as_of=frame.as_of, source=source, start=days["start"],
            end=day_after(days["end"]), by_month=by_month, reason=reason, page=page_number(request.GET.get("page")),
        )  # fmt: skip
    except InputProblems as unknown:
        raise Http404 from unknown
    asked = {"source": source, "start": days["start"], "end": days["end"], "by": "month" if by_month else None}
    here: dict[str, Any] = {**asked, "reason": reason}
    way = partial(_way, frame)
    page, last = found["page"], found["pages"]
    context = {
        "found": found,
        "asked": here,
        "day_fields": question.days(),
        "tables": tables_of(found["totals"]),
        "groups": groups_of(found["differences"]),
        "reasons": [
            {**each, "here": each["reason"] == reason, "href": way({**asked, "reason": each["reason"]})}
            for each in found["reasons"]
        ],
        "all_href": way(asked),
        "before": way({**here, "page": page - 1}) if page > 1 else "",
        "after": way({**here, "page": page + 1}) if page < last else "",
    }  # fmt: skip
    return render(request, "web/reconciliation.html", context)


def _way(frame: Frame, asked: dict[str, Any]) -> str:
    return address(frame, "reconciliation", **asked)
