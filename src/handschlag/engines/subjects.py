"""Who is who over the whole ledger: what linking needs is read from the facts, what it found becomes the table
`subjects`.
"""

import json
from collections.abc import Iterator, Mapping

from handschlag.engines.duck import Connection, load
from handschlag.ledger.kinds import KINDS
from handschlag.linking import Linked, Record, keys
from handschlag.linking.keys import Key

SUBJECTS = {
    "subject": "VARCHAR", "about": "VARCHAR", "person": "VARCHAR", "company": "VARCHAR", "component": "VARCHAR",
}  # fmt: skip

#: The reason of a link that a person made, and no key of a record.
BY_HAND = "by_hand"

_ABOUT = {kind.key: kind.about for kind in KINDS.values() if kind.about in ("person", "company", "opportunity")}


def records(con: Connection) -> Iterator[Record]:
    """Every subject of the ledger, with the keys its records give."""
    cursor = con.cursor()
    cursor.execute("select distinct kind, subject, fields from facts where kind in ('person', 'company')")
    while rows := cursor.fetchmany(10_000):
        for kind, subject, fields in rows:
            values = {k: str(v) for k, v in json.loads(fields).items()} if fields else {}
            yield Record(subject, kind, keys(kind, values))
    cursor.execute(
        "select distinct subject, json_extract_string(fields, '$.about'), json_extract_string(fields, '$.key')"
        f" from facts where kind = 'link' and name = '{BY_HAND}'"
    )
    for subject, about, key in cursor.fetchall():
        yield Record(subject, about, (Key(key, BY_HAND),))
    whose = " ".join(f"when '{kind}' then '{about}'" for kind, about in sorted(_ABOUT.items()))
    cursor.execute(
        f"select distinct subject, case kind {whose} end as about from facts where about is not null"
        " union select distinct related, case when name = 'company' then 'company' else 'person' end"
        " from facts where kind = 'relation' and name <> 'campaign' and related is not null"
    )
    while rows := cursor.fetchmany(10_000):
        for subject, about in rows:
            yield Record(subject, about, ())


def relations(con: Connection) -> list[tuple[str, str, str]]:
    """(subject, related, role) of every relation."""
    return con.execute("select distinct subject, related, name from facts where kind = 'relation'").fetchall()


def existing(con: Connection) -> dict[str, str]:
    """Subject to the entity of its newest link."""
    return dict(
        con.execute(
            "select subject, arg_max(json_extract_string(fields, '$.entity'), (recorded_at, id::varchar))"
            " from facts where kind = 'link' and json_extract_string(fields, '$.entity') is not null group by subject"
        ).fetchall()
    )


def unlinked(con: Connection) -> set[tuple[str, str]]:
    """(subject, key) of every link undone."""
    return set(
        con.execute(
            "select distinct subject, json_extract_string(fields, '$.key') from facts where kind = 'unlink'"
        ).fetchall()
    )


def load_subjects(con: Connection, linked: Linked, entities: Mapping[str, str], about: Mapping[str, str]) -> int:
    """Make the table `subjects`: of each source subject its person, company and component. Returns how many there
    are.
    """

    def row(subject: str, component: str) -> tuple[str | None, ...]:
        kind = about.get(subject, "company" if subject.startswith("derived:") else "")
        entity = entities.get(subject)
        if kind == "person":
            return (subject, kind, entity, linked.membership.get(entity or ""), component)
        return (subject, kind, None, entity if kind == "company" else None, component)

    return load(con, "subjects", SUBJECTS, (row(*item) for item in sorted(linked.components.items())))
