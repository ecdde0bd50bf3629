"""Puts a proposal together: what each file's rows are, what they state, and why."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from handschlag.files import Text, both
from handschlag.mapping.suggest import acts, deals, people, writing
from handschlag.mapping.suggest.asking import answer
from handschlag.mapping.suggest.choices import LEFT_OUT, NOTHING, Choices
from handschlag.mapping.suggest.choosing import CHOSEN, choose_kind, choose_records, choose_roles
from handschlag.mapping.suggest.correcting import correct
from handschlag.mapping.suggest.explaining import explain
from handschlag.mapping.suggest.fitting import Fit, recognise
from handschlag.mapping.suggest.fitting_facts import fixed_word
from handschlag.mapping.suggest.known import Known
from handschlag.mapping.suggest.leaving import leave_to_forms
from handschlag.mapping.suggest.parts import columns_of
from handschlag.mapping.suggest.relations import RECORDS, relate
from handschlag.mapping.suggest.roles import give_roles
from handschlag.mapping.suggest.rows import decide
from handschlag.mapping.suggest.samples import Sample
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.uses import asked

STATED: dict[str, Callable[[Table, Known], list[Document]]] = {
    "person": people.persons,
    "company": people.companies,
    "campaign": people.campaigns,
    "opportunity": deals.opportunities,
    "deal_stages": deals.stages,
    "deal_contacts": deals.contacts,
    "contract": deals.contracts,
    "activity": acts.activities,
    "handover": acts.handovers,
    "criteria": acts.answers,
    "person_stages": acts.stages,
    "form": acts.forms,
    "cost": acts.costs,
}
_DATES = re.compile(r"\d[\d _.-]{3,}\d|\d{4,}")


@dataclass(frozen=True)
class Proposal:
    """A mapping that loads, as data and as a commented text; and the files of which nothing was made, and why."""

    document: Document
    text: str
    unread: dict[str, Text]
    tables: Sequence[Table]


def suggest(
    samples: Sequence[Sample],
    *,
    known: Known,
    connection: str,
    chosen: Mapping[str, Choices] | None = None,
    named: bool = False,
    decides: Sequence[str] = (),
) -> Proposal:
    """Propose a mapping for the files of one source.

    `chosen` is laid over what is proposed, file by file; `named` says that somebody chose the connection's name.
    """
    tables = [Table(sample) for sample in samples]
    chosen = {table.file: _known(table, (chosen or {}).get(table.file, NOTHING)) for table in tables}
    fits = _fits(tables, known, chosen)
    relate(tables)
    choose_records(tables, chosen)
    parts: list[tuple[Table, Document]] = []
    unread: dict[str, Text] = {}
    for table in tables:
        choices = chosen[table.file]
        if choices.kind == LEFT_OUT:
            unread[table.file] = CHOSEN
            continue
        facts = STATED[table.kind](table, known) if _can_state(table) else []
        fit = fits.get(table.file)
        part = _fitted(table, fit, facts) if fit is not None else _part(table, facts, tables)
        part = answer(table, correct(table, part, choices, ready=fit is not None), choices.meanings)
        if part["facts"]:
            parts.append((table, part))
        else:
            unread[table.file] = table.why if not table.kind else _lacking(table)
    leave_to_forms(parts)
    _match(parts)
    document: Document = {
        "mapping": 1, "connection": connection if named else _system(fits, tables) or connection,
        "time_zone": _zone(fits, parts) or known.time_zone, "decides": list(decides),
        "files": [_with_currency(part, known.currency) for _, part in parts],
    }  # fmt: skip
    comments = {part["match"]: explain(table, part) for table, part in parts}
    beginning = [
        "Proposed from headers and values. Check it, correct it, then: handschlag import FILE... --mapping THIS_FILE",
        "`connection` is part of every record's identity: choose its name now, and never change it.",
        f"`time_zone` is a guess: instants without an offset are taken as {document['time_zone']}.",
        *([] if decides else ["`decides` is empty: name the stages for which this source's own report decides."]),
        *(f"Not read: {file} ({reason.en})." for file, reason in unread.items()),
    ]
    return Proposal(document, writing.write(document, comments, beginning=beginning), unread, tables)


def _fits(tables: Sequence[Table], known: Known, chosen: Mapping[str, Choices]) -> dict[str, Fit]:
    """The files that ready mappings read; such a file's kind of rows, id and type of record are known. A file that
    somebody reads otherwise is none of them.
    """
    found: dict[str, Fit] = {}
    for table in tables:
        fit = recognise(table, known)
        if fit is None or not chosen[table.file].only_fields(_KIND_OF[fit.part["facts"][0]["kind"]]):
            continue
        found[table.file] = fit
        first = fit.part["facts"][0]
        system = fit.ready.key
        table.kind = _KIND_OF[first["kind"]]
        table.why = both(f"die Überschriften: ein Export von {system}", f"its headers: an export of {system}")
        table.system = system
        table.own, table.remarks = fit.part.get("record"), [*table.remarks, *fit.remarks]
        table.object = first["subject"]["object"] if table.kind in RECORDS else ""
    return found


_KIND_OF = {
    "person": "person", "company": "company", "opportunity_created": "opportunity", "campaign": "campaign",
    "attempt": "activity", "touch": "activity", "opportunity_changed": "deal_stages", "relation": "deal_contacts",
}  # fmt: skip


def _system(fits: Mapping[str, Fit], tables: Sequence[Table]) -> str | None:
    """The system whose exports were recognised, if all persons, companies and opportunities come from it."""
    keys = {fit.ready.key for fit in fits.values()}
    rest = [table for table in tables if table.kind in RECORDS and table.file not in fits]
    return keys.pop() if len(keys) == 1 and not rest else None


def _zone(fits: Mapping[str, Fit], parts: Sequence[tuple[Table, Document]]) -> str | None:
    """UTC where every file comes from a system that exports in UTC."""
    zones = {fit.time_zone for fit in fits.values()}
    return "UTC" if zones == {"UTC"} and len(fits) == len(parts) else None


def _fitted(table: Table, fit: Fit, guessed: list[Document]) -> Document:
    """The ready part; columns it does not know are read as guessed, if they say something about the same record."""
    part = {"match": table.file, **_above(table), **{key: value for key, value in fit.part.items() if key != "match"}}
    facts = list(part.pop("facts"))
    columns = list(table.sample.columns)
    used = columns_of(facts) | columns_of(part) | {name for fact in facts for name in asked(fact, columns)}
    told = {fixed_word(fact["name"]) for fact in facts if fact["kind"] == "consent"}
    same = [fact for fact in guessed if fact["subject"] == facts[0]["subject"]]
    for fact in same:
        if fact["kind"] == facts[0]["kind"]:
            new = {k: v for k, v in fact.get("fields", {}).items() if not columns_of({"fields": {k: v}}) & used}
            facts[0] = facts[0] | {"fields": new | facts[0].get("fields", {})}
        elif _adds(fact, told) and not columns_of(fact["at"]) & used:
            facts.append(fact)
    missing = sorted({value for column in table.sample.columns.values() for value in column.missing})
    return part | ({"missing": missing} if missing else {}) | {"facts": [_ordered(fact) for fact in facts]}


def _adds(fact: Document, told: set[str | None]) -> bool:
    """Whether what was guessed says more than the ready mapping: a stage, or a purpose nobody spoke of yet."""
    return fact["kind"] == "stage_reported" or (fact["kind"] == "consent" and fixed_word(fact["name"]) not in told)


def _known(table: Table, choices: Choices) -> Choices:
    """Give a table its roles and its kind; what of the choices is not so anyway."""
    give_roles(table)
    choices = choices.beside(table)
    choose_roles(table, choices)
    table.kind, table.why = decide(table)
    choose_kind(table, choices)
    return choices


def _can_state(table: Table) -> bool:
    return bool(table.kind) and (table.kind not in RECORDS or bool(table.own and table.object))


def _lacking(table: Table) -> Text:
    if table.kind in RECORDS and not table.own:
        return both("keine Spalte hat in jeder Zeile eine eigene Nummer", "no column has an id of its own in every row")
    return both(
        f"erkannt an: {table.why.de}; aber kein bekannter Datensatz oder kein Zeitpunkt ist genannt",
        f"taken as {table.why.en}, but it names no known record or no instant",
    )


#: The order in which a fact is written.
_ORDER = (
    "kind",
    "name",
    "when",
    "subject",
    "related",
    "at",
    "version",
    "key",
    "side",
    "actor",
    "channel",
    "campaign",
    "amount",
)


def _ordered(fact: Document) -> Document:
    first = {key: fact[key] for key in _ORDER if key in fact}
    return first | {key: value for key, value in fact.items() if key not in first and value}


def _above(table: Table) -> Document:
    return {"csv": {"skip": table.sample.above}} if table.sample.above else {}


def _part(table: Table, facts: list[Document], tables: Sequence[Table]) -> Document:
    if table.kind == "form" and any(other.kind == "activity" for other in tables) and len(facts) > 1:
        facts = [fact for fact in facts if fact["kind"] != "touch"]
        table.remark(
            "dass Formulare ausgefüllt wurden, sagen schon die Aktivitäten",
            "that forms were filled in is left to the activities",
        )
    part: Document = {"match": table.file, **_above(table)}
    missing = sorted({value for column in table.sample.columns.values() for value in column.missing})
    if table.decimal != ".":
        part["decimal"] = table.decimal
    if missing:
        part["missing"] = missing
    if table.kind in RECORDS:
        part |= people.head(table)
    elif table.own:
        part["record"] = table.own
    return part | {"facts": [_ordered(fact) for fact in facts]}


def _match(parts: list[tuple[Table, Document]]) -> None:
    """Files are matched by name; a date in it may change with the next export, unless two files differ in it."""
    wide = [_DATES.sub("*", _escaped(table.file)) for table, _ in parts]
    for (table, part), pattern in zip(parts, wide, strict=True):
        part["match"] = pattern if wide.count(pattern) == 1 else _escaped(table.file)
    parts.sort(key=lambda one: "*" in one[1]["match"])


def _escaped(name: str) -> str:
    return re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", PurePath(name).name)


def _with_currency(value: object, currency: str) -> Document:
    """The document with the house's currency where a file names none."""

    def filled(inner: object) -> object:
        if isinstance(inner, dict):
            return {k: currency if (k, v) == ("currency", "HOUSE") else filled(v) for k, v in inner.items()}
        return [filled(item) for item in inner] if isinstance(inner, list) else inner

    found = filled(value)
    assert isinstance(found, dict)
    return found
