"""Holds several staged exports of one source against each other: the same record told twice, records that lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handschlag.engines.duck import Connection, connect, quote
from handschlag.engines.reading import open_source
from handschlag.engines.scratch import scratch_folder
from handschlag.engines.segments import facts_in
from handschlag.ledger.kinds import KINDS
from handschlag.mapping.models import FilePart

_RECORDS = ", ".join(quote(kind.key) for kind in KINDS.values() if kind.record)


@dataclass(frozen=True)
class Contradiction:
    """Two files say different things about the same version of records; the field in which most of them differ."""

    left: str
    right: str
    records: int
    field: str
    example: str
    said_left: str
    said_right: str


@dataclass(frozen=True)
class Lacking:
    """A file names records of a type that another file lists; some are not in it."""

    file: str
    listing: str
    object: str
    total: int
    missing: int


def open_staged(staged: Mapping[str, Path]) -> Connection:
    """A connection with the view `staged`: every fact of every file, with the file's name."""
    con = connect(memory="1GB")
    selects = [f"select {quote(file)} as file, * from {facts_in([path])}" for file, path in staged.items()]
    con.execute(f"create view staged as {' union all by name '.join(selects)}")
    return con


_TOLD = f"""create or replace temp table told as
    with versions as (
        select file, kind, subject, version, any_value(amount) as amount, any_value(fields) as fields
        from staged where kind in ({_RECORDS}) group by file, kind, subject, version
    ), kept as (select *, count(*) over (partition by kind, subject, version) as times from versions qualify times > 1)
    select file, kind, subject, version, 'amount' as field, amount::varchar as said from kept where amount is not null
    union all
    select file, kind, subject, version, key, json_extract_string(fields, '$."' || key || '"')
    from (select *, unnest(json_keys(fields)) as key from kept where fields is not null)"""

_DIFFERENT = """
    select a.file, b.file, a.field, count(distinct a.subject), min(a.subject),
           arg_min(a.said, a.subject), arg_min(b.said, a.subject)
    from told a join told b on a.kind = b.kind and a.subject = b.subject and a.field = b.field
        and a.version is not distinct from b.version and a.file < b.file and a.said <> b.said
    group by 1, 2, 3 order by 4 desc, 3"""


def contradictions(con: Connection) -> list[Contradiction]:
    """Pairs of files of which each states other values for the same version of a record."""
    con.execute(_TOLD)
    found: dict[tuple[str, str], Contradiction] = {}
    for left, right, field, records, subject, said_left, said_right in con.execute(_DIFFERENT).fetchall():
        example = str(subject).split(":", 2)[2]
        found.setdefault((left, right), Contradiction(left, right, records, field, example, said_left, said_right))
    return list(found.values())


def lacking(con: Connection, listed: Mapping[str, str], known: Sequence[Path]) -> list[Lacking]:
    """How many of the records that files name are missing in the file that lists such records, and in the ledger.

    `listed`: the beginning of such subjects (`crm:contact:`) to the name of the file that lists them.
    """
    found = []
    for beginning, listing in listed.items():
        con.execute(
            "create or replace temp table named as select distinct file, unnest([subject, related]) as subject"
            " from staged where file <> ?",
            [listing],
        )
        con.execute(
            "create or replace temp table there as select distinct subject from staged where file = ?", [listing]
        )
        if known:
            con.execute(
                f"insert into there select distinct subject from {facts_in(known)} where starts_with(subject, ?)",
                [beginning],
            )
        rows = con.execute(
            "select file, count(*), count(*) filter (subject not in (select subject from there)) from named"
            " where starts_with(subject, ?) group by file order by file",
            [beginning],
        ).fetchall()
        found += [Lacking(file, listing, beginning.split(":")[1], total, missing) for file, total, missing in rows]
    return found


def times_stated(con: Connection, file: str, subject: str) -> int:
    """How many facts of a file are about a subject."""
    rows = con.execute("select count(*) from staged where file = ? and subject = ?", [file, subject]).fetchall()
    return int(rows[0][0])


def counts(con: Connection) -> dict[str, dict[str, int]]:
    """How many facts of which kind each file states."""
    found: dict[str, dict[str, int]] = {}
    for file, kind, number in con.execute(
        "select file, kind, count(*) from staged group by 1, 2 order by 2"
    ).fetchall():
        found.setdefault(file, {})[kind] = number
    return found


def column_sum(path: Path, part: FilePart, column: str) -> tuple[int, int]:
    """Of a column of whole numbers: how many rows have one above zero, and the sum."""
    with scratch_folder() as folder:
        con = connect(memory="1GB")
        try:
            source = open_source(path, part, con)
            rows = source.numbered(con, [column], folder / "rows", progress=None, limit=None)
            number = "try_cast(trim(c0::varchar) as bigint)"
            sql = f"select count(*) filter ({number} > 0), coalesce(sum({number}), 0) from {rows.relation}"
            [(having, total)] = con.execute(sql).fetchall()
            return int(having), int(total)
        finally:
            con.close()
