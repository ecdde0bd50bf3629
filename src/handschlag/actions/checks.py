"""What looks wrong in funnel and data."""

from datetime import datetime
from typing import Any

from handschlag.actions.funnels import stage_labels
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables
from handschlag.funnel.lint import check as look
from handschlag.funnel.terms import DETOURS


@needs("see_people")
def check(house: House, *, as_of: datetime, now: datetime | None = None) -> dict[str, Any]:
    """Every kind of finding with its count, its words in both languages, and a few examples."""
    asked = tables(house, now=now or as_of, as_of=as_of)
    return look(
        asked.run,
        stages=stage_labels(house),
        time_zone=house.time_zone,
        as_of=round(as_of.timestamp() * 1_000_000),
        detours=DETOURS,
        undefined=[stage.key for stage in house.agreement.funnel.stages if stage.definition is None],
        facts="unique_facts",
    )
