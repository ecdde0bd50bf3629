"""What reading files would do, without doing it: their facts in files of their own, and whatever makes suspicious."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from handschlag.engines.comparing import Comparison, compare
from handschlag.engines.duck import connect
from handschlag.engines.staging import Staged, stage
from handschlag.mapping import FilePart, Mapping

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Look:
    """One file, read but not taken over: `facts` is the file with what it states; `label` is what it is called."""

    path: Path
    label: str
    mapping: Mapping
    part: FilePart
    staged: Staged
    compared: Comparison
    facts: Path


class Seen(Protocol):
    """What the ledger holds: its files, and the batches that do not count any more."""

    @property
    def segments(self) -> Sequence[Path]: ...

    @property
    def superseded(self) -> Sequence[int]: ...


def look(
    path: Path, mapping: Mapping, part: FilePart, *, seen: Seen | None, folder: Path, imported_at: int,
    label: str = "", progress: Progress | None = None,
) -> Look:  # fmt: skip
    """Read a file and compare it with the ledger, if there is one."""
    out = folder / f"{len(os.listdir(folder))}.parquet"
    staged = stage(
        path, mapping, part, batch=0, imported_at=imported_at, out=out,
        progress=None if progress is None else (lambda rows: progress(path.name, rows)),
    )  # fmt: skip
    if seen is None:
        return Look(path, label or path.name, mapping, part, staged, Comparison(staged.facts, 0, 0), out)
    con = connect(folder / "spill")
    try:
        compared = compare(con, out, connection=mapping.connection, segments=seen.segments, superseded=seen.superseded)
    finally:
        con.close()
    return Look(path, label or path.name, mapping, part, staged, compared, out)


def labels(paths: Sequence[Path]) -> list[str]:
    """What files are called: by name, and by their whole path where two have the same name."""
    names = [path.name for path in paths]
    return [path.name if names.count(path.name) == 1 else str(path) for path in paths]


def listings(looks: Sequence[Look]) -> dict[str, str]:
    """The beginning of the subjects of which a file has one row each, and that file."""
    found: dict[str, str] = {}
    for each in looks:
        main = each.part.facts[0]
        if main.subject.id == each.part.record and main.kind in ("person", "company", "opportunity_created"):
            found.setdefault(f"{each.mapping.connection}:{main.subject.object}:", each.label)
    return found
