"""What the exports of an intake would become: per file its kind, columns, words and first facts."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.intake_columns import Labels, columns_of, question_of
from handschlag.actions.intake_sources import Source, sources_of
from handschlag.actions.intakes import Intake, files_of, load
from handschlag.actions.leads import moment, source_of
from handschlag.actions.permission import needs
from handschlag.actions.suggestions import known_words
from handschlag.actions.wording import agreement_labels
from handschlag.dashboard.titles import title
from handschlag.engines.staging import preview
from handschlag.errors import InputProblems
from handschlag.mapping import Mapping
from handschlag.mapping.suggest.asking import STAGE, questions
from handschlag.mapping.suggest.choices import NOTHING
from handschlag.mapping.suggest.known import Known
from handschlag.mapping.suggest.rows import KINDS
from handschlag.mapping.suggest.tables import Document, Table

#: So many of a file's first facts are shown.
FACTS = 8

Row = dict[str, Any]


@dataclass(frozen=True)
class _View:
    """What everything on the page is seen with."""

    kept: Intake
    known: Known
    labels: Labels


@needs("import_data")
def look_at(house: House, *, intake: str, now: datetime) -> Row:
    """The intake's sources with their files: what each is, and how much about it is open."""
    kept, files = load(house, intake), files_of(house, intake)
    view = _view(house, kept)
    sources = [_source(source, view) for source in sources_of(house, kept, files)]
    numbers = {path.name: number for number, path in enumerate(files)}
    for source in sources:
        for file in source["files"]:
            file["number"] = numbers[file["name"]]
    made_at = datetime.fromisoformat(kept.made_at)
    return {"id": intake, "by": kept.by, "made_at": made_at, "sources": sources}


@needs("import_data")
def look_into(house: House, *, intake: str, name: str, now: datetime) -> Row:
    """One file of an intake: its columns, what its words mean, its first facts. LookupError if it is not there."""
    kept = load(house, intake)
    view = _view(house, kept)
    for source in sources_of(house, kept, files_of(house, intake)):
        for path in source.files:
            if path.name == name:
                found = _file(path, source, view)
                found["facts"] = _facts(path, source.mapping, view)
                kinds = {key: text.model_dump() for key, text in KINDS.items()}
                return {**found, "connection": source.connection, "kinds": kinds}
    raise LookupError(name)


def _view(house: House, kept: Intake) -> _View:
    return _View(kept, known_words(house.agreement), agreement_labels(house.agreement))


def _source(source: Source, view: _View) -> Row:
    files = [_file(path, source, view) for path in source.files]
    stages = {fact["name"] for file in files for fact in file.pop("stated") if _names_stage(fact)}
    asked = [question for file in files for question in file["questions"] if question["of"] == STAGE]
    stages |= {each["chosen"] or each["meaning"] for question in asked for each in question["meanings"]}
    return {
        "connection": source.connection, "known": source.file is not None, "files": files,
        "mapping": source.file.name if source.file else None,
        "decides": view.kept.decides.get(source.connection, []),
        "reports": [
            {"key": stage.key, "label": view.labels[stage.key]} for stage in view.known.stages if stage.key in stages
        ],
    }  # fmt: skip


def _names_stage(fact: Document) -> bool:
    return fact["kind"] == "stage_reported" and isinstance(fact["name"], str)


def _file(path: Path, source: Source, view: _View) -> Row:
    """A file with what is proposed for it, what was chosen, and why it cannot be read if so."""
    told: Row = {"name": path.name, "size": path.stat().st_size, "known": source.file is not None}
    if source.proposal is None:
        return told | {"unread": None, "columns": [], "questions": [], "stated": [], "remarks": [], "kind": ""}
    [table] = [table for table in source.proposal.tables if table.file == path.name]
    choices, why = view.kept.choices.get(path.name, NOTHING), source.proposal.unread.get(path.name)
    part = _part_of(source, table)
    return told | {
        "kind": table.kind, "chosen_kind": choices.kind, "system": table.system, "rows": len(table.sample.rows),
        "why": table.why.model_dump(), "unread": why.model_dump() if why else None,
        "remarks": [remark.model_dump() for remark in table.remarks],
        "columns": columns_of(table, part, choices),
        "questions": [
            question_of(one, view.labels, choices) for one in (questions(table, part, view.known) if part else ())
        ],
        "stated": part["facts"] if part else [],
    }  # fmt: skip


def _part_of(source: Source, table: Table) -> Document | None:
    """The part of the proposal that reads a file, as data."""
    assert source.proposal is not None, "whoever calls has looked"
    part = source.mapping.part_for(table.file) if source.mapping else None
    if source.mapping is None or part is None or table.file in source.proposal.unread:
        return None
    found: Document = source.proposal.document["files"][source.mapping.files.index(part)]
    return found


def _facts(path: Path, mapping: Mapping | None, view: _View) -> list[Row]:
    """The first facts of a file as a reader sees them; none where its first rows cannot be understood."""
    part = mapping.part_for(path.name) if mapping else None
    if mapping is None or part is None:
        return []
    try:
        return [_fact(fact, view.labels) for fact in preview(path, mapping, part, FACTS)]
    except InputProblems:
        return []


def _fact(fact: Row, labels: Labels) -> Row:
    subject = str(fact["subject"])
    name = subject.partition(":")[0] if fact["kind"] == "person" else fact["name"]
    kept = ("kind", "precision", "side", "amount", "currency")
    return {key: fact[key] for key in kept} | {
        "title": title(fact["kind"], name, labels), "at": moment(fact["occurred_at"]), "source": source_of(subject),
        "fields": json.loads(fact["fields"]) if fact["fields"] else {},
    }  # fmt: skip
