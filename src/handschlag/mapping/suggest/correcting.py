"""Lays what somebody chose over a finished part of a mapping: columns left out, fields filled by other columns."""

from handschlag.mapping.requirements import NAMED
from handschlag.mapping.suggest.choices import FIELDS, LEFT_OUT, Choices, fills_field
from handschlag.mapping.suggest.parts import columns_of, field
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.uses import WORDS, asked


def correct(table: Table, part: Document, choices: Choices, *, ready: bool) -> Document:
    """The part without the columns left out; of one that a ready mapping wrote, also with the chosen fields.

    Where the proposal was made from roles, the fields follow from those.
    """
    for column, role in choices.uses.items():
        if column not in table.sample.columns:
            continue
        if role == LEFT_OUT:
            part = without(part, column, list(table.sample.columns))
        elif ready and fills_field(table.kind, role):
            part = _filled(table, without(part, column, list(table.sample.columns)), column, role)
    return part


def _filled(table: Table, part: Document, column: str, role: str) -> Document:
    """The record's fact with this field read from the column."""
    name = FIELDS[table.kind][role]
    facts = list(part["facts"])
    if facts:
        fields = facts[0].get("fields", {}) | {name: field(table, table.sample.columns[column], name)}
        facts[0] = facts[0] | {"fields": fields}
    return part | {"facts": facts}


def without(part: Document, column: str, columns: list[str]) -> Document:
    """The part as if the file had no such column: facts that cannot do without it are gone."""
    kept = {key: value for key, value in part.items() if not (key in ("recorded", "version") and _reads(value, column))}
    if kept.get("record") == column:
        del kept["record"]
    facts = [_without(fact, column) for fact in part["facts"] if not _needs(fact, column, columns)]
    return kept | {"facts": facts}


def _reads(value: object, column: str) -> bool:
    return value == column or (isinstance(value, dict) and column in (value.get("column"), value.get("sequence")))


def _needs(fact: Document, column: str, columns: list[str]) -> bool:
    """Whether a fact cannot be stated without a column."""
    essential = [fact["subject"], fact.get("related"), {"at": fact.get("at")}]
    if fact["kind"] in NAMED:
        essential.append(fact.get("name"))
    return any(column in columns_of(one) for one in essential if one) or column in asked(fact, columns)


def _without(fact: Document, column: str) -> Document:
    kept = {key: value for key, value in fact.items() if not (key in (*WORDS, "version") and _reads(value, column))}
    if "amount" in kept and column in columns_of(kept["amount"]):
        del kept["amount"]
    for key in ("fields", "relations"):
        if key in kept:
            kept[key] = {
                name: value for name, value in kept[key].items() if column not in columns_of({"fields": {name: value}})
            }
    return {key: value for key, value in kept.items() if value or key not in ("fields", "relations")}
