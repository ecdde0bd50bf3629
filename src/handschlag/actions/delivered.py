"""Which of the files that are to be imported came before."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handschlag.actions.checking import Look
from handschlag.files import both
from handschlag.mapping.cautions import Caution, caution
from handschlag.store import batches


def delivered(looks: Sequence[Look], zone: str) -> list[Caution]:
    """Files that are in the ledger already, byte for byte."""
    found = []
    for look in looks:
        batch = batches.with_checksum(look.staged.checksum)
        if batch is not None:
            day = batch.imported_at.astimezone(ZoneInfo(zone)).date()
            said = both(f"{day:%d.%m.%Y}", day.isoformat())
            found.append(caution("delivered", look.label, day=said, connection=batch.connection))
    return found
