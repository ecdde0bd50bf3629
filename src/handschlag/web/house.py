"""The house of this process: opened once, and again when one of its files has changed."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from handschlag.access.actors import NOBODY
from handschlag.actions.houses import House, open_house

_FILES = ("handschlag.toml", "agreement.yaml")


def house() -> House:
    """The workspace's house, asked by nobody yet; who asks says when."""
    workspace: Path = settings.WORKSPACE
    return _opened(workspace, tuple(_changed(workspace / name) for name in _FILES))


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=1)
def _opened(workspace: Path, changed: tuple[int, ...]) -> House:
    """`changed` belongs to the key under which the house is kept; a house with problems raises and is not kept."""
    return open_house(workspace, by=NOBODY, at=timezone.now())
