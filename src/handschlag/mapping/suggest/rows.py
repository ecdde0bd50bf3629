"""Decides what the rows of a file are: persons, companies, opportunities, activities, stage history, ..."""

from handschlag.mapping.suggest.headers import is_id, normal, object_of
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.tables import Table
from handschlag.mapping.suggest.words import CANCELLED, RENEWED, outcome_of, phase_of

#: Kinds of rows, as the explanation names them.
KINDS = {
    "person": "persons",
    "company": "companies",
    "opportunity": "opportunities",
    "campaign": "campaigns",
    "handover": "hand-overs",
    "criteria": "answers to criteria",
    "activity": "activities",
    "form": "answers of a form",
    "person_stages": "stages that persons reached",
    "deal_stages": "stages that opportunities reached",
    "deal_contacts": "contacts of opportunities",
    "cost": "costs",
    "contract": "contracts of customers",
}
CRITERIA = ("budget", "authority", "need", "time")


def decide(table: Table) -> tuple[str, str]:
    """What the rows are, and why; an empty kind if nothing tells."""
    ids = {object_of(name) for name in table.sample.columns if _may_be_id(table, name)}
    points = ids & {"person", "company", "opportunity", "campaign"}
    for rule in (_history, _handover, _criteria, _pairs, _money, _opportunity, _acts, _records):
        found = rule(table, points)
        if found:
            return found
    return "", "no rule fits: neither names, nor stages, nor activities were recognised"


def _may_be_id(table: Table, name: str) -> bool:
    column = table.sample.columns[name]
    return is_id(name) or (object_of(name) is not None and not column.few and not column.holds_emails)


def _history(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    value, happened = table.column("value", "stage"), table.column("happened_at", "modified_at")
    if table.has("property", "value") and happened and value and any(map(phase_of, value.distinct)):
        return "person_stages", f"`{value.name}` holds lifecycle stages, `{happened.name}` when they began"
    stage = table.column("stage")
    if not (stage and happened and stage.few) or table.has("created_at") or table.some("email", "last_name"):
        return None
    if "opportunity" in points and not table.some("close_date", "closed_at", "outcome"):
        return "deal_stages", f"opportunities repeat with `{stage.name}` and `{happened.name}`"
    if "person" in points and not points & {"company"} and any(map(phase_of, stage.distinct)):
        return "person_stages", f"persons repeat with `{stage.name}` and `{happened.name}`"
    return None


def _handover(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    if table.has("offered_at") and table.some("accepted_at", "returned_at"):
        return "handover", f"`{table.roles['offered_at']}` and an answer to it"
    return None


def _criteria(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    found = table.some(*CRITERIA)
    if len(found) >= 2 and table.has("happened_at") and not table.some("email", "amount"):
        return "criteria", "columns for " + ", ".join(f"`{table.roles[role]}`" for role in found)
    return None


def _pairs(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    few = len(table.sample.columns) <= 8
    if few and {"opportunity", "person"} <= points and not table.some("what", "stage", "amount", "subject_line"):
        return "deal_contacts", "every row has an opportunity and a contact"
    return None


def _money(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    what = table.column("what", "outcome")
    if table.has("amount") and what and any(normal(value) in (*RENEWED, *CANCELLED) for value in what.distinct):
        return "contract", f"`{what.name}` names renewals or cancellations"
    if table.has("amount") and table.some("category", "cost_centre") and not table.some("stage", "email"):
        return "cost", "amounts by " + " and ".join(
            f"`{table.roles[r]}`" for r in table.some("category", "cost_centre")
        )
    if (
        table.has("starts")
        and "campaign" in points | {object_of(table.file.rsplit(".", 1)[0])}
        and "person" not in points
    ):
        return "campaign", f"a campaign with `{table.roles['starts']}`"
    return None


def _opportunity(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    ends = outcome_column(table)
    if table.some("email", "last_name") and not table.some("amount", "close_date"):
        return None
    if ends and table.some("amount", "close_date", "closed_at", "deal_title"):
        return "opportunity", f"`{ends.name}` says won or lost"
    if table.has("won_at"):
        return "opportunity", f"`{table.roles['won_at']}` dates wins"
    if table.has("amount") and table.some("close_date", "stage") and table.some("deal_title", "name", "stage"):
        return "opportunity", "amounts with a stage or an expected close"
    return None


def _acts(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    if table.some("email", "last_name", "full_name") or not table.has("happened_at"):
        return None
    if table.has("what"):
        return "activity", f"`{table.roles['what']}` at `{table.roles['happened_at']}`"
    if table.has("form"):
        return "form", f"`{table.roles['form']}` filled in at `{table.roles['happened_at']}`"
    return None


def _records(table: Table, points: set[str | None]) -> tuple[str, str] | None:
    people = table.some("email", "first_name", "last_name", "full_name")
    firm = table.some("website", "domain", "employees", "revenue", "industry")
    if people and (len(people) > 1 or not (table.has("company_name") and len(firm) > 1)):
        return "person", "columns for " + ", ".join(f"`{table.roles[role]}`" for role in people)
    if table.some("company_name", "name") and firm:
        return "company", "columns for " + ", ".join(f"`{table.roles[role]}`" for role in firm)
    if table.has("first_contact_at"):
        return "person", f"a first contact at `{table.roles['first_contact_at']}`"
    if people:
        return "person", f"`{table.roles[people[0]]}`"
    return None


def outcome_column(table: Table) -> Column | None:
    """The column whose values say won or lost: the result before the stage."""
    for role in ("outcome", "stage"):
        column = table.column(role)
        if column and column.few and any(outcome_of(value) in ("won", "lost") for value in column.distinct):
            return column
    return None
