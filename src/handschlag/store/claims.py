"""Who has which lead of a work list."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from handschlag.store.models import Claim

#: A lead that waits: its pass, the list, and since when (UTC microseconds).
Place = tuple[str, str, int]


def held(queue: str) -> dict[Place, Claim]:
    """Every claim in a list that was not released; whether the lead still waits there, the fold knows."""
    return {place_of(claim): claim for claim in Claim.objects.filter(queue=queue, released_at=None)}


def held_by(username: str) -> list[Claim]:
    """What somebody has taken and not released, in all lists."""
    return list(Claim.objects.filter(username=username, released_at=None))


def every() -> list[Claim]:
    """Every claim that was not released."""
    return list(Claim.objects.filter(released_at=None))


def of_pass(pass_id: str) -> list[Claim]:
    """The claims on one pass that were not released."""
    return list(Claim.objects.filter(pass_id=UUID(pass_id), released_at=None))


def add(place: Place, *, subject: str, username: str, why: str, now: datetime) -> None:
    """Somebody has it from now on; the caller holds the ledger's lock, so nobody else can have taken it meanwhile."""
    pass_id, queue, entered_at = place
    Claim.objects.create(
        pass_id=UUID(pass_id), subject=subject, queue=queue, entered_at=entered_at, username=username, why=why, at=now
    )


def release(claims: Iterable[Claim], now: datetime) -> None:
    Claim.objects.filter(id__in=[claim.pk for claim in claims]).update(released_at=now)


def subjects() -> list[str]:
    """The records that any claim, also one that is over, is about."""
    return list(Claim.objects.values_list("subject", flat=True).distinct())


def erase(subjects: Iterable[str]) -> int:
    """Of a person who was erased nothing stays, whoever had the lead."""
    return Claim.objects.filter(subject__in=list(subjects)).delete()[0]


def place_of(claim: Claim) -> Place:
    return (str(claim.pass_id), claim.queue, claim.entered_at)
