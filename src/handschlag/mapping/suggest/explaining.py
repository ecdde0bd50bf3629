"""Says why a file's columns are read as proposed, and which are left out."""

from collections.abc import Iterator

from handschlag.mapping.suggest.headers import is_id, is_own_id
from handschlag.mapping.suggest.rows import KINDS
from handschlag.mapping.suggest.tables import Document, Table

#: Columns that are shown as left out; more than these are counted.
SHOWN = 20


def explain(table: Table, part: Document) -> list[str]:
    """The comment above a file's part of the mapping."""
    uses = _uses(table, part)
    lines = [f"{table.file}: {KINDS.get(table.kind, table.kind)}, seen by {table.why}."]
    lines += [f"  {column}: {', '.join(used)} ({_reason(table, column)})" for column, used in uses.items()]
    left = [name for name in table.sample.columns if name not in uses]
    if left:
        more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
        lines.append(f"  left out: {', '.join(left[:SHOWN])}{more}")
    if part.get("missing"):
        lines.append(f"  taken as empty: {', '.join(part['missing'])}")
    return [*lines, *(f"  note: {remark}" for remark in table.remarks)]


def _uses(table: Table, part: Document) -> dict[str, list[str]]:
    """What each column is read for, in the order of the file."""
    found: dict[str, list[str]] = {}
    for column, use in _walk(part, ""):
        if column in table.sample.columns and use not in found.setdefault(column, []):
            found[column].append(use)
    for fact in part.get("facts", ()):
        for column in table.sample.columns:
            if fact.get("when") and _named_in(fact["when"], column):
                found.setdefault(column, []).append(f"tells {fact['kind']}")
    return {column: found[column] for column in table.sample.columns if column in found}


def _named_in(condition: str, column: str) -> bool:
    from handschlag.mapping.columns import condition_names

    (name,) = condition_names([column])
    return condition.startswith((f"{name} ", f"not ({name} "))


def _walk(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, key)
    if not isinstance(value, dict):
        return
    for name, inner in value.items():
        if name in ("column", "id", "sequence") and isinstance(inner, str):
            yield inner, key
        elif name in ("record", "key") and isinstance(inner, str):
            yield inner, "id of the row"
        elif key == "fields" and isinstance(inner, str):
            yield inner, name
        elif name == "at" and isinstance(inner, str):
            yield inner, "at"
        else:
            yield from _walk(inner, name if name != "facts" else key)


def _reason(table: Table, name: str) -> str:
    column = table.sample.columns[name]
    for references in table.references.values():
        for reference in references:
            if reference.column == name:
                return f"names a {reference.object}"
    if name == table.own:
        return "a value of its own in every row" if column.unique else "called so"
    if name in table.roles.values():
        shown = f", written as {' or '.join(column.formats)}" if column.formats else ""
        return f"known header{shown}"
    if is_id(name) or is_own_id(name):
        return "called so"
    return f"a list of {len(column.distinct)} values, kept as a field of the house's own"
