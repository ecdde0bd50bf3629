"""Recognises an export by its headers as one that a ready mapping reads, and fits the mapping to the columns it has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handschlag.conditions import RecordCondition
from handschlag.ledger.kinds import KINDS
from handschlag.mapping.columns import condition, condition_names
from handschlag.mapping.readymade import Ready, ready
from handschlag.mapping.suggest.headers import normal, roles_of
from handschlag.mapping.suggest.known import Known, meanings
from handschlag.mapping.suggest.parts import among, columns_of, field, version, word
from handschlag.mapping.suggest.shapes import decimal_of
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.words import outcome_of

#: Fields whose values are written as conditions use them.
_TRANSLATED = {"country", "seniority", "employees", "revenue"}
#: The share of a ready part's columns that an export must have.
ENOUGH = 0.5


@dataclass(frozen=True)
class Fit:
    """The ready mapping that fits a file, and its part with the file's own columns."""

    ready: Ready
    part: Document
    share: float


def recognise(table: Table, known: Known) -> Fit | None:
    """The ready part that names most of the file's columns, if it fits well."""
    fits = [
        fit
        for one in ready()
        for part in one.document["files"]
        if (fit := _fit(table, one, part, known)) and fit.share >= ENOUGH
    ]
    return max(fits, key=lambda fit: fit.share * len(columns_of(fit.part)), default=None)


def _fit(table: Table, one: Ready, part: Document, known: Known) -> Fit | None:
    wanted = sorted(columns_of(part))
    names = {column: found for column in wanted if (found := _column(table, column, part))}
    same = sum(normal(names[column]) == normal(column) for column in names)
    main = part["facts"][0]
    if not {part["record"], main["subject"]["id"]} <= names.keys():
        return None
    facts = [fact for raw in part["facts"] if (fact := _fact(table, raw, part, names, known))]
    if not facts or facts[0]["kind"] != main["kind"]:
        return None
    kept = {key: value for key, value in part.items() if key not in ("version", "recorded", "facts", "decimal")}
    kept["record"] = names[part["record"]]
    if decimal := _decimal(table, facts, part.get("decimal", ".")):
        kept["decimal"] = decimal
    dated = _renamed(table, part["version"], names)
    kept |= {"version": dated} if dated and table.sample.columns[dated["column"]].full else version(table)
    if seen := _renamed(table, part.get("recorded"), names):
        kept["recorded"] = seen
    return Fit(one, kept | {"facts": facts}, same / len(wanted))


def _column(table: Table, wanted: str, part: Document) -> str | None:
    """The file's column of this name; of columns that are no ids also the only one that means the same."""
    for name in table.sample.columns:
        if normal(name) == normal(wanted):
            return name
    if wanted == part["record"]:
        return None
    roles = set(roles_of(wanted))
    same = [name for role, name in table.roles.items() if role in roles]
    others = {normal(column) for column in columns_of(part)}
    return same[0] if len(same) == 1 and normal(same[0]) not in others else None


def _fact(table: Table, raw: Document, part: Document, names: Mapping[str, str], known: Known) -> Document | None:
    """A fact with the file's columns; None where it cannot do without one that the file lacks."""
    fact = _renamed(table, {key: value for key, value in raw.items() if key not in ("when", "amount")}, names)
    needed = [raw["subject"], *([raw["related"]] if "related" in raw else [])]
    if fact is None or any(one["id"] not in names for one in needed) or ("at" in raw and "at" not in fact):
        return None
    for name in _TRANSLATED & fact.get("fields", {}).keys():
        (column,) = columns_of({"fields": {name: fact["fields"][name]}})
        fact["fields"][name] = field(table, table.sample.columns[column], name)
    if "when" in raw:
        ends = _ending(table, raw, names)
        when = ends or _condition(table, raw["when"], part, names)
        if when is None:
            return None
        fact["when"] = when
    if "amount" in raw and raw["amount"]["column"] in names:
        fact["amount"] = {"column": names[raw["amount"]["column"]], "currency": _currency(table, raw["amount"], names)}
    outcome = raw["kind"].removeprefix("opportunity_")
    if outcome in known.reasons and isinstance(fact.get("name"), dict):
        reason = table.sample.columns[fact["name"]["column"]]
        fact["name"] = word(reason, dict(meanings(reason.distinct, known.reasons[outcome])))
    if "name" in raw and "name" not in fact and KINDS[raw["kind"]].key in ("touch", "consent"):
        return None
    return fact


def _renamed(table: Table, value: object, names: Mapping[str, str]) -> Document | None:
    """The document with the file's columns and formats; what reads a column the file lacks is left out."""
    if not isinstance(value, dict):
        return None
    found: Document = {}
    for key, inner in value.items():
        if key in ("column", "id", "key") and isinstance(inner, str):
            if inner not in names:
                return None
            found[key] = names[inner]
        elif key == "fields":
            found[key] = {
                name: names[one] if isinstance(one, str) else _renamed(table, one, names)
                for name, one in inner.items()
                if (one in names if isinstance(one, str) else _renamed(table, one, names))
            }
        elif isinstance(inner, dict):
            below = _renamed(table, inner, names)
            if below:
                found[key] = below
        else:
            found[key] = inner
    return _as_written(table, found)


def _as_written(table: Table, found: Document) -> Document | None:
    """The formats the values have; None if a column that should hold instants holds something else."""
    if "format" not in found:
        return found
    column = table.sample.columns[found["column"]]
    if column.formats:
        found["format"] = list(column.formats) if len(column.formats) > 1 else column.formats[0]
        return {key: value for key, value in found.items() if (key, value) != ("format", "iso")}
    return None if column.values else found


def _ending(table: Table, raw: Document, names: Mapping[str, str]) -> str | None:
    """How the house's own stages say won or lost, where one column alone decides."""
    outcome = raw["kind"].removeprefix("opportunity_")
    if outcome not in ("won", "lost") or " in (" not in raw["when"] or " and " in raw["when"]:
        return None
    said = raw["when"].split(" in (")[0]
    column = next((file for wanted, file in names.items() if said in condition_names([wanted])), None)
    if column is None:
        return None
    values = [value for value in table.sample.columns[column].distinct if outcome_of(value) == outcome]
    return among(table, table.sample.columns[column], values)


def _condition(table: Table, text: str, part: Document, names: Mapping[str, str]) -> str | None:
    """A condition with the file's columns."""
    own = {column: name for name, column in condition_names(list(table.sample.columns)).items()}
    for wanted, column in names.items():
        (name,) = condition_names([wanted])
        text = re.sub(rf"(?<![\w']){re.escape(name)}(?![\w'])", own.get(column, name), text)
    return text if isinstance(condition(text, list(table.sample.columns)), RecordCondition) else None


def _currency(table: Table, raw: Document, names: Mapping[str, str]) -> Document | str:
    told = raw["currency"]
    if isinstance(told, dict) and told["column"] in names:
        column = table.sample.columns[names[told["column"]]]
        if column.values and all(len(value) == 3 and value.isupper() for value in column.distinct):
            return {"column": column.name}
    return "HOUSE"


def _decimal(table: Table, facts: list[Document], usual: str) -> str | None:
    """The decimal sign: what the numbers say, else what the system usually writes."""
    told = [
        sign
        for fact in facts
        for value in (fact.get("amount"), *fact.get("fields", {}).values())
        if isinstance(value, dict) and (value.get("type") == "number" or "currency" in value)
        if (sign := decimal_of(table.sample.columns[value["column"]].values))
    ]
    return told[0] if told and told[0] != "." else None if told or usual == "." else usual
