"""The pages under test: Django with the small house as its answers, and a real browser where there is one."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handschlag.settings")
# Playwright's own event loop makes Django see an async context in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from typing import Any

import django
import pytest

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402


@pytest.fixture(autouse=True)
def small_house(settings):
    """Every page is answered by tests/web/house.py."""
    settings.HANDSCHLAG_ANSWERS = "tests.web.house"


@pytest.fixture
def reader(db) -> Any:
    return get_user_model().objects.create_user(
        "erika", password="correct horse battery", first_name="Erika", last_name="Mustermann"
    )


@pytest.fixture
def client_in(client: Client, reader: Any) -> Client:
    """A signed-in client."""
    client.force_login(reader)
    return client
