"""The agreement as the document both sides sign, the file it is read from, and every version that was signed."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext as _

from handschlag.actions import agreements
from handschlag.web.frame import frame_of


def agreement(request: HttpRequest) -> HttpResponse:
    """What everything is counted under: the version in force, or in trial the file."""
    return _document(request, None)


def draft(request: HttpRequest) -> HttpResponse:
    """The file as it stands; where nothing else is in force, there is only one page of it."""
    house = frame_of(request).house
    if not house.draft_differs:
        return HttpResponseRedirect(reverse("agreement"))
    return _document(request, "draft")


def version(request: HttpRequest, number: int) -> HttpResponse:
    """A version that both sides signed."""
    return _document(request, number)


def _document(request: HttpRequest, text: agreements.Text) -> HttpResponse:
    """The document in the reader's language; while the file has problems, each of them with its place."""
    language = (get_language() or "en")[:2]
    found = agreements.agreement_page(frame_of(request).house, language=language, text=text)
    if found is None:
        raise Http404
    if found["problems"]:
        return render(request, "web/agreement_problems.html", {"found": found}, status=400)
    # Every text in it was escaped where the document was written.
    document = mark_safe(found["html"])
    return render(request, "web/agreement.html", {"found": found, "document": document})


def agreement_file(request: HttpRequest) -> HttpResponse:
    """The YAML file, to be kept, compared or changed; with `version` the bytes that were signed."""
    house = frame_of(request).house
    typed = request.GET.get("version", "")
    if not typed:
        return _yaml(agreements.agreement_file(house), "agreement.yaml")
    body = agreements.signed_file(house, version=int(typed)) if typed.isdecimal() and len(typed) < 10 else None
    if body is None:
        raise Http404(_("There is no such version."))
    return _yaml(body, f"agreement-{typed}.yaml")


def _yaml(body: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="application/yaml; charset=utf-8", headers=disposition)
