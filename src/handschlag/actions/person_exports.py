"""Everything the house holds on one person, to be handed out on request (Art. 15 GDPR); and nothing on anybody else."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.leads import lead, moment
from handschlag.actions.permission import needs
from handschlag.actions.sources import source_record
from handschlag.actions.tables import Tables, tables
from handschlag.ledger.schema import EMPLOYEE_FIELDS
from handschlag.mapping import loads
from handschlag.store import audit, batches

_COLUMNS = (
    "id", "kind", "subject", "name", "related", "occurred_at", "recorded_at", "channel", "campaign", "fields", "batch",
)  # fmt: skip

#: Facts that are about the house's bookkeeping; links are told apart, with their reasons.
_LEDGER = ("link", "unlink", "correction", "erasure")


@needs("export_person")
def export_person(house: House, *, person: str, now: datetime) -> dict[str, Any]:
    """What is held on a person, named as `lead` takes it. It stands in the audit trail that it was handed out, not of
    whom.

    `records` are the rows as the sources delivered them, `facts` what was made of them, `derived` what the agreement
    makes of the facts (passes, criteria, consents). Names of employees, colleagues and other persons are left out.
    """
    found = lead(house, person=person, now=now)
    asked = tables(house, now=now)
    subjects = [each["subject"] for each in found["subjects"]]
    facts = _facts(asked, subjects)
    document = {
        "person": found["person"], "made_at": now, "house": house.name, "agreement": house.agreement_label,
        "profile": _without_employees(found["profile"]),
        "company": found["company"]["name"] if found["company"] else None,
        "sources": _sources(subjects),
        "facts": facts,
        "records": _records(house, facts, now),
        "joined": [{"record": each["subject"], "because": each["text"] or each["reason"]} for each in found["links"]],
        "derived": {
            "passes": [_pass(each) for each in found["passes"]],
            "criteria": [
                {key: row[key] for key in ("name", "state", "met", "until")} for row in found["criteria"]["rows"]
            ],
            "consents": [
                {"purpose": each["name"], "state": each["state"], "since": each["since"]} for each in found["consents"]
            ],
        },
        "kept_for": {state: length.canonical for state, length in house.agreement.consent.retention.items()},
    }  # fmt: skip
    audit.write(at=now, by=house.by.username, action="person_exported", rows=len(facts))
    return document


def _facts(asked: Tables, subjects: Sequence[str]) -> list[dict[str, Any]]:
    """Every fact of the person's records once, oldest first, without who of the house did it."""
    marks, left_out = ", ".join("?" for _ in subjects), ", ".join(f"'{kind}'" for kind in _LEDGER)
    rows = asked.run(
        f"select distinct on (id) {', '.join(_COLUMNS)} from deliveries where subject in ({marks})"
        f" and kind not in ({left_out}) order by id, recorded_at",
        list(subjects),
    )
    facts = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    for fact in facts:
        fact["id"] = str(fact["id"])
        fact["occurred_at"], fact["recorded_at"] = moment(fact["occurred_at"]), moment(fact["recorded_at"])
        fact["fields"] = _without_employees(json.loads(fact["fields"]) if fact["fields"] else {})
    return sorted(facts, key=lambda fact: (fact["occurred_at"], fact["id"]))


def _without_employees(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in EMPLOYEE_FIELDS}


def _records(house: House, facts: Sequence[Mapping[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """The rows behind the facts as they were delivered, each once, as far as their files are kept."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for fact in facts:
        told = source_record(house, fact=fact["id"], now=now)
        if told is None or not told["record"] or (told["batch"], told["line"]) in found:
            continue
        record = {key: value for key, value in told["record"].items() if key not in _employees(told["batch"])}
        found[told["batch"], told["line"]] = {
            "file": told["file"], "line": told["line"], "imported_at": told["imported_at"], "record": record,
        }  # fmt: skip
    return list(found.values())


def _employees(batch: int) -> set[str]:
    """The columns of a delivery that name employees of the house."""
    read = batches.get(batch)
    mapping = loads(read.mapping.encode(), "mapping").mapping if read else None
    if read is None or mapping is None:
        return set()
    named = set()
    for fact in mapping.files[read.part].facts:
        values = {"actor": fact.actor, **fact.fields}
        named |= {value.column for key, value in values.items() if key in EMPLOYEE_FIELDS and value and value.column}
    return named


def _sources(subjects: Sequence[str]) -> list[dict[str, str]]:
    """The systems the data come from, with the person's number there; to them nothing is sent."""
    return [dict(zip(("system", "kind", "number"), subject.split(":", 2), strict=True)) for subject in subjects]


def _pass(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "opened_at": one["opened_at"], "closed_at": one["closed_at"], "outcome": one["outcome"],
        "reason": one["reason_name"],
        "stages": [
            {"stage": entry["stage"], "entered_at": entry["entered_at"], "why": entry["basis"]}
            for entry in one["entries"] if entry["counts"]
        ],
    }  # fmt: skip
