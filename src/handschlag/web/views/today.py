"""The first page: what both sides share, and what waits for whoever looks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from handschlag.actions import today as actions
from handschlag.actions.signing import signing
from handschlag.web.addresses import address
from handschlag.web.frame import Frame, frame_of
from handschlag.web.shapes.pace_of_year import year_of
from handschlag.web.words import said

VIEWS = {
    "marketing": _("Marketing"),
    "sdr": _("SDR"),
    "sales": _("Sales"),
    "management": _("Management"),
}

#: What each list is called; what stands there if it is empty; how it is counted beside others.
LISTS = {
    "returned": (_("Given back by sales"), _("Nothing came back in the last 30 days."), _("given back by sales")),
    "to_reach": (_("To be reached"), _("Nobody waits for a first call."), _("to be reached by the SDR")),
    "unanswered": (
        _("Offered, not answered"), _("Every lead that was offered has its answer."),
        _("offered to sales, not answered"),
    ),
    "follow_ups": (_("Next steps that are due"), _("No next step is due."), _("next steps due in sales")),
    "closed": (_("Decided in the last seven days of the data"), _("No deal was decided."), ""),
}  # fmt: skip


def today(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    found = actions.today(
        frame.house, now=frame.now, as_of=frame.as_of if frame.day else None, view=request.GET.get("view")
    )
    own = actions.today_view(frame.house)
    context = {
        "found": found,
        "to_sign": _to_sign(frame),
        "views": [
            {"key": key, "label": label, "href": address(frame, "home", view="" if key == own else key),
             "here": key == found["view"]}
            for key, label in VIEWS.items()
        ],
        "figures": [_figure(frame, found["month"], one) for one in found["figures"]],
        "year": year_of(found["goal"], frame.house.currency) if found["goal"] else None,
        "lists": [
            {**one, "title": LISTS[one["key"]][0], "nothing": LISTS[one["key"]][1],
             "more": one["count"] - len(one["rows"])}
            for one in found["lists"]
        ],
        "waiting": [
            {**one, "label": LISTS[one["key"]][2], "href": address(frame, "home", view=_view_of(one["key"]))}
            for one in found["waiting"]
        ],
    }  # fmt: skip
    return render(request, "web/today.html", context)


def _to_sign(frame: Frame) -> list[str]:
    """Who has signed a text of the agreement that waits for the reader's own signature."""
    if not frame.house.by.may("sign_agreement"):
        return []
    draft = signing(frame.house, now=frame.now)["draft"]
    if draft["state"] != "begun" or draft["mine"] is None:
        return []
    return [one["signed"]["name"] for one in draft["offices"] if one["signed"]]


def _view_of(key: str) -> str:
    return next(view for view, keys in actions.SHOWN.items() if key in keys)


def _figure(frame: Frame, month: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    """A shared figure with the way to the passes behind it; money has none."""
    if one["stage"] is None:
        return {**one, "money": True, "label": None, "href": ""}
    window = {"start": month["start"], "end": month["last"]}
    if frame.house.by.may("see_people"):
        href = address(frame, "passes", figure="entered", stage=one["stage"], **window)
    else:
        href = address(frame, "funnel", **window)
    return {**one, "money": False, "label": said(one["label"]), "href": href}
