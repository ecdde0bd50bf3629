"""The page of what both sides promised: the figures of the action in words of both languages, and what a lead owes."""

from collections.abc import Callable
from datetime import timedelta
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from handschlag.access.actors import Actor
from handschlag.actions.deadlines import running_clocks
from handschlag.actions.handover_review import handover_review
from handschlag.actions.handovers import offer
from handschlag.actions.houses import House
from handschlag.actions.promises import promises
from tests.web.reading import by_id, cells, opened, text
from tests.web.small_house import person_id
from tests.web.test_queue_page import EMAILS, SDR, waiting

__all__ = ["waiting"]


def columns(page: Element) -> list[str]:
    sections = [each for each in page.iter("section") if (each.get("class") or "").startswith("promises__side")]
    return [text(heading) for section in sections for heading in section.iter("h2")]


def values(page: Element) -> list[str]:
    return [text(each) for each in page.iter("span") if each.get("class") == "owed__value"]


def shown(value: object, unit: str, point: str) -> str:
    """As a reader of that language writes it."""
    if value is None:
        return "–"
    if unit == "count":
        return str(value)
    return (
        f"{float(str(value)) * 100:.1f}".replace(".", point).replace(f"100{point}0", "100").replace(f"0{point}0", "0")
    )


def test_both_sides_stand_beside_each_other(client_as: Callable[..., Client], small_house: House) -> None:
    found = promises(small_house, now=timezone.now())
    now = [(one["periods"][-1]["value"], one["unit"]) for side in found["sides"] for one in side["promises"]]
    for language, point, titles in (
        ("en", ".", ["Marketing promises", "The SDRs promise", "Sales promises"]),
        ("de", ",", ["Das Marketing sagt zu", "Die SDRs sagen zu", "Der Vertrieb sagt zu"]),
    ):
        page = opened(client_as("read_only"), "/promises/", language=language)
        assert columns(page) == [title for title, side in zip(titles, ("marketing", "sdr", "sales"), strict=True)
                                 if side in [one["side"] for one in found["sides"]]]  # fmt: skip
        figures = [one.replace("\u00a0%", "").replace(" %", "").replace("%", "") for one in values(page)]
        assert figures == [shown(value, unit, point) for value, unit in now]


def test_the_lead_page_says_what_runs(client_as: Callable[..., Client], small_house: House, waiting: list[str]) -> None:
    person = person_id(small_house, EMAILS[0])
    offer(small_house.asked_by(SDR), person=person, exception="they asked", now=timezone.now())
    for language, words in (("en", "due"), ("de", "fällig")):
        page = opened(client_as("head_of_sales"), f"/leads/{person}/", language=language)
        [running] = [each for each in by_id(page, "work").iter("ul") if (each.get("class") or "").startswith("running")]
        assert words in text(running)


def test_the_running_deadlines(client_as: Callable[..., Client], small_house: House, waiting: list[str]) -> None:
    """What was offered just now runs and is not due; whoever sees no persons does not get there."""
    person = person_id(small_house, EMAILS[0])
    offer(small_house.asked_by(SDR), person=person, exception="they asked", now=timezone.now())
    found = running_clocks(small_house, now=timezone.now(), show="open")
    names = [one["name"] for one in found["rows"]]
    sales = client_as("head_of_sales")
    for language, title in (("en", "Running deadlines"), ("de", "Laufende Fristen")):
        page = opened(sales, "/promises/running/", {"show": "open"}, language=language)
        assert text(next(page.iter("h1"))) == title
        assert [text(each) for each in by_id(page, "list").iter("h3")] == names
    assert (
        person in [one["person"] for one in found["rows"]],
        sales.get("/promises/running/?clock=x").status_code,
    ) == (
        True,
        404,
    )
    [chips] = [nav for nav in opened(sales, "/promises/running/").iter("nav") if nav.get("aria-label") == "How far"]
    counts = found["counts"]
    assert [text(link).split()[-1] for link in chips.iter("a")] == [
        str(number) for number in (sum(counts.values()), counts["missed"], counts["open"])
    ]
    assert client_as("read_only").get("/promises/running/").status_code == 403


def test_hand_overs_to_talk_about(client_as: Callable[..., Client], small_house: House) -> None:
    """The action's figures as rows; who may not see persons reads that instead of names."""
    year = {"days": "365"}
    start = timezone.now().astimezone(ZoneInfo(small_house.time_zone)).date() - timedelta(days=365)
    asked = small_house.asked_by(Actor("s", "head_of_sales"))
    found = handover_review(asked, now=timezone.now(), start=start)
    keys = ("offered", "accepted", "returned", "unanswered")
    for language, first in (("en", "offered for the first time"), ("de", "zum ersten Mal angeboten")):
        page = opened(client_as("head_of_sales"), "/promises/handovers/", year, language=language)
        rows = [row for row in cells(next(by_id(page, "recycled").iter("table"))) if row[0] not in ("Leads", "Lead")]
        assert [row[1:5] for row in rows] == [[str(one[key]) for key in keys] for one in found["groups"]]
        assert rows[0][0] == first
        names = [text(each) for each in by_id(page, "disputes").iter("a")]
        assert names == [one["name"] for one in found["disputes"]]
    assert found["groups"][0]["offered"] > 0
    hidden = opened(client_as("read_only"), "/promises/handovers/", year)
    assert [*by_id(hidden, "disputes").iter("a")] == []
