"""Addresses of pages that keep the chosen as-of, so that a link always shows the same state of knowledge."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from handschlag.web.frame import Frame


def address(frame: Frame, name: str, *args: Any, **query: Any) -> str:
    """`/leads/?as_of=2026-03-31&page=2`; empty values are left out."""
    if frame.day:
        query.setdefault("as_of", frame.day)
    given = {key: _text(value) for key, value in query.items() if value not in (None, "")}
    path = reverse(name, args=args)
    return f"{path}?{urlencode(given)}" if given else path


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
