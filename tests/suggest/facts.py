"""From exports to the facts that a proposed mapping makes of it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from handschlag.actions.suggestions import propose
from handschlag.engines.staging import preview
from handschlag.mapping import loads


def when(micros: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)).strftime("%Y-%m-%d %H:%M")


def facts_of(files: list[Path]) -> list[list[Any]]:
    """Kind, subject, name, instant (UTC), related or amount, campaign or channel, fields; sorted."""
    proposal = propose(files=files)
    mapping = loads(proposal.text.encode(), "proposed").mapping
    assert mapping is not None
    found = []
    for file in files:
        part = mapping.part_for(file.name)
        assert part is not None, proposal.unread
        for fact in preview(file, mapping, part, 100):
            money = None if fact.get("amount") is None else f"{fact['amount']} {fact['currency']}"
            fields = fact.get("fields")
            fields = json.loads(fields) if isinstance(fields, str) else fields or {}
            at = fact["occurred_at"] if isinstance(fact["occurred_at"], str) else when(fact["occurred_at"])
            found.append(
                [
                    fact["kind"],
                    fact["subject"],
                    fact.get("name"),
                    at,
                    fact.get("related") or money,
                    fact.get("campaign") or fact.get("channel"),
                    fields,
                ]
            )
    return in_order(found)


def in_order(facts: list[list[Any]]) -> list[list[Any]]:
    return sorted(facts, key=lambda fact: (fact[1], fact[0], fact[2] or "", fact[3], json.dumps(fact[4:])))
