"""What people tell of a lead becomes a fact at once: in one transaction with everything that depends on it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import md5
from typing import Any

from django.db import transaction

from handschlag.access.actors import Actor
from handschlag.access.refusals import Refusal, Refused
from handschlag.access.roles import SIDES
from handschlag.actions.exchanges import instant_of, standing_of
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.leads import resolve
from handschlag.actions.linking import compact_json, micros
from handschlag.actions.tables import Tables, kept_tables, tables
from handschlag.errors import OutsideSystemFailed, Problem
from handschlag.files.text import both
from handschlag.ledger.identity import fact_id
from handschlag.ledger.kinds import TOLD
from handschlag.store import head, manifest, members

#: So often an import may come in between before a person is told to try again.
_TRIES = 5

#: An instant of another century is a slip of the finger.
_OLDEST = 2000

#: Texts are as long as people write them, not as long as files are.
LONGEST = 4_000


class Told:
    """The account as it is at the moment of telling, with nobody else telling anything meanwhile."""

    def __init__(self, house: House, asked: Tables, person: str, now: datetime) -> None:
        self.house, self.asked, self.now = house, asked, micros(now)
        self.person = resolve(asked, person)
        self._standing = standing_of(house, asked, self.person, self.now)
        self.exchange = self._standing.exchange

    def fact(
        self, kind: str, *, at: datetime | None = None, token: str = "", name: str | None = None,
        channel: str | None = None, fields: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """The fact that is told. It is about the record with which the pass began, so that it stays with it."""
        by = self.house.by
        said = {key: text for key, value in (fields or {}).items() if (text := _typed(value))}
        when = micros(at) if at else self.now
        return {
            "kind": kind, "subject": self._subject(), "name": name, "channel": channel, "precision": "instant",
            "occurred_at": when, "recorded_at": self.now, "side": SIDES.get(by.role),
            "actor": by.username, "fields": compact_json(said) if said else None,
            "key": f"{TOLD}{_mark(token, name, channel, said) if token else f'{by.username}:{when}'}",
        }  # fmt: skip

    def next_word(self) -> datetime:
        """The instant of the next word of the hand-over: after the last one, whatever clock that one was told by."""
        return instant_of(max(self.now, self._standing.at + 1))

    def _subject(self) -> str:
        own = [
            subject for (subject,) in self.asked.run(
                "select subject from subjects where person = ? order by subject", [self.person]
            )
        ]  # fmt: skip
        if self._standing.pass_id:
            marks = ", ".join("?" for _ in own)
            opened = self.asked.run(
                f"select subject from deliveries where subject in ({marks}) and id = ?::uuid limit 1",
                [*own, self._standing.pass_id],
            )
            if opened:
                return str(opened[0][0])
        return str(own[0])


def _mark(token: str, *said: object) -> str:
    """One form sent twice is one fact; another statement on the same form is another."""
    return md5(repr((token, *said)).encode(errors="replace"), usedforsecurity=False).hexdigest()


def _typed(text: str) -> str:
    """Without characters that nobody types and no database keeps."""
    whole = text.encode(errors="replace").decode()
    return "".join(one for one in whole if one >= " " or one in "\n\t").strip()


def tell(house: House, *, person: str, now: datetime, make: Callable[[Told], dict[str, Any] | None]) -> dict[str, Any]:
    """Keep the fact that `make` gives, or nothing if it gives none: {"person", "fact", "new"}. It is not new if the
    very same was told with the same token before.

    Whatever `make` decides by is true until the fact is kept: others wait. `make` may refuse.
    """
    for _ in range(_TRIES):
        tables(house, now=now)  # what takes long is done before others have to wait
        with outside(), transaction.atomic():
            manifest.lock()
            asked = kept_tables(house)
            if asked is None:
                continue
            told = Told(house, asked, person, now)
            fact = make(told)
            new = fact is not None and head.record([fact], single=True) == 1
            return {"person": told.person, "fact": str(fact_id(fact)) if fact is not None else None, "new": new}
    hint = "nothing was kept; try again in a minute"
    raise OutsideSystemFailed(Problem(message="the ledger is being changed all the time", hint=hint))


def in_the_past(at: datetime | None, now: datetime) -> list[Refusal]:
    """What people tell has happened."""
    if at is not None and at.year < _OLDEST:
        return [Refusal("at", both("Der Zeitpunkt liegt zu weit zurück", "the instant lies too far back"))]
    if at is None or at <= now:
        return []
    text = both("Der Zeitpunkt liegt in der Zukunft", "the instant lies in the future")
    hint = both("Eintragen lässt sich, was geschehen ist", "what has happened can be recorded")
    return [Refusal("at", text, hint)]


def not_too_long(**texts: str) -> list[Refusal]:
    """Texts that people can have typed."""
    message = both(f"Der Text ist länger als {LONGEST} Zeichen", f"the text is longer than {LONGEST} characters")
    return [Refusal(field, message) for field, text in texts.items() if len(text) > LONGEST]


def refuse(*lists: list[Refusal]) -> None:
    """Refuse everything that is wrong at once."""
    wrong = [refusal for each in lists for refusal in each]
    if wrong:
        raise Refused(*wrong)


def acting(username: str) -> Actor:
    """Whoever signs in so: on the command line, what people tell needs somebody who tells it."""
    with outside():
        one = members.by_name(username)
        if one is None or not one.user.is_active:
            text = both(f"Niemand meldet sich als {username} an", f"nobody signs in as {username}")
            raise Refused(Refusal("by", text))
        return members.actor_of(one.user)
