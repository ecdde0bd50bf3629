"""Names in the sources that no user of the house is known as yet: to be given to somebody with one click."""

from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from handschlag.access.naming import recognised, same
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables
from handschlag.store import members

_MOST = 30


@needs("manage_users")
def unclaimed_names(house: House, *, now: datetime, like: str = "") -> list[dict[str, Any]]:
    """Owners, and people who did something; those first that look like a name, then those the data names most often."""
    run = tables(house, now=now).run
    found: dict[str, dict[str, Any]] = {}
    for key, sql in (
        ("owns", "select dim_owner, count(*) from passes where dim_owner is not null group by 1"),
        ("did", "select actor, count(*) from unique_facts where actor is not null group by 1"),
    ):
        for name, count in run(sql):
            one = found.setdefault(same(name), {"name": name, "owns": 0, "did": 0})
            one[key] += count
    with outside():
        known = recognised([one["name"] for one in found.values()], members.colleagues())
    rows = [{**one, "likeness": _likeness(one["name"], like)} for one in found.values() if one["name"] not in known]
    rows.sort(key=lambda one: (-one["likeness"], -one["owns"] - one["did"], one["name"]))
    return [{key: one[key] for key in ("name", "owns", "did")} for one in rows[:_MOST]]


def _likeness(name: str, like: str) -> float:
    """Only a strong one counts: else the busiest names come first."""
    ratio = SequenceMatcher(None, same(name), same(like)).ratio() if like else 0.0
    return ratio if ratio >= 0.6 else 0.0
