"""Checking an intake and bringing it in, in a process of its own; how far it is; and what came of it.

`run.json` in the intake's folder says how far a run is; `run.lock` is held as long as one runs, so that a second press
of the button does nothing, and a killed run is seen as one.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.imports import import_files
from handschlag.actions.intake_sources import Source, mappings_of, sources_of
from handschlag.actions.intakes import files_of, folder_of, load
from handschlag.actions.permission import needs
from handschlag.actions.tables import refresh
from handschlag.errors import HandschlagError, InputProblems, Problem

CHECK, IMPORT = "check", "import"
_STEP = 20_000
#: So many rows that would be set aside are shown after a check.
_SHOWN = 20
_REJECTED = ("file", "line", "field", "value", "text")
_BEGUN: dict[str, Any] = {"state": "running", "step": "", "count": 0, "result": None, "problems": []}


@contextmanager
def claimed(house: House, intake: str) -> Iterator[int | None]:
    """The lock of an intake's run, open and inheritable; None if one is running."""
    lock = os.open(folder_of(house, intake) / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        os.set_inheritable(lock, True)
        yield lock
    finally:
        os.close(lock)


@needs("import_data")
def begun(house: House, *, intake: str, mode: str) -> None:
    """Note that a run begins; whoever claimed the intake calls this before the process is started."""
    _tell(folder_of(house, intake), _BEGUN | {"mode": mode})


@needs("import_data")
def run_of(house: House, *, intake: str) -> dict[str, Any] | None:
    """How far the last run is: `state` is running, done, failed, or interrupted (it was killed); None if none began."""
    folder = folder_of(house, intake)
    if not (folder / "run.json").is_file():
        return None
    with claimed(house, intake) as lock:
        told: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
    if told["state"] == "running" and lock is not None:
        return {**told, "state": "interrupted"}
    return told


@needs("import_data")
def run(house: House, *, intake: str, mode: str, now: datetime) -> None:
    """Check the intake (nothing is changed) or bring it in. Whatever goes wrong stands in what `run_of` tells."""
    folder = folder_of(house, intake)
    told = _BEGUN | {"mode": mode}
    seen = 0

    def progress(step: str, count: int) -> None:
        nonlocal seen
        if step != told["step"] or count - seen >= _STEP or count < seen:
            seen = count
            _tell(folder, told | {"step": step, "count": count})
            told["step"] = step

    try:
        result = _checked(house, intake, now) if mode == CHECK else _brought_in(house, intake, now, progress)
    except HandschlagError as error:
        _tell(folder, told | {"state": "failed", "problems": [str(problem) for problem in error.problems]})
        return
    _tell(folder, told | {"state": "done", "result": result})
    if mode == IMPORT:
        _clear(house, intake)


def _checked(house: House, intake: str, now: datetime) -> dict[str, Any]:
    found = []
    for source, mapping in _sources(house, intake):
        result = import_files(house, files=source.files, mapping=mapping, dry_run=True, now=now)
        kept = {key: result[key] for key in ("read", "new", "unchanged", "corrected", "quarantined", "warnings")}
        rejected = [{key: row[key] for key in _REJECTED} for row in result["rejected"][:_SHOWN]]
        found.append({"connection": source.connection, **kept, "files": result["files"], "rejected": rejected})
    return {"sources": found, "unread": _unread(house, intake)}


def _brought_in(house: House, intake: str, now: datetime, progress: Any) -> dict[str, Any]:
    found, unread = [], _unread(house, intake)
    for source, proposed in _sources(house, intake):
        mapping = source.file or _keep(house, source, proposed)
        result = import_files(
            house, files=source.files, mapping=mapping, dry_run=False, now=now, progress=progress, fold=False
        )
        kept = {key: result[key] for key in ("read", "new", "unchanged", "corrected", "quarantined", "files")}
        found.append({"connection": source.connection, "mapping": str(mapping.relative_to(house.path)), **kept})
    refresh(house, now=now, progress=progress)
    return {"sources": found, "unread": unread}


def _unread(house: House, intake: str) -> list[dict[str, Any]]:
    """The files of which nothing is made, each with the reason."""
    return [
        {"file": file, "why": why.model_dump()}
        for source in sources_of(house, load(house, intake), files_of(house, intake)) if source.proposal
        for file, why in source.proposal.unread.items()
    ]  # fmt: skip


def _sources(house: House, intake: str) -> list[tuple[Source, Path]]:
    """Every source with the mapping that reads it; that of a proposal is written beside the files."""
    folder, found = folder_of(house, intake), []
    for source in sources_of(house, load(house, intake), files_of(house, intake)):
        if source.file is not None:
            found.append((source, source.file))
        elif source.proposal is not None and source.mapping is not None:
            mapping = folder / f"{source.connection}.yaml"
            mapping.write_text(source.proposal.text, "utf-8")
            read = [path for path in source.files if path.name not in source.proposal.unread]
            found.append((replace(source, files=read), mapping))
    if not found:
        raise InputProblems(Problem(message="nothing here can be read", hint="choose what the rows of a file are"))
    return found


def _keep(house: House, source: Source, proposed: Path) -> Path:
    """The mapping among those of the workspace, so that the next export of this kind needs no questions."""
    text = proposed.read_text("utf-8")
    for known in mappings_of(house):
        if known.read_text("utf-8") == text:
            return known
    folder = house.path / "mappings"
    folder.mkdir(exist_ok=True)
    number, target = 1, folder / f"{source.connection}.yaml"
    while target.exists():
        number += 1
        target = folder / f"{source.connection}-{number}.yaml"
    partial = target.with_suffix(".partial")
    partial.write_text(text, "utf-8")
    partial.replace(target)
    return target


def _clear(house: House, intake: str) -> None:
    """The ledger keeps the files that were read; here nothing of them is needed any more."""
    for path in files_of(house, intake):
        path.unlink()


def _tell(folder: Path, told: Mapping[str, Any]) -> None:
    partial = folder / "run.partial"
    partial.write_text(json.dumps(told, ensure_ascii=False, default=str), "utf-8")
    partial.replace(folder / "run.json")
