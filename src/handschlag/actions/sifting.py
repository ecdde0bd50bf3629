"""Taking erased persons out of files: of every export before it is read, and of the copies that are kept."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handschlag.actions.houses import House
from handschlag.consent.erasing.marks import EMAIL, SUBJECT, Erased, mark_of
from handschlag.consent.erasing.rows import Eraser, Rows, plain, together
from handschlag.consent.erasing.texts import names_address
from handschlag.engines.erasing_files import changes_of, write_changed
from handschlag.engines.erasing_search import perhaps
from handschlag.engines.reading_source import Source
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.staging import checksum
from handschlag.mapping import FilePart
from handschlag.store import erasures

#: The folder of the ledger in which copies of the sources' files are kept, each under its checksum.
SOURCES = "sources"

#: How a file is read: by the mapping of which source, and which part of it.
Way = tuple[str, FilePart]


@dataclass(frozen=True)
class Sifted:
    """A file to be read: the very one, or a copy without erased persons. On `lines` somebody was taken out."""

    path: Path
    lines: frozenset[int]
    differs: bool
    any_erased: bool


@contextmanager
def sifted(house: House, path: Path, way: Way) -> Iterator[Sifted]:
    """The file as it may be read. Records that turn out to be an erased person's get tombstones as well."""
    known = erasures.lines_of(fingerprint(house, path))
    erased = erasures.erased(house.path)
    if not erased:
        yield Sifted(path, known, differs=False, any_erased=False)
        return
    with scratch_folder() as folder:
        target = folder / path.name
        lines = sift(path, [way], erased, target)
        differs = bool(lines)
        yield Sifted(target if differs else path, known | lines, differs=differs, any_erased=True)


def sift(path: Path, ways: Sequence[Way], erased: Erased, target: Path) -> frozenset[int]:
    """Write the file without erased persons to `target`; returns the lines that differ. If none does, there is no
    such file afterwards. Without a way to read it, rows with an erased person's address are emptied.
    """
    if ways and not any(perhaps(path, *way, erased) for way in ways):
        return frozenset()
    part = ways[0][1] if ways else FilePart(match=("*",), facts=())
    while True:
        rows: list[Rows] = []

        def eraser(source: Source, rows: list[Rows] = rows) -> Eraser:
            rows += [Rows(connection, one, list(source.columns), erased) for connection, one in ways]
            return together(rows) if rows else plain(erased)

        changes = changes_of(path, part, eraser)
        found = {subject: email for each in rows for subject, email in each.found.items()}
        bury(found, erased)
        if not found:  # else rows before this one may be about the same record
            break
    lines = frozenset(write_changed(path, part, changes, lambda line: names_address(line, erased), target))
    if not lines:
        target.unlink()
    return lines


def bury(found: Mapping[str, str], erased: Erased) -> None:
    """Set tombstones for records that turned out to be an erased person's: record to the address that told."""
    for subject, email in found.items():
        erasure = erasures.of_mark([mark_of(erased.key, EMAIL, email)])
        connection, about, _ = subject.split(":", 2)
        if erasure is not None:
            erasures.bury(erasure, [(SUBJECT, mark_of(erased.key, SUBJECT, subject), connection, about)])
            erasures.reopen(erasure)  # also if this is only a dry run: what came before is to be looked through again


def fingerprint(house: House, path: Path) -> str:
    """The checksum of a file as it was delivered; a kept copy is named by it, whatever was taken out of it since."""
    return path.stem if path.parent == house.ledger / SOURCES else checksum(path)
