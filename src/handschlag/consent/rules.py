"""What one person allowed: per purpose the newest word, and every one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Nobody said anything about this purpose: unknown is not a no, and never a yes.
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Word:
    """Consent given or withdrawn for a purpose, at an instant (UTC microseconds)."""

    purpose: str
    state: str
    at: int
    fact: str


@dataclass(frozen=True)
class Receipt:
    """How it stands with a purpose, and the facts that say so, newest first."""

    purpose: str
    state: str  # given | withdrawn | unknown
    since: int | None
    facts: tuple[str, ...]
    agreed: bool  # whether the agreement knows the purpose


def receipts(purposes: Sequence[str], words: Sequence[Word], at: int) -> list[Receipt]:
    """The purposes of the agreement in its order, then others that sources name; as of `at`.

    At one instant a withdrawal counts more than a consent: in doubt, nobody is written to.
    """
    known = sorted((w for w in words if w.at <= at), key=lambda w: (w.at, w.state == "withdrawn", w.fact), reverse=True)
    others = sorted({word.purpose for word in known} - set(purposes))
    return [_receipt(purpose, known, purpose in purposes) for purpose in (*purposes, *others)]


def _receipt(purpose: str, words: Sequence[Word], agreed: bool) -> Receipt:
    mine = [word for word in words if word.purpose == purpose]
    if not mine:
        return Receipt(purpose, UNKNOWN, None, (), agreed)
    return Receipt(purpose, mine[0].state, mine[0].at, tuple(word.fact for word in mine), agreed)
