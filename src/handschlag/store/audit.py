"""The audit trail: who did what when, written in the same transaction as the change."""

from datetime import datetime
from typing import Any

from handschlag.store.models import AuditEntry


def write(*, at: datetime, by: str, action: str, what: str = "", **details: Any) -> None:
    """Add an entry. `what` and `details` name users, files and settings, never a lead: entries outlive an erasure."""
    AuditEntry.objects.create(at=at, by=by, action=action, what=what, details=details)


def listed(
    *, before: int | None = None, by: str | None = None, action: str | None = None, limit: int = 100
) -> list[AuditEntry]:
    """The newest entries first; with `before`, those older than the entry of this number."""
    found = AuditEntry.objects.order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    if by is not None:
        found = found.filter(by=by)
    if action is not None:
        found = found.filter(action=action)
    return list(found[:limit])


def people() -> list[str]:
    """Everybody who has done something that is written down."""
    return list(AuditEntry.objects.order_by("by").values_list("by", flat=True).distinct())
