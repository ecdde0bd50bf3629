"""Finding companies, and one company with everything both sides know of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handschlag.actions import companies as accounts, funnels
from handschlag.actions.account_story import SIDES
from handschlag.errors import InputProblems
from handschlag.web.addresses import address
from handschlag.web.frame import frame_of
from handschlag.web.question import page_number
from handschlag.web.shapes.account import deals_of, journey_of, markets_of, people_of
from handschlag.web.shapes.stages import labels_of, stages_of
from handschlag.web.words import by_importance, said


def companies(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    text = request.GET.get("q", "").strip()[:200]
    sort = "recent" if request.GET.get("sort") == "recent" else "name"
    found = accounts.find_companies(
        frame.house, now=frame.now, as_of=frame.as_of, text=text, sort=sort, page=page_number(request.GET.get("page"))
    )
    page, last = found["page"], found["pages"]
    kept = {"q": text, "sort": "recent" if sort == "recent" else None}
    context = {
        "text": text,
        "sort": sort,
        "found": found,
        "sorts": [(key, address(frame, "companies", q=text, sort=key)) for key in ("name", "recent")],
        "markets": {key: said(name) for key, name in found["markets"].items()},
        "before": address(frame, "companies", **kept, page=page - 1) if page > 1 else "",
        "after": address(frame, "companies", **kept, page=page + 1) if page < last else "",
    }
    return render(request, "web/companies.html", context)


def company(request: HttpRequest, company: UUID) -> HttpResponse:
    frame = frame_of(request)
    side = request.GET.get("side", "")
    side = side if side in SIDES else ""
    profiles = "profiles" in request.GET
    page, people_page = (page_number(request.GET.get(name)) for name in ("page", "people"))
    try:
        found = accounts.company(
            frame.house, company=str(company), now=frame.now, as_of=frame.as_of, side=side, profiles=profiles,
            page=page, people_page=people_page,
        )  # fmt: skip
    except InputProblems as nobody:
        raise Http404 from nobody
    labels = labels_of(stages_of(funnels.stages(frame.house)))
    story = found["story"]
    kept = {"side": side, "profiles": 1 if profiles else None, "people": people_page if people_page > 1 else None}

    def way(**other: object) -> str:
        return address(frame, "company", company, **{**kept, **other})

    context = {
        "company": found,
        "profile": by_importance({key: value for key, value in found["profile"].items() if key != "company_name"}),
        "markets": markets_of(found["market"]),
        "deals": deals_of(found["opportunities"]),
        "people": people_of(found["people"], labels, {key: said(name) for key, name in found["personas"].items()}),
        "months": journey_of(story, labels, frame.house.time_zone),
        "side": side,
        "filters": [(key, way(side=key)) for key in ("", *SIDES)],
        "profiles": profiles,
        "profiles_href": way(profiles=None if profiles else 1),
        "found": story,
        "before": way(page=story["page"] - 1) + "#story" if story["page"] > 1 else "",
        "after": way(page=story["page"] + 1) + "#story" if story["page"] < story["pages"] else "",
        "people_before": way(people=found["people_page"] - 1) if found["people_page"] > 1 else "",
        "people_after": way(people=found["people_page"] + 1) if found["people_page"] < found["people_pages"] else "",
    }
    return render(request, "web/company.html", context)
