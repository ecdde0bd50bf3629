"""Which facts of a component exist, and in which order the fold takes them; for the naive fold."""

import json
from typing import Any

from handschlag.ledger.kinds import KINDS

_ORDER = """
company person campaign relation consent criterion_answer touch attempt stage_reported assigned handover_offered
handover_accepted handover_returned opportunity_created opportunity_changed opportunity_won opportunity_lost
opportunity_no_decision customer_renewed customer_expanded customer_cancelled
"""
ORDER = _ORDER.split()
HISTORIES = ("person", "company", "opportunity_changed")


def fields_of(fact) -> dict[str, str]:
    """The mapped fields of a fact that hold something."""
    found = json.loads(fact["fields"]) if fact.get("fields") else {}
    plain = {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in found.items() if value is not None
    }
    return {key: value for key, value in plain.items() if value != ""}


def existing_facts(facts) -> list[dict[str, Any]]:
    """Each fact once, without the corrected ones and superseded versions, in the order of the fold."""
    once = {fact["id"]: fact for fact in facts}
    said = [fields_of(fact) for fact in once.values() if fact["kind"] == "correction"]
    wrong = {fields.get("fact") for fields in said if not fields.get("content")}
    remaining = [fact for fact in once.values() if fact["kind"] in ORDER and fact["id"] not in wrong]
    newest: dict[tuple[str, str], int] = {}
    for fact in remaining:
        if is_version(fact):
            record = (fact["kind"], fact["subject"])
            newest[record] = max(fact["version"], newest.get(record, fact["version"]))
    remaining = [f for f in remaining if not is_version(f) or newest[f["kind"], f["subject"]] == f["version"]]
    return sorted(remaining, key=place)


def is_version(fact) -> bool:
    return KINDS[fact["kind"]].record and fact["kind"] not in HISTORIES and fact.get("version") is not None


def place(fact):
    version = fact.get("version") if fact["kind"] in HISTORIES else None
    return (fact["occurred_at"], ORDER.index(fact["kind"]), version is not None, version or 0, fact["id"])
