"""A house in which nothing was imported yet: every page says what to do next."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from handschlag.actions.houses import House
from handschlag.actions.users import add_user
from tests.fixtures.houses import NOW
from tests.web.reading import having, opened, text

WORDS = {
    "/funnel/": "There are no passes yet. Take the exports of your marketing tool and of your CRM as they are."
    " Bring exports in",
    "/leads/": "There are no persons yet. Take the exports of your marketing tool and of your CRM as they are."
    " Bring exports in",
    "/reconciliation/": "Nothing was imported yet, so there is nothing to compare."
    " Take the exports of your marketing tool and of your CRM as they are. Bring exports in",
}


@pytest.mark.parametrize("path", WORDS)
def test_an_empty_house_says_what_to_do_next(new_sqlite_house: Callable[[], House], path: str) -> None:
    add_user(new_sqlite_house(), username="a.roth", full_name="Alex Roth", role="head_of_sales", password=None, now=NOW)
    client = Client()
    client.force_login(get_user_model().objects.get())
    page = opened(client, path)
    [said] = having(page, "empty")
    assert " ".join(text(part) for part in said) == WORDS[path]
    assert list(page.iter("figure")) == []
