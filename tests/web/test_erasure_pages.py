"""Erasing a person on pages: what is said beforehand, the confirmation, the list, and letting somebody in again."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from handschlag.actions.erasing import list_erasures
from handschlag.actions.houses import House
from handschlag.actions.leads import find_people
from handschlag.store.models import Erasure
from tests.web.small_house import MADE, person_id

EMAIL = "nora.lindner@"


@pytest.fixture
def admin(client_as: Callable[..., Client]) -> Client:
    return client_as("admin")


def _nora(house: House) -> tuple[str, str]:
    [found] = find_people(house, text="lindner", now=MADE)["people"]
    return str(found["person"]), str(found["name"])


def _text(answer: object) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))  # type: ignore[attr-defined]


def test_the_name_has_to_be_typed_and_then_she_is_gone(admin: Client, small_house: House) -> None:
    person, name = _nora(small_house)
    address = f"/leads/{person}/erase/"
    assert f'href="{address}"' in admin.get(f"/leads/{person}/").content.decode()
    page = _text(admin.get(address))
    assert f"Erase {name}" in page
    wrong = admin.post(address, {"name": "Nora"})
    assert (wrong.status_code, "This is not the name that stands above." in _text(wrong)) == (200, True)
    assert (list_erasures(small_house), _nora(small_house)) == ([], (person, name))
    done = admin.post(address, {"name": f" {name.upper()} "}, follow=True)
    assert done.redirect_chain == [("/settings/erasures/", 302)]
    assert "The person is erased." in _text(done)
    assert find_people(small_house, text="lindner", now=MADE)["people"] == []
    assert admin.get(f"/leads/{person}/").status_code == 404
    assert admin.get(address).status_code == 404


def test_only_those_who_may_erase_find_the_way(client_as: Callable[..., Client], small_house: House) -> None:
    person, _ = _nora(small_house)
    head = client_as("head_of_marketing")
    assert "/erase/" not in head.get(f"/leads/{person}/").content.decode()
    assert "/settings/erasures/" not in head.get("/settings/rights/").content.decode()


def test_an_erasure_that_was_cut_off_can_be_finished(admin: Client, small_house: House) -> None:
    person, name = _nora(small_house)
    admin.post(f"/leads/{person}/erase/", {"name": name})
    assert "An erasure was cut off" not in _text(admin.get("/settings/erasures/"))
    Erasure.objects.update(finished_at=None)
    assert "An erasure was cut off" in _text(admin.get("/settings/erasures/"))
    assert "Everything is gone now." in _text(admin.post("/settings/erasures/", {"do": "finish"}, follow=True))
    assert [one["finished_at"] is None for one in list_erasures(small_house)] == [False]


def test_somebody_can_be_let_in_again(admin: Client, small_house: House) -> None:
    person, name = _nora(small_house)
    email = next(p["email"] for p in find_people(small_house, text="lindner", now=MADE)["people"])
    admin.post(f"/leads/{person}/erase/", {"name": name})
    refused = admin.post("/settings/erasures/", {"do": "readmit", "named": "nobody@example.org"})
    assert "Nobody was erased who is named so." in _text(refused)
    assert 'aria-invalid="true"' in refused.content.decode()
    done = admin.post("/settings/erasures/", {"do": "readmit", "named": email}, follow=True)
    assert "let in again" in _text(done)
    assert list_erasures(small_house)[0]["readmitted_at"] is not None


def test_somebody_unknown_and_a_foreign_button_are_not_found(admin: Client, small_house: House) -> None:
    assert admin.get("/leads/00000000-0000-7000-8000-000000000000/erase/").status_code == 404
    assert admin.post("/settings/erasures/", {"do": "something"}).status_code == 404
    assert person_id(small_house, _email(small_house)) == _nora(small_house)[0]


def _email(house: House) -> str:
    return str(find_people(house, text="lindner", now=MADE)["people"][0]["email"])
