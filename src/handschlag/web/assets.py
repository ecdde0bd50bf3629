"""Addresses of static files that change with their content, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def content_mark(name: str) -> str:
    """A short hash of the file's content, as the packages bring it."""
    found = finders.find(name)
    return hashlib.blake2b(Path(found).read_bytes(), digest_size=6).hexdigest() if isinstance(found, str) else ""


class HashedAddressStorage(StaticFilesStorage):
    """Serves files under their own name and adds `?v=HASH`."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        mark = content_mark(name or "")
        return f"{address}?v={mark}" if mark else address
