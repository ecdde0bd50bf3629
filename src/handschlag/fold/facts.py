"""What the fold is fed: the facts of one account component in their order, and the profiles' conditions beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

#: What is known comes before what happens, what happens before what is concluded (docs/explanation/fold.md, "Order").
RANKED_KINDS = (
    "company", "person", "campaign", "relation", "consent", "criterion_answer", "touch", "attempt", "stage_reported",
    "assigned", "handover_offered", "handover_accepted", "handover_returned", "opportunity_created",
    "opportunity_changed", "opportunity_won", "opportunity_lost", "opportunity_no_decision", "customer_renewed",
    "customer_expanded", "customer_cancelled",
)  # fmt: skip
RANK = {kind: rank for rank, kind in enumerate(RANKED_KINDS)}

#: What a correction does is done before the fold begins, so it has no rank; everything else the fold does not read.
READ_KINDS = frozenset(RANKED_KINDS) | {"correction"}

#: The ledger's columns of a fact that the fold reads, in the order of `Fact`.
FACT = (
    "id", "kind", "subject", "occurred_at", "related", "name", "precision", "version", "side", "actor", "channel",
    "campaign", "amount", "currency", "fields",
)  # fmt: skip


@dataclass(slots=True)
class Fact:
    """One fact as the fold reads it. `person` and `company` are the entities its subject (and `other_*` its related
    subject) is linked to.
    """

    id: str
    kind: str
    subject: str
    occurred_at: int
    related: str | None = None
    name: str | None = None
    precision: str = "instant"
    version: int | None = None
    side: str | None = None
    actor: str | None = None
    channel: str | None = None
    campaign: str | None = None
    amount: int | None = None
    currency: str | None = None
    fields: str | None = None
    person: str | None = None
    company: str | None = None
    other_person: str | None = None
    other_company: str | None = None
    matches: tuple[bool | None, ...] = ()  # per rule of engagement whether its condition is true of this fact
    bot: bool = False  # a known bot made it

    def values(self) -> dict[str, object]:
        """The mapped fields that hold something."""
        found = json.loads(self.fields) if self.fields else {}
        return {key: value for key, value in found.items() if value is not None and value != ""}

    def says(self, key: str) -> str | None:
        """One of the mapped fields, as text."""
        found = self.values().get(key)
        return None if found is None else str(found)

    @property
    def connection(self) -> str:
        return self.subject.partition(":")[0]


@dataclass(slots=True, frozen=True)
class Profile:
    """What the agreement's record conditions say of a person's profile: market, persona, per (stage, number) true,
    false or unknown, the fit in thousandths of a point, and whether the person is one of our own employees.
    """

    market: str | None = None
    persona: str | None = None
    records: Mapping[tuple[int, int], bool | None] = field(default_factory=dict)
    fit: int = 0
    own: bool = False


@dataclass(slots=True, frozen=True)
class ProfileChange:
    """A person's profile from an instant on; `rank`, `version` and `id` order it among the facts of that instant."""

    person: str
    occurred_at: int
    rank: int
    version: int
    id: str
    profile: Profile
