"""The texts of the agreement that were signed, and who signed them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from handschlag.agreement.signatures import Kept, KeptVersion, Signing, record_of, seal, version_hash
from handschlag.store.models import Signature, Version


@dataclass(frozen=True)
class InForce:
    """Which version holds; its text is read only where it is needed."""

    number: int
    digest: str
    in_force_at: datetime

    def text(self) -> bytes:
        """The very bytes that were signed."""
        return bytes(Version.objects.values_list("text", flat=True).get(number=self.number))


def in_force(at: datetime) -> InForce | None:
    """The version that holds at an instant: the last that was signed of those that have begun."""
    found = Version.objects.filter(in_force_at__lte=at).order_by("-number")
    one = found.only("number", "digest", "in_force_at").first()
    if one is None or one.number is None or one.in_force_at is None:
        return None
    return InForce(one.number, one.digest, one.in_force_at)


def latest() -> Version | None:
    """The last version that both sides signed, whether it has begun or not."""
    return Version.objects.exclude(number=None).order_by("-number").first()


def signed() -> list[Version]:
    """Every version that both sides signed, the newest first."""
    return list(Version.objects.exclude(number=None).order_by("-number").prefetch_related("signatures"))


def numbered(number: int) -> Version | None:
    return Version.objects.filter(number=number).first()


def unfinished(after: Version | None) -> list[Version]:
    """Texts that are to follow this version and that not everybody has signed."""
    found = Version.objects.filter(number=None, previous=after).order_by("-id").prefetch_related("signatures")
    return [one for one in found if signatures(one)]


def signatures(version: Version) -> list[Signature]:
    """Those that hold, in the order of signing."""
    return sorted((one for one in version.signatures.all() if one.withdrawn_at is None), key=lambda one: one.pk)


def opened(*, digest: str, canonical: str, text: bytes, valid_from: date, after: Version | None) -> Version:
    """The text, ready to be signed. Its bytes are those of the first signature that holds; others differ in comments
    only.
    """
    found, _ = Version.objects.get_or_create(
        digest=digest, previous=after, defaults={"canonical": canonical, "text": text, "valid_from": valid_from}
    )
    if bytes(found.text) != text and not signatures(found):
        found.text = text
        found.save(update_fields=["text"])
    return found


def add(version: Version, signing: Signing) -> Signature:
    """Keep a signature of this text."""
    record = record_of(signing)
    return Signature.objects.create(
        version=version, side=signing.side, office=signing.office, by=signing.by, name=signing.name, at=signing.at,
        backtest=signing.backtest, record=record, hash=seal(record),
    )  # fmt: skip


def fresh(version: Version) -> Version:
    """The text as the database has it now, with every signature."""
    return Version.objects.get(pk=version.pk)


def finish(version: Version, *, in_force_at: datetime) -> Version:
    """Everybody has signed: the text becomes the next version."""
    before = version.previous
    version.number = (before.number or 0) + 1 if before is not None else 1
    version.in_force_at = in_force_at
    version.hash = version_hash(
        number=version.number, digest=version.digest, previous=before.hash if before is not None else "",
        in_force_at=in_force_at, signatures=[one.hash for one in signatures(version)],
    )  # fmt: skip
    version.save(update_fields=["number", "in_force_at", "hash"])
    return version


def withdraw(signature: Signature, *, at: datetime) -> None:
    signature.withdrawn_at = at
    signature.save(update_fields=["withdrawn_at"])


def chain(says: Callable[[bytes], str]) -> list[KeptVersion]:
    """Every signed version with what was hashed, the oldest first. `says` gives the hash of what a file says."""
    return [_kept(one, says) for one in reversed(signed())]


def _shown(version: Version, one: Signature) -> str:
    return record_of(
        Signing(
            agreement=version.digest, previous=version.previous.hash if version.previous is not None else "",
            side=one.side, office=one.office, by=one.by, name=one.name, at=one.at, backtest=one.backtest,
        )
    )  # fmt: skip


def _kept(one: Version, says: Callable[[bytes], str]) -> KeptVersion:
    assert one.number is not None and one.in_force_at is not None, "only versions that everybody signed have a chain"
    return KeptVersion(
        number=one.number, digest=one.digest, canonical=one.canonical,
        previous=one.previous.hash if one.previous is not None else "", in_force_at=one.in_force_at,
        signatures=[Kept(each.record, each.hash, _shown(one, each)) for each in signatures(one)], hash=one.hash,
        says=says(bytes(one.text)),
    )  # fmt: skip
