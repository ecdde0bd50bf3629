"""The fold tables a page or command reads: made when the ledger or the agreement has changed, kept until then."""

import fcntl
import os
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.linking import link_ledger
from handschlag.engines.duck import Connection, connect, quote
from handschlag.engines.folding import fold_ledger
from handschlag.engines.ledger import late, latest, open_ledger
from handschlag.engines.overlay import Overlay
from handschlag.ledger.schema import DERIVED
from handschlag.linking.domains import free_mail_domains
from handschlag.store.batches import decided_stages
from handschlag.store.generations import find, forget_older, keep
from handschlag.store.head import rows as head_rows
from handschlag.store.manifest import advance, count, snapshot
from handschlag.store.models import FoldTables

Progress = Callable[[str, int], None]
_KEPT = 6

#: With more facts than these behind them, tables are made anew instead of being brought up to date one by one.
_BEHIND = 5_000


@dataclass
class _Open:
    """A warm connection to one set of tables; `seen` is the generation up to which people's facts are in it, `latest`
    the instant of the last.
    """

    con: Connection
    overlay: Overlay
    seen: int
    latest: int = 0
    catching_up: threading.Lock = field(default_factory=threading.Lock)


_open: "OrderedDict[Path, _Open]" = OrderedDict()
_guard = threading.Lock()


@dataclass(frozen=True)
class Tables:
    """The fold tables at one state of the ledger, and a way to ask them. `run(sql, params)` returns the rows."""

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
        whole = _up_to_date(house, _current(house, now, progress))
        cut = None if as_of is None else round(as_of.timestamp() * 1_000_000)
        if cut is None or cut >= _opened(house, whole.folder).latest:
            return whole
        folder = _as_of(house, now, cut, whole)
        return Tables(folder, whole.generation, _opened(house, folder, cut).con)


def kept_tables(house: House) -> Tables | None:
    """The tables as `tables` gives them, if nothing has to be linked or folded as a whole for them: inside a
    transaction.
    """
    with outside():
        row = _row(house)
        return _up_to_date(house, row) if row is not None else None


def tables_known_then(house: House, *, now: datetime, progress: Progress | None = None) -> Tables:
    """The fold tables of everything, in which nothing counts before it was known, as files of their own; the ordinary
    ones if all was known when it happened, and nothing is laid over them.
    """
    whole = tables(house, now=now, progress=progress)
    with outside():
        if whole.generation == _current(house, now, progress).generation and not late(whole.con.cursor()):
            return whole
        load = _subjects_of(whole.folder)
        if (folder := _kept(house, whole.generation, known_then=True)) is None:
            with locked(house):
                folder = _kept(house, whole.generation, known_then=True) or _fold(
                    house, now, whole.generation, whole.generation, load, progress, known_then=True
                )
        return Tables(folder, whole.generation, _opened(house, folder).con)


def refresh(house: House, *, now: datetime, progress: Progress | None = None) -> dict[str, int]:
    """Link and fold whatever is new. Returns the number of rows of each fold table."""
    with outside():
        return dict(_current(house, now, progress).counts)


def _current(house: House, now: datetime, progress: Progress | None) -> FoldTables:
    """The tables of the whole ledger, linked and folded first if more than single facts, or the agreement, changed."""
    if (row := _row(house)) is not None:
        return row
    with locked(house):
        if (row := _row(house)) is not None:  # another process was faster
            return row
        linking = link_ledger(house, now=now, progress=progress)
        at = count()
        _fold(house, now, at.base, at.generation, linking.load, progress)
        found = find(_key(house, at.base))
        assert found is not None
        return found


def _row(house: House) -> FoldTables | None:
    """The tables that people's facts since can be laid over, if they are not too many."""
    at = count()
    row = find(_key(house, at.base))
    if row is None or not (house.derived / row.folder).is_dir():
        return None
    return row if at.generation - row.generation <= _BEHIND else None


def _up_to_date(house: House, row: FoldTables) -> Tables:
    """The tables with every fact that people told since they were made."""
    folder = house.derived / row.folder
    opened = _opened(house, folder, made=row)
    until = count().generation
    if opened.seen > until:  # an older state of the workspace was brought back
        let_go(house)
        opened = _opened(house, folder, made=row)
    if opened.seen < until:
        with opened.catching_up:
            if opened.seen < until:
                told = head_rows(after=opened.seen, until=until)
                opened.overlay.lay(told)
                opened.latest = max(opened.latest, _last(told))
                opened.seen = until
    return Tables(folder, opened.seen, opened.con)


def _last(told: Sequence[Mapping[str, Any]]) -> int:
    return max((max(one["occurred_at"], one["recorded_at"]) for one in told), default=0)


def refold(house: House, folder: Path, kept: Tables) -> dict[str, int]:
    """Fold everything that these tables know once more, into `folder`, with who is who as they have it."""
    return _fold_into(house, folder, None, _subjects_of(kept.folder), None, until=kept.generation)


def _subjects_of(folder: Path) -> Callable[[Connection], object]:
    """Loads who is who as other tables have it."""
    source = f"read_parquet({quote(str(folder / 'subjects.parquet'))})"
    return lambda con: con.execute(f"create table subjects as select * from {source}")


def discard(house: House) -> None:
    """Remove everything derived, with its traces; the workspace is locked. The next question makes it anew."""
    forget_older(0)
    advance()
    let_go(house)
    for path in house.derived.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def let_go(house: House) -> None:
    """Forget the warm connections: what they read is gone, or is another workspace's by now."""
    with _guard:
        for folder in [each for each in _open if each.is_relative_to(house.derived)]:
            del _open[folder]


def _as_of(house: House, now: datetime, cut: int, whole: Tables) -> Path:
    """The tables of what was known at an instant; who is who is taken as known today. What people told since the ledger
    last changed as a whole was either known then, or was not: nothing told later changes it.
    """
    base = count().base
    if (folder := _kept(house, base, cut)) is not None:
        return folder
    with locked(house):
        return _kept(house, base, cut) or _fold(
            house, now, base, whole.generation, _subjects_of(whole.folder), None, cut=cut
        )


def _kept(house: House, number: int, cut: int | None = None, *, known_then: bool = False) -> Path | None:
    row = find(_key(house, number, cut, known_then))
    folder = house.derived / row.folder if row is not None else None
    return folder if folder is not None and folder.is_dir() else None


def _fold(
    house: House,
    now: datetime,
    number: int,
    generation: int,
    load_subjects: Callable[[Connection], object],
    progress: Progress | None,
    *,
    cut: int | None = None,
    known_then: bool = False,
) -> Path:
    """Tables of the facts up to a generation; `number` is the state of the ledger by which they are found."""
    folder = house.derived / uuid4().hex
    counts = _fold_into(house, folder, cut, load_subjects, progress, until=generation, known_then=known_then)
    key = _key(house, number, cut, known_then)
    keep(key, folder=folder.name, generation=generation, agreement=house.terms.hash, as_of=cut, now=now, counts=counts)
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
    until: int | None = None,
    known_then: bool = False,
) -> dict[str, int]:
    con = connect(house.derived / "spill")
    try:
        _open_ledger(house, con, cut, until=until, known_then=known_then)
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


def _open_ledger(
    house: House, con: Connection, cut: int | None, *, until: int | None, known_then: bool = False
) -> None:
    seen = snapshot(house.ledger)
    open_ledger(
        con, segments=seen.segments, superseded=seen.superseded, head=head_rows(until=until), as_of=cut,
        known_then=known_then,
    )  # fmt: skip


def _key(house: House, number: int, cut: int | None = None, known_then: bool = False) -> str:
    at = "then" if known_then else "now" if cut is None else cut
    return f"{DERIVED}-{number}-{house.terms.hash[:24]}-{house.valid_from}-{at}"


def _opened(house: House, folder: Path, cut: int | None = None, made: FoldTables | None = None) -> _Open:
    """A warm connection with a view per table; a few are kept, connecting costs more than most questions. What people
    told since the tables were `made` is laid over them.

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
        con.execute("set parquet_metadata_cache = true")  # files of these names never change
        overlay = Overlay(
            con, folder, house.terms, decided=decided_stages(), valid_from=house.valid_from,
            free_domains=free_mail_domains,
        )  # fmt: skip
        con.execute(f"create view subjects as select * from read_parquet({quote(str(folder / 'subjects.parquet'))})")
        until = count().generation
        _open_ledger(house, con, cut, until=until)
        con.execute(
            "create view deliveries as select f.*, s.person, s.company"
            " from facts f left join subjects s using (subject)"
        )
        con.execute("create view unique_facts as select distinct on (id) * from deliveries order by id, recorded_at")
        opened = _Open(con, overlay, until)
        if made is not None:
            since = head_rows(after=made.generation, until=until)
            overlay.lay(since, in_head=True)
            opened.latest = max(made.counts["latest"], _last(since))
        _open[folder] = opened
        while len(_open) > _KEPT:
            _open.popitem(last=False)
        return opened


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
