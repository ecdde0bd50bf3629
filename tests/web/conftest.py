"""What tests of the pages stand on: the small house, clients signed in to it, and the example house behind a server.

How to test a page:

    def test_a_page(small_house: House, client_as: Callable[[str], Client]) -> None:
        page = opened(client_as("sdr"), "/leads/", {"as_of": TODAY})
        assert cells(by_id(page, "list")) == ...

- `small_house` is the house of the exports in `tests/web/small`, imported, folded, with a person per role; it is opened
  by the command line (`small_house.asked_by(actor)` is the same asked by somebody else).
  Django works in its own database, so users, sessions and facts are one, and every action can be called on it.
  A test may change whatever it likes, files too: the next one finds the house as it was made.
- `client_as(role)` makes a browser in which the house's person of that role is signed in; `client_in` is the head of
  marketing's; `visitor` is nobody's. `example_house` is the small house when it says that it is an example.
- Pages read the clock. `as_of=TODAY` (no fact lies after it) makes figures that stay; `as_of=EARLIER` is folded too.
- No other fixture for a database is needed (no `db`, no `django_db`).
- Expected values come from the raw rows, never from the actions: `raw.rows` and `raw.facts` are the exports read in
  plain Python, `expected.tables` and `expected.funnel` what becomes of them under the agreement.
- `reading` reads a page: texts, tables, links; it also refuses what is not closed.
"""

import json
import os
from pathlib import Path

import pytest
from django.test import Client

from handschlag.actions.houses import House
from tests.fixtures.demo import demo_house
from tests.web.served import chromium, served, signed_in
from tests.web.small_house import client_as, client_in, small_house, small_house_as_made, small_house_copy

__all__ = [
    "chromium", "client_as", "client_in", "demo_house", "served", "signed_in", "small_house", "small_house_as_made",
    "small_house_copy",
]  # fmt: skip

# Playwright's own event loop makes Django see an async context in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

#: Whom a visitor of the example house may be.
VISITORS = [
    {"username": "v.besuch", "name": "Vera Besuch", "role": "head_of_marketing"},
    {"username": "g.gast", "name": "Gero Gast", "role": "sdr"},
]


@pytest.fixture
def visitor(small_house: House) -> Client:
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def example_house(small_house: House) -> Path:
    """The workspace says that it is an example house, and who its visitors may be."""
    (small_house.path / "demo.json").write_text(json.dumps({"people": VISITORS}), "utf-8")
    return small_house.path
