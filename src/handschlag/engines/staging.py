"""Stages an export: reads a file by its mapping, writes its facts as one Parquet file, and sets aside what it cannot
understand.

The fast way lets DuckDB read the file and write the facts in one stream. It is taken back as soon as anything is
wrong; then the careful way reads row by row and names every row that cannot become facts, with line and reason.
"""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from handschlag.engines.decided import Decided, Record
from handschlag.engines.duck import Connection, connect
from handschlag.engines.erasing_segments import drop_places
from handschlag.engines.reading import open_source
from handschlag.engines.reading_source import Progress, Source
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.staging_careful import Careful, Quarantined
from handschlag.engines.staging_fast import stage_fast
from handschlag.errors import InputProblems
from handschlag.mapping.aliases import header
from handschlag.mapping.columns import column_problems
from handschlag.mapping.models import FilePart, Mapping
from handschlag.mapping.plan import Plan, Seen
from handschlag.mapping.planning import plan

#: Files smaller than this are read the careful way at once.
FAST_FROM = 8 << 20

#: Delta encodings for instants and texts, the fastest level of zstd: half the work of the defaults, and smaller.
PARQUET = "format parquet, compression zstd, compression_level 1, parquet_version 'v2', dictionary_size_limit 1000"


@dataclass(frozen=True)
class Staged:
    """What became of a file: rows read, facts written, rows set aside, rows for which no fact applies."""

    read: int
    facts: int
    quarantined: list[Quarantined]
    checksum: str
    columns: dict[str, str]
    skipped: int = 0


def checksum(path: Path) -> str:
    """A fingerprint of a file's bytes: a file with a known one need not be read again."""
    digest = sha256()  # processors have it built in
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def stage(
    path: Path,
    mapping: Mapping,
    part: FilePart,
    *,
    batch: int,
    imported_at: int,
    out: Path,
    progress: Progress | None = None,
    memory_limit: str = "2GB",
    known_checksum: str | None = None,
    decided: Sequence[Record] = (),
    emptied: Collection[int] | None = None,
) -> Staged:
    """Write the facts of a file to `out`. Problems that concern the whole file are raised; `out` is then not there.

    `decided` are rows on which somebody decided before: wherever they stand in the file, they are set aside.
    `emptied` are lines from which an erased person was taken out (None: nobody was ever erased): what of them cannot
    be read any more is no fault, and what names the person's place states nothing.
    """
    with _connection(memory_limit) as con, _removed_on_failure(out), ThreadPoolExecutor(1) as aside:
        source = _opened(con, path, mapping, part)
        mark = None if known_checksum else aside.submit(checksum, path)

        def planned(seen: Seen) -> Plan:
            return plan(mapping, part, source.columns, batch=batch, imported_at=imported_at, seen=seen)

        scratch = out.with_suffix(".decided")
        before = Decided(con, source, planned(Seen()).used, decided, scratch) if decided else None
        is_large = path.stat().st_size >= FAST_FROM
        fast = stage_fast(con, source, planned, out, PARQUET, before) if is_large else None
        if fast is None:
            careful = Careful(con, source, planned(Seen()), out.with_suffix(".rows"), before)
            careful.read(progress=progress)
            facts = careful.write(out, PARQUET)
            read, skipped, quarantined = careful.rows_read, careful.skipped, careful.quarantined
        else:
            read, facts, skipped, quarantined = fast.read, fast.facts, fast.skipped, []
        scratch.unlink(missing_ok=True)
        if emptied is not None:
            rest = [row for row in quarantined if row.line not in emptied]
            skipped, quarantined = skipped + len(quarantined) - len(rest), rest
            facts = drop_places(out)
        if progress:
            progress(read)
        fingerprint = mark.result() if mark else known_checksum or ""
    return Staged(read, facts, quarantined, fingerprint, dict(source.columns), skipped)


def preview(path: Path, mapping: Mapping, part: FilePart, limit: int) -> list[dict[str, Any]]:
    """The facts of a file's first rows, at most `limit` facts."""
    with scratch_folder() as folder, _connection("1GB") as con:
        source = _opened(con, path, mapping, part)
        planned = plan(mapping, part, source.columns, batch=0, imported_at=0)
        careful = Careful(con, source, planned, folder / "rows")
        careful.read(limit=max(limit, 1))
        return careful.facts(limit)


def source_rows(path: Path, part: FilePart, column: str, value: str) -> list[tuple[int, dict[str, object]]]:
    """The rows of a file that have this value in a column of the mapping, each with its line."""
    with _connection("1GB") as con:
        source = open_source(path, part, con)
        found = header(part, column, source.columns)
        return list(source.where(con, found, value)) if found else []


@contextmanager
def _connection(memory_limit: str) -> Iterator[Connection]:
    con = connect(memory=memory_limit)
    try:
        yield con
    finally:
        con.close()


@contextmanager
def _removed_on_failure(out: Path) -> Iterator[None]:
    """Whatever goes wrong, an interruption too: no half of a file stays behind."""
    try:
        yield
    except BaseException:
        for file in (out, out.with_suffix(".decided")):
            file.unlink(missing_ok=True)
        raise


def _opened(con: Connection, path: Path, mapping: Mapping, part: FilePart) -> Source:
    """The file, if it has the columns that the mapping reads."""
    source = open_source(path, part, con)
    if problems := column_problems(mapping, part, list(source.columns), path.name):
        raise InputProblems(*problems)
    return source
