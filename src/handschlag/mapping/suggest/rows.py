"""Decides what the rows of a file are: persons, companies, opportunities, activities, stage history, ..."""

from collections.abc import Sequence

from handschlag.files import Text, both
from handschlag.mapping.suggest.headers import is_id, normal, object_of
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.tables import Table
from handschlag.mapping.suggest.words import CANCELLED, RENEWED, outcome_of, phase_of

#: Kinds of rows, as the explanation names them.
KINDS: dict[str, Text] = {
    "person": both("Personen", "persons"),
    "company": both("Unternehmen", "companies"),
    "opportunity": both("Verkaufschancen", "opportunities"),
    "campaign": both("Kampagnen", "campaigns"),
    "handover": both("Übergaben", "hand-overs"),
    "criteria": both("Antworten zu Kriterien", "answers to criteria"),
    "activity": both("Aktivitäten", "activities"),
    "form": both("Antworten in Formularen", "answers of a form"),
    "person_stages": both("Phasen, die Personen erreichten", "stages that persons reached"),
    "deal_stages": both("Phasen, die Verkaufschancen erreichten", "stages that opportunities reached"),
    "deal_contacts": both("Kontakte von Verkaufschancen", "contacts of opportunities"),
    "cost": both("Kosten", "costs"),
    "contract": both("Verträge von Kunden", "contracts of customers"),
}
CRITERIA = ("budget", "authority", "need", "time")

Found = tuple[str, Text] | None


def decide(table: Table) -> tuple[str, Text]:
    """What the rows are, and why; an empty kind if nothing tells."""
    ids = {object_of(name) for name in table.sample.columns if _may_be_id(table, name)}
    points = ids & {"person", "company", "opportunity", "campaign"}
    for rule in (_history, _handover, _criteria, _pairs, _money, _opportunity, _acts, _records):
        found = rule(table, points)
        if found:
            return found
    return "", both(
        "keine Regel passt: weder Namen noch Phasen noch Aktivitäten waren zu erkennen",
        "no rule fits: neither names, nor stages, nor activities were recognised",
    )


def _may_be_id(table: Table, name: str) -> bool:
    column = table.sample.columns[name]
    return is_id(name) or (object_of(name) is not None and not column.few and not column.holds_emails)


def _columns(table: Table, roles: Sequence[str]) -> str:
    return ", ".join(f"`{table.roles[role]}`" for role in roles)


def _history(table: Table, points: set[str | None]) -> Found:
    value, happened = table.column("value", "stage"), table.column("happened_at", "modified_at")
    if table.has("property", "value") and happened and value and any(map(phase_of, value.distinct)):
        return "person_stages", both(
            f"`{value.name}` enthält Phasen, `{happened.name}` ihren Beginn",
            f"`{value.name}` holds lifecycle stages, `{happened.name}` when they began",
        )
    stage = table.column("stage")
    if not (stage and happened and stage.few) or table.has("created_at") or table.some("email", "last_name"):
        return None
    if "opportunity" in points and not table.some("close_date", "closed_at", "outcome"):
        return "deal_stages", both(
            f"Verkaufschancen stehen mehrmals da, mit `{stage.name}` und `{happened.name}`",
            f"opportunities repeat with `{stage.name}` and `{happened.name}`",
        )
    if "person" in points and not points & {"company"} and any(map(phase_of, stage.distinct)):
        return "person_stages", both(
            f"Personen stehen mehrmals da, mit `{stage.name}` und `{happened.name}`",
            f"persons repeat with `{stage.name}` and `{happened.name}`",
        )
    return None


def _handover(table: Table, points: set[str | None]) -> Found:
    if table.has("offered_at") and table.some("accepted_at", "returned_at"):
        offered = table.roles["offered_at"]
        return "handover", both(f"`{offered}` und eine Antwort darauf", f"`{offered}` and an answer to it")
    return None


def _criteria(table: Table, points: set[str | None]) -> Found:
    found = table.some(*CRITERIA)
    if len(found) >= 2 and table.has("happened_at") and not table.some("email", "amount"):
        return "criteria", _for(table, found)
    return None


def _for(table: Table, roles: Sequence[str]) -> Text:
    named = _columns(table, roles)
    return both(f"Spalten für {named}", f"columns for {named}")


def _pairs(table: Table, points: set[str | None]) -> Found:
    few = len(table.sample.columns) <= 8
    if few and {"opportunity", "person"} <= points and not table.some("what", "stage", "amount", "subject_line"):
        return "deal_contacts", both(
            "jede Zeile nennt eine Verkaufschance und einen Kontakt", "every row has an opportunity and a contact"
        )
    return None


def _money(table: Table, points: set[str | None]) -> Found:
    what = table.column("what", "outcome")
    if table.has("amount") and what and any(normal(value) in (*RENEWED, *CANCELLED) for value in what.distinct):
        return "contract", both(
            f"`{what.name}` nennt Verlängerungen oder Kündigungen", f"`{what.name}` names renewals or cancellations"
        )
    if table.has("amount") and table.some("category", "cost_centre") and not table.some("stage", "email"):
        by = [f"`{table.roles[role]}`" for role in table.some("category", "cost_centre")]
        return "cost", both(f"Beträge je {' und '.join(by)}", f"amounts by {' and '.join(by)}")
    if (
        table.has("starts")
        and "campaign" in points | {object_of(table.file.rsplit(".", 1)[0])}
        and "person" not in points
    ):
        starts = table.roles["starts"]
        return "campaign", both(f"eine Kampagne mit `{starts}`", f"a campaign with `{starts}`")
    return None


def _opportunity(table: Table, points: set[str | None]) -> Found:
    ends = outcome_column(table)
    if table.some("email", "last_name") and not table.some("amount", "close_date"):
        return None
    if ends and table.some("amount", "close_date", "closed_at", "deal_title"):
        return "opportunity", both(f"`{ends.name}` sagt gewonnen oder verloren", f"`{ends.name}` says won or lost")
    if table.has("won_at"):
        won = table.roles["won_at"]
        return "opportunity", both(f"`{won}` datiert Gewinne", f"`{won}` dates wins")
    if table.has("amount") and table.some("close_date", "stage") and table.some("deal_title", "name", "stage"):
        return "opportunity", both(
            "Beträge mit einer Phase oder einem erwarteten Abschluss", "amounts with a stage or an expected close"
        )
    return None


def _acts(table: Table, points: set[str | None]) -> Found:
    if table.some("email", "last_name", "full_name") or not table.has("happened_at"):
        return None
    at = table.roles["happened_at"]
    if table.has("what"):
        what = table.roles["what"]
        return "activity", both(f"`{what}` am `{at}`", f"`{what}` at `{at}`")
    if table.has("form"):
        form = table.roles["form"]
        return "form", both(f"`{form}`, ausgefüllt am `{at}`", f"`{form}` filled in at `{at}`")
    return None


def _records(table: Table, points: set[str | None]) -> Found:
    people = table.some("email", "first_name", "last_name", "full_name")
    firm = table.some("website", "domain", "employees", "revenue", "industry")
    if people and (len(people) > 1 or not (table.has("company_name") and len(firm) > 1)):
        return "person", _for(table, people)
    if table.some("company_name", "name") and firm:
        return "company", _for(table, firm)
    if table.has("first_contact_at"):
        first = table.roles["first_contact_at"]
        return "person", both(f"ein Erstkontakt am `{first}`", f"a first contact at `{first}`")
    if people:
        return "person", both(f"`{table.roles[people[0]]}`", f"`{table.roles[people[0]]}`")
    return None


def outcome_column(table: Table) -> Column | None:
    """The column whose values say won or lost: the result before the stage."""
    for role in ("outcome", "stage"):
        column = table.column(role)
        if column and column.few and any(outcome_of(value) in ("won", "lost") for value in column.distinct):
            return column
    return None
