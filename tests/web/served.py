"""The example house behind its real web server, and a real browser in front of it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def served(demo_house: Path) -> Iterator[str]:
    """The address at which `handschlag serve` shows the example house."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("HANDSCHLAG_", "DJANGO_"))}
    command = [sys.executable, "-u", "-m", "handschlag.cli", "serve", "--workspace", str(demo_house), "--port", "0"]
    server = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", server.stdout.readline())
        assert found is not None, "the server told no address"
        yield found[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests; every test opens a fresh profile of its own in it."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(chromium: Any, served: str) -> dict[str, Any]:
    """The cookies of the head of marketing, got by one click."""
    context = chromium.new_context(base_url=served)
    page = context.new_page()
    page.goto("/sign-in/?next=/leads/")
    page.locator("button.person").first.click()
    page.wait_for_url("**/leads/")
    state: dict[str, Any] = context.storage_state()
    context.close()
    return state


def open_page(chromium: Any, served: str, cookies: dict[str, Any] | None, *, language: str = "en", **look: Any) -> Any:
    """A page in a fresh profile that reads in this language."""
    context = chromium.new_context(base_url=served, storage_state=cookies, locale=language, **look)
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page
