"""The table of all sections: which room reads each, and whether it is executed today or only checked and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from handschlag.access import terms as access
from handschlag.attribution import terms as attribution
from handschlag.calendars import terms as calendars
from handschlag.conditions import terms as conditions
from handschlag.consent import terms as consent
from handschlag.files import Section, Text, both
from handschlag.funnel import terms as funnel
from handschlag.handover import criteria_terms, promise_terms, terms as handover
from handschlag.mapping import ownership_terms
from handschlag.market import terms as market
from handschlag.planning import terms as planning
from handschlag.reviews import terms as reviews
from handschlag.scoring import terms as scoring

EXECUTED, PARTLY, SHOWN = "executed", "partly", "shown"

_SHOWN = both("wird geprüft und angezeigt, aber noch nicht ausgeführt", "is checked and shown, but not executed yet")


@dataclass(frozen=True)
class Reader:
    """One section: its key, its title, the room's parser and model, and what is executed of it today."""

    key: str
    title: Text
    parse: Callable[[Section], Any]
    model: type[BaseModel]
    state: str
    note: Text
    required: bool = False


READERS: tuple[Reader, ...] = (
    Reader("parties", both("Parteien", "Parties"), access.parse, access.PartiesTerms, EXECUTED,
           both("wer unterschreibt", "who signs"), required=True),
    Reader("fields", both("Eigene Felder", "Own fields"), conditions.parse_fields, conditions.FieldsTerms, EXECUTED,
           both("Typen für Bedingungen", "types for conditions")),
    Reader("passes", both("Durchläufe", "Passes"), funnel.parse_passes, funnel.PassesTerms, EXECUTED,
           both("was einen Durchlauf öffnet und verbindet", "what opens and connects a pass")),
    Reader("calendars", both("Arbeitszeiten", "Calendars"), calendars.parse, calendars.CalendarsTerms, PARTLY,
           both("in ihnen laufen die Fristen; eigene von Personen noch nicht",
                "clocks run in them; those of single people are not executed yet")),
    Reader("markets", both("Zielmärkte", "Target markets"), market.parse_markets, market.MarketsTerms, EXECUTED,
           both("`when` und `not_when` ordnen Unternehmen zu", "`when` and `not_when` assign companies")),
    Reader("personas", both("Personas", "Personas"), market.parse_personas, market.PersonasTerms, EXECUTED,
           both("`when` und `not_when` ordnen Personen zu", "`when` and `not_when` assign persons")),
    Reader("funnel", both("Funnel", "Funnel"), funnel.parse, funnel.FunnelTerms, PARTLY,
           both("Phasen und Umwege werden ausgeführt; `leaves`, `was` und `back_to` von inactive noch nicht",
                "stages and detours are executed; `leaves`, `was` and `back_to` of inactive are not yet"),
           required=True),
    Reader("scoring", both("Bewertung", "Scoring"), scoring.parse, scoring.ScoringTerms, EXECUTED,
           both("Eignung, Interesse und Noten, zu jedem Zeitpunkt", "fit, engagement and grades, at any instant")),
    Reader("criteria", both("Kriterien", "Criteria"), criteria_terms.parse, criteria_terms.CriteriaTerms, PARTLY,
           both("Antworten, `hinted_when`, `met_from` und `expires` werden ausgeführt; `horizon` und Profilfragen noch "
                "nicht", "answers, `hinted_when`, `met_from` and `expires` are executed; `horizon` and the profile "
                "questions are not yet")),
    Reader("handover", both("Übergabe", "Hand-over"), handover.parse, handover.HandoverTerms, PARTLY,
           both("Rückgabegründe bewegen den Lead und lassen ihn ruhen; Warteschlangen nehmen ihn auf, Fristen laufen, "
                "`capacity` begrenzt, was jemand nimmt, `required` wird gemessen; Zuteilung, Warnungen und Folgen von "
                "Fristen und `on_close` noch nicht",
                "return reasons move the stage and put a lead to sleep; queues take leads in, clocks run, `capacity` "
                "limits what somebody takes, `required` is measured; dealing leads out, warnings, what a missed clock "
                "leads to, and `on_close` are not executed yet")),
    Reader("promises", both("Zusagen", "Promises"), promise_terms.parse, promise_terms.PromisesTerms, EXECUTED,
           both("wie sie gehalten wurden, je Zeitraum", "how they were kept, by period")),
    Reader("goals", both("Ziele", "Goals"), planning.parse, planning.GoalsTerms, PARTLY,
           both("der umgedrehte Funnel wird gerechnet; Plan und Fortschritt noch nicht",
                "the reverse funnel is calculated; plan and progress are not yet")),
    Reader("attribution", both("Anteile am Gewinn", "Attribution"), attribution.parse, attribution.AttributionTerms,
           SHOWN, _SHOWN),
    Reader("consent", both("Einwilligung", "Consent"), consent.parse, consent.ConsentTerms, SHOWN, _SHOWN),
    Reader("ownership", both("Datenhoheit", "Ownership"), ownership_terms.parse, ownership_terms.OwnershipTerms,
           SHOWN, _SHOWN),
    Reader("reviews", both("Besprechungen", "Reviews"), reviews.parse, reviews.ReviewsTerms, SHOWN, _SHOWN),
    Reader("sign_off", both("Freigaben", "Sign-off"), reviews.parse_sign_off, reviews.SignOffTerms, SHOWN, _SHOWN),
)  # fmt: skip

#: What stands at the top of the file and belongs to no room.
BASICS: dict[str, tuple[Text, str, Text]] = {
    "title": (both("Titel", "Title"), EXECUTED, both("steht auf jeder Seite", "is shown on every page")),
    "scope": (both("Zweck", "Scope"), EXECUTED, both("steht im Dokument", "is shown in the document")),
    "valid_from": (both("Gültig ab", "Valid from"), EXECUTED,
                   both("Früheres ist als rückblickend markiert", "what came before is marked as in retrospect")),
    "time_zone": (both("Zeitzone", "Time zone"), EXECUTED, both("schneidet Tage und Monate", "cuts days and months")),
    "currency": (both("Währung", "Currency"), EXECUTED, both("Währung der Zahlen", "currency of the figures")),
    "value": (both("Wert", "Value"), EXECUTED, both("welcher Betrag gilt", "which amount counts")),
}  # fmt: skip
