"""Finds the id of a file's rows, and which columns of one file name records of another: by values that both have."""

from collections.abc import Sequence

from handschlag.mapping.suggest.headers import is_id, is_own_id, key_of, object_of
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.shapes import shape_of
from handschlag.mapping.suggest.tables import OBJECT, Reference, Table

RECORDS = tuple(OBJECT)
#: The share of a column's ids that another file must have, without and with a header that says the same.
SHARE, SHARE_IF_NAMED = 0.5, 0.02


def relate(tables: Sequence[Table]) -> None:
    """Give every file its own id and its references."""
    for table in tables:
        table.own = table.own or own_id(table)
    parents = [table for table in tables if table.kind in RECORDS and table.own]
    _name(parents)
    for table in tables:
        for name in table.sample.columns:
            if name in table.roles.values() and not is_id(name) and object_of(name) is None:
                continue
            about, reference = _points_at(table, table.sample.columns[name], parents)
            if about and reference:
                table.references.setdefault(about, []).append(reference)


def own_id(table: Table) -> str | None:
    """The column with the row's own id: unique, and named so; of records also one that is only named so."""
    columns = [column for column in table.sample.columns.values() if column.values and not column.formats]
    candidates = [column for column in columns if is_id(column.name) or is_own_id(column.name)]

    def rank(column: Column) -> tuple[bool, bool, bool]:
        about = object_of(column.name)
        right = about == table.kind if table.kind in RECORDS else about is None
        return not right, not is_own_id(column.name), not column.unique

    unique = sorted((column for column in candidates if column.unique), key=rank)
    if unique:
        return unique[0].name
    if table.kind in RECORDS:
        return next((column.name for column in columns if column.unique and column.holds_emails), None)
    return None


def _name(parents: Sequence[Table]) -> None:
    """Files whose ids are the same are one type of record; others of the same kind get a name of their own."""
    taken: dict[str, Table] = {}
    for table in parents:
        wished = table.object or OBJECT[table.kind]
        if (
            not table.object
            and table.kind == "person"
            and {"lead", "mql"} & set(key_of(f"{table.own} {table.file}", "x").split("_"))
        ):
            wished = "lead"
        other = taken.get(wished)
        if not table.object and other is not None and not _same_ids(table, other):
            wished = key_of(table.file.rsplit(".", 1)[0], wished)
        taken.setdefault(wished, table)
        table.object = wished


def _same_ids(one: Table, other: Table) -> bool:
    left, right = (set(table.sample.columns[table.own or ""].distinct) for table in (one, other))
    return one.kind == other.kind and len(left & right) >= SHARE * min(len(left), len(right))


def _points_at(table: Table, column: Column, parents: Sequence[Table]) -> tuple[str | None, Reference | None]:
    """The record that a column names: the parent that shares most of its ids, else what its header says."""
    if not column.values or column.formats or column.holds_emails:
        return None, None
    said = object_of(column.name)
    best: tuple[float, Table] | None = None
    for parent in parents:
        own = column.name == table.own and table.kind in RECORDS
        if own and (parent is table or said in (None, table.kind)):
            continue
        score = _score(column, said, parent)
        if score and (best is None or score > best[0]):
            best = score, parent
    if best:
        return best[1].kind, Reference(column.name, best[1].object)
    if said and is_id(column.name) and (column.name != table.own or said != table.kind):
        unknown = said not in {parent.kind for parent in parents}
        return (said, Reference(column.name, OBJECT[said])) if unknown else (None, None)
    return None, None


def _score(column: Column, said: str | None, parent: Table) -> float:
    """How surely a column names records of a parent; 0 if nothing speaks for it."""
    ids = parent.sample.columns[parent.own or ""]
    values = set(column.distinct)
    share = len(values & set(ids.distinct)) / len(values)
    named = said == parent.kind or column.name == ids.name
    alike = {shape_of(value) for value in column.distinct[:50]} <= {shape_of(value) for value in ids.distinct[:50]}
    if said is not None and said != parent.kind and share < SHARE:
        return 0.0
    if named and (share >= SHARE_IF_NAMED or (alike and column.name == ids.name)):
        return 1 + share
    telling = not all(value.isdigit() and len(value) < 6 for value in values)
    return share if share >= SHARE and telling and not column.few else 0.0
