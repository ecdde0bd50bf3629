"""The systems a house gets its facts from: what each delivered, how far its data reach, what waits."""

from datetime import datetime
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.leads import moment
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables
from handschlag.store import batches, groups

_PER_PAGE = 25


@needs("see_connections")
def connections(house: House, *, now: datetime, page: int = 1) -> dict[str, Any]:
    """Every source with its last import, the newest instant of its data, and its rows by what became of them; and a
    page of all imports, newest first.
    """
    with outside():
        every = [one for one in batches.listed() if one["kind"] == "import"]
        aside = groups.counts()
    pages = max(1, -(-len(every) // _PER_PAGE))
    number = min(max(page, 1), pages)
    counting = [one for one in every if one["superseded_by"] is None]
    reach = _reach(house, now) if counting else {}
    sources = sorted({one["connection"] for one in every})
    return {
        "sources": [_source(name, counting, aside.get(name, {}), reach) for name in sources],
        "imports": every[(number - 1) * _PER_PAGE : number * _PER_PAGE],
        "count": len(every), "page": number, "pages": pages,
    }  # fmt: skip


def _reach(house: House, now: datetime) -> dict[str, tuple[Any, int]]:
    """Per source the newest instant at which something happened (no later than now), and the number of its facts."""
    asked = tables(house, now=now)
    rows = asked.run(
        "select source, max(newest) filter (newest <= ?), sum(facts) from days group by 1",
        [round(now.timestamp() * 1_000_000)],
    )
    return {str(name): (moment(newest), int(number)) for name, newest, number in rows}


def _source(
    name: str, counting: list[dict[str, Any]], aside: dict[str, int], reach: dict[str, tuple[Any, int]]
) -> dict[str, Any]:
    mine = [one for one in counting if one["connection"] == name]
    newest, facts = reach.get(name, (None, 0))
    return {
        "connection": name, "files": len({one["file"] for one in mine}), "read": sum(one["read"] for one in mine),
        "facts": facts, "newest": newest, "last": mine[0]["imported_at"] if mine else None,
        "by": mine[0]["by"] if mine else "", "waiting": aside.get("waiting", 0), "mended": aside.get("mended", 0),
        "dismissed": aside.get("dismissed", 0),
    }  # fmt: skip
