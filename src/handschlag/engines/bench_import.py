"""P7: an export of interactions on its way into the ledger beside DuckDB's plain COPY of the same file to Parquet.

Measured is what grows with the file: its checksum, reading it, checking every row, and writing its facts.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from handschlag.engines.duck import Connection, connect, quote
from handschlag.engines.staging import checksum, stage
from handschlag.mapping import Mapping, loads

GOAL_RATIO = 1.5
GOAL_AGAIN = 0.5
ROUNDS = 3

_START = 1_730_419_200  # 2024-11-01, in seconds
_SPAN = 730 * 86_400
_KINDS = "['page_view', 'email_opened', 'email_clicked', 'form_submitted', 'webinar_attended', 'chat', 'event_visit']"
_CHANNELS = "['direct', 'organic', 'paid_search', 'paid_social', 'email', 'referral', 'webinar', 'event', 'partner']"
_READERS = {
    "csv": "read_csv({})",
    "jsonl": "read_json({}, format = 'newline_delimited')",
    "parquet": "read_parquet({})",
}
_WRITERS = {"csv": "format csv, header", "jsonl": "format json", "parquet": "format parquet, compression zstd"}
_MAPPING = b"""
mapping: 1
connection: web
files:
  - match: "*"
    record: id
    facts:
      - kind: touch
        subject: {object: person, id: person_id}
        at: ts
        name: {column: kind}
        side: marketing
        channel: {column: channel}
        key: id
"""


def run(size: int = 10_000_000) -> dict[str, Any]:
    """The fastest round of each format, taking turns; the ratio is that of the slowest format."""
    mapping = loads(_MAPPING, "bench.yaml").mapping
    assert mapping is not None, "the benchmark's own mapping is sound"
    with tempfile.TemporaryDirectory(prefix="handschlag-bench-") as folder:
        formats = {kind: _measured(make_export(Path(folder), kind, size), mapping, size) for kind in _READERS}
    worst = max(formats.values(), key=lambda found: float(found["ratio"]))
    return {
        "job": "P7", "rows": size, "seconds": worst["seconds"], "ratio": worst["ratio"],
        "against": "DuckDB COPY to Parquet", "goal": GOAL_RATIO, "goal_again": GOAL_AGAIN, "formats": formats,
    }  # fmt: skip


def make_export(folder: Path, kind: str, size: int) -> Path:
    """An export of so many interactions, always the same one."""
    path = folder / f"interactions.{kind}"
    con = connect()
    try:
        con.execute(
            f"copy (select no as id, {_fate('who')} % {max(size // 10, 1)} as person_id,"
            f" make_timestamp(({_START} + {_fate('when')} % {_SPAN}) * 1000000) as ts,"
            f" {_KINDS}[{_fate('what')} % 7 + 1] as kind, {_CHANNELS}[{_fate('where')} % 9 + 1] as channel"
            f" from range({size}) numbers(no)) to {quote(str(path))} ({_WRITERS[kind]})"
        )
    finally:
        con.close()
    return path


def _fate(what: str) -> str:
    """A large number that depends on the row and on what is asked, not on threads."""
    return f"(hash(no::varchar || {quote(what)}) >> 2)::bigint"


def _measured(path: Path, mapping: Mapping, size: int) -> dict[str, Any]:
    out, plain = path.with_name("facts.parquet"), path.with_name("plain.parquet")
    rounds = [
        (_seconds(lambda: _import(path, mapping, size, out)), _seconds(lambda: _copy(path, plain)))
        for _ in range(ROUNDS)
    ]
    seconds, yardstick = min(a for a, _ in rounds), min(b for _, b in rounds)
    again = min(_seconds(lambda: checksum(path)) for _ in range(ROUNDS))
    path.unlink()
    return {
        "seconds": seconds, "against_seconds": yardstick, "ratio": seconds / yardstick,
        "again_seconds": again, "again_ratio": again / seconds,
    }  # fmt: skip


def _import(path: Path, mapping: Mapping, size: int, out: Path) -> None:
    staged = stage(path, mapping, mapping.files[0], batch=1, imported_at=0, out=out)
    if (staged.read, staged.facts, staged.quarantined) != (size, size, []):
        raise AssertionError("not every row became a fact: the measurement means nothing")


def _copy(path: Path, out: Path) -> None:
    con: Connection = connect()
    try:
        con.execute("set preserve_insertion_order = false")
        reader = _READERS[path.suffix.lstrip(".")].format(quote(str(path)))
        con.execute(f"copy (select * from {reader}) to {quote(str(out))} (format parquet, compression zstd)")
    finally:
        con.close()


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
