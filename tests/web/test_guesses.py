"""Passwords cannot be guessed: sign-in pauses per name and address, says so, and is written down."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from handschlag.actions.houses import House
from handschlag.store.models import AuditEntry
from handschlag.web.guesses import FEW, MANY
from tests.web.small_house import PASSWORD, PEOPLE

ERIKA = PEOPLE["head_of_marketing"][0]
ENGLISH = {"Accept-Language": "en"}


def attempt(username: str = ERIKA, password: str = "guessed", address: str = "192.0.2.1") -> int:
    form = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address).post("/sign-in/", form, headers=ENGLISH).status_code


def entries() -> list[tuple[str, str, dict[str, str]]]:
    found = AuditEntry.objects.filter(action="sign_in_locked").order_by("id")
    return [(entry.by, entry.what, entry.details) for entry in found]


def test_the_right_password_lets_in_and_forgets_the_wrong_ones(small_house: House) -> None:
    for _ in range(3):
        assert [attempt() for _ in range(FEW - 1)] == [200] * (FEW - 1)
        assert attempt(password=PASSWORD) == 302
    assert AccessAttempt.objects.count() == 0
    assert entries() == []


def test_after_a_few_the_name_pauses_from_this_address_only(small_house: House) -> None:
    assert [attempt() for _ in range(FEW + 2)] == [200] * (FEW - 1) + [429] * 3
    assert attempt(password=PASSWORD) == 429
    assert attempt(password=PASSWORD, address="192.0.2.2") == 302
    assert attempt("a.roth") == 200
    assert entries() == [(ERIKA, ERIKA, {"address": "192.0.2.1"})]


def test_the_page_says_what_happened_and_when_it_ends(small_house: House) -> None:
    for _ in range(FEW):
        answer = Client().post("/sign-in/", {"username": ERIKA, "password": "x"}, headers=ENGLISH)
    page = answer.content.decode()
    assert (answer.status_code, "Signing in pauses" in page, "Try again in 15 minutes." in page) == (429, True, True)
    german = Client().post("/sign-in/", {"username": ERIKA, "password": "x"}, headers={"Accept-Language": "de"})
    assert "in 15 Minuten" in german.content.decode()


def test_after_the_pause_one_may_again(small_house: House) -> None:
    for _ in range(FEW):
        attempt()
    assert attempt(password=PASSWORD) == 429
    for one in AccessAttempt.objects.all():
        one.attempt_time -= timedelta(minutes=15, seconds=1)
        one.save(update_fields=["attempt_time"])
    assert attempt(password=PASSWORD) == 302


def test_one_password_for_many_names_is_a_guess_too(small_house: House) -> None:
    assert [attempt(f"u{number}") for number in range(MANY - 1)] == [200] * (MANY - 1)
    assert attempt(password=PASSWORD) == 302
    assert attempt("u-last") == 429
    assert attempt(password=PASSWORD) == 429
    assert attempt(password=PASSWORD, address="192.0.2.9") == 302


def test_what_nobody_is_called_is_not_written_down(small_house: House) -> None:
    for _ in range(FEW):
        attempt("My secret password")
    assert entries() == [("", "", {"address": "192.0.2.1"})]
    kept = str(list(AccessAttempt.objects.values_list("post_data", "get_data")))
    assert "guessed" not in kept


@pytest.mark.parametrize(("https", "counted"), [(False, "192.0.2.1"), (True, "198.51.100.7")])
def test_the_address_is_the_visitors_and_no_invention(
    small_house: House, settings: pytest.FixtureRequest, https: bool, counted: str
) -> None:
    settings.HTTPS = https  # type: ignore[attr-defined]
    client = Client(REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "203.0.113.5, 198.51.100.7"})
    client.post("/sign-in/", {"username": ERIKA, "password": "x"})
    assert AccessAttempt.objects.get().ip_address == counted
