"""Reading a delivery anew from the kept file, and bringing in what people decided on its rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from handschlag.actions.houses import House
from handschlag.actions.readings import reading_of
from handschlag.actions.supplements import Brought, complete
from handschlag.actions.taking import Delivery, Progress, take
from handschlag.store import batches
from handschlag.store.models import Batch


def kept_file(house: House, batch: Batch) -> Path | None:
    """Where the file of a delivery can be read again; None if it is gone."""
    path = house.path / batch.path
    return path if batch.path and path.is_file() else None


def reread(house: House, batch: Batch, *, now: datetime, progress: Progress | None = None) -> Batch | None:
    """Read the file of a delivery as it is read today, in the place of the old reading. None if the file is gone."""
    path = kept_file(house, batch)
    if path is None:
        return None
    reading = reading_of(house, batch)
    delivery = Delivery(path, batch.file, reading.mapping.files[batch.part], batch.part)
    found = take(house, reading, delivery, now=now, progress=progress, anew=batches.is_stale(batch))
    return batches.get(found["batch"])


def bring_in(house: House, numbers: Iterable[int], *, now: datetime) -> Brought:
    """Let what people decided take effect in these deliveries; the workspace is locked."""
    concerned = _deliveries(numbers)
    # The same row may be in several: what one of them said of it until now contradicts nothing the others say now.
    outdated = [batch.id for batch in batches.supplements_of(each.id for each in concerned)]
    done = [_bring_in(house, batch, outdated, now) for batch in concerned]
    return Brought(*(sum(getattr(one, key) for one in done) for key in ("new", "unchanged", "corrected", "waiting")))


def _bring_in(house: House, batch: Batch, outdated: Sequence[int], now: datetime) -> Brought:
    if batches.is_stale(batch) and reread(house, batch, now=now) is not None:
        return Brought()
    return complete(house, batch, outdated)


def _deliveries(numbers: Iterable[int]) -> list[Batch]:
    """The deliveries of these numbers; of a supplement the one it belongs to."""
    found = [batches.get(number) for number in sorted(set(numbers))]
    whole = {(each.mends or each).id: each.mends or each for each in found if each is not None}
    return [whole[number] for number in sorted(whole)]
