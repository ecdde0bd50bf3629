"""Folders for what is needed for a moment only. They hold people's data, so nobody's are left lying about."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone afterwards; those of processes that were killed go with it."""
    _remove_orphans()
    with tempfile.TemporaryDirectory(prefix=f"{_NAME}{os.getpid()}-") as folder:
        yield Path(folder)


def kept_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that is gone with what it is kept by, or with the process; killed, with the next one's first."""
    _remove_orphans()
    return tempfile.TemporaryDirectory(prefix=f"{_NAME}{os.getpid()}-", ignore_cleanup_errors=True)


def remove_own() -> None:
    """Remove the folders of this process, which is about to end."""
    for folder in _all():
        if _owner(folder) == os.getpid():
            shutil.rmtree(folder, ignore_errors=True)


_NAME = "handschlag-"


def _all() -> list[Path]:
    return [folder for folder in Path(tempfile.gettempdir()).glob(f"{_NAME}*") if folder.is_dir()]


def _owner(folder: Path) -> int | None:
    number = folder.name.removeprefix(_NAME).partition("-")[0]
    return int(number) if number.isdigit() else None


def _remove_orphans() -> None:
    for folder in _all():
        owner = _owner(folder)
        if owner is not None and not _alive(owner):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
