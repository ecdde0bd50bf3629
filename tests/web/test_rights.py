"""Who may see what: nothing without signing in, and no way around it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, reverse

from handschlag.actions.houses import House
from handschlag.web.urls import urlpatterns
from tests.rights.paths import CHANGES, DOORS, LOOKS
from tests.web.reading import by_id, having, opened
from tests.web.small_house import PASSWORD, PEOPLE


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_nobody_sees_anything_without_signing_in(small_house: House, visitor: Client, pattern: URLPattern) -> None:
    """What there is to see behind each address, tests/rights proves."""
    name = pattern.name or ""
    there = LOOKS.get(name) or CHANGES.get(name)
    path = reverse(name, args=there.arguments(small_house) if there else DOORS.get(name, []))
    for answer in (visitor.get(path), visitor.post(path)):
        redirected = answer.status_code == 302 and answer.headers["Location"] == f"/sign-in/?next={path}"
        assert redirected == (name not in DOORS), f"{path}: {answer.status_code}"


@pytest.mark.parametrize(
    ("wanted", "arrives"),
    [
        ("/leads/", "/leads/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_on_but_never_elsewhere(visitor: Client, wanted: str, arrives: str) -> None:
    form = {"username": "e.lang", "password": PASSWORD, "next": wanted}
    answer = visitor.post("/sign-in/", form)
    assert (answer.status_code, answer.headers["Location"]) == (302, arrives)


def test_a_wrong_password_keeps_the_name_and_says_so(visitor: Client) -> None:
    answer = visitor.post("/sign-in/", {"username": "e.lang", "password": "guessed"}, headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert 'value="e.lang"' in page
    assert "guessed" not in page


def test_without_a_password_there_is_no_way_in_by_password(visitor: Client) -> None:
    for password in ("", "None", PASSWORD):
        assert visitor.post("/sign-in/", {"username": "a.roth", "password": password}).status_code == 200
    assert visitor.get("/funnel/").status_code == 302


def test_signing_out_ends_the_session(client_in: Client) -> None:
    assert client_in.get("/funnel/").status_code == 200
    assert client_in.post("/sign-out/").status_code == 302
    assert client_in.get("/funnel/").status_code == 302


def test_one_click_sign_in_exists_in_the_example_house_only(visitor: Client) -> None:
    for username in ("e.lang", "v.besuch"):
        assert visitor.post("/sign-in/demo/", {"username": username}).status_code == 404
    assert get_user_model().objects.count() == len(PEOPLE)
    assert visitor.get("/funnel/").status_code == 302


def test_one_click_makes_the_visitor_one_of_the_people(visitor: Client, example_house: Path) -> None:
    people = [button.get("value") for button in having(opened(visitor, "/sign-in/"), "person")]
    assert people == ["v.besuch", "g.gast"]
    answer = visitor.post("/sign-in/demo/", {"username": "v.besuch", "next": "/leads/"})
    assert answer.headers["Location"] == "/leads/"
    person = get_user_model().objects.get(username="v.besuch")
    assert (person.get_full_name(), person.has_usable_password()) == ("Vera Besuch", False)
    assert (person.member.role, person.member.known_as) == ("head_of_marketing", [])
    assert by_id(opened(visitor, "/leads/"), "list") is not None


def test_one_click_lets_nobody_else_in(visitor: Client, example_house: Path) -> None:
    """An account of a real person is no demo person, however it is asked for."""
    assert visitor.post("/sign-in/demo/", {"username": "e.lang"}).status_code == 404
    assert visitor.get("/funnel/").status_code == 302


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/demo/", "/sign-out/", "/language/", "/look/"])
def test_every_form_needs_proof_that_it_came_from_here(
    client_as: Callable[..., Client], example_house: Path, path: str
) -> None:
    client = client_as("head_of_marketing", enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    answer = client.post(path, {"username": "v.besuch", "language": "de", "look": "dark"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_nothing_may_run_that_is_not_ours(client_in: Client) -> None:
    answer = client_in.get("/funnel/")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert answer.headers["X-Frame-Options"] == "DENY"
    page = answer.content.decode()
    assert page.count("<script") == 1
    assert "style=" not in page
    assert "http://" not in page.replace("http://www.w3.org/", "")
    assert "https://" not in page
