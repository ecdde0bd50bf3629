"""What people tell on a lead's page: who sees which form, what becomes of it, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from handschlag.actions.houses import House
from handschlag.actions.leads import lead
from handschlag.store.head import rows
from tests.web.reading import by_id, opened, text
from tests.web.small_house import person_id

WHO = "nora.lindner@leipziger-leuchten.example"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def person(small_house: House) -> str:
    return person_id(small_house, WHO)


def post(client: Client, person: str, path: str, /, **sent: str) -> Any:
    return client.post(f"/leads/{person}/{path}/", sent, headers=ENGLISH)


def acts(client: Client, person: str) -> list[str]:
    """What one can do there."""
    page = opened(client, f"/leads/{person}/", language="en")
    work = by_id(page, "work")
    forms = [form for form in work.iter("form") if form.get("class") != "called"]
    buttons = [each for form in forms for each in form.iter("button")]
    return [text(each) for each in buttons]


def words(client: Client, person: str) -> str:
    page = opened(client, f"/leads/{person}/", language="en")
    return text(by_id(page, "work").find(".//p"))


def test_from_the_call_to_the_return(client_as: Callable[..., Client], small_house: House, person: str) -> None:
    sdr, seller = client_as("sdr"), client_as("seller")
    assert words(sdr, person).startswith("No pass is open.")
    assert (acts(sdr, person), acts(seller, person)) == (["Record"], ["Record"])
    answer = post(sdr, person, "attempt", what="phone:reached", note="Calls back", token="a")
    assert (answer.status_code, answer["Location"]) == (302, f"/leads/{person}/#work")
    post(sdr, person, "attempt", what="phone:reached", token="again")  # a lead that came back
    assert acts(sdr, person) == ["Record", "Offer"]
    post(sdr, person, "answer", criterion="need", answer="concrete", evidence="Two plants", token="b")
    post(sdr, person, "answer", criterion="budget", answer="planned", token="c")
    assert words(sdr, person) == "Ripe for sales, not offered yet."
    post(sdr, person, "offer", to="m.yildiz", note="Ask for the plants", token="d")
    assert words(sdr, person).startswith("Offered to Murat Yıldız on ")
    assert (acts(sdr, person), acts(seller, person)) == (["Record"], ["Record", "Accept", "Give back"])
    post(seller, person, "accept", token="e")
    assert words(seller, person).startswith("Taken over by Murat Yıldız on ")
    day = (timezone.localdate() + timedelta(days=90)).isoformat()
    post(seller, person, "return", reason="timing", wake_up=day, token="f")
    assert words(seller, person).startswith("Given back on ")
    found = lead(small_house, person=person, now=timezone.now())
    assert found["work"]["wake_up"].isoformat() == day
    assert [one["stage"] for one in found["passes"][0]["moves"]][-3:] == [
        "sales_ready_lead", "opportunity", "marketing_lead",
    ]  # fmt: skip
    page = opened(sdr, f"/leads/{person}/", language="en")
    story = text(by_id(page, "story"))
    for shown in ("Done by Jan Petersen", "Note Calls back", "recorded here", "To Murat Yıldız"):
        assert shown in story


def test_what_is_refused_keeps_what_was_typed(client_as: Callable[..., Client], person: str) -> None:
    sdr = client_as("sdr")
    post(sdr, person, "attempt", what="phone:reached")
    told = len(rows())
    answer = post(sdr, person, "attempt", what="email:sent", note="Sent the guide", at="2099-01-01T10:00")
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "The instant lies in the future (what has happened can be recorded)" in shown
    assert '<option value="email:sent" selected>' in shown and ">Sent the guide</textarea>" in shown
    assert 'value="2099-01-01T10:00" aria-invalid="true"' in shown
    for what, sent, said in (
        ("attempt", {"what": "fax:sent"}, "There is no channel `fax`"),
        ("attempt", {"what": "email:sent", "at": "yesterday"}, "This is no instant"),
        ("answer", {"criterion": "need", "answer": ""}, "The answer is missing"),
        ("offer", {"to": "m.ahrens", "exception": "x"}, "`m.ahrens` is nobody who can accept leads"),
        ("offer", {}, "The lead does not meet the agreed criteria"),
    ):
        answer = post(sdr, person, what, **sent)
        assert (answer.status_code, said in answer.content.decode()) == (400, True), what
    german = sdr.post(f"/leads/{person}/offer/", {}, headers={"Accept-Language": "de"})
    assert (
        "Der Lead erfüllt die vereinbarten Kriterien nicht (Eine Ausnahme braucht einen Grund"
        in german.content.decode()
    )
    seller = client_as("seller")
    assert "It is not offered to sales" in post(seller, person, "accept").content.decode()
    back = post(seller, person, "return", reason="timing", wake_up="soon", note="Not now")
    assert "This is no day" in back.content.decode() and ">Not now</textarea>" in back.content.decode()
    assert len(rows()) == told


def test_nothing_is_told_of_the_past(client_as: Callable[..., Client], person: str) -> None:
    page = opened(client_as("sdr"), f"/leads/{person}/", {"as_of": "2026-04-15"})
    assert [each for each in page.iter("section") if each.get("id") == "work"] == []
    looking = opened(client_as("managing_director"), f"/leads/{person}/")
    assert [each for each in looking.iter("section") if each.get("id") == "work"] == []
