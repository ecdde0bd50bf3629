"""How state terms are spoken of: the visible table, held complete by a test."""

from handschlag.conditions.sentences.language import Language
from handschlag.conditions.sentences.phrases import Phrase

_POINTS: dict[Language, tuple[str, str]] = {"en": ("point", "points"), "de": ("Punkt", "Punkte")}
_DAYS: dict[Language, tuple[str, str]] = {"en": ("day", "days"), "de": ("Tag", "Tage")}

STATE_PHRASES: dict[str, dict[Language, Phrase]] = {
    "touches": {
        "en": Phrase(
            ("the", "number of touchpoints"), counts=("the person", "has {0} touchpoint", "has {0} touchpoints")
        ),
        "de": Phrase(
            ("die", "Zahl der Kontaktpunkte"), counts=("die Person", "hat {0} Kontaktpunkt", "hat {0} Kontaktpunkte")
        ),
    },
    "touched": {
        "en": Phrase(
            ("the", "number of touchpoints of the kind “{kind}”"),
            counts=(
                "the person",
                "has {0} touchpoint of the kind “{kind}”",
                "has {0} touchpoints of the kind “{kind}”",
            ),
        ),
        "de": Phrase(
            ("die", "Zahl der Kontaktpunkte der Art „{kind}“"),
            counts=("die Person", "hat {0} Kontaktpunkt der Art „{kind}“", "hat {0} Kontaktpunkte der Art „{kind}“"),
        ),
    },
    "attempts": {
        "en": Phrase(
            ("the", "number of contact attempts"),
            counts=("", "there has been {0} contact attempt", "there have been {0} contact attempts"),
        ),
        "de": Phrase(
            ("die", "Zahl der Kontaktversuche"), counts=("", "es gab {0} Kontaktversuch", "es gab {0} Kontaktversuche")
        ),
    },
    "criteria_met": {
        "en": Phrase(("the", "number of criteria met"), counts=("", "{0} criterion is met", "{0} criteria are met")),
        "de": Phrase(
            ("die", "Zahl der erfüllten Kriterien"),
            counts=("", "{0} Kriterium ist erfüllt", "{0} Kriterien sind erfüllt"),
        ),
    },
    "engagement": {
        "en": Phrase(("the", "engagement score"), unit=_POINTS["en"]),
        "de": Phrase(("das", "Interesse"), unit=_POINTS["de"]),
    },
    "fit": {
        "en": Phrase(("the", "fit score"), unit=_POINTS["en"]),
        "de": Phrase(("die", "Eignung"), unit=_POINTS["de"]),
    },
    "grade": {
        "en": Phrase(("the", "grade"), shown="plain"),
        "de": Phrase(("die", "Note"), shown="plain"),
    },
    "days_since_touch": {
        "en": Phrase(("the", "time since the last touchpoint"), unit=_DAYS["en"]),
        "de": Phrase(("die", "Zeit seit dem letzten Kontaktpunkt"), unit=_DAYS["de"]),
    },
    "days_since_stage": {
        "en": Phrase(("the", "time in the present stage"), unit=_DAYS["en"]),
        "de": Phrase(("die", "Zeit in der jetzigen Phase"), unit=_DAYS["de"]),
    },
    "market": {
        "en": Phrase(
            ("the", "target market"),
            says=(
                "the company",
                "belongs to the target market {0}",
                "belongs to a target market other than {0}",
            ),
            known=("the company", "belongs to a target market", "belongs to no target market"),
        ),
        "de": Phrase(
            ("der", "Zielmarkt"),
            says=("das Unternehmen", "gehört zum Zielmarkt {0}", "gehört zu einem anderen Zielmarkt als {0}"),
            known=("das Unternehmen", "gehört zu einem Zielmarkt", "gehört zu keinem Zielmarkt"),
        ),
    },
    "persona": {
        "en": Phrase(
            ("the", "persona"),
            says=("the person", "matches the persona {0}", "matches a persona other than {0}"),
            known=("the person", "matches a persona", "matches no persona"),
        ),
        "de": Phrase(
            ("die", "Persona"),
            says=("die Person", "entspricht der Persona {0}", "entspricht einer anderen Persona als {0}"),
            known=("die Person", "entspricht einer Persona", "entspricht keiner Persona"),
        ),
    },
}

#: The words for what is known about a criterion.
CRITERION_STATE_WORDS: dict[Language, dict[str, str]] = {
    "en": {state: state for state in ("unknown", "hinted", "stated", "confirmed", "refuted")},
    "de": {
        "unknown": "unbekannt",
        "hinted": "angedeutet",
        "stated": "genannt",
        "confirmed": "bestätigt",
        "refuted": "widerlegt",
    },
}

#: What the usual criteria are called where the house has not named them.
CRITERION_NAMES: dict[str, dict[Language, str]] = {
    "budget": {"en": "budget", "de": "Budget"},
    "authority": {"en": "authority", "de": "Entscheidungsbefugnis"},
    "need": {"en": "need", "de": "Bedarf"},
    "time": {"en": "time frame", "de": "Zeitrahmen"},
}
