"""Parts of a mapping that several kinds of rows share: versions, fields, amounts, words, conditions."""

from collections.abc import Iterable, Mapping, Sequence

from handschlag.conditions import RecordCondition
from handschlag.mapping.columns import condition, condition_names
from handschlag.mapping.suggest.headers import is_id, is_own_id, key_of, names_record
from handschlag.mapping.suggest.known import Known, called
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.shapes import are_numbers
from handschlag.mapping.suggest.tables import Document, Table, instant
from handschlag.mapping.suggest.words import COUNTRIES, DEAL_TYPES, level_of, middle_of, said

#: A field of the house's own is kept for columns with at most this many different values.
OWN_VALUES = 40


def version(table: Table) -> Document:
    """What tells the newer content of a record: the last change, else the day the file was made."""
    changed = table.column("modified_at")
    if changed and changed.full:
        return {"version": _bare(instant(changed))}
    table.remark(
        "keine Spalte sagt, wann eine Zeile geändert wurde; `exported_at` mit jedem neuen Export erhöhen",
        "no column says when a row was changed; raise `exported_at` with every new export",
    )
    return {"version": {"exported_at": table.sample.written}}


def recorded(table: Table) -> Document:
    """A record shows its present state; it is taken as known since it was made."""
    made = table.column("created_at", "first_contact_at", "won_at")
    return {"recorded": _bare(instant(made))} if made and made.full else {}


def _bare(document: Document) -> Document:
    return {key: value for key, value in document.items() if key in ("column", "format")}


def made_at(table: Table, *roles: str) -> Document:
    """`at` of a record, where a column that is always filled tells it."""
    for role in (*roles, "created_at"):
        column = table.column(role)
        if column and column.full:
            return {"at": instant(column)}
    return {}


def word(column: Column, meanings: Mapping[str, str | None], *, otherwise: str = "keep") -> Document:
    """A word read from a column and translated; values that mean the same here need no translation."""
    known = {value: meaning for value, meaning in meanings.items() if value != meaning}
    if not known:
        return {"column": column.name}
    return {"column": column.name, "values": known, "otherwise": otherwise}


def amount(table: Table) -> Document:
    """The amount with its currency: of a column, else the house's (filled in by the caller)."""
    column, currency = table.column("amount"), table.column("currency")
    if column is None:
        return {}
    if currency and currency.values and all(len(value) == 3 and value.isupper() for value in currency.distinct):
        return {"amount": {"column": column.name, "currency": {"column": currency.name}}}
    return {"amount": {"column": column.name, "currency": "HOUSE"}}


def fields(table: Table, roles: Mapping[str, str]) -> Document:
    """The columns of these roles under their names."""
    found: Document = {}
    for role, name in roles.items():
        column = table.column(role)
        if column is not None and name not in found and column.values:
            found[name] = field(table, column, name)
    return found


def field(table: Table, column: Column, name: str) -> Document | str:
    """How one field is read: its type, and its words in the form conditions use."""
    meanings: dict[str, str | None] = {}
    if name in ("close_date", "next_step_at", "wake_up", "starts", "ends") and column.formats:
        return {"column": column.name, "type": "date", **{k: v for k, v in instant(column).items() if k == "format"}}
    if name in ("employees", "revenue"):
        ranges = {value: middle_of(value) for value in column.distinct}
        if column.few and any(ranges.values()) and all(v or k.isdigit() for k, v in ranges.items()):
            numbers = {value: middle or value for value, middle in ranges.items()}
            return {"column": column.name, "type": "number", "values": numbers, "otherwise": "missing"}
        good = are_numbers(column.values, table.decimal)
        return {"column": column.name, "type": "number"} if good else column.name
    if name == "country" and column.few:
        meanings = {value: said(COUNTRIES, value) for value in column.distinct}
    if name == "seniority" and column.few:
        meanings = {value: level_of(value) for value in column.distinct}
    if name == "deal_type" and column.few:
        meanings = {value: said(DEAL_TYPES, value) for value in column.distinct}
    known = {value: meaning for value, meaning in meanings.items() if meaning and meaning != value}
    return {"column": column.name, "values": known, "otherwise": "keep"} if known else column.name


def own_fields(table: Table, taken: Iterable[str], used: Iterable[str]) -> Document:
    """Lists to choose from that nothing else reads, as fields of the house's own."""
    names, columns = set(taken), set(used)
    found: Document = {}
    for column in table.sample.columns.values():
        listed = column.few and 2 <= len(column.distinct) <= OWN_VALUES
        if column.name in columns or not listed or is_id(column.name) or is_own_id(column.name) or column.formats:
            continue
        if names_record(column.name):
            continue
        key = key_of(column.name, "field")
        if key not in names:
            found[key] = column.name
            names.add(key)
    return found


def house_fields(table: Table, known: Known, of: str, fields: Document, used: Iterable[str]) -> Document:
    """The fields with those that the agreement calls its own: a column named like one of them fills it."""
    found, columns = dict(fields), set(used)
    own = known.fields.get(of, {})
    for column in table.sample.columns.values():
        key = called(column.name, own) if own and column.values and column.name not in columns else None
        if key and key not in found:
            found = {name: value for name, value in found.items() if column_of(value) != column.name}
            found[key] = column.name
    return found


def column_of(value: Document | str) -> str | None:
    """The column of a field."""
    return value if isinstance(value, str) else value.get("column")


def among(table: Table, column: Column, values: Sequence[str]) -> str | None:
    """A condition: the column has one of these values; None where it could not be understood."""
    name = next((n for n, c in condition_names(list(table.sample.columns)).items() if c == column.name), None)
    if name is None or not values:
        return None
    written = [f"'{value.replace(chr(39), chr(39) * 2)}'" for value in values]
    text = f"{name} = {written[0]}" if len(written) == 1 else f"{name} in ({', '.join(written)})"
    return text if isinstance(condition(text, list(table.sample.columns)), RecordCondition) else None


def present(table: Table, column: Column) -> str | None:
    """A condition: the column is not empty."""
    name = next((n for n, c in condition_names(list(table.sample.columns)).items() if c == column.name), None)
    text = f"{name} is not null"
    parsed = condition(text, list(table.sample.columns)) if name else None
    return text if isinstance(parsed, RecordCondition) else None


def columns_of(document: object) -> set[str]:
    """Every column that a part of a mapping names, conditions aside."""
    if isinstance(document, list):
        return set().union(*map(columns_of, document)) if document else set()
    if not isinstance(document, dict):
        return set()
    found = {
        document[key] for key in ("column", "id", "key", "record", "sequence") if isinstance(document.get(key), str)
    }
    short = [v for key in ("fields",) for v in (document.get(key) or {}).values() if isinstance(v, str)]
    at = [document["at"]] if isinstance(document.get("at"), str) else []
    return found.union(short, at, *(columns_of(value) for value in document.values()))
