"""The pages under test, answered by the small house of tests/web/house.py."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from handschlag.store.members import add
from tests.fixtures.demo import demo_house
from tests.web.served import chromium, served, signed_in

__all__ = ["chromium", "demo_house", "served", "signed_in"]

# Playwright's own event loop makes Django see an async context in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PEOPLE = [
    {"username": "e.lang", "name": "Erika Lang", "role": "head_of_marketing"},
    {"username": "j.petersen", "name": "Jan Petersen", "role": "sdr"},
]


@pytest.fixture(autouse=True)
def small_house(settings: Any, tmp_path: Path) -> Path:
    """Every page is answered by tests/web/house.py, in a workspace that is no example house."""
    settings.HANDSCHLAG_ANSWERS = "tests.web.house"
    settings.WORKSPACE = tmp_path
    return tmp_path


@pytest.fixture
def example_house(small_house: Path) -> Path:
    """The workspace says that it is an example house, and who its people are."""
    (small_house / "demo.json").write_text(json.dumps({"people": PEOPLE}), "utf-8")
    return small_house


@pytest.fixture
def reader(db: None) -> Any:
    member = add(
        username="erika", full_name="Erika Mustermann", role="head_of_marketing", password="correct horse battery",
        known_as=[],
    )  # fmt: skip
    return member.user


@pytest.fixture
def client_in(client: Client, reader: Any) -> Client:
    """A signed-in client."""
    client.force_login(reader)
    return client
