"""The dossier of a lead that was told of here, word for word."""

from collections.abc import Callable

import pytest
from django.test import Client

from handschlag.actions.answers import record_answer
from handschlag.actions.attempts import record_attempt
from handschlag.actions.dossiers import dossier
from handschlag.actions.handovers import offer
from handschlag.actions.houses import House
from handschlag.store import head
from tests.live.told_house import NOW, WHO, by, made
from tests.web.small_house import person_id

ENGLISH = """\
WHO
- Anna Amsel
- anna@amsel.example

WHY NOW
- ripe for sales since 1 Feb 2026

SUGGESTED OPENING
- Ask for the second plant

WHAT IS KNOWN
- Need: concrete, “Two plants”, 1 Feb 2026

WHAT IS OPEN
- Budget

LAST TOUCHES
- 1 Feb 2026 · Attempt: reached · Jan Muster · Calls back
- 30 Jan 2026 · Page viewed
"""


@pytest.fixture
def house(new_sqlite_house: Callable[..., House]) -> House:
    found = made(new_sqlite_house)
    jan = by(found, "jan")
    record_attempt(jan, person=WHO, channel="phone", outcome="reached", note="Calls back", now=NOW)
    record_answer(jan, person=WHO, criterion="need", answer="concrete", evidence="Two plants", now=NOW)
    offer(jan, person=WHO, to="murat", note="Ask for the second plant", now=NOW)
    return found


def test_what_a_seller_has_to_know(house: House) -> None:
    found = dossier(house, person=WHO, now=NOW)
    assert found["text"]["en"] == ENGLISH
    assert found["text"]["de"].splitlines()[4:8] == [
        "WARUM JETZT", "- vertriebsreif seit 01.02.2026", "", "VORSCHLAG FÜR DEN EINSTIEG",
    ]  # fmt: skip
    assert (found["offered"]["to"], found["offered"]["by"]) == ("Murat Muster", "Jan Muster")


def test_a_raised_hand_and_an_exception_come_first(new_sqlite_house: Callable[..., House]) -> None:
    found = made(new_sqlite_house)
    at = round(NOW.timestamp() * 1_000_000)
    head.record(
        [{"kind": "touch", "subject": WHO, "name": "demo_requested", "precision": "instant", "occurred_at": at,
          "recorded_at": at, "side": "marketing"}]
    )  # fmt: skip
    offer(by(found, "jan"), person=WHO, exception="The boss asks", now=NOW)
    assert dossier(found, person=WHO, now=NOW)["sections"]["en"][1] == {
        "key": "why_now", "title": "Why now",
        "lines": ["asked to be contacted: Demo requested, 1 Feb 2026", "offered as an exception: The boss asks"],
    }  # fmt: skip


def test_the_page(small_house: House, client_as: Callable[..., Client]) -> None:
    person = person_id(small_house, "nora.lindner@leipziger-leuchten.example")
    page = client_as("seller").get(f"/leads/{person}/dossier/", headers={"Accept-Language": "de"}).content.decode()
    for section in dossier(small_house, person=person, now=NOW)["sections"]["de"]:
        assert section["title"] in page
    assert client_as("seller").get(f"/leads/{person[:-1]}0/dossier/").status_code == 404
