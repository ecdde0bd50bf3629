"""The score of one person, asked for by itself."""

from datetime import datetime
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.leads import resolve
from handschlag.actions.people_scores import score_of
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables


@needs("see_people")
def score(house: House, *, person: str, now: datetime, at: datetime | None = None) -> dict[str, Any]:
    """A person's fit, engagement and grade as of `at`, with every entry. What happened later does not exist yet."""
    asked = tables(house, now=now)
    who = resolve(asked, person)
    [(name,)] = asked.run("select coalesce(name, email) from people where person = ?", [who])
    return {"person": who, "name": name, "at": at or now, **score_of(house, asked, who, at or now)}
