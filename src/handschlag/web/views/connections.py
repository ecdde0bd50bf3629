"""The systems behind the house, and the rows of their exports that could not be understood."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from handschlag.actions import connections as actions, deciding, deliveries, giving_meaning, retrying
from handschlag.actions.quarantine import Chosen, quarantine_group, quarantine_groups, quarantine_row
from handschlag.errors import InputProblems
from handschlag.web.addresses import address
from handschlag.web.frame import Frame, frame_of
from handschlag.web.problem_words import told
from handschlag.web.question import page_number
from handschlag.web.shapes.set_aside import meanings_of, sayings_of, values_of

STATES = ("waiting", "mended", "dismissed")


def connections(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    found = actions.connections(frame.house, now=frame.now, page=page_number(request.GET.get("page")))
    return render(request, "web/connections/connections.html", {"found": found, **_pager(frame, "connections", found)})


def delivery(request: HttpRequest, number: int) -> HttpResponse:
    """One import: what became of its rows, how its columns were read, and its mapping."""
    frame = frame_of(request)
    found = deliveries.delivery(frame.house, number=number)
    if found is None:
        raise Http404
    return render(request, "web/connections/delivery.html", {"found": found})


def set_aside(request: HttpRequest) -> HttpResponse:
    """Rows that were set aside, by source, file and reason."""
    frame = frame_of(request)
    state, source = _state(request), request.GET.get("source") or None
    if request.method == "POST":
        found = retrying.retry(frame.house, chosen=Chosen((), source), now=frame.now)
        _say_tried(request, found)
        return HttpResponseRedirect(request.get_full_path())
    page = page_number(request.GET.get("page"))
    listed = quarantine_groups(frame.house, source=source, state=state, page=page)
    kept = {"source": source, "state": state}
    filters = [(one, address(frame, "set_aside", source=source, state=one), n) for one, n in listed["states"].items()]
    context = {"found": listed, **kept, "filters": filters, **_pager(frame, "set_aside", listed, **kept)}
    return render(request, "web/connections/set_aside.html", context)


def group(request: HttpRequest, group: str) -> HttpResponse:
    """Rows with one reason: what their values mean, said for all of them; trying them again; leaving them out."""
    frame = frame_of(request)
    state = _state(request)
    if request.method == "POST":
        return _answered(request, lambda: _done_with_group(request, frame, group), reverse("set_aside"))
    found = quarantine_group(frame.house, group=group, state=state, page=page_number(request.GET.get("page")))
    if found is None:
        raise Http404
    offered = giving_meaning.sayable(frame.house, group=group) if state == "waiting" and found["count"] else None
    filters = [(each, address(frame, "set_aside_group", group, state=each), n) for each, n in found["states"].items()]
    context = {"found": found, "state": state, "filters": filters, "offer": meanings_of(offered) if offered else None}
    pager = {
        name: address(frame, "set_aside_group", group, state=state, page=found["page"] + step) if there else ""
        for name, step, there in (("before", -1, found["page"] > 1), ("after", 1, found["page"] < found["pages"]))
    }
    return render(request, "web/connections/group.html", context | pager)


def row(request: HttpRequest, row: str) -> HttpResponse:
    """One row as it came: what is wrong with it, and what can be done."""
    frame = frame_of(request)
    found = quarantine_row(frame.house, row=row)
    if found is None:
        raise Http404
    typed, problems = {name: str(value) for name, value in request.POST.items()}, []
    if request.method == "POST":
        try:
            said = _done_with_row(request, frame, row, found)
        except InputProblems as refused:
            problems = [told(problem) for problem in refused.problems]
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("set_aside_group", args=[found["group"]]))
    context = {"row": found, "values": values_of(found, typed), "problems": problems, "typed": typed}
    return render(request, "web/connections/row.html", context)


def _done_with_row(request: HttpRequest, frame: Frame, row: str, found: dict[str, Any]) -> str:
    house, now = frame.house, frame.now
    match request.POST.get("do"):
        case "mend":
            values = {
                name: request.POST.get(f"value-{number}", "")
                for number, (name, old) in enumerate(found["record"].items())
                if request.POST.get(f"value-{number}", _text(old)) != _text(old)
            }
            deciding.mend_row(house, row=row, values=values, now=now)
            return _("The row is mended and brought in.")
        case "this" | "other" as holds:
            deciding.decide(house, row=row, holds=holds, now=now)
            return _("It is decided which statement holds.")
        case "dismiss":
            deciding.dismiss(house, chosen=Chosen([row]), why=request.POST.get("why", ""), now=now)
            return _("The row is left out.")
        case "take_back":
            deciding.take_back(house, chosen=Chosen([row]), now=now)
            return _("The decision is taken back; the row waits again.")
    raise Http404


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _done_with_group(request: HttpRequest, frame: Frame, group: str) -> str:
    house, now, chosen = frame.house, frame.now, Chosen([group])
    match request.POST.get("do"):
        case "retry":
            return _tried(retrying.retry(house, chosen=chosen, now=now))
        case "dismiss":
            found = deciding.dismiss(house, chosen=chosen, why=request.POST.get("why", ""), now=now)
            return _("%(n)s rows are left out.") % {"n": found["dismissed"]}
        case "take_back":
            found = deciding.take_back(house, chosen=chosen, now=now)
            return _("%(n)s rows wait again.") % {"n": found["taken_back"]}
        case "meaning":
            offered = giving_meaning.sayable(house, group=group)
            said = sayings_of(request.POST, offered)
            return _tried(giving_meaning.give_meaning(house, group=group, said=said, now=now))
    raise Http404


def _answered(request: HttpRequest, do: Callable[[], str], on: str) -> HttpResponse:
    """Do it and say what came of it; what is refused is said on the same page."""
    try:
        said = do()
    except InputProblems as refused:
        for problem in refused.problems:
            messages.error(request, told(problem))
        return HttpResponseRedirect(request.get_full_path())
    messages.success(request, said)
    return HttpResponseRedirect(on)


def _tried(found: dict[str, Any]) -> str:
    return _("%(understood)s of %(tried)s rows came in.") % found


def _say_tried(request: HttpRequest, found: dict[str, Any]) -> None:
    messages.success(request, _tried(found))


def _state(request: HttpRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in STATES else "waiting"


def _pager(frame: Frame, name: str, found: dict[str, Any], **kept: Any) -> dict[str, str]:
    page, last = found["page"], found["pages"]
    return {
        "before": address(frame, name, **kept, page=page - 1) if page > 1 else "",
        "after": address(frame, name, **kept, page=page + 1) if page < last else "",
    }
