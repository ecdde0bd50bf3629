"""What a part of a mapping reads each column for, as data: the one walk through a part that everything else asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handschlag.conditions import RecordCondition
from handschlag.mapping.columns import condition, condition_names

#: Parts of a fact that hold a word: a fixed one, or one read from a column.
WORDS = ("name", "side", "actor", "channel", "campaign", "key")


@dataclass(frozen=True)
class Use:
    """One thing a column is read for.

    `slot`: record, version, recorded, subject, related, relation, at, amount, currency, field, when, or one of WORDS;
    `fact` the position of the fact it belongs to, None where it belongs to all; `name` the field or the role.
    """

    slot: str
    fact: int | None = None
    name: str = ""


def uses(part: Mapping[str, Any], columns: Sequence[str]) -> dict[str, list[Use]]:
    """Every column of the file that the part reads, in the order of the file, with what it is read for."""
    found: dict[str, list[Use]] = {}
    for column, use in _walk(part, columns):
        if use not in found.setdefault(column, []):
            found[column].append(use)
    return {column: found[column] for column in columns if column in found}


def _walk(part: Mapping[str, Any], columns: Sequence[str]) -> Iterator[tuple[str, Use]]:
    if isinstance(part.get("record"), str):
        yield part["record"], Use("record")
    for slot in ("version", "recorded"):
        for column in _dated(part.get(slot)):
            yield column, Use(slot)
    for number, fact in enumerate(part.get("facts", ())):
        yield from _fact(number, fact, columns)


def _dated(value: Any) -> list[str]:
    """The column of an instant or a version, if it has one."""
    if isinstance(value, str):
        return [value]
    return [value[key] for key in ("column", "sequence") if key in value] if isinstance(value, Mapping) else []


def _fact(number: int, fact: Mapping[str, Any], columns: Sequence[str]) -> Iterator[tuple[str, Use]]:
    for slot in ("subject", "related"):
        if slot in fact:
            yield fact[slot]["id"], Use(slot, number)
    for role, subject in fact.get("relations", {}).items():
        yield subject["id"], Use("relation", number, role)
    for slot in ("at", "version"):
        for column in _dated(fact.get(slot)):
            yield column, Use(slot, number)
    for slot in WORDS:
        value = fact.get(slot)
        if isinstance(value, Mapping) and "column" in value:
            yield value["column"], Use(slot, number)
        elif slot == "key" and isinstance(value, str):
            yield value, Use(slot, number)
    if "amount" in fact:
        yield fact["amount"]["column"], Use("amount", number)
        currency = fact["amount"]["currency"]
        if isinstance(currency, Mapping) and "column" in currency:
            yield currency["column"], Use("currency", number)
    for name, value in fact.get("fields", {}).items():
        if isinstance(value, str):
            yield value, Use("field", number, name)
        elif "column" in value:
            yield value["column"], Use("field", number, name)
    for column in asked(fact, columns):
        yield column, Use("when", number)


def asked(fact: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """The columns that a fact's condition names."""
    parsed = condition(str(fact["when"]), columns) if fact.get("when") else None
    names = condition_names(columns)
    return [names[name] for name in sorted(parsed.fields)] if isinstance(parsed, RecordCondition) else []
