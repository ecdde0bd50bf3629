"""The fold tables a page or command reads: made when the ledger or the agreement has changed, kept until then."""

import fcntl
import os
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.linking import link_ledger
from handschlag.engines.duck import Connection, connect, name, quote
from handschlag.engines.folding import fold_ledger
from handschlag.engines.ledger import late, latest, open_ledger
from handschlag.ledger.schema import DERIVED, FOLD_TABLES, ROLLUPS
from handschlag.linking.domains import free_mail_domains
from handschlag.store.batches import decided_stages
from handschlag.store.generations import find, forget_older, keep
from handschlag.store.head import rows as head_rows
from handschlag.store.manifest import advance, generation, snapshot

Progress = Callable[[str, int], None]
_KEPT = 6
_open: "OrderedDict[Path, Connection]" = OrderedDict()
_guard = threading.Lock()


@dataclass(frozen=True)
class Tables:
    """One finished set of fold tables, and a way to ask it. `run(sql, params)` returns the rows."""

    folder: Path
    generation: int
    con: Connection

    def run(self, sql: str, params: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        with outside():
            return self.con.cursor().execute(sql, _given(params)).fetchall()

    def gathered(self, subjects: Sequence[str]) -> "Gathered":
        """The same tables, and `told`: every fact of these subjects once, read once for several questions."""
        con = self.con.cursor()
        kept = ", ".join(quote(subject) for subject in subjects) or "''"
        with outside():
            con.execute(
                f"create temp table told as select distinct on (id) * from deliveries where subject in ({kept})"
                " order by id, recorded_at"
            )
        return Gathered(self.folder, self.generation, con)


class Gathered(Tables):
    """Tables on a connection of one request's own."""

    def run(self, sql: str, params: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        with outside():
            return self.con.execute(sql, _given(params)).fetchall()


def _given(params: Sequence[object] | Mapping[str, object]) -> list[object] | dict[str, object]:
    return dict(params) if isinstance(params, Mapping) else list(params)


def tables(house: House, *, now: datetime, as_of: datetime | None = None, progress: Progress | None = None) -> Tables:
    """The fold tables under the agreement as it stands, of what was known at `as_of` (default: everything)."""
    with outside():
        folder, number = _current(house, now, progress)
        cut = None if as_of is None else round(as_of.timestamp() * 1_000_000)
        row = find(_key(house, number, None))
        if cut is not None and row is not None and cut < row.counts["latest"]:
            folder = _as_of(house, now, number, cut, folder)
        else:
            cut = None
        return Tables(folder, number, _connection(house, folder, cut))


def tables_known_then(house: House, *, now: datetime, progress: Progress | None = None) -> Tables:
    """The fold tables of everything, in which nothing counts before it was known; the ordinary ones if all was known
    when it happened.
    """
    whole = tables(house, now=now, progress=progress)
    with outside():
        if not late(whole.con.cursor()):
            return whole
        if (folder := _kept(house, whole.generation, None, known_then=True)) is None:
            load = _subjects_of(whole.folder)
            with locked(house):
                folder = _kept(house, whole.generation, None, known_then=True) or _fold(
                    house, now, whole.generation, None, load, progress, known_then=True
                )
        return Tables(folder, whole.generation, _connection(house, folder, None))


def refresh(house: House, *, now: datetime, progress: Progress | None = None) -> dict[str, int]:
    """Link and fold whatever is new. Returns the number of rows of each fold table."""
    with outside():
        _current(house, now, progress)
        row = find(_key(house, generation(), None))
        return dict(row.counts) if row is not None else {}


def _current(house: House, now: datetime, progress: Progress | None) -> tuple[Path, int]:
    """The tables of everything there is, linked and folded first if the ledger or the agreement has changed."""
    if (folder := _kept(house, generation(), None)) is not None:
        return folder, generation()
    with locked(house):
        if (folder := _kept(house, generation(), None)) is not None:  # another process was faster
            return folder, generation()
        linking = link_ledger(house, now=now, progress=progress)
        number = generation()
        return _fold(house, now, number, None, linking.load, progress), number


def refold(house: House, folder: Path, whole: Path) -> dict[str, int]:
    """Fold everything once more, into `folder`, with the subjects of the tables in `whole`."""
    return _fold_into(house, folder, None, _subjects_of(whole), None)


def _subjects_of(folder: Path) -> Callable[[Connection], object]:
    """Loads who is who as other tables have it."""
    source = f"read_parquet({quote(str(folder / 'subjects.parquet'))})"
    return lambda con: con.execute(f"create table subjects as select * from {source}")


def discard(house: House) -> None:
    """Remove everything derived, with its traces; the workspace is locked. The next question makes it anew."""
    forget_older(0)
    advance()
    with _guard:
        for folder in [each for each in _open if each.is_relative_to(house.derived)]:
            del _open[folder]
    for path in house.derived.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def _as_of(house: House, now: datetime, number: int, cut: int, whole: Path) -> Path:
    """The tables of what was known at an instant; who is who is taken as known today."""
    if (folder := _kept(house, number, cut)) is not None:
        return folder
    with locked(house):
        return _kept(house, number, cut) or _fold(house, now, number, cut, _subjects_of(whole), None)


def _kept(house: House, number: int, cut: int | None, *, known_then: bool = False) -> Path | None:
    row = find(_key(house, number, cut, known_then))
    folder = house.derived / row.folder if row is not None else None
    return folder if folder is not None and folder.is_dir() else None


def _fold(
    house: House,
    now: datetime,
    number: int,
    cut: int | None,
    load_subjects: Callable[[Connection], object],
    progress: Progress | None,
    *,
    known_then: bool = False,
) -> Path:
    folder = house.derived / uuid4().hex
    counts = _fold_into(house, folder, cut, load_subjects, progress, known_then=known_then)
    key = _key(house, number, cut, known_then)
    keep(key, folder=folder.name, generation=number, agreement=house.terms.hash, as_of=cut, now=now, counts=counts)
    for old in forget_older(_KEPT, own=house.own_terms):
        shutil.rmtree(house.derived / old, ignore_errors=True)
    return folder


def _fold_into(
    house: House,
    folder: Path,
    cut: int | None,
    load_subjects: Callable[[Connection], object],
    progress: Progress | None,
    *,
    known_then: bool = False,
) -> dict[str, int]:
    con = connect(house.derived / "spill")
    try:
        _open_ledger(house, con, cut, known_then)
        load_subjects(con)
        counts = fold_ledger(
            con,
            house.terms,
            folder=folder,
            decided=decided_stages(),
            valid_from=house.valid_from,
            free_domains=free_mail_domains,
            progress=None if progress is None else (lambda read: progress("fold", read)),
        )
        return {**counts, "latest": latest(con) or 0}
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        con.close()


def _open_ledger(house: House, con: Connection, cut: int | None, known_then: bool = False) -> None:
    seen = snapshot(house.ledger)
    open_ledger(
        con, segments=seen.segments, superseded=seen.superseded, head=head_rows(), as_of=cut, known_then=known_then
    )


def _key(house: House, number: int, cut: int | None, known_then: bool = False) -> str:
    at = "then" if known_then else "now" if cut is None else cut
    return f"{DERIVED}-{number}-{house.terms.hash[:24]}-{house.valid_from}-{at}"


def _connection(house: House, folder: Path, cut: int | None) -> Connection:
    """A warm connection with a view per table; a few are kept, connecting costs more than most questions.

    `unique_facts` holds every fact once; `deliveries` every delivery: for the facts of a few subjects it is far
    cheaper.
    """
    with _guard:
        for gone in [each for each in _open if not each.is_dir()]:  # another process discarded it
            del _open[gone]
        if folder in _open:
            _open.move_to_end(folder)
            return _open[folder]
        con = connect(house.derived / "spill")
        for table in (*FOLD_TABLES, *ROLLUPS, "subjects"):
            con.execute(
                f"create view {name(table)} as select * from read_parquet({quote(str(folder / f'{table}.parquet'))})"
            )
        _open_ledger(house, con, cut)
        con.execute(
            "create view deliveries as select f.*, s.person, s.company"
            " from facts f left join subjects s using (subject)"
        )
        con.execute("create view unique_facts as select distinct on (id) * from deliveries order by id, recorded_at")
        _open[folder] = con
        while len(_open) > _KEPT:
            _open.popitem(last=False)
        return con


@contextmanager
def locked(house: House) -> Iterator[None]:
    """One process at a time imports, links or folds in this workspace. A killed one leaves no lock behind."""
    house.derived.mkdir(parents=True, exist_ok=True)
    handle = os.open(house.derived / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
