"""The queue page: tabs, whose leads, taking the next one and letting it go, in words of both languages."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.utils import timezone

from handschlag.access.actors import Actor
from handschlag.actions.attempts import record_attempt
from handschlag.actions.houses import House
from handschlag.store.models import Claim
from tests.web.reading import by_id, opened, text
from tests.web.small_house import person_id

#: Two leads of the target market whose last passes have gone quiet.
EMAILS = ("nora.lindner@leipziger-leuchten.example", "joerg.pfaff@pfaff-pumpen.example")
SDR = Actor("j.petersen", "sdr", "Jan Petersen")


@pytest.fixture
def waiting(small_house: House) -> list[str]:
    """Both were called eight times today, which lets them into the queue; nobody has them."""
    people = [person_id(small_house, email) for email in EMAILS]
    for person in people:
        for number in range(8):
            record_attempt(
                small_house.asked_by(SDR), person=person, channel="phone", outcome="busy", token=f"{number}",
                now=timezone.now(),
            )  # fmt: skip
    return people


def leads(page: Element) -> list[str]:
    return [text(each) for each in by_id(page, "list").iter("h3")]


def tabs(page: Element) -> list[str]:
    return [text(link) for nav in page.iter("nav") if nav.get("class") == "queues num" for link in nav.iter("a")]


def chips(page: Element) -> list[str]:
    found = [nav for nav in page.iter("nav") if nav.get("aria-label") in ("Whose", "Wessen")]
    return [text(link) for link in found[0].iter("a")]


def buttons(page: Element) -> list[str]:
    forms = [form for form in page.iter("form") if form.get("method") == "post" and "queue" in fields(form)]
    return [text(each) for form in forms for each in form.iter("button")]


def fields(form: Element) -> dict[str, Any]:
    return {each.get("name") or "": each.get("value") for each in form.iter("input")}


def test_taking_the_next_and_letting_it_go(client_as: Callable[..., Client], waiting: list[str]) -> None:
    sdr = client_as("sdr")
    page = opened(sdr, "/queue/")
    names = leads(page)
    assert (tabs(page), chips(page)) == (["SDR 2", "Sales 0"], ["free 2", "mine 0", "others' 0"])
    assert buttons(page) == ["Take the next lead", *(f"Take: {name}" for name in names)]
    answer = sdr.post("/queue/take/", {"queue": "sdr"})
    first = answer["Location"].split("/")[2]
    assert (answer.status_code, first in waiting) == (302, True)
    lead = text(by_id(opened(sdr, answer["Location"]), "work"))
    assert "In the queue SDR since" in lead and ", you have it." in lead
    page = opened(sdr, "/queue/")
    assert (leads(page), chips(page)) == (names[:1], ["free 1", "mine 1", "others' 0"])
    german = opened(client_as("marketer"), "/queue/", {"show": "others"}, language="de")
    assert (leads(german), chips(german)) == (names[:1], ["frei 1", "meine 0", "von anderen 1"])
    assert "Jan Petersen hat ihn" in text(by_id(german, "list"))
    sdr.post("/queue/let-go/", {"queue": "sdr", "person": first})
    assert chips(opened(sdr, "/queue/")) == ["free 2", "mine 0", "others' 0"]


def test_what_somebody_else_has_is_refused(client_as: Callable[..., Client], waiting: list[str]) -> None:
    client_as("sdr").post("/queue/take/", {"queue": "sdr", "person": waiting[0]})
    answer = client_as("marketer").post(
        "/queue/take/", {"queue": "sdr", "person": waiting[0]}, headers={"Accept-Language": "de"}
    )
    assert (answer.status_code, "Den Lead hat schon Jan Petersen." in answer.content.decode()) == (400, True)
    assert Claim.objects.filter(released_at=None).count() == 1


def test_a_seller_sees_the_own_list_first(client_as: Callable[..., Client], waiting: list[str]) -> None:
    seller = client_as("seller")
    page = opened(seller, "/queue/")
    assert [text(link) for link in page.iter("a") if link.get("aria-current") == "page"][-1:] == ["Sales 0"]
    assert text(by_id(page, "list")) == "Sales Nobody waits here."
    assert buttons(opened(seller, "/queue/", {"queue": "sdr"})) == []
    assert seller.post("/queue/take/", {"queue": "sdr"}).status_code == 403
