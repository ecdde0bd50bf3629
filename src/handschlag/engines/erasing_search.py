"""Whether a file names anybody who was erased: a quick look, before it is read row by row."""

from pathlib import Path

import duckdb

from handschlag.consent.erasing.marks import SUBJECT, Erased, mark_sql
from handschlag.consent.erasing.rows import subjects_of
from handschlag.consent.erasing.texts import names_address
from handschlag.engines.duck import Connection, connect, load, quote
from handschlag.engines.reading import open_source
from handschlag.engines.reading_source import Source
from handschlag.mapping import FilePart
from handschlag.mapping.aliases import resolved
from handschlag.mapping.texts import is_text

#: Smaller files are read row by row at once.
QUICK_FROM = 256 << 10


def perhaps(path: Path, connection: str, part: FilePart, erased: Erased) -> bool:
    """False if no row of the file names an erased person, by number or by address."""
    if path.stat().st_size < QUICK_FROM:
        return True
    con = connect(memory="1GB")
    try:
        source = open_source(path, part, con)
        relation = source.direct(list(source.columns))
        if relation is None:
            return True
        load(con, "marks", {"mark": "VARCHAR"}, ([mark] for mark in sorted(erased.marks)))
        return _numbers(con, source, relation, connection, part, erased) or _addresses(con, source, relation, erased)
    except duckdb.Error:  # whatever a reader complains about: reading row by row says what it is
        return True
    finally:
        con.close()


def _numbers(
    con: Connection, source: Source, relation: str, connection: str, part: FilePart, erased: Erased
) -> bool:  # fmt: skip
    columns = list(source.columns)
    for subject in subjects_of(resolved(part, columns)):
        if subject.id not in columns:
            continue
        cell = f"c{columns.index(subject.id)}::varchar"
        parts = f"unnest(string_split({cell}, {quote(subject.split)}))" if subject.split else cell
        name = f"{quote(f'{subject.connection or connection}:{subject.object}:')} || trim(one)"
        found = con.execute(
            f"select exists (select 1 from (select distinct {parts} as one from {relation})"
            f" where {mark_sql(erased.key, SUBJECT, name)} in (select mark from marks))"
        ).fetchone()
        if found == (True,):
            return True
    return False


def _addresses(con: Connection, source: Source, relation: str, erased: Erased) -> bool:
    for number, kind in enumerate(source.columns.values()):
        if not is_text(kind):
            continue
        cursor = con.execute(f"select distinct c{number} from {relation} where contains(c{number}, '@')")
        while rows := cursor.fetchmany(10_000):
            if any(names_address(str(text), erased) for (text,) in rows):
                return True
    return False
