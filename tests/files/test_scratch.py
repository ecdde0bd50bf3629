"""Folders for a moment: gone afterwards, gone after Ctrl-C, and gone after the next use where a process was killed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from handschlag.engines.scratch import remove_own, scratch_folder


def test_it_is_gone_afterwards() -> None:
    with scratch_folder() as folder:
        (folder / "rows").write_text("anna")
        assert folder.is_dir()
    assert not folder.exists()


def test_what_a_killed_process_left_is_taken_away_and_nothing_else() -> None:
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    orphan, living, foreign = (
        Path(tempfile.gettempdir()) / name
        for name in (f"handschlag-{killed.pid}-x", f"handschlag-{os.getppid()}-x", "handschlag-bench-x")
    )
    for folder in (orphan, living, foreign):
        folder.mkdir()
    try:
        with scratch_folder():
            assert [folder.is_dir() for folder in (orphan, living, foreign)] == [False, True, True]
    finally:
        living.rmdir()
        foreign.rmdir()


def test_a_process_that_ends_takes_its_own_away() -> None:
    with scratch_folder() as folder:
        (folder / "rows").write_text("anna")
        remove_own()
        assert not folder.exists()
        folder.mkdir()
