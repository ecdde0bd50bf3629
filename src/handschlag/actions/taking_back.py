"""Somebody told something by mistake: it does not hold, and the ledger keeps both."""

from datetime import datetime
from typing import Any

from handschlag.access.refusals import Refusal, Refused
from handschlag.actions.houses import House
from handschlag.actions.linking import compact_json
from handschlag.actions.permission import needs
from handschlag.actions.telling import Told, tell
from handschlag.files.text import both
from handschlag.ledger.kinds import TOLD, WORK


@needs("work_leads")
def take_back(house: House, *, person: str, fact: str, now: datetime) -> dict[str, Any]:
    """What the asking person told does not hold; of others' only a head may say so. What an import brought in is
    corrected where it comes from.
    """

    def make(told: Told) -> dict[str, Any]:
        rows = told.asked.run(
            "select f.kind, f.actor, f.key, f.subject from deliveries f where f.subject in"
            " (select subject from subjects where person = ?) and f.id::varchar = ? limit 1",
            [told.person, fact.strip().lower()],
        )
        if not rows or rows[0][0] not in WORK or not (rows[0][2] or "").startswith(TOLD):
            text = both("Das hat hier niemand eingetragen", "nobody told this here")
            raise Refused(Refusal("fact", text))
        [(_kind, actor, _key, subject)] = rows
        if not house.by.may_take_back(actor):
            text = both("Das hat jemand anderes eingetragen", "somebody else told this")
            hint = both("Zurücknehmen kann es auch die Leitung", "a head can take it back too")
            raise Refused(Refusal("fact", text, hint))
        wrong = told.fact("correction", name="taken_back", token=f"not:{fact.strip().lower()}")
        return {**wrong, "subject": subject, "fields": compact_json({"fact": fact.strip().lower()})}

    return tell(house, person=person, now=now, make=make)
