"""A segment of the ledger without the facts of erased persons, and without what names them in the facts of others."""

from collections.abc import Iterator
from pathlib import Path

from handschlag.consent.erasing.facts import without_person
from handschlag.consent.erasing.marks import IS_PLACE, NEAR, SUBJECT, Erased, mark_sql
from handschlag.consent.erasing.texts import names_address
from handschlag.engines.duck import Connection, connect, load, quote
from handschlag.engines.segments import facts_in
from handschlag.ledger.schema import FACT_COLUMNS

_COLUMNS = ", ".join(FACT_COLUMNS)


def erase_from(segment: Path, erased: Erased, target: Path) -> tuple[int, int, int] | None:
    """Write what stays of a segment to `target`. Returns the numbers of facts that went, changed and stayed; None
    (and no file) if nothing of it concerns an erased person.
    """
    con = connect(memory="2GB")
    try:
        con.execute(f"create view numbered as select * from {facts_in([segment], numbered=True)}")
        load(con, "marks", {"mark": "VARCHAR"}, ([mark] for mark in sorted(erased.marks)))
        _concerned(con, erased)
        [(gone,)] = con.execute("select count(*) from gone").fetchall()
        changed = load(con, "changed", {"row": "BIGINT", "fields": "VARCHAR"}, _changes(con, erased))
        if not gone and not changed:
            return None
        columns = _COLUMNS.replace("fields", "case when c.row is null then n.fields else c.fields end as fields")
        row = con.execute(
            f"copy (select {columns} from numbered n left join changed c using (row)"
            f" where row not in (select row from gone) order by row)"
            f" to {quote(str(target))} (format parquet, compression zstd)"
        ).fetchone()
        return int(gone), changed, int(row[0]) if row else 0
    finally:
        con.close()


def _concerned(con: Connection, erased: Erased) -> None:
    """The tables `gone` (rows about erased persons or naming them as the other end) and `near` (to look at)."""
    con.execute(
        "create table named as select subject from (select distinct subject from numbered union"
        " select distinct related from numbered where related is not null)"
        f" where {mark_sql(erased.key, SUBJECT, 'subject')} in (select mark from marks)"
    )
    con.execute(
        "create table gone as select row from numbered where subject in (select subject from named)"
        " or related in (select subject from named)"
    )
    con.execute(
        "create table near as select subject from (select distinct subject from numbered)"
        f" where {mark_sql(erased.key, NEAR, 'subject')} in (select mark from marks)"
    )


def _changes(con: Connection, erased: Erased) -> Iterator[tuple[int, str | None]]:
    """Rows about others in whose fields something names an erased person, with what the fields are afterwards."""
    named = [text for text in _texts_with_addresses(con) if names_address(text, erased)]
    load(con, "naming", {"fields": "VARCHAR"}, ([text] for text in named))
    rows = con.execute(
        "select row, subject, fields from numbered where fields is not null and row not in (select row from gone)"
        " and (fields in (select fields from naming) or subject in (select subject from near))"
    ).fetchall()
    for row, subject, fields in rows:
        after = without_person(subject, fields, erased)
        if after != fields:
            yield row, after


def _texts_with_addresses(con: Connection) -> Iterator[str]:
    cursor = con.cursor()
    cursor.execute(
        "select distinct fields from numbered where contains(fields, '@') and row not in (select row from gone)"
    )
    while rows := cursor.fetchmany(10_000):
        for (text,) in rows:
            yield text


def drop_places(staged: Path) -> int:
    """Take the facts out of a staged file that came of the emptied rows of an erased person; returns how many it has
    then.
    """
    con = connect(memory="1GB")
    clean = staged.with_suffix(".clean")
    try:
        source = facts_in([staged])
        stays = (
            f"not regexp_matches(subject, {quote(IS_PLACE)})"
            f" and not coalesce(regexp_matches(related, {quote(IS_PLACE)}), false)"
        )
        [(every, kept)] = con.execute(f"select count(*), count(*) filter ({stays}) from {source}").fetchall()
        if kept < every:
            con.execute(
                f"copy (select {_COLUMNS} from {source} where {stays}) to {quote(str(clean))}"
                " (format parquet, compression zstd)"
            )
            clean.replace(staged)
        return int(kept)
    finally:
        con.close()
        clean.unlink(missing_ok=True)
