"""Bringing a source's exports into the ledger: all of a file or nothing of it, and a second time changes nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from handschlag.actions.cautions import cautions
from handschlag.actions.checking import labels
from handschlag.actions.delivered import delivered
from handschlag.actions.erasing_everywhere import erase_everywhere
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.readings import Reading, read_with
from handschlag.actions.setting_aside import said
from handschlag.actions.tables import locked, refresh
from handschlag.actions.taking import PREVIEWED, Delivery, look, take
from handschlag.engines.scratch import scratch_folder
from handschlag.errors import InputProblems, Problem
from handschlag.store import batches, erasures
from handschlag.store.manifest import snapshot, sweep

Progress = Callable[[str, int], None]

#: What a killed import left in the staging folder is removed after this many seconds.
_LEFTOVER = 86_400.0


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
    reading = read_with(house, _bytes(mapping), str(mapping))
    deliveries = _deliveries(reading, mapping.name, files)
    if dry_run:
        with outside():
            return _try_out(house, reading, deliveries, now)
    results = []
    with outside():
        with locked(house):
            sweep(house.ledger / "staging", older_than=now.timestamp() - _LEFTOVER)
        for delivery in deliveries:
            with locked(house):
                results.append(take(house, reading, delivery, now=now, progress=progress))
        with locked(house):
            if erasures.unfinished():  # what came before may be about the same records
                erase_everywhere(house, now=now)
    if fold:
        refresh(house, now=now, progress=progress)
    return {**_totals(results), "dry_run": False, "files": results}


def _totals(results: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {key: sum(r[key] for r in results) for key in ("read", "new", "unchanged", "corrected", "quarantined")}


def _try_out(house: House, reading: Reading, deliveries: Sequence[Delivery], now: datetime) -> dict[str, Any]:
    """What reading the files would do, without doing it."""
    with scratch_folder() as folder:
        names = labels([each.path for each in deliveries])
        tried = [
            look(house, reading, each, now, out=folder / f"{number}.parquet", label=names[number])
            for number, each in enumerate(deliveries)
        ]
        looks = [each for each, _ in tried]
        warnings = [*delivered(looks, house.time_zone), *cautions(looks, snapshot(house.ledger).segments)]
    results = [result for _, result in tried]
    facts = [fact for result in results for fact in result.pop("facts")]
    rejected = [row for result in results for row in result.pop("rejected")]
    return {
        **_totals(results), "dry_run": True, "files": results, "facts": facts[:PREVIEWED], "rejected": rejected,
        "warnings": [warning.document() for warning in warnings],
    }  # fmt: skip


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputProblems(Problem(str(path), message=f"cannot read the mapping: {error.strerror}")) from error


def _deliveries(reading: Reading, mapping: str, files: Sequence[Path]) -> list[Delivery]:
    """Each file with the part of the mapping that reads it; all that cannot be read is a problem."""
    problems: list[Problem] = []
    found: list[Delivery] = []
    patterns = ", ".join(f"`{pattern}`" for part in reading.mapping.files for pattern in part.match)
    for path in files:
        part = reading.mapping.part_for(path.name)
        if not path.is_file():
            problems.append(Problem(str(path), message="there is no such file"))
        elif part is None:
            hint = f"{mapping} reads {patterns}; rename the file or add a part for it"
            problems.append(Problem(str(path), message="no part of the mapping reads a file of this name", hint=hint))
        else:
            found.append(Delivery(path, path.name, part, reading.mapping.files.index(part)))
    if problems:
        raise InputProblems(*problems)
    return found


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
