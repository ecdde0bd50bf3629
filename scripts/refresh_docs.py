"""Makes anew what the documents show: outputs of the tutorial's commands, and the picture of the funnel page."""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.repository.tree import ROOT
from tests.repository.tutorial import refresh

PICTURE = ROOT / "docs/pictures/funnel.png"
SIZE = {"width": 1280, "height": 1000}


def handschlag(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "handschlag.cli", *map(str, arguments)]


def take_picture(house: Path) -> None:
    command = handschlag("serve", "--workspace", house, "--port", 0)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            [address] = re.findall(r"http://\S+", server.stdout.readline())
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"], env={"LANG": "en_GB.UTF-8"}
                )
                page = chromium.new_page(viewport=SIZE, locale="en-GB")
                page.goto(f"{address}sign-in/?next=/funnel/")
                page.locator("button.person").first.click()
                page.wait_for_load_state("networkidle")
                page.screenshot(path=PICTURE)
                chromium.close()
        finally:
            server.send_signal(signal.SIGINT)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "demo-house"
        subprocess.run(handschlag("demo", "--dir", house, "--no-serve"), check=True)
        refresh(house.parent)
        take_picture(house)


if __name__ == "__main__":
    main()
