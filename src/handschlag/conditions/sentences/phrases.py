"""How known fields are spoken of: the visible table of natural phrases. Every other field gets a generic one."""

from dataclasses import dataclass
from typing import Literal

from handschlag.conditions.sentences.language import Language

Shown = Literal["plain", "quoted", "country", "language", "date"]


@dataclass(frozen=True)
class Phrase:
    """How one field or state term is spoken of in one language.

    `noun`: article and name. `says`: subject, then what is said where it is (not) one of some values, {0}. `counts`:
    subject, then what is said of one and of several, {0}. `shown`: how its values are written. `unit`: one, several.
    `known`: subject, then what is said where it is known and where it is unknown.
    """

    noun: tuple[str, str]
    says: tuple[str, str, str] | None = None
    counts: tuple[str, str, str] | None = None
    shown: Shown = "quoted"
    unit: tuple[str, str] | None = None
    known: tuple[str, str, str] | None = None


def _noun(en: tuple[str, str], de: tuple[str, str], shown: Shown = "quoted") -> dict[Language, Phrase]:
    return {"en": Phrase(en, shown=shown), "de": Phrase(de, shown=shown)}


def _says(
    en: tuple[tuple[str, str], str, str, str], de: tuple[tuple[str, str], str, str, str], shown: Shown = "plain"
) -> dict[Language, Phrase]:
    return {
        "en": Phrase(en[0], says=(en[1], en[2], en[3]), shown=shown),
        "de": Phrase(de[0], says=(de[1], de[2], de[3]), shown=shown),
    }


_COMPANY, _UNTERNEHMEN = "the company", "das Unternehmen"
_PERSON, _DIE_PERSON = "the person", "die Person"

PHRASES: dict[str, dict[Language, Phrase]] = {
    # The company.
    "country": _says(
        (("the", "country"), _COMPANY, "sits in {0}", "does not sit in {0}"),
        (("das", "Land"), _UNTERNEHMEN, "sitzt in {0}", "sitzt nicht in {0}"),
        "country",
    ),
    "city": _says(
        (("the", "city"), _COMPANY, "sits in {0}", "does not sit in {0}"),
        (("die", "Stadt"), _UNTERNEHMEN, "sitzt in {0}", "sitzt nicht in {0}"),
    ),
    "subdivision": _says(
        (("the", "region"), _COMPANY, "sits in the region {0}", "does not sit in the region {0}"),
        (("die", "Region"), _UNTERNEHMEN, "sitzt in der Region {0}", "sitzt nicht in der Region {0}"),
    ),
    "industry": _says(
        (("the", "industry"), _COMPANY, "belongs to the industry {0}", "does not belong to the industry {0}"),
        (("die", "Branche"), _UNTERNEHMEN, "gehört zur Branche {0}", "gehört nicht zur Branche {0}"),
        "quoted",
    ),
    "employees": {
        "en": Phrase(
            ("the", "number of employees"), counts=(_COMPANY, "has {0} employee", "has {0} employees"), shown="plain"
        ),
        "de": Phrase(
            ("die", "Zahl der Beschäftigten"), counts=(_UNTERNEHMEN, "hat {0} Beschäftigten", "hat {0} Beschäftigte")
        ),
    },
    "revenue": _noun(("the", "company's revenue"), ("der", "Umsatz des Unternehmens")),
    "company_name": _noun(("the", "company's name"), ("der", "Name des Unternehmens")),
    "domain": _noun(("the", "company's domain"), ("die", "Domain des Unternehmens")),
    "website": _noun(("the", "company's website"), ("die", "Website des Unternehmens")),
    "postcode": _noun(("the", "postcode"), ("die", "Postleitzahl")),
    "owner": _noun(("the", "owner"), ("die", "zuständige Person")),
    # The person.
    "department": _says(
        (("the", "department"), _PERSON, "works in the department {0}", "does not work in the department {0}"),
        (("die", "Abteilung"), _DIE_PERSON, "arbeitet in der Abteilung {0}", "arbeitet nicht in der Abteilung {0}"),
    ),
    "language": _says(
        (("the", "language"), _PERSON, "speaks {0}", "does not speak {0}"),
        (("die", "Sprache"), _DIE_PERSON, "spricht {0}", "spricht nicht {0}"),
        "language",
    ),
    "email_is_free": _says(
        (("the", "free-mail mark"), _PERSON, "uses a free e-mail address", "does not use a free e-mail address"),
        (("das", "Freemail-Merkmal"), _DIE_PERSON, "nutzt eine Freemail-Adresse", "nutzt keine Freemail-Adresse"),
    ),
    "seniority": _noun(("the", "seniority"), ("die", "Hierarchiestufe")),
    "job_title": _noun(("the", "job title"), ("die", "Stellenbezeichnung")),
    "email": _noun(("the", "e-mail address"), ("die", "E-Mail-Adresse")),
    "phone": _noun(("the", "phone number"), ("die", "Telefonnummer")),
    "first_name": _noun(("the", "first name"), ("der", "Vorname")),
    "last_name": _noun(("the", "last name"), ("der", "Nachname")),
    "full_name": _noun(("the", "full name"), ("der", "vollständige Name")),
    # The opportunity.
    "title": _noun(("the", "opportunity's title"), ("der", "Titel der Opportunity")),
    "amount": _noun(("the", "amount"), ("der", "Betrag")),
    "currency": _noun(("the", "currency"), ("die", "Währung"), "plain"),
    "close_date": _noun(("the", "expected close date"), ("der", "erwartete Abschlusstermin")),
    "next_step": _noun(("the", "next step"), ("der", "nächste Schritt")),
    "next_step_at": _noun(("the", "date of the next step"), ("der", "Termin des nächsten Schritts")),
    "main_contact": _noun(("the", "main contact"), ("der", "Hauptkontakt")),
    "competitor": _noun(("the", "competitor"), ("der", "Wettbewerber")),
    "reason": _noun(("the", "reason"), ("der", "Grund")),
    "stage": _noun(("the", "stage in the CRM"), ("die", "Phase im CRM")),
    # The touchpoint.
    "origin": _noun(("the", "origin"), ("die", "Herkunft")),
    "channel": _noun(("the", "channel"), ("der", "Kanal")),
    "campaign": _noun(("the", "campaign"), ("die", "Kampagne")),
    "landing_page": _noun(("the", "landing page"), ("die", "Einstiegsseite")),
    "link": _noun(("the", "link"), ("der", "Link")),
    "user_agent": _noun(("the", "user agent"), ("der", "User-Agent")),
    "path": _noun(("the", "page visited"), ("die", "besuchte Seite")),
    "referrer": _noun(("the", "referring page"), ("die", "verweisende Seite")),
    "actor": _noun(("the", "acting person"), ("die", "handelnde Person")),
    "utm_source": _noun(("the", "campaign mark “source”"), ("die", "Kampagnenkennung „source“")),
    "utm_medium": _noun(("the", "campaign mark “medium”"), ("die", "Kampagnenkennung „medium“")),
    "utm_campaign": _noun(("the", "campaign mark “campaign”"), ("die", "Kampagnenkennung „campaign“")),
    "utm_term": _noun(("the", "campaign mark “term”"), ("die", "Kampagnenkennung „term“")),
    "utm_content": _noun(("the", "campaign mark “content”"), ("die", "Kampagnenkennung „content“")),
    "side": _noun(("the", "side"), ("die", "Seite")),
}
