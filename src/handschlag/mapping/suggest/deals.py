"""Facts of rows that are opportunities, their stages, their contacts, and what customers do afterwards."""

from handschlag.mapping.suggest.headers import normal
from handschlag.mapping.suggest.known import Known, meanings
from handschlag.mapping.suggest.parts import (
    among,
    amount,
    columns_of,
    fields,
    house_fields,
    made_at,
    own_fields,
    word,
)
from handschlag.mapping.suggest.rows import outcome_column
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.words import CANCELLED, EXPANDED, NO, RENEWED, YES, outcome_of

FIELDS = {
    "deal_title": "title", "name": "title", "deal_type": "deal_type", "owner": "owner", "stage": "stage",
    "close_date": "close_date", "next_step": "next_step", "next_step_at": "next_step_at", "industry": "industry",
    "sdr": "sdr",
}  # fmt: skip


def opportunities(table: Table, known: Known) -> list[Document]:
    """The opportunity as it was made, and how it ended."""
    common: Document = {"subject": {"object": table.object, "id": table.own}, "side": "sales"}
    if table.has("owner"):
        common["actor"] = {"column": table.roles["owner"]}
    ends = _endings(table, known, common)
    made = made_at(table)
    if not made and len(ends) == 1 and not outcome_column(table):
        ends[0] |= {"fields": _fields(table, known, ends), "relations": _relations(table)}
        return ends  # only wins are listed: nothing says when they were made
    created: Document = {"kind": "opportunity_created", **common, **made, **amount(table)}
    created["fields"] = _fields(table, known, [created, *ends])
    if relations := _relations(table):
        created["relations"] = relations
    return [created, *ends]


def _fields(table: Table, known: Known, facts: list[Document]) -> Document:
    found = fields(table, FIELDS)
    found |= {} if "deal_type" in found else fields(table, {"what": "deal_type"})
    found = house_fields(table, known, "opportunity", found, columns_of(facts))
    reads = columns_of([*facts, {"fields": found}]) | set(table.roles.values())
    return found | own_fields(table, found, reads)


def _relations(table: Table) -> Document:
    found: Document = {}
    people = table.references.get("person", [])
    if people:
        converted = "lead" in people[0].object or any(w in normal(people[0].column) for w in ("convert", "umgewandelt"))
        found["converted_lead" if converted else "primary_contact"] = people[0].document(optional=True)
    company = table.reference("company")
    if company:
        found["company"] = company.document(optional=True)
    return found


def _endings(table: Table, known: Known, common: Document) -> list[Document]:
    column, found = outcome_column(table), list[Document]()
    for outcome in ("won", "lost", "no_decision"):
        fact: Document = {"kind": f"opportunity_{outcome}"}
        dated = f"{outcome}_at" if table.has(f"{outcome}_at") else "closed_at"
        if column is not None:
            values = [value for value in column.distinct if outcome_of(value) == outcome]
            condition = among(table, column, values)
            if condition is None:
                continue
            fact["when"] = condition
            at = table.at(dated, "closed_at", "close_date", "modified_at")
        else:
            at = table.at(f"{outcome}_at", optional=True)
            if at is None:
                continue
        fact |= common | ({"at": at} if at else made_at(table))
        if outcome == "won":
            fact |= amount(table)
        else:
            fact |= _reason(table, known, outcome, [] if column is None else values, column.name if column else "")
        found.append(fact)
    return found


def _reason(table: Table, known: Known, outcome: str, values: list[str], column: str) -> Document:
    """Why it ended: the reasons that stand in such rows, in the agreement's words where it has them."""
    reason = table.column("reason")
    found: Document = {}
    if reason:
        ended = table.sample.columns[column].raw if column else []
        here = [one for one, end in zip(reason.raw, ended, strict=False) if one and end in values]
        words = meanings(dict.fromkeys(here), known.reasons.get(outcome, {}))
        found["name"] = word(reason, dict(words))
    if outcome == "lost" and (rival := table.column("competitor")):
        found["fields"] = {"competitor": rival.name}
    return found


def stages(table: Table, known: Known) -> list[Document]:
    """The stages an opportunity went through in the source."""
    deal, stage, at = table.reference("opportunity"), table.column("stage"), table.at("happened_at", "modified_at")
    if deal is None or stage is None or at is None:
        return []
    fact: Document = {
        "kind": "opportunity_changed", "subject": deal.document(), "at": at, "name": {"column": stage.name},
        "version": {key: at[key] for key in ("column", "format") if key in at}, "side": "sales",
    }  # fmt: skip
    return [fact | ({"actor": {"column": table.roles["actor"]}} if table.has("actor") else {})]


def contacts(table: Table, known: Known) -> list[Document]:
    """Which persons belong to an opportunity."""
    deal, person, at = table.reference("opportunity"), table.reference("person"), table.at("happened_at", "created_at")
    if deal is None or person is None or at is None:
        return []
    name: Document | str = "contact"
    if primary := table.column("is_primary"):
        roles = {v: "primary_contact" if normal(v) in YES else "contact" for v in primary.distinct}
        roles = {value: role for value, role in roles.items() if normal(value) in (*YES, *NO)}
        name = {"column": primary.name, "values": roles} if roles else name
    fact: Document = {
        "kind": "relation", "subject": deal.document(), "related": person.document(), "at": at, "name": name
    }  # fmt: skip
    kept = fields(table, {"role": "role"})
    return [fact | ({"fields": kept} if kept else {})]


def contracts(table: Table, known: Known) -> list[Document]:
    """What customers do after the win."""
    company, what = table.reference("company"), table.column("what", "outcome")
    at = table.at("happened_at", "created_at")
    if company is None or what is None or at is None:
        return []
    found: list[Document] = []
    for kind, words in (("renewed", RENEWED), ("expanded", EXPANDED), ("cancelled", CANCELLED)):
        condition = among(table, what, [value for value in what.distinct if normal(value) in words])
        if condition:
            fact: Document = {"kind": f"customer_{kind}", "when": condition, "subject": company.document(), "at": at}
            fact |= {"key": table.own} if table.own else {}
            found.append(fact | (amount(table) if kind != "cancelled" else {}))
    return found
