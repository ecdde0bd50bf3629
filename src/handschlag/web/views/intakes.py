"""Bringing exports in without a mapping file: uploading, looking, choosing, checking, importing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from handschlag.actions import intake_drafts, intake_looks, intake_runs, intakes
from handschlag.mapping.suggest.headers import key_of
from handschlag.web.frame import Frame, frame_of
from handschlag.web.importing import start
from handschlag.web.shapes.intake import chosen_in, columns_of, facts_of, questions_of, run_of
from handschlag.web.words import said


def new(request: HttpRequest) -> HttpResponse:
    """The form for files, and what was begun earlier."""
    frame = frame_of(request)
    if request.method == "POST":
        if not request.FILES.getlist("files"):
            problem = _("Choose at least one file.")
            return render(
                request, "web/imports/new.html", {"waiting": intakes.waiting(frame.house), "problem": problem}
            )
        intake = intakes.begin(frame.house, now=frame.now)
        _receive(request, frame, intake)
        if not intakes.files_of(frame.house, intake):
            intakes.discard(frame.house, intake=intake)
            return HttpResponseRedirect(reverse("new_import"))
        return HttpResponseRedirect(reverse("intake", args=[intake]))
    return render(request, "web/imports/new.html", {"waiting": intakes.waiting(frame.house)})


def _receive(request: HttpRequest, frame: Frame, intake: str) -> None:
    """Take the files in; those that are refused are named with the reason."""
    for file in request.FILES.getlist("files"):
        refused = intakes.receive(frame.house, intake=intake, name=file.name or "", chunks=file.chunks())
        if refused:
            messages.error(request, f"{file.name}: {said(refused)}")


def intake(request: HttpRequest, intake: str) -> HttpResponse:
    """All files with what they are, and what can be done with them."""
    frame = frame_of(request)
    try:
        intakes.folder_of(frame.house, intake)
    except LookupError as nothing:
        raise Http404 from nothing
    if _is_running(frame, intake):
        return HttpResponseRedirect(reverse("intake_run", args=[intake]))
    if request.method == "POST":
        return _done(request, frame, intake)
    if not intakes.files_of(frame.house, intake):  # it was brought in
        return HttpResponseRedirect(reverse("intake_run", args=[intake]))
    found = intake_looks.look_at(frame.house, intake=intake, now=frame.now)
    files = [file for source in found["sources"] for file in source["files"]]
    context = {
        "found": found,
        "readable": any(not file["unread"] for file in files),
        "draft": intake_drafts.can_draft(frame.house),
        "systems": sorted({source["connection"] for source in found["sources"]}),
    }
    return render(request, "web/imports/intake.html", context)


def _is_running(frame: Frame, intake: str) -> bool:
    """Whether the files are being read just now: then nothing about them is changed."""
    told = intake_runs.run_of(frame.house, intake=intake)
    return told is not None and told["state"] == "running"


def _done(request: HttpRequest, frame: Frame, intake: str) -> HttpResponse:
    house, do = frame.house, request.POST.get("do", "")
    if do == "add":
        _receive(request, frame, intake)
    elif do == "discard":
        intakes.discard(house, intake=intake)
        messages.success(request, _("Discarded. Nothing was brought in."))
        return HttpResponseRedirect(reverse("new_import"))
    elif do == "draft":
        intake_drafts.draft_agreement(house, intake=intake, now=frame.now)
        messages.success(request, _("The agreement is drafted. Read it, and change what is not yours."))
    elif do.startswith("drop:"):
        intakes.drop(house, intake=intake, name=do.removeprefix("drop:"))
        if not intakes.files_of(house, intake):
            intakes.discard(house, intake=intake)
            return HttpResponseRedirect(reverse("new_import"))
    else:
        _choose(request, frame, intake)
        if do in (intake_runs.CHECK, intake_runs.IMPORT):
            start(house, intake, do)
            return HttpResponseRedirect(reverse("intake_run", args=[intake]))
    return HttpResponseRedirect(reverse("intake", args=[intake]))


def _choose(request: HttpRequest, frame: Frame, intake: str) -> None:
    """Keep which system each file comes from, and for which stages a system decides."""
    kept = intakes.load(frame.house, intake)
    sources, anew = dict(kept.sources), set(kept.anew)
    for number, path in enumerate(intakes.files_of(frame.house, intake)):
        if name := request.POST.get(f"source-{number}", "").strip():
            sources[path.name] = key_of(name, "source")
        if request.POST.get(f"anew-{number}"):
            anew.add(path.name)
    decides = {name: request.POST.getlist(f"decides-{name}") for name in set(sources.values())}
    intakes.choose(
        frame.house, intake=intake, sources=sources, choices=kept.choices,
        decides={name: stages for name, stages in decides.items() if stages}, anew=anew,
    )  # fmt: skip


def file(request: HttpRequest, intake: str) -> HttpResponse:
    """One file: what its first rows become, what its words mean, what its columns are for."""
    frame = frame_of(request)
    name = request.GET.get("file", "")
    try:
        found = intake_looks.look_into(frame.house, intake=intake, name=name, now=frame.now)
    except LookupError as nothing:
        raise Http404 from nothing
    if request.method == "POST" and _is_running(frame, intake):
        return HttpResponseRedirect(reverse("intake_run", args=[intake]))
    if request.method == "POST":
        kept = intakes.load(frame.house, intake)
        choices = {**kept.choices, name: chosen_in(request.POST, found)}
        if request.POST.get("do") == "reset":
            del choices[name]
        intakes.choose(
            frame.house, intake=intake, sources=kept.sources, choices=choices, decides=kept.decides, anew=kept.anew
        )
        on = reverse("intake", args=[intake]) if request.POST.get("do") == "done" else request.get_full_path()
        return HttpResponseRedirect(on)
    context = {
        "intake": intake, "file": found, "columns": columns_of(found), "questions": questions_of(found),
        "facts": facts_of(found["facts"]),
    }  # fmt: skip
    return render(request, "web/imports/file.html", context)


def run(request: HttpRequest, intake: str) -> HttpResponse:
    """How far checking or bringing in is, and what came of it."""
    frame = frame_of(request)
    try:
        told: dict[str, Any] | None = intake_runs.run_of(frame.house, intake=intake)
    except LookupError as nothing:
        raise Http404 from nothing
    if request.method == "POST" and request.POST.get("do") in (intake_runs.CHECK, intake_runs.IMPORT):
        start(frame.house, intake, request.POST["do"])
        return HttpResponseRedirect(reverse("intake_run", args=[intake]))
    if told is None:
        return HttpResponseRedirect(reverse("intake", args=[intake]))
    return render(request, "web/imports/run.html", {"intake": intake, "run": run_of(told)})
