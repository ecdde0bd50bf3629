"""Lays what somebody chose over what is known of a file, before facts are made of it."""

from collections.abc import Mapping, Sequence

from handschlag.files import both
from handschlag.mapping.suggest.choices import LEFT_OUT, NOTHING, OF, OWN, REFERENCES, Choices
from handschlag.mapping.suggest.tables import OBJECT, Reference, Table

CHOSEN = both("so gewählt", "chosen so")


def choose_roles(table: Table, choices: Choices) -> None:
    """Columns get the chosen roles; what a column was for before, it is no longer."""
    for column, role in choices.uses.items():
        if column not in table.sample.columns or table.roles.get(role) == column or role in (OWN, *REFERENCES):
            continue
        table.roles = {known: name for known, name in table.roles.items() if name != column}
        if role != LEFT_OUT:
            table.roles[role] = column


def choose_kind(table: Table, choices: Choices) -> None:
    """What the rows are, where somebody said it."""
    if choices.kind not in ("", LEFT_OUT, table.kind):
        table.kind, table.why = choices.kind, CHOSEN


def choose_records(tables: Sequence[Table], chosen: Mapping[str, Choices]) -> None:
    """The columns that hold the row's own number, or the number of another record."""
    for table in tables:
        for column, role in chosen.get(table.file, NOTHING).uses.items():
            if column not in table.sample.columns:
                continue
            if role == OWN:
                table.own = column
            elif role in REFERENCES:
                about = role.removeprefix(OF)
                if (first := table.reference(about)) is not None and first.column == column:
                    continue
                _drop(table, column)
                table.references[about] = [Reference(column, _object_of(about, tables))]
            elif role == LEFT_OUT:
                _drop(table, column)


def _drop(table: Table, column: str) -> None:
    table.references = {
        about: [one for one in named if one.column != column] for about, named in table.references.items()
    }


def _object_of(about: str, tables: Sequence[Table]) -> str:
    """What the records are called that a column names: as in the file that lists them."""
    return next((table.object for table in tables if table.kind == about and table.object), OBJECT[about])
