"""Everything the house holds on one person, to be handed out on request (Art. 15 GDPR); and nothing on anybody else."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from handschlag.access.naming import same
from handschlag.actions.houses import House
from handschlag.actions.leads import lead, moment
from handschlag.actions.permission import needs
from handschlag.actions.person_records import delivered_rows, rows_set_aside
from handschlag.actions.tables import Tables, tables
from handschlag.ledger.schema import EMPLOYEE_FIELDS
from handschlag.linking.addresses import normalise_email
from handschlag.store import audit, members

#: What is told of a fact; who of the house did it (`actor`) only helps to recognise the names of employees.
_TOLD = ("id", "kind", "subject", "name", "related", "occurred_at", "recorded_at", "channel", "campaign", "fields")
_COLUMNS = (*_TOLD, "batch", "actor")

#: Facts that are about the house's bookkeeping; links are told apart, with their reasons.
_LEDGER = ("link", "unlink", "correction", "erasure")

Row = dict[str, Any]


@needs("export_person")
def export_person(house: House, *, person: str, now: datetime) -> Row:
    """What is held on a person, named as `lead` takes it. It stands in the audit trail that it was handed out, not of
    whom.

    `records` are the rows as the sources delivered them, `set_aside` those nobody could understand, `facts` what was
    made of them, `named_in` where records of others name the person, `derived` what the agreement makes of the facts.
    Values that name employees are left out; so are colleagues and other persons.
    """
    found, asked = lead(house, person=person, now=now), tables(house, now=now)
    subjects = [each["subject"] for each in found["subjects"]]
    facts = _facts(asked, subjects)
    where: dict[int, set[str]] = {}
    for fact in facts:
        if fact["batch"] is not None:
            where.setdefault(int(fact["batch"]), set()).add(fact["subject"])
    emails = {normalise_email(str(fact["fields"].get("email", ""))) for fact in facts} - {""}
    employees = _employees(facts)
    records = [delivered_rows(house, where), rows_set_aside(set(subjects), emails)]
    document = {
        "person": found["person"], "made_at": now, "house": house.name, "agreement": house.agreement_label,
        "profile": _without(found["profile"], employees),
        "company": found["company"]["name"] if found["company"] else None,
        "sources": [dict(zip(("system", "kind", "number"), one.split(":", 2), strict=True)) for one in subjects],
        "facts": [_told(fact, employees) for fact in facts],
        "named_in": _named_in(asked, subjects),
        "records": [each | {"record": _without(each["record"], employees)} for each in records[0]],
        "set_aside": [each | {"record": _without(each["record"], employees)} for each in records[1]],
        "joined": [{"record": each["subject"], "because": each["text"] or each["reason"]} for each in found["links"]],
        "derived": _derived(found),
        "kept_for": {state: length.canonical for state, length in house.agreement.consent.retention.items()},
    }  # fmt: skip
    audit.write(at=now, by=house.by.username, action="person_exported", rows=len(facts))
    return document


def _facts(asked: Tables, subjects: Sequence[str]) -> list[Row]:
    """Every fact of the person's records once, oldest first."""
    marks, left_out = ", ".join("?" for _ in subjects), ", ".join(f"'{kind}'" for kind in _LEDGER)
    rows = asked.run(
        f"select distinct on (id) {', '.join(_COLUMNS)} from deliveries where subject in ({marks})"
        f" and kind not in ({left_out}) order by id, recorded_at, batch",
        list(subjects),
    )
    facts = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    for fact in facts:
        fact["id"], fact["fields"] = str(fact["id"]), json.loads(fact["fields"]) if fact["fields"] else {}
    return sorted(facts, key=lambda fact: (fact["occurred_at"], fact["id"]))


def _told(fact: Row, employees: Collection[str]) -> Row:
    instants = {key: moment(fact[key]) for key in ("occurred_at", "recorded_at")}
    return {key: fact[key] for key in _TOLD} | instants | {"fields": _without(fact["fields"], employees)}


def _employees(facts: Sequence[Row]) -> set[str]:
    """Names of people of the house: users, and whom the person's facts name as owner or as the one who did it."""
    names = {name for one in members.colleagues() for name in (one.name, *one.known_as)}
    for fact in facts:
        names |= {str(value) for key, value in fact["fields"].items() if key in EMPLOYEE_FIELDS and value}
        names |= {fact["actor"]} if fact["actor"] else set()
    return {same(name) for name in names}


def _without(values: Mapping[str, Any], employees: Collection[str]) -> Row:
    """The values without fields of employees and without whatever else is the name of one."""
    return {
        key: value for key, value in values.items()
        if key not in EMPLOYEE_FIELDS and not (isinstance(value, str) and same(value) in employees)
    }  # fmt: skip


def _named_in(asked: Tables, subjects: Sequence[str]) -> list[Row]:
    """Records of others that name the person, such as an opportunity with its role."""
    marks = ", ".join("?" for _ in subjects)
    rows = asked.run(
        f"select distinct subject, name, occurred_at from deliveries where kind = 'relation' and related in ({marks})"
        " order by occurred_at, subject, name",
        list(subjects),
    )
    return [{"record": subject, "role": role, "since": moment(at)} for subject, role, at in rows]


def _derived(found: Mapping[str, Any]) -> Row:
    """What the agreement makes of the facts."""
    return {
        "passes": [_pass(each) for each in found["passes"]],
        "criteria": [
            {key: row[key] for key in ("name", "state", "met", "until")} for row in found["criteria"]["rows"]
        ],
        "consents": [
            {"purpose": each["name"], "state": each["state"], "since": each["since"]} for each in found["consents"]
        ],
    }  # fmt: skip


def _pass(one: Mapping[str, Any]) -> Row:
    return {
        "opened_at": one["opened_at"], "closed_at": one["closed_at"], "outcome": one["outcome"],
        "reason": one["reason_name"],
        "stages": [
            {"stage": entry["stage"], "entered_at": entry["entered_at"], "why": entry["basis"]}
            for entry in one["entries"] if entry["counts"]
        ],
    }  # fmt: skip
