"""Finding people, and one person's whole story."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from handschlag.actions import dossiers, funnels, leads as people, person_exports
from handschlag.errors import InputProblems
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of
from handschlag.web.question import page_number
from handschlag.web.shapes.ask_next import ask_next
from handschlag.web.shapes.export import export_of
from handschlag.web.shapes.queue import clocks_of
from handschlag.web.shapes.scores import score_shape
from handschlag.web.shapes.stages import labels_of, stages_of
from handschlag.web.shapes.story import story_of, tracks_of
from handschlag.web.typed import Typed
from handschlag.web.words import by_importance

SIDES = ("marketing", "sdr", "sales")


def leads(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    text = request.GET.get("q", "").strip()[:200]
    found = people.find_people(frame.house, now=frame.now, text=text, page=page_number(request.GET.get("page")))
    page, last = found["page"], found["pages"]
    context = {
        "text": text,
        "found": found,
        "labels": labels_of(stages_of(funnels.stages(frame.house))),
        "before": address(frame, "leads", q=text, page=page - 1) if page > 1 else "",
        "after": address(frame, "leads", q=text, page=page + 1) if page < last else "",
    }
    return render(request, "web/leads.html", context)


def export(request: HttpRequest, person: UUID) -> HttpResponse:
    """What is held on a person, as a page to read and print; as JSON if asked for."""
    frame = frame_of(request)
    if request.method != "POST":
        return HttpResponseRedirect(address(frame, "lead", person))
    try:
        found = person_exports.export_person(frame.house, person=str(person), now=frame.now)
    except InputProblems as nobody:
        raise Http404 from nobody
    if request.POST.get("as") == "json":
        answer: HttpResponse = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    else:
        answer = render(request, "web/lead/export.html", {"found": found, "export": export_of(found)})
    kind = "json" if request.POST.get("as") == "json" else "html"
    answer["Content-Disposition"] = f'attachment; filename="person-{found["person"][:8]}.{kind}"'
    return answer


def dossier(request: HttpRequest, person: UUID) -> HttpResponse:
    """What a seller has to know before the first call."""
    frame = frame_of(request)
    try:
        found = dossiers.dossier(frame.house, person=str(person), now=frame.now)
    except InputProblems as nobody:
        raise Http404 from nobody
    language = "de" if get_language() == "de" else "en"
    context = {"found": found, "sections": found["sections"][language], "text": found["text"][language]}
    return render(request, "web/lead/dossier.html", context)


def lead(request: HttpRequest, person: UUID) -> HttpResponse:
    return lead_page(request, person)


def lead_page(request: HttpRequest, person: UUID, form: str = "", typed: Typed | None = None) -> HttpResponse:
    """The page of one lead; `typed` is what was sent with the form of that name and refused."""
    frame = frame_of(request)
    try:
        found = people.lead(frame.house, person=str(person), now=frame.now, as_of=frame.as_of if frame.day else None)
    except InputProblems as nobody:
        raise Http404 from nobody
    side = request.GET.get("side", "")
    stages = stages_of(funnels.stages(frame.house))
    side = side if side in SIDES else ""
    zone, every = frame.house.time_zone, "every" in request.GET
    story = story_of(found, labels_of(stages), zone, side=side, every=every)
    filters = [(key, address(frame, "lead", person, side=key)) for key in ("", *SIDES)]
    context = {
        "lead": found,
        "ask_next": ask_next(found["next_question"]),
        "score": score_shape(found["score"]),
        "clocks": clocks_of(found["clocks"]),
        "profile": by_importance(found["profile"]),
        "passes": tracks_of(found, stages),
        "story": story,
        "filters": filters,
        "side": side,
        "every_href": address(frame, "lead", person, side=side, every=1),
        "form": form,
        "typed": typed or Typed(),
        "token": uuid4().hex,
    }
    return render(request, "web/lead.html", context, status=400 if typed else 200)
