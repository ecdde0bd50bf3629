"""Which sets of fold tables exist, by (state of the ledger, agreement, as-of)."""

from datetime import datetime

from handschlag.store.models import FoldTables


def find(key: str) -> FoldTables | None:
    """The newest finished tables under this key."""
    return FoldTables.objects.filter(key=key).order_by("-generation").first()


def keep(
    key: str, *, folder: str, generation: int, agreement: str, as_of: int | None, now: datetime, counts: dict[str, int]
) -> None:
    """Write down that a set of tables is finished; readers see it from here on, all of it at once."""
    FoldTables.objects.update_or_create(
        key=key,
        generation=generation,
        defaults={
            "folder": folder, "agreement": agreement, "as_of": as_of, "made_at": now,
            "counts": counts,
        },
    )  # fmt: skip


def forget_older(keep_newest: int, *, own: str = "") -> list[str]:
    """Forget all but the newest sets; return the folders that can go.

    However many others were asked for since: the newest sets of everything under the house's own terms (their hash is
    `own`) stay, for every page asks for them.
    """
    ids = list(FoldTables.objects.order_by("-made_at", "-id").values_list("id", flat=True)[keep_newest:])
    mine = FoldTables.objects.filter(agreement=own, as_of=None)
    for kind in ("-now", "-then"):
        newest = mine.filter(key__endswith=kind).order_by("-generation").values_list("id", flat=True).first()
        ids = [each for each in ids if each != newest]
    old = FoldTables.objects.filter(id__in=ids)
    folders = list(old.values_list("folder", flat=True))
    old.delete()
    return folders
