"""Erasing a person on request (Art. 17 GDPR): what that would do, doing it, finishing it, letting somebody in again."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.actions.erasing_everywhere import erase_everywhere, outside_files
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.leads import lead
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.person_records import delivered_rows, rows_set_aside
from handschlag.actions.tables import Tables, locked, refresh, tables
from handschlag.consent.erasing.marks import EMAIL, NAME, NEAR, PHONE, SUBJECT, mark_of, name_key, phone_key
from handschlag.errors import InputProblems, Problem
from handschlag.linking.addresses import is_role, normalise_email
from handschlag.store import audit, erasures
from handschlag.store.head import record

Row = dict[str, Any]

#: Mapped fields by which records of others name a person.
_NAMES, _FIRST, _LAST, _PHONES = ("full_name", "name"), "first_name", "last_name", ("phone", "mobile_phone", "mobile")


@needs("erase_person")
def foresee_erasure(house: House, *, person: str, now: datetime) -> Row:
    """What erasing a person would take away, named as `lead` takes it; nothing is changed.

    `deals` are records of others that name the person, each with the number of `others` it names; `shared` addresses
    that other persons have too: they are no tombstone. `outside` are files that only their owner can change.
    """
    found, asked = lead(house, person=person, now=now), tables(house, now=now)
    who = _Who(asked, found)
    with outside():
        rows = delivered_rows(house, who.delivered)
        aside = rows_set_aside(set(who.subjects), who.emails)
        elsewhere = outside_files(house)
    return {
        "person": found["person"], "name": found["name"], "email": found["email"], "records": who.subjects,
        "facts": who.facts, "rows": len(rows), "set_aside": len(aside), "passes": len(found["passes"]),
        "deals": list(who.deals()), "shared": sorted(who.shared), "outside": elsewhere,
    }  # fmt: skip


@needs("erase_person")
def erase_person(house: House, *, person: str, now: datetime) -> Row:
    """Erase a person from everything the workspace holds, for good. Cut off, `finish_erasures` goes on with it.

    Returns the number of the erasure and what was taken away.
    """
    found, asked = lead(house, person=person, now=now), tables(house, now=now)
    with outside(), locked(house):
        who = _Who(asked, found)
        key = erasures.key(house.path)
        with transaction.atomic():
            erasure = erasures.begin(now, house.by.username)
            erasures.bury(erasure, who.tombstones(key))
            record([_recorded(erasure.id, house.by.username, now)])
            audit.write(at=now, by=house.by.username, action="person_erased", number=erasure.id)
        erase_everywhere(house, now=now)
    refresh(house, now=now)
    return next(one for one in erasures.listed() if one["number"] == erasure.id)


@needs("erase_person")
def finish_erasures(house: House, *, now: datetime) -> int:
    """Go on with erasures that were cut off, or that a backup brought back. Returns how many were unfinished."""
    with outside(), locked(house):
        unfinished = len(erasures.unfinished())
        erase_everywhere(house, now=now)
    refresh(house, now=now)
    return unfinished


@needs("erase_person")
def list_erasures(house: House) -> list[Row]:
    """Every erasure, newest first: when, by whom, and how much went. Of whom, nobody knows any more."""
    with outside():
        return erasures.listed()


@needs("erase_person")
def readmit_person(house: House, *, named: str, now: datetime) -> Row:
    """Let an erased person in again, named by an e-mail address or a source record: imports bring in what they find."""
    text = named.strip()
    with outside(), transaction.atomic():
        key = erasures.key(house.path)
        marks = [mark_of(key, SUBJECT, text), mark_of(key, EMAIL, normalise_email(text) or text)]
        erasure = erasures.of_mark(marks)
        if erasure is None:
            hint = "give the e-mail address, or the record as connection:object:id"
            raise InputProblems(Problem(message=f"nobody was erased who is `{text}`", hint=hint))
        erasures.readmit(erasure, now)
        audit.write(at=now, by=house.by.username, action="person_readmitted", number=erasure.id)
    return {"number": erasure.id}


def _recorded(number: int, by: str, now: datetime) -> Row:
    """That something was removed stands in the ledger, as everything that happens."""
    return {
        "kind": "erasure", "subject": f"handschlag:erasure:{number}", "occurred_at": micros(now),
        "precision": "instant", "recorded_at": micros(now), "actor": by, "key": str(number),
    }  # fmt: skip


class _Who:
    """Everything by which a person is known."""

    def __init__(self, asked: Tables, found: Row) -> None:
        self._asked, self._person = asked, found["person"]
        self.subjects: list[str] = [each["subject"] for each in found["subjects"]]
        rows = self._of_subjects("distinct id, batch, subject, kind, fields", "subject")
        self.facts = len({row[0] for row in rows if row[3] not in ("link", "unlink")})
        self.delivered: dict[int, set[str]] = {}
        for _, batch, subject, kind, _ in rows:
            if batch is not None and kind != "link":
                self.delivered.setdefault(int(batch), set()).add(subject)
        self._fields = [json.loads(row[4]) for row in rows if row[4] and row[3] == "person"]
        every = {normalise_email(str(fields.get("email", ""))) for fields in self._fields} - {""}
        self.shared = {email for email in every if is_role(email) or self._is_anothers(email)}
        self.emails = every - self.shared

    def _of_subjects(self, columns: str, end: str, more: str = "") -> list[tuple[Any, ...]]:
        marks = ", ".join("?" for _ in self.subjects)
        return self._asked.run(f"select {columns} from deliveries where {end} in ({marks}){more}", self.subjects)

    def _is_anothers(self, email: str) -> bool:
        sql = "select 1 from people where lower(email) = ? and person <> ?::uuid limit 1"
        return bool(self._asked.run(sql, [email, self._person]))

    def deals(self) -> Iterator[Row]:
        """Records of others that name the person."""
        rows = self._of_subjects("distinct subject, name", "related", " and kind = 'relation'")
        for subject in sorted({subject for subject, _ in rows}):
            named = self._asked.run(
                "select distinct s.person from facts f join subjects s on s.subject = f.related"
                " where f.subject = ? and f.kind = 'relation' and s.person is not null and s.person <> ?::uuid",
                [subject, self._person],
            )
            outcome = self._asked.run("select outcome from opportunities where opportunity = ?", [subject])
            roles = sorted({str(role) for one, role in rows if one == subject})
            yield {
                "record": subject, "roles": roles, "others": len(named), "outcome": outcome[0][0] if outcome else None,
            }  # fmt: skip

    def tombstones(self, key: str) -> list[tuple[str, str, str, str]]:
        """(kind, mark, and of a record its source and type) of everything by which the person is known."""
        found = []
        for subject in self.subjects:
            connection, about, _ = subject.split(":", 2)
            found.append((SUBJECT, mark_of(key, SUBJECT, subject), connection, about))
        others: dict[str, Iterable[str]] = {
            EMAIL: self.emails, NAME: self._names(), PHONE: self._phones(),
            NEAR: (deal["record"] for deal in self.deals()),
        }  # fmt: skip
        return found + [(kind, mark_of(key, kind, text), "", "") for kind, texts in others.items() for text in texts]

    def _names(self) -> set[str]:
        names: set[str] = set()
        for fields in self._fields:
            first, last = str(fields.get(_FIRST, "")), str(fields.get(_LAST, ""))
            whole = [str(fields[key]) for key in _NAMES if fields.get(key)]
            names |= {first, last, f"{first} {last}", f"{last} {first}", *whole, *map(_turned, whole)}
        return {name_key(name) for name in names} - {""}

    def _phones(self) -> set[str]:
        texts: Sequence[str] = [str(fields[key]) for fields in self._fields for key in _PHONES if fields.get(key)]
        return {phone_key(text) for text in texts} - {""}


def _turned(name: str) -> str:
    """`Erika Muster` as lists have it: `Muster, Erika`."""
    first, _, last = name.strip().rpartition(" ")
    return f"{last} {first}"
