"""Every role on every path: with the right it is shown and done, without it refused before anything else happens."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from handschlag.access.roles import RIGHTS, ROLES
from handschlag.actions.houses import House
from handschlag.web.context import PAGES
from handschlag.web.urls import urlpatterns
from tests.rights.paths import CHANGES, DOORS, LOOKS, OTHERS

RIGHT_OF = {str(pattern.name): getattr(pattern.callback, "right", "undeclared") for pattern in urlpatterns}
ENGLISH = {"Accept-Language": "en"}
REFUSED = "You may not see this"


def may(role: str, name: str) -> bool:
    right = RIGHT_OF[name]
    return right is not None and role in RIGHTS[right].roles


def test_every_path_declares_its_right() -> None:
    assert [name for name, right in RIGHT_OF.items() if right not in (None, *RIGHTS)] == []
    assert {name for name, right in RIGHT_OF.items() if right is None} == set(DOORS)


def test_every_path_is_walked() -> None:
    assert {*LOOKS, *CHANGES, *OTHERS, *DOORS} == set(RIGHT_OF)


@pytest.mark.parametrize("name", LOOKS)
def test_looking(small_house: House, client_as: Callable[[str], Client], name: str) -> None:
    look = LOOKS[name]
    path = reverse(name, args=look.arguments(small_house))
    for role in sorted(ROLES, key=lambda role: not may(role, name)):
        answer = client_as(role).get(path, look.query, headers=ENGLISH, follow=True)
        page = answer.content.decode()
        if may(role, name):
            assert (answer.status_code, look.finds in page) == (200, True), role
        else:
            assert (answer.status_code, REFUSED in page, look.finds in page) == (403, True, False), role


@pytest.mark.parametrize("name", LOOKS)
def test_posting_where_one_may_not_look(small_house: House, client_as: Callable[[str], Client], name: str) -> None:
    look = LOOKS[name]
    path = reverse(name, args=look.arguments(small_house))
    for role in ROLES:
        if not may(role, name):
            answer = client_as(role).post(path, look.query, headers=ENGLISH)
            assert (answer.status_code, look.finds in answer.content.decode()) == (403, False), role


@pytest.mark.parametrize("name", CHANGES)
def test_changing(small_house: House, client_as: Callable[[str], Client], name: str) -> None:
    """The refused come first, then somebody does the very same: so there was something to do."""
    change = CHANGES[name]
    path, data = reverse(name, args=change.arguments(small_house)), change.data(small_house)
    path = f"{path}?{urlencode(change.query)}"
    before = change.state(small_house)
    for role in ROLES:
        if not may(role, name):
            assert client_as(role).post(path, data).status_code == 403, role
            assert change.state(small_house) == before, role
    permitted = next(role for role in ROLES if may(role, name))
    answer = client_as(permitted).post(path, data, follow=True)
    assert answer.status_code == 200
    assert change.state(small_house) != before


@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_shows_what_one_may_open(client_as: Callable[[str], Client], role: str) -> None:
    page = client_as(role).get("/funnel/", headers=ENGLISH).content.decode()
    nav = page.partition('<nav class="nav"')[2].partition("</nav>")[0]
    assert nav.count("<a ") == sum(may(role, name) for name in PAGES)
    for name in PAGES:
        assert (f'href="{reverse(name)}"' in nav) == may(role, name), name


def test_the_navigation_knows_the_rights_of_the_paths() -> None:
    assert {name: right for name, (_, _, right) in PAGES.items()} == {name: RIGHT_OF[name] for name in PAGES}


def test_who_may_not_see_persons_gets_figures_without_a_way_to_them(client_as: Callable[[str], Client]) -> None:
    query = {"by": "channel", "as_of": "2026-04-15"}
    plain, linked = (
        client_as(role).get("/funnel/", query, headers=ENGLISH).content.decode() for role in ("read_only", "marketer")
    )
    assert (linked.count("/funnel/passes/") > 50, plain.count("/funnel/passes/")) == (True, 0)
    assert "Every figure opens the passes behind it." in linked
    assert "Every figure opens the passes behind it." not in plain
    assert _figures(plain) == _figures(linked)


def _figures(page: str) -> list[str]:
    """The text of the figures, whatever is a link in it."""
    main = page.partition('<div id="figures">')[2].partition("</main>")[0]
    return "".join(part.partition(">")[2] for part in main.split("<")).split()
