"""What the fold remembers while it walks through a component: persons, passes, opportunities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from handschlag.fold.facts import Fact, Profile
from handschlag.scoring.engagement import Engagement


class Entry(NamedTuple):
    """A pass entered a stage."""

    entered_at: int
    precision: str
    basis: str  # derived | reported | implied
    fact: str


@dataclass(slots=True)
class Stay:
    """A pass stands in a stage from an instant until another, half open."""

    stage: int
    from_at: int
    attempt: int
    cause: str
    to_at: int | None = None


class Waiting(NamedTuple):
    """A pass came into a queue, and waits there as long as it stands where it stood then (`stay` is its number)."""

    queue: str
    entered_at: int
    stay: int
    cause: str  # rule | hand_raise | woken
    fact: str  # after which it came in; of who was woken, the return


class Happening(NamedTuple):
    """Something in an open pass that its clocks hear.

    `what` is an event such as `handover.offered`, or one of attempt, contact (both sides talked), stands (`stage`: it
    comes to stand there), back (given back), assigned, closed. `name` is the queue of `queue.entered`.
    """

    what: str
    at: int
    fact: str | None = None
    precision: str = "instant"
    name: str = ""
    stage: int = -1
    side: str | None = None
    channel: str | None = None
    two_way: bool = False
    holds: bool = False  # it says who has the lead: `holder`, or nobody
    holder: str | None = None
    instead: bool = False  # the lead was given to somebody else


@dataclass(slots=True)
class Pass:
    """One qualification cycle. `entries` hold what counts by stage number, `opinions` what the other side says,
    `reached` the stages of this attempt.
    """

    pass_id: str
    person: str | None
    company: str | None
    kind: str
    path: str
    opened_at: int
    opened_by: str
    opened_name: str
    opener: Fact
    active_at: int
    closed_at: int | None = None
    outcome: str = "open"
    reason: str | None = None
    attempts: int = 1
    opportunity: str | None = None
    value: int | None = None
    currency: str | None = None
    corrected: bool = False
    entries: dict[int, Entry] = field(default_factory=dict)
    opinions: dict[int, Entry] = field(default_factory=dict)
    reached: set[int] = field(default_factory=set)
    stays: list[Stay] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    happened: list[Happening] = field(default_factory=list)
    wakes_at: int | None = None  # given back: when it comes up again
    asleep_by: str | None = None  # the return
    touches: int = 0
    touched: dict[str, int] = field(default_factory=dict)
    calls: int = 0
    last_touch_at: int | None = None
    accepted: bool = False
    bought_by: str | None = None  # its opportunity's company, which may be another than that of its person
    lead: str = ""  # "" | awaited | arrived: an opportunity's converted lead whose own facts come later

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def stands(self) -> int | None:
        """The stage the pass stands in, if it is open and has entered any."""
        return self.stays[-1].stage if self.stays and self.stays[-1].to_at is None else None


def hear(a_pass: Pass, what: str, fact: Fact, **told: Any) -> None:
    """While it is open, the pass keeps what happens in it; nothing of what comes after its end."""
    if a_pass.open:
        a_pass.happened.append(Happening(what, fact.occurred_at, fact.id, fact.precision, **told))


@dataclass(slots=True)
class Answer:
    """The state a criterion got, and until when it holds."""

    state: str
    expires_at: int | None


@dataclass(slots=True)
class Person:
    """A person of the component."""

    id: str
    company: str | None
    profile: Profile
    answers: dict[str, Answer] = field(default_factory=dict)
    passes: list[Pass] = field(default_factory=list)
    last_touch_at: int | None = None
    heard_of: bool = False  # by a counting touch or a reported stage
    fields: dict[str, object] = field(default_factory=dict)
    hinted: list[str] = field(default_factory=list)  # criteria, at the instant of the component's last fact
    engagement: Engagement | None = None  # None where no condition asks for it


@dataclass(slots=True)
class Opportunity:
    """An opportunity with the pass it advances. `roles` are the persons it names, strongest role first."""

    subject: str
    company: str | None
    roles: list[tuple[str, str]]  # (role, person)
    the_pass: Pass
    rule: str
    created_at: int
    bypass: bool
    outcome: str = "open"
    closed_at: int | None = None
    reason: str | None = None
    value: int | None = None
    currency: str | None = None
    open_value: int | None = None
    open_currency: str | None = None
    concluded_by: str | None = None  # the fact of the outcome that holds
    existence_entered: bool = False
    corrected: bool = False
    fields: dict[str, object] = field(default_factory=dict)
