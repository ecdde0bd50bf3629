"""Coming in for the first time: a house without anybody, and a link for a password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from handschlag.actions import first_administrator, passwords, users
from handschlag.actions.houses import House
from handschlag.store.models import Member
from tests.web.small_house import PEOPLE

GOOD = "correct horse battery"
ENGLISH = {"Accept-Language": "en"}
MIA = PEOPLE["marketer"][0]


@pytest.fixture
def empty(small_house: House) -> House:
    """The small house before anybody was let in."""
    get_user_model().objects.all().delete()
    return small_house


def test_a_house_without_anybody_says_what_to_do(empty: House, client: Client) -> None:
    page = client.get("/sign-in/", headers=ENGLISH).content.decode()
    assert "Nobody can sign in to this house yet." in page
    assert "handschlag user add NAME --role admin" in page


def test_a_house_with_people_does_not(small_house: House, client: Client) -> None:
    assert "Nobody can sign in" not in client.get("/sign-in/", headers=ENGLISH).content.decode()


def test_the_first_administrator_is_set_up_and_signed_in(empty: House, client: Client) -> None:
    path = f"/set-up/{first_administrator.set_up_token(empty, now=timezone.now())}/"
    assert "Set up Nordlicht Software GmbH" in client.get(path, headers=ENGLISH).content.decode()
    form = {"username": "anna", "full_name": "Anna Groß", "password": GOOD, "again": "other"}
    wrong = client.post(path, form, headers=ENGLISH).content.decode()
    assert ("The two passwords differ." in wrong, 'value="Anna Groß"' in wrong, GOOD in wrong) == (True, True, False)
    weak = client.post(path, {**form, "password": "123", "again": "123", "username": "cli"}, headers=ENGLISH)
    assert "`cli` is taken" in weak.content.decode()
    assert len(re.findall('class="problem"', weak.content.decode())) > 2
    assert Member.objects.count() == 0
    assert client.post(path, {**form, "again": GOOD}).headers["Location"] == "/"
    assert client.get("/funnel/").status_code == 200
    assert Member.objects.get().role == "admin"
    assert Client().get(path).status_code == 404
    assert Client().post(path, {**form, "again": GOOD, "username": "bert"}).status_code == 404
    assert Member.objects.count() == 1


def test_a_link_lets_its_person_choose_a_password_once(small_house: House, client: Client) -> None:
    path = f"/password/{passwords.offer_link(small_house, username=MIA, now=timezone.now())['token']}/"
    answer = client.get(path, headers=ENGLISH)
    assert "Welcome, Mia Ahrens." in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post(path, {"password": "123", "again": "123"}).status_code == 200
    assert client.post(path, {"password": GOOD, "again": GOOD}).headers["Location"] == "/"
    assert "Mia Ahrens" in client.get("/funnel/").content.decode()
    again = Client().get(path, headers=ENGLISH)
    assert (again.status_code, "not valid any more" in again.content.decode()) == (404, True)
    assert Client().post("/sign-in/", {"username": MIA, "password": GOOD}).status_code == 302


def test_an_old_link_and_that_of_somebody_shut_out_open_nothing(small_house: House, client: Client) -> None:
    long_ago = timezone.now() - timedelta(days=8)
    old = passwords.offer_link(small_house, username=MIA, now=long_ago)["token"]
    fresh = passwords.offer_link(small_house, username="j.petersen", now=timezone.now())["token"]
    assert client.get(f"/password/{fresh}/").status_code == 200
    users.deactivate_user(small_house, username="j.petersen", now=timezone.now())
    for token in (old, fresh, "nothing"):
        assert client.get(f"/password/{token}/").status_code == 404
        assert client.post(f"/password/{token}/", {"password": GOOD, "again": GOOD}).status_code == 404
    assert Client().post("/sign-in/", {"username": MIA, "password": GOOD}).status_code == 200


def test_shutting_out_ends_a_browsers_session_at_once(small_house: House, client_as: object) -> None:
    browser = client_as("marketer")  # type: ignore[operator]
    assert browser.get("/funnel/").status_code == 200
    users.deactivate_user(small_house, username=MIA, now=timezone.now())
    assert browser.get("/funnel/").status_code == 302
    users.reactivate_user(small_house, username=MIA, now=timezone.now())
    assert browser.get("/funnel/").status_code == 302
