"""Bringing a source's exports into the ledger: all of a file or nothing of it, and a second time changes nothing."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.db import transaction

from handschlag.actions.cautions import cautions
from handschlag.actions.checking import labels, look
from handschlag.actions.delivered import delivered
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.tables import locked, refresh
from handschlag.engines.comparing import Comparison, compare
from handschlag.engines.duck import connect
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.staging import Staged, checksum, preview, stage
from handschlag.errors import HandschlagError, InputProblems, Problem
from handschlag.funnel.terms import DETOURS
from handschlag.mapping import FilePart, Loaded, load
from handschlag.mapping.reasons import Reason, restored, stored, together
from handschlag.store import batches
from handschlag.store.manifest import place, publish, snapshot, staging, sweep
from handschlag.store.models import Batch

Progress = Callable[[str, int], None]

#: Files up to this size are kept in the workspace, so that a source record can be shown long after the export is gone.
KEPT_BYTES = 64 << 20

#: A dry run shows this many facts.
PREVIEWED = 20

#: What a killed import left in the staging folder is removed after this many seconds.
_LEFTOVER = 86_400.0


@dataclass(frozen=True)
class _Delivery:
    """One file to read, and how."""

    path: Path
    part: FilePart
    number: int


@needs("import_data")
def import_files(
    house: House,
    *,
    files: Sequence[Path],
    mapping: Path,
    dry_run: bool,
    now: datetime,
    progress: Progress | None = None,
    fold: bool = True,
) -> dict[str, Any]:
    """Read files by a mapping. Every problem of mapping and files that can be seen beforehand is reported before
    anything is read.

    Returns the numbers of rows `read` and `quarantined`, and of facts `new`, `unchanged` and `corrected`, in sum and
    per file; a dry run also the first `facts`, every row that would be `rejected`, and `warnings`.
    Each file is one step: interrupted, the finished files stay, and running it again completes the rest.
    """
    loaded, text = _mapping(house, mapping)
    deliveries = _deliveries(loaded, mapping, files)
    if dry_run:
        with outside():
            return _try_out(house, loaded, deliveries, now)
    results = []
    with outside():
        with locked(house):
            sweep(house.ledger / "staging", older_than=now.timestamp() - _LEFTOVER)
        for delivery in deliveries:
            with locked(house):
                results.append(_take(house, loaded, text, delivery, now=now, progress=progress))
    if fold:
        refresh(house, now=now, progress=progress)
    return {**_totals(results), "dry_run": False, "files": results}


def _totals(results: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {key: sum(r[key] for r in results) for key in ("read", "new", "unchanged", "corrected", "quarantined")}


def _mapping(house: House, path: Path) -> tuple[Loaded, bytes]:
    """The mapping, checked by itself and against the agreement's stages."""
    loaded = load(path)
    if loaded.mapping is None or loaded.problems:
        raise InputProblems(*loaded.problems)
    known = {stage.key for stage in house.agreement.funnel.stages} | set(DETOURS)
    unknown = [stage.unknown for stage in loaded.stage_names() if stage.name not in known]
    if unknown:
        hint = f"the agreement has {', '.join(sorted(known))}"
        raise InputProblems(*(Problem(p.file, p.line, p.column, p.message, p.hint or hint) for p in unknown))
    return loaded, path.read_bytes()


def _deliveries(loaded: Loaded, mapping: Path, files: Sequence[Path]) -> list[_Delivery]:
    """Each file with the part of the mapping that reads it; all that cannot be read is a problem."""
    problems: list[Problem] = []
    found: list[_Delivery] = []
    assert loaded.mapping is not None
    patterns = ", ".join(f"`{pattern}`" for part in loaded.mapping.files for pattern in part.match)
    for path in files:
        part = loaded.part_for(path.name)
        if not path.is_file():
            problems.append(Problem(str(path), message="there is no such file"))
        elif part is None:
            hint = f"{mapping.name} reads {patterns}; rename the file or add a part for it"
            problems.append(Problem(str(path), message="no part of the mapping reads a file of this name", hint=hint))
        else:
            found.append(_Delivery(path, part, loaded.mapping.files.index(part)))
    if problems:
        raise InputProblems(*problems)
    return found


def _try_out(house: House, loaded: Loaded, deliveries: Sequence[_Delivery], now: datetime) -> dict[str, Any]:
    """What reading the files would do, without doing it."""
    assert loaded.mapping is not None
    seen = snapshot(house.ledger)
    with scratch_folder() as folder:
        looks = [
            look(
                each.path, loaded.mapping, each.part, seen=seen, folder=folder,
                imported_at=round(now.timestamp() * 1_000_000), label=label,
            )
            for each, label in zip(deliveries, labels([each.path for each in deliveries]), strict=True)
        ]  # fmt: skip
        warnings = [*delivered(looks, house.time_zone), *cautions(looks, seen.segments)]
    results = [_numbers(each.path, each.staged, each.compared) for each in looks]
    facts = [fact for each in looks for fact in preview(each.path, each.mapping, each.part, PREVIEWED)]
    rejected = [
        said({"file": each.path.name, **row}) for each in looks for row in _rejected(each.staged, each.compared)
    ]
    return {
        **_totals(results), "dry_run": True, "files": results, "facts": facts[:PREVIEWED], "rejected": rejected,
        "warnings": [warning.document() for warning in warnings],
    }  # fmt: skip


def _take(
    house: House, loaded: Loaded, text: bytes, delivery: _Delivery, *, now: datetime, progress: Progress | None
) -> dict[str, Any]:
    """Read one file into the ledger; the workspace is locked."""
    assert loaded.mapping is not None
    connection = loaded.mapping.connection
    digest = blake2b(text, digest_size=32).hexdigest()
    mark = checksum(delivery.path)
    place_of: dict[str, Any] = {"connection": connection, "checksum": mark, "part": delivery.number}
    if (known := batches.same_delivery(**place_of, mapping_digest=digest)) is not None:
        return {
            "file": delivery.path.name,
            "batch": known.id,
            "read": known.read,
            "new": 0,
            "unchanged": known.facts,
            "corrected": 0,
            "quarantined": 0,
            "again": True,
        }
    number = batches.next_number()
    staged_file = staging(house.ledger)
    try:
        older = batches.earlier_readings(**place_of)
        staged, compared = _read(
            house, loaded, delivery, staged_file, number, now, progress, tuple(b.id for b in older), mark
        )
        name = place(house.ledger, staged_file)
        kept = _keep(house, delivery.path, mark)
        with transaction.atomic():
            batch = batches.begin(
                id=number, kind="import", connection=connection, file=delivery.path.name, path=str(kept),
                part=delivery.number, checksum=mark, mapping=text.decode(), mapping_digest=digest,
                decides=list(loaded.mapping.decides), read=staged.read,
                facts=compared.new + compared.unchanged + compared.corrected,
                imported_at=now, by=house.by.username,
            )  # fmt: skip
            publish(house.ledger, name, batch=batch, rows=batch.facts)
            _quarantine(batch, staged, compared)
            batches.supersede(older, batch)
    except HandschlagError:
        staged_file.unlink(missing_ok=True)
        raise
    return {**_numbers(delivery.path, staged, compared), "batch": number}


def _read(
    house: House,
    loaded: Loaded,
    delivery: _Delivery,
    out: Path,
    number: int,
    now: datetime,
    progress: Progress | None,
    without: Sequence[int] = (),
    mark: str | None = None,
) -> tuple[Staged, Comparison]:
    """Stage a file and compare it with the ledger, as if the batches `without` were not there."""
    assert loaded.mapping is not None
    staged = stage(
        delivery.path, loaded.mapping, delivery.part, batch=number, out=out,
        imported_at=round(now.timestamp() * 1_000_000),
        known_checksum=mark,
        progress=None if progress is None else (lambda rows: progress(delivery.path.name, rows)),
    )  # fmt: skip
    seen = snapshot(house.ledger)
    con = connect(house.derived / "spill")
    try:
        compared = compare(
            con,
            out,
            connection=loaded.mapping.connection,
            segments=seen.segments,
            superseded=[*seen.superseded, *without],
        )
    finally:
        con.close()
    return staged, compared


def _numbers(path: Path, staged: Staged, compared: Comparison) -> dict[str, Any]:
    return {
        "file": path.name,
        "read": staged.read,
        "new": compared.new,
        "unchanged": compared.unchanged,
        "corrected": compared.corrected,
        "quarantined": len(staged.quarantined) + len(compared.conflicts),
        "again": False,
    }


def _quarantine(batch: Batch, staged: Staged, compared: Comparison) -> None:
    batches.quarantine(batch, _rejected(staged, compared))


def _rejected(staged: Staged, compared: Comparison) -> list[dict[str, Any]]:
    """What goes to quarantine: rows that could not be understood, and records that contradict the ledger."""
    rows = [_set_aside(row.line, row.wrong, row.value, row.record) for row in staged.quarantined]
    for fact in compared.conflicts:
        subject = str(fact["subject"])
        reason = Reason("contradicts_ledger", {"record": subject.split(":", 2)[2]})
        rows.append(_set_aside(0, [("", reason)], subject, fact))
    return rows


def _set_aside(line: int, wrong: Sequence[tuple[str, Reason]], value: str, record: dict[str, Any]) -> dict[str, Any]:
    (field, reason), *_ = wrong
    return {
        "line": line, "field": field, "reason": reason.key, "wrong": stored(wrong), "value": value, "record": record,
    }  # fmt: skip


def said(row: dict[str, Any]) -> dict[str, Any]:
    """A row that was set aside, with what is wrong and what to do in words."""
    wrong = restored(row["wrong"])
    shown = {key: value for key, value in row.items() if key not in ("wrong", "value", "record")}
    return {
        **shown, "text": together(wrong).model_dump(), "hint": wrong[0][1].hint.model_dump(), "value": row["value"],
        "record": row["record"],
    }  # fmt: skip


def _keep(house: House, path: Path, mark: str) -> Path:
    """Where the file can be read again: a copy in the workspace (named from there, so that the workspace can be moved)
    if it is not large, else where it is."""
    if path.stat().st_size > KEPT_BYTES:
        return path.resolve()
    folder = house.ledger / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{mark}{path.suffix.lower()}"
    if not kept.exists():
        partial = kept.with_suffix(".partial")
        shutil.copyfile(path, partial)
        partial.replace(kept)
    return kept.relative_to(house.path)


@needs("see_connections")
def quarantine(house: House) -> list[dict[str, Any]]:
    """Everything that could not be understood, with its place and reason."""
    with outside():
        return [said(row) for row in batches.quarantined()]


@needs("see_connections")
def deliveries(house: House) -> list[dict[str, Any]]:
    """What was delivered when, newest first."""
    with outside():
        return batches.listed()
