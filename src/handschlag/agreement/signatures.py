"""What a signature says, and the chain of signed versions, each naming the one before (docs/explanation/signing.md).

Everything that is hashed is JSON in UTF-8 with sorted keys and no spaces; hashes are SHA-256 in hexadecimal; instants
are UTC to the microsecond.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from handschlag.access.terms import PartiesTerms, Signatory

#: The two sides, in the order in which a document names them.
SIDES = ("marketing", "sales")


@dataclass(frozen=True)
class Signing:
    """Somebody signs a text for a side. `office` is the role the text names; `backtest` the hash of the replayed
    history that was shown beside the text (empty: none was).
    """

    agreement: str
    previous: str
    side: str
    office: str
    by: str
    name: str
    at: datetime
    backtest: str = ""


@dataclass(frozen=True)
class Kept:
    """A signature as it was kept: its record, the hash of it, and the record as it follows from its version and from
    what pages show of it.
    """

    record: str
    hash: str
    shown: str


@dataclass(frozen=True)
class KeptVersion:
    """A version as it was kept: the canonical form of its text, the hash of what its file says (empty: this program
    cannot read the file), its signatures in the order of signing.
    """

    number: int
    digest: str
    canonical: str
    says: str
    previous: str
    in_force_at: datetime
    signatures: Sequence[Kept]
    hash: str


def record_of(signing: Signing) -> str:
    """What a signature says, as it is hashed and kept."""
    return _json(
        {
            "agreement": signing.agreement,
            "previous": signing.previous,
            "side": signing.side,
            "office": signing.office,
            "by": signing.by,
            "name": signing.name,
            "at": _instant(signing.at),
            "backtest": signing.backtest,
        }
    )


def seal(record: str) -> str:
    """The hash of a record."""
    return hashlib.sha256(record.encode()).hexdigest()


def version_hash(*, number: int, digest: str, previous: str, in_force_at: datetime, signatures: Sequence[str]) -> str:
    """The hash of a version that both sides have signed: it seals its text, its signatures, and the version before."""
    return seal(
        _json(
            {
                "number": number,
                "agreement": digest,
                "previous": previous,
                "in_force_at": _instant(in_force_at),
                "signatures": list(signatures),
            }
        )
    )


def offices(parties: PartiesTerms) -> list[tuple[str, Signatory]]:
    """Every signature the text asks for: (side, who signs), marketing's first."""
    return [(side, one) for side in SIDES for one in getattr(parties, side)]


def fills(office: str, *, role: str, username: str) -> bool:
    """Whether somebody signs for an office: by the role of that name, or because the text names the person."""
    return office.replace("-", "_") == role or office == username


def in_force_from(*, signed_at: datetime, valid_from: date, time_zone: str) -> datetime:
    """The instant from which a signed text holds: when both have signed, but not before the day it names begins."""
    return max(signed_at, datetime.combine(valid_from, time(), ZoneInfo(time_zone)).astimezone(UTC))


def broken(versions: Iterable[KeptVersion]) -> list[str]:
    """What does not hold in the chain, oldest version first, in plain words; an empty list if every hash is right."""
    found, before = [], ""
    for one in versions:
        found += [f"version {one.number}: {what}" for what in _broken(one, before)]
        before = one.hash
    return found


def _broken(one: KeptVersion, before: str) -> list[str]:
    signed = [signature.hash for signature in one.signatures]
    sealed = version_hash(
        number=one.number, digest=one.digest, previous=one.previous, in_force_at=one.in_force_at, signatures=signed
    )
    checks = {
        "its text is not the one that was signed": seal(one.canonical) == one.digest,
        "its file does not say what was signed": one.says == one.digest,
        "it does not follow the version before it": one.previous == before,
        "a signature was changed": all(
            seal(each.record) == each.hash and each.shown == each.record for each in one.signatures
        ),
        "number, beginning or signatures were changed": sealed == one.hash,
    }
    return [what for what, holds in checks.items() if not holds]


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _json(of: dict[str, object]) -> str:
    return json.dumps(of, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
