"""The product's own words for what an agreement leaves unnamed, and how a key reads as a word."""

from handschlag.files import Text, both
from handschlag.funnel.terms import FunnelTerms

STAGES: dict[str, Text] = {
    "prospect": both("Prospect", "Prospect"),
    "marketing_lead": both("Marketing Lead", "Marketing lead"),
    "sales_ready_lead": both("Sales Ready Lead", "Sales ready lead"),
    "opportunity": both("Opportunity", "Opportunity"),
    "won": both("gewonnen", "won"),
    "recycled": both("zurückgegeben", "recycled"),
    "disqualified": both("aussortiert", "disqualified"),
    "inactive": both("inaktiv", "inactive"),
    "lost": both("verloren", "lost"),
    "no_decision": both("keine Entscheidung", "no decision"),
}

#: Words that people know by their abbreviation, or that German writes with a capital.
_KNOWN: dict[str, Text] = {
    "sdr": both("SDR", "SDR"),
    "crm": both("CRM", "CRM"),
    "budget": both("Budget", "Budget"),
    "authority": both("Entscheidungsbefugnis", "Authority"),
    "need": both("Bedarf", "Need"),
    "time": both("Zeitrahmen", "Timing"),
    "email": both("E-Mail", "E-mail"),
    "phone": both("Telefon", "Phone"),
    "tracking": both("Nutzungsmessung", "Tracking"),
}


def readable(key: str) -> Text:
    """A key as a word, where nobody gave it a name."""
    if key in _KNOWN:
        return _KNOWN[key]
    plain = key.replace("_", " ").replace("-", " ").strip()
    return both(plain[:1].upper() + plain[1:], plain[:1].upper() + plain[1:])


def stage_label(funnel: FunnelTerms, key: str) -> Text:
    """What this house calls a stage or detour: its label, its name, our word, or its key."""
    if key in funnel.labels:
        return funnel.labels[key]
    for stage in funnel.stages:
        if stage.key == key and stage.name:
            return stage.name
    return STAGES.get(key) or readable(key)
