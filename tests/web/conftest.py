"""What tests of the pages stand on: the small house, clients signed in to it, and the example house behind a server.

How to test a page:

    def test_a_page(small_house: House, client_as: Callable[[str], Client]) -> None:
        page = client_as("sdr").get("/leads/", {"as_of": TODAY}, headers={"Accept-Language": "en"}).content.decode()

- `small_house` is the house of the exports in `tests/web/small`, imported, folded, with a person per role; it is opened
  by the command line (`small_house.asked_by(actor)` is the same asked by somebody else).
  Django works in its own database, so users, sessions and facts are one, and every action can be called on it.
  A test may change whatever it likes, files too: the next one finds the house as it was made.
- `client_as(role)` makes a browser in which the house's person of that role is signed in; `client_in` is the head of
  marketing's.
- Pages read the clock. `as_of=TODAY` (no fact lies after it) makes figures that stay; `as_of=EARLIER` is folded too.
- No other fixture for a database is needed (no `db`, no `django_db`).
- Expected values come from the raw rows in `tests/web/small`, never from the actions.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from handschlag.store.members import add
from tests.fixtures.demo import demo_house
from tests.web.served import chromium, served, signed_in
from tests.web.small_house import client_as, client_in, small_house, small_house_as_made, small_house_copy

__all__ = [
    "chromium", "client_as", "client_in", "demo_house", "served", "signed_in", "small_house", "small_house_as_made",
    "small_house_copy",
]  # fmt: skip

# Playwright's own event loop makes Django see an async context in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PEOPLE = [
    {"username": "e.lang", "name": "Erika Lang", "role": "head_of_marketing"},
    {"username": "j.petersen", "name": "Jan Petersen", "role": "sdr"},
]


@pytest.fixture
def fake_house(settings: Any, tmp_path: Path) -> Path:
    """Every page is answered by tests/web/house.py, in a workspace that is no example house."""
    settings.HANDSCHLAG_ANSWERS = "tests.web.house"
    settings.WORKSPACE = tmp_path
    return tmp_path


@pytest.fixture
def example_house(fake_house: Path) -> Path:
    """The workspace says that it is an example house, and who its people are."""
    (fake_house / "demo.json").write_text(json.dumps({"people": PEOPLE}), "utf-8")
    return fake_house


@pytest.fixture
def reader(db: None, fake_house: Path) -> Any:
    member = add(
        username="erika", full_name="Erika Mustermann", role="head_of_marketing", password="correct horse battery",
        known_as=[],
    )  # fmt: skip
    return member.user


@pytest.fixture
def fake_client(client: Client, reader: Any) -> Client:
    """A signed-in client."""
    client.force_login(reader)
    return client
