"""The audit trail: who did what when, newest first, page by page."""

from typing import Any

from handschlag.access.audited import ACTIONS
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.store import audit, members

_PER_PAGE = 50
_MOST = 1000


@needs("see_audit")
def audit_trail(
    house: House, *, before: int | None = None, by: str | None = None, action: str | None = None, limit: int = _PER_PAGE
) -> dict[str, Any]:
    """Entries older than the one numbered `before`; `next` is the number with which one goes on, None at the end.

    An action of an older version that has no words here is told by its key.
    """
    limit = min(max(limit, 1), _MOST)
    with outside():
        found = audit.listed(before=before, by=by, action=action, limit=limit + 1)
        names = {one.user.get_username(): members.called(one) for one in members.listed()}
        people = audit.people()
    return {
        "entries": [
            {
                "number": entry.pk, "at": entry.at, "by": entry.by, "by_name": names.get(entry.by, ""),
                "action": entry.action, "text": _words(entry.action), "what": entry.what, "details": entry.details,
            }
            for entry in found[:limit]
        ],
        "next": found[limit - 1].pk if len(found) > limit else None,
        "people": [{"by": username, "by_name": names.get(username, "")} for username in people],
        "actions": {key: _words(key) for key in ACTIONS},
    }  # fmt: skip


def _words(action: str) -> dict[str, str]:
    found = ACTIONS.get(action)
    return found.model_dump() if found else dict.fromkeys(("de", "en"), action.replace("_", " "))
