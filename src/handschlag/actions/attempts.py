"""Somebody tried to reach a lead."""

from datetime import datetime
from typing import Any

from handschlag.access.refusals import Refusal
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.telling import in_the_past, not_too_long, refuse, tell
from handschlag.files.text import both
from handschlag.handover.attempts import CHANNELS, OUTCOMES, outcomes_of


@needs("work_leads")
def record_attempt(
    house: House, *, person: str, channel: str, outcome: str, now: datetime, at: datetime | None = None,
    note: str = "", token: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A call, mail, message, meeting or visit, and what came of it; `at` is when, if not now.

    The same `token` given twice is one attempt, however often a form is sent.
    """
    refuse(_known(channel, outcome), in_the_past(at, now), not_too_long(note=note))
    return tell(
        house, person=person, now=now,
        make=lambda told: told.fact(
            "attempt", at=at, token=token, name=outcome, channel=channel,
            fields={"automated": "no", "note": note.strip()},
        ),
    )  # fmt: skip


def _known(channel: str, outcome: str) -> list[Refusal]:
    if channel not in CHANNELS:
        known = ", ".join(CHANNELS)
        text = both("Diesen Weg der Kontaktaufnahme gibt es nicht", f"there is no channel `{channel}`")
        return [Refusal("channel", text, both(f"Bekannt sind {known}", f"known are {known}"))]
    if outcome not in OUTCOMES or channel not in OUTCOMES[outcome][1]:
        can_be = ", ".join(outcomes_of(channel))
        text = both(
            "Dieses Ergebnis passt nicht zum Weg der Kontaktaufnahme", f"`{outcome}` is no outcome of {channel}"
        )
        return [Refusal("outcome", text, both(f"Möglich sind {can_be}", f"it can be {can_be}"))]
    return []
