"""Ctrl-C in the middle of an import: plain words, status 130, and the next run completes it."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fixtures.commands import environment

ROWS = 60_000
PEOPLE = 300
COMMAND = ("import", "forms-many.csv", "--mapping", "forms.yaml", "--workspace", "house")


@pytest.fixture
def folder(laid_out: Path, tmp_path: Path) -> Path:
    shutil.copytree(laid_out, tmp_path, dirs_exist_ok=True)
    minutes = (divmod(row // PEOPLE, 60) for row in range(ROWS))
    lines = [
        f"{row % PEOPLE};anna@werk-{row % PEOPLE}.de;03.02.2026 {hour:02}:{minute:02};/preise\n"
        for row, (hour, minute) in enumerate(minutes)
    ]
    with (tmp_path / "forms-many.csv").open("w") as file:
        file.write("id;mail;at;page\n")
        file.writelines(lines)
    return tmp_path


@pytest.mark.parametrize("after", [0.0, 0.4])
def test_an_interrupted_import_is_completed_by_the_next(run: Run, folder: Path, after: float) -> None:
    command = [sys.executable, "-m", "handschlag.cli", *COMMAND]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        begun = running.stderr.readline()
        time.sleep(after)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
    assert (begun, "Traceback" in err) == ("forms-many.csv ...\n", False)
    if running.returncode != 0:  # on a fast machine it was done before the signal came
        assert running.returncode == 130
        assert (out, err.splitlines()[-1]) == ("", "interrupted; nothing is lost, run it again")
    again = run(*COMMAND, "--json")
    assert again.status == 0
    assert again.document["read"] == ROWS
    assert again.document["new"] + again.document["unchanged"] == 2 * ROWS
    prospects = run("funnel", "--workspace", "house", "--json").document["entered"][0]
    assert (prospects["stage"], prospects["count"]) == ("prospect", PEOPLE)


def test_what_is_done_cannot_be_interrupted_any_more() -> None:
    """A signal that comes while Python takes itself down: an object that only then goes sends one."""
    program = """
import os, signal
from handschlag.cli.interruption import end_at_once
end_at_once()
class Last:
    def __del__(self, kill=os.kill, pid=os.getpid(), number=signal.SIGINT):
        kill(pid, number)
last = Last()
last.itself = last
print("done")
"""
    ended = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")
