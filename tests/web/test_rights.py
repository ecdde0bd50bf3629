"""Who may see what: nothing without signing in, and no way around it."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, reverse

from handschlag.web.urls import urlpatterns
from tests.web.house import ANNA, FORM

#: What one must reach to sign in at all, or to read in one's language before.
OPEN = {"sign_in", "sign_in_demo", "set_language", "set_look"}
ARGUMENTS = {"lead": [ANNA], "source": [FORM]}


def address(pattern: URLPattern) -> str:
    return reverse(pattern.name or "", args=ARGUMENTS.get(pattern.name or "", []))


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_nobody_sees_anything_without_signing_in(client: Client, pattern: URLPattern) -> None:
    path = address(pattern)
    for answer in (client.get(path), client.post(path)):
        redirected = answer.status_code == 302 and answer.headers["Location"] == f"/sign-in/?next={path}"
        assert redirected == (pattern.name not in OPEN), f"{path}: {answer.status_code}"


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_who_is_signed_in_sees_every_page(fake_client: Client, pattern: URLPattern) -> None:
    """The counterpart: the test above has something to leak."""
    if pattern.name in OPEN or pattern.name == "sign_out":
        return
    query = {"figure": "entered", "stage": "prospect"} if pattern.name == "passes" else {}
    answer = fake_client.get(address(pattern), query, follow=True)
    assert answer.status_code == 200
    assert "Nordlicht Software GmbH" in answer.content.decode()


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
def test_signing_in_leads_on_but_never_elsewhere(client: Client, reader: Any, wanted: str, arrives: str) -> None:
    form = {"username": "erika", "password": "correct horse battery", "next": wanted}
    answer = client.post("/sign-in/", form)
    assert (answer.status_code, answer.headers["Location"]) == (302, arrives)


def test_a_wrong_password_keeps_the_name_and_says_so(client: Client, reader: Any) -> None:
    answer = client.post("/sign-in/", {"username": "erika", "password": "guessed"}, headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert 'value="erika"' in page
    assert "guessed" not in page


def test_signing_out_ends_the_session(fake_client: Client) -> None:
    assert fake_client.get("/funnel/").status_code == 200
    assert fake_client.post("/sign-out/").status_code == 302
    assert fake_client.get("/funnel/").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
def test_one_click_sign_in_exists_in_the_example_house_only(client: Client) -> None:
    assert client.post("/sign-in/demo/", {"username": "e.lang"}).status_code == 404
    assert get_user_model().objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
def test_one_click_makes_the_visitor_one_of_the_people(client: Client, example_house: object) -> None:
    page = client.get("/sign-in/", headers={"Accept-Language": "en"}).content.decode()
    assert page.count('name="username" value="e.lang"') == 1
    answer = client.post("/sign-in/demo/", {"username": "e.lang", "next": "/leads/"})
    assert answer.headers["Location"] == "/leads/"
    person = get_user_model().objects.get()
    assert (person.username, person.get_full_name(), person.has_usable_password()) == ("e.lang", "Erika Lang", False)
    assert (person.member.role, person.member.known_as) == ("head_of_marketing", [])
    assert client.get("/leads/").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
def test_one_click_lets_nobody_else_in(client: Client, example_house: object, reader: Any) -> None:
    """An account of a real person is no demo person, however it is asked for."""
    assert client.post("/sign-in/demo/", {"username": "erika"}).status_code == 404
    assert client.get("/funnel/").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/demo/", "/sign-out/", "/language/", "/look/"])
def test_every_form_needs_proof_that_it_came_from_here(reader: Any, example_house: object, path: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    client.force_login(reader)
    answer = client.post(path, {"username": "e.lang", "language": "de", "look": "dark"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_nothing_may_run_that_is_not_ours(fake_client: Client) -> None:
    answer = fake_client.get("/funnel/")
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
