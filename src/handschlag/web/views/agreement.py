"""The agreement as the document both sides sign, and the file it is read from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from handschlag.actions import agreements
from handschlag.web.frame import frame_of


def agreement(request: HttpRequest) -> HttpResponse:
    """The document in the reader's language; while the file has problems, each of them with its place."""
    language = (get_language() or "en")[:2]
    found = agreements.agreement_page(frame_of(request).house, language=language)
    if found["problems"]:
        return render(request, "web/agreement_problems.html", {"found": found}, status=400)
    # Every text in it was escaped where the document was written.
    document = mark_safe(found["html"])
    return render(request, "web/agreement.html", {"found": found, "document": document})


def agreement_file(request: HttpRequest) -> HttpResponse:
    """The YAML file, to be kept, compared or changed."""
    body = agreements.agreement_file(frame_of(request).house)
    disposition = {"Content-Disposition": 'attachment; filename="agreement.yaml"'}
    return HttpResponse(body, content_type="application/yaml; charset=utf-8", headers=disposition)
