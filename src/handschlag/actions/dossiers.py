"""The dossier of one lead, for the seller who takes it over."""

from datetime import datetime
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.leads import lead
from handschlag.actions.permission import needs
from handschlag.dashboard.dossier import WORDS, dossier_of, sections, text_of


@needs("see_people")
def dossier(house: House, *, person: str, now: datetime) -> dict[str, Any]:
    """Who, why now, what is known and what is open, the last touches, others at the company, a suggested opening.

    `sections` has it as lines under their headings, `text` as plain text; both {"de", "en"}.
    """
    found = dossier_of(
        lead(house, person=person, now=now), ready=house.terms.ready, hand_raises=sorted(house.terms.hand_raises)
    )
    return found | {
        "sections": {
            language: [
                {"key": key, "title": WORDS[key][language == "de"], "lines": lines}
                for key, lines in sections(found, language, house.time_zone)
            ]
            for language in ("de", "en")
        },
        "text": {language: text_of(found, language, house.time_zone) for language in ("de", "en")},
    }
