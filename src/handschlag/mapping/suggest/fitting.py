"""Recognises an export by its headers as one that a ready mapping reads, and fits the mapping to the columns it has."""

from collections.abc import Mapping
from dataclasses import dataclass

from handschlag.files import Text, both
from handschlag.mapping.readymade import Ready, ready
from handschlag.mapping.suggest.fitting_facts import Fitting, instant_of
from handschlag.mapping.suggest.headers import normal, roles_of
from handschlag.mapping.suggest.known import Known
from handschlag.mapping.suggest.parts import columns_of, version
from handschlag.mapping.suggest.shapes import decimal_of
from handschlag.mapping.suggest.stage_dates import stage_dates
from handschlag.mapping.suggest.tables import Document, Table

#: An export is known if so many of its columns are, and this share of them (or of the mapping's, if those are fewer).
FEWEST, ENOUGH = 4, 0.5
#: Systems that write instants in UTC in one kind of export only: the column by which that is known.
_IN_UTC = {"salesforce": "Id"}


@dataclass(frozen=True)
class Fit:
    """The ready mapping that fits a file, its part with the file's own columns, and what the file lacks for it."""

    ready: Ready
    part: Document
    matched: int
    share: float
    remarks: tuple[Text, ...]
    time_zone: str


def recognise(table: Table, known: Known) -> Fit | None:
    """The ready part that names most of the file's columns, if it fits well."""
    fits = [fit for one in ready() for part in one.document["files"] if (fit := _fit(table, one, part, known))]
    return max(fits, key=lambda fit: (fit.matched, fit.share), default=None)


def _fit(table: Table, one: Ready, part: Document, known: Known) -> Fit | None:
    wanted = sorted({*columns_of(part), *part.get("columns", ()), *part.get("optional", ())})
    named = {name: found for name in wanted if (found := _named(table, name, part))}
    share = len(set(named.values())) / min(len(wanted), len(table.sample.columns))
    if len(set(named.values())) < FEWEST or share < ENOUGH or not _identified(part, named):
        return None
    names = named | _meant(table, wanted, part, named)
    fitting = Fitting(table, names, wanted, known, one.mapping.format)
    facts, dropped = fitting.facts(part["facts"])
    if not facts or facts[0]["kind"] != part["facts"][0]["kind"]:
        return None
    kept: Document = {"record": names[part["record"]]} if "record" in part else {}
    if decimal := _decimal(table, facts, part.get("decimal", ".")):
        kept["decimal"] = decimal
    if "version" in part:
        dated = instant_of(table, part["version"], names, one.mapping.format)
        kept |= {"version": dated} if dated and table.sample.columns[dated["column"]].full else version(table)
    if "recorded" in part and (seen := instant_of(table, part["recorded"], names, one.mapping.format)):
        kept["recorded"] = seen
    facts += stage_dates(table, facts[0])
    lacks = [name for name in wanted if name not in names]
    zone = "UTC" if _IN_UTC.get(one.key) in table.sample.columns else one.mapping.time_zone
    return Fit(one, kept | {"facts": facts}, len(set(named.values())), share, (*_lacking(lacks), *dropped), zone)


def _identified(part: Document, names: Mapping[str, str]) -> bool:
    main = part["facts"][0]
    return {part.get("record", main["subject"]["id"]), main["subject"]["id"]} <= names.keys()


def _named(table: Table, wanted: str, part: Document) -> str | None:
    """The file's column of this name, or of one of its other names: letter by letter, else however it is spelt."""
    others = part.get("columns", {}).get(wanted, ())
    spellings: tuple[str, ...] = (wanted, *([others] if isinstance(others, str) else others))
    columns = table.sample.columns
    if exact := next((one for one in spellings if one in columns), None):
        return exact
    loose = {normal(name): name for name in reversed(columns)}
    return next((loose[normal(one)] for one in spellings if normal(one) in loose), None)


def _meant(table: Table, wanted: list[str], part: Document, named: Mapping[str, str]) -> dict[str, str]:
    """For names that no column has: the only column whose header means the same. Ids have to be called so."""
    found: dict[str, str] = {}
    ids = {part.get("record"), *(fact["subject"]["id"] for fact in part["facts"])}
    for name in wanted:
        roles = set(roles_of(name))
        same = [column for role, column in table.roles.items() if role in roles]
        if (
            name not in named
            and name not in ids
            and len(same) == 1
            and same[0] not in {*named.values(), *found.values()}
        ):
            found[name] = same[0]
    return found


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


def _lacking(names: list[str]) -> list[Text]:
    listed = ", ".join(names)
    return [both(f"nicht in diesem Export: {listed}", f"not in this export: {listed}")] if names else []
