"""Gives the columns of a file their roles: by header, and only if the values agree."""

from handschlag.mapping.suggest.headers import BECAME, became, is_id, is_own_id, roles_of
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.shapes import are_numbers, decimal_of, is_ambiguous
from handschlag.mapping.suggest.tables import Table

#: Roles whose values are instants.
INSTANTS = (
    "first_contact_at", "opt_in_at", "opt_out_at", "disqualified_at", "created_at", "modified_at", "closed_at",
    "close_date", "won_at", "lost_at", "next_step_at", "happened_at", "offered_at", "accepted_at", "returned_at",
    "wake_up", "starts", "ends", *(f"became_{phase}" for phase in BECAME),
)  # fmt: skip
NUMBERS = ("amount", "revenue")


def give_roles(table: Table) -> None:
    """Find the role of every column; of two columns for one role, the first that has values."""
    table.decimal = _decimal(table)
    columns = sorted(table.sample.columns.values(), key=lambda column: not column.values)
    for column in columns:
        for role in _candidates(column):
            if role not in table.roles and agrees(column, role, table.decimal):
                table.roles[role] = column.name
    for column in columns:
        if "email" not in table.roles and column.holds_emails:
            table.roles["email"] = column.name
    for role in INSTANTS:
        found = table.column(role)
        if found and found.formats and is_ambiguous(found.distinct, found.formats[0]):
            table.remark(
                f"{found.name}: Tag und Monat können auch vertauscht sein; bitte `{found.formats[0]}` prüfen",
                f"{found.name}: day and month could be the other way round; check `{found.formats[0]}`",
            )


def _candidates(column: Column) -> list[str]:
    phase = became(column.name)
    return [f"became_{phase}"] if phase else roles_of(column.name)


def agrees(column: Column, role: str, decimal: str) -> bool:
    """Whether a column's values can be what the role says."""
    if not column.values:  # nothing speaks against the header, but instants and numbers could not be read
        return role not in INSTANTS and role not in NUMBERS
    if role in INSTANTS:
        return bool(column.formats)
    if role in NUMBERS:
        return _is_amount(column, decimal)
    if role == "email":
        return column.holds_emails
    if role in ("phone", "first_name", "last_name", "full_name", "team", "outcome", "stage"):
        return not column.formats and not column.holds_emails
    return True


def _is_amount(column: Column, decimal: str) -> bool:
    """Amounts may have a few typing errors; those rows go to quarantine, where they can be mended."""
    return not column.formats and (
        column.kind != "VARCHAR"
        or are_numbers(column.values, decimal)
        or (len(column.values) >= 20 and _mostly(column, decimal))
    )


def _mostly(column: Column, decimal: str) -> bool:
    good = sum(are_numbers([value], decimal) for value in column.values)
    return good >= 0.9 * len(column.values)


def _decimal(table: Table) -> str:
    """One decimal sign per file: what the columns of numbers say, else a point."""
    votes = [
        sign
        for column in table.sample.columns.values()
        if not is_id(column.name) and not is_own_id(column.name) and not column.formats
        if (sign := decimal_of(column.values[:500])) and _mostly(column, sign)
    ]
    return "," if votes.count(",") > votes.count(".") else "."
