"""What headers mean: the spellings of HubSpot, Salesforce, Pipedrive, Odoo and house-made lists, en and de."""

import re
import unicodedata
from functools import lru_cache

#: Role of a column, and the headers it goes by. Upper and lower case, spaces, hyphens and umlauts do not matter.
HEADERS: dict[str, tuple[str, ...]] = {
    # Persons.
    "email": ("email", "e-mail", "email address", "e-mail-adresse", "mail", "email from", "person - email - work"),
    "phone": (
        "phone", "phone number", "telefon", "telefonnummer", "mobile", "mobile phone", "mobil", "handy",
        "mobiltelefon", "rufnummer", "person - phone - work", "tel",
    ),
    "first_name": ("first name", "firstname", "vorname", "person - first name"),
    "last_name": ("last name", "lastname", "nachname", "surname", "familienname", "person - last name"),
    "full_name": ("full name", "contact name", "kontaktname", "name des kontakts", "ansprechpartner", "person - name"),
    "name": ("name", "bezeichnung"),
    "job_title": ("job title", "title", "position", "jobtitel", "berufsbezeichnung", "titel", "job position"),
    "department": ("department", "abteilung", "bereich"),
    "seniority": (
        "seniority", "karrierestufe", "funktionsebene", "hierarchieebene", "job level", "management level", "ebene",
    ),
    "language": ("language", "preferred language", "sprache"),
    "origin": (
        "origin", "original source", "original traffic source", "ursprüngliche quelle", "source", "quelle",
        "lead source", "leadquelle", "herkunft", "medium",
    ),
    "landing_page": ("landing page", "landing page id", "first page seen", "landeseite"),
    "first_contact_at": ("first contact date", "first contact", "erstkontakt", "erstkontakt am", "first touch date"),
    "opt_in_at": ("newsletter opt-in", "opt-in", "opt-in date", "einwilligung am", "consent date", "opt-in am"),
    "opt_out_at": ("newsletter opt-out", "opt-out", "opt-out date", "abgemeldet am", "unsubscribed", "opt-out am"),
    "disqualified_at": ("disqualified on", "disqualified date", "aussortiert am", "disqualifiziert am"),
    "disqualified_reason": ("disqualified reason", "aussortiert weil", "disqualifizierungsgrund", "unqualified reason"),
    # Companies.
    "company_name": (
        "company", "company name", "firma", "firmenname", "unternehmen", "unternehmensname", "account name",
        "accountname", "organization", "organisation", "organization - name", "organisation - name", "kunde",
        "name des unternehmens", "primary company",
    ),
    "website": ("website", "website url", "web", "webseite", "homepage", "url der website", "internetseite"),
    "domain": ("domain", "company domain name", "unternehmensdomain", "domainname", "domain-name des unternehmens"),
    "industry": ("industry", "branche", "sector", "business segment"),
    "employees": (
        "employees", "number of employees", "mitarbeiter", "mitarbeiterzahl", "anzahl mitarbeiter", "company size",
        "unternehmensgröße", "anzahl der mitarbeiter",
    ),
    "revenue": ("annual revenue", "jahresumsatz", "umsatz", "umsatz (teur)", "annualrevenue", "jährlicher umsatz"),
    "postcode": (
        "postal code", "zip", "zip code", "plz", "postleitzahl", "billing zip/postal code", "billing postal code",
    ),
    "city": ("city", "stadt", "ort", "billing city", "mailing city", "rechnungsort"),
    "subdivision": ("state", "state/region", "bundesland", "region", "billing state/province", "kanton"),
    "country": ("country", "country/region", "land", "land/region", "billing country", "mailing country"),
    # Who, and when a record was made and changed.
    "owner": (
        "owner", "inhaber", "contact owner", "deal owner", "company owner", "opportunity owner", "account owner",
        "lead owner", "für kontakt zuständiger mitarbeiter", "für unternehmen zuständiger mitarbeiter",
        "für deal zuständiger mitarbeiter", "opportunity-inhaber", "accountinhaber", "lead-inhaber", "kontaktinhaber",
        "verantwortlich", "verantwortlicher", "zuständiger mitarbeiter", "besitzer", "salesperson",
        "vertriebsmitarbeiter", "betreuer", "kundenbetreuer", "assigned to", "zugewiesen an", "sr id",
    ),
    "created_at": (
        "create date", "created date", "created on", "created at", "created", "erstellungsdatum", "erstelldatum",
        "erstellt am", "angelegt am", "angelegt", "erstellt", "anlagedatum", "date created",
    ),
    "modified_at": (
        "last modified date", "last modified", "modified date", "last updated on", "updated at", "update time",
        "geändert am", "geändert", "letzte änderung", "zuletzt geändert", "zuletzt geändert am", "änderungsdatum",
        "letztes änderungsdatum", "datum der letzten änderung",
    ),
    # Opportunities.
    "deal_title": (
        "deal name", "deal title", "deal-name", "opportunity name", "opportunity", "verkaufschance", "deal",
        "name der verkaufschance", "opportunity-name", "opportunityname", "deal - title",
    ),
    "amount": (
        "amount", "betrag", "value", "wert", "deal value", "expected revenue", "erwarteter umsatz", "auftragswert",
        "summe", "volumen", "cost", "kosten",
    ),
    "currency": ("currency", "währung", "currency iso code", "amount currency", "deal - currency"),
    "stage": ("stage", "deal stage", "phase", "deal-phase", "stufe", "lifecycle stage", "lifecycle-phase", "status"),
    "outcome": ("outcome", "ergebnis", "result", "resultat", "closed status", "won/lost", "gewonnen/verloren"),
    "closed_at": ("closed at", "closed on", "closed date", "abgeschlossen am", "geschlossen am", "abschluss am"),
    "close_date": (
        "close date", "expected close date", "abschluss erwartet", "abschlussdatum", "erwarteter abschluss",
        "schlusstermin", "erwartetes abschlussdatum", "expected closing",
    ),
    "won_at": ("won date", "won time", "won at", "gewonnen am", "auftragsdatum"),
    "lost_at": ("lost date", "lost time", "lost at", "verloren am"),
    "reason": (
        "reason", "grund", "closed lost reason", "loss reason", "lost reason", "verlustgrund", "absagegrund",
        "rückgabegrund", "return reason", "grund der rückgabe",
    ),
    "competitor": ("competitor", "mitbewerber", "wettbewerber", "konkurrent"),
    "next_step": ("next step", "nächster schritt"),
    "next_step_at": ("next step date", "nächster schritt am", "next step at"),
    "deal_type": ("deal type", "opportunity type", "verkaufschancentyp", "lead type", "art der verkaufschance"),
    # Activities.
    "what": ("type", "art", "typ", "activity type", "aktivitätstyp", "aktivitätsart", "event", "ereignis", "aktion"),
    "happened_at": (
        "date", "datum", "activity date", "timestamp", "time", "zeitpunkt", "submitted", "erfasst am",
        "aktivitätsdatum", "occurred at", "hinzugefügt am", "added on", "due date", "fällig am", "start time",
        "monat", "month",
    ),
    "actor": (
        "employee", "mitarbeiter", "benutzer", "user", "erfasst von", "geändert von", "created by", "erstellt von",
    ),
    "team": ("team", "side", "seite", "bereich", "department"),
    "automated": ("automated", "automatisch", "automatic"),
    "channel": ("channel", "kanal"),
    "campaign_name": ("campaign", "campaign name", "kampagne", "kampagnenname", "name der kampagne"),
    "subject_line": ("subject", "betreff", "title", "titel"),
    "path": ("page url", "path", "page", "seite", "url", "pfad"),
    "form": ("form", "formular", "form name", "formularname"),
    "note": ("note", "notes", "notiz", "notizen", "bemerkung", "kommentar", "comment"),
    "property": ("property", "eigenschaft", "property name", "field", "feld"),
    "value": ("value", "wert", "new value", "neuer wert"),
    "is_primary": ("hauptkontakt", "primary", "is primary", "primary contact", "primär"),
    "role": ("role", "rolle", "kontaktrolle", "contact role"),
    # Hand-over and criteria.
    "offered_at": ("offered on", "angeboten am", "handed over on", "übergeben am", "übergabe am"),
    "accepted_at": ("accepted on", "angenommen am", "accepted at", "akzeptiert am"),
    "returned_at": ("returned on", "zurückgegeben am", "returned at", "rückgabe am", "recycled date"),
    "wake_up": ("wake up", "wiedervorlage", "follow up on", "wiedervorlage am"),
    "sdr": ("sdr", "qualified by", "qualifiziert von", "sdr id"),
    "seller": ("seller", "verkäufer", "account executive", "ae"),
    "budget": ("budget",),
    "authority": ("authority", "decision maker", "entscheidung", "entscheider", "entscheidungsbefugnis"),
    "need": ("need", "bedarf", "pain"),
    "time": ("timing", "timeline", "timeframe", "time frame", "zeitrahmen", "zeitplan"),
    # Campaigns and money.
    "starts": ("start date", "starts", "startdatum", "beginn", "start"),
    "ends": ("end date", "ends", "enddatum", "ende", "end"),
    "category": ("category", "kategorie", "kostenart", "cost type"),
    "cost_centre": ("cost centre", "cost center", "kostenstelle"),
}  # fmt: skip

#: Stages that a contact's record dates, by the phase they stand for (HubSpot's "became ..." columns).
BECAME: dict[str, tuple[str, ...]] = {
    "awareness": (
        "became a subscriber date",
        "became a lead date",
        "wurde zu lead am",
        "hs_lifecyclestage_lead_date",
        "hs_v2_date_entered_lead",
        'date entered "lead (lifecycle stage pipeline)"',
        "datum der konversion zum lead",
    ),
    "interest": (
        "became a marketing qualified lead date",
        "mql date",
        "mql am",
        "wurde zu mql am",
        "hs_lifecyclestage_marketingqualifiedlead_date",
        "hs_v2_date_entered_marketingqualifiedlead",
        'date entered "marketing qualified lead (lifecycle stage pipeline)"',
        "datum der konversion zum marketing qualified lead",
    ),
    "intent": (
        "became a sales qualified lead date",
        "sql date",
        "sql am",
        "wurde zu sql am",
        "hs_lifecyclestage_salesqualifiedlead_date",
        "hs_v2_date_entered_salesqualifiedlead",
        'date entered "sales qualified lead (lifecycle stage pipeline)"',
        "datum der konversion zum sales qualified lead",
    ),
}

#: What the id in a column belongs to, by a word in its header.
OBJECTS: dict[str, tuple[str, ...]] = {
    "opportunity": ("deal", "opportunity", "verkaufschance", "chance", "opp"),
    "person": ("contact", "kontakt", "person", "lead", "mql", "ansprechpartner"),
    "company": ("company", "firma", "firmen", "account", "organization", "organisation", "unternehmen", "kunde"),
    "campaign": ("campaign", "kampagne", "kampagnen"),
}
ID_ENDINGS = ("id", "nr", "nummer", "number", "no", "key", "schluessel")
OWN_IDS = ("id", "recordid", "datensatzid", "externalid", "externeid", "nr", "nummer", "datensatznr")

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_GAPS = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")


def words_of(text: str) -> list[str]:
    """The words of a header or value, without umlauts, accents and case: `KontaktNr` is `kontakt` and `nr`."""
    split = _CAMEL.sub(" ", text).lower().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", split).encode("ascii", "ignore").decode()
    return _GAPS.sub(" ", plain).split()


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """A header or value in the form in which two spellings are compared."""
    return "".join(words_of(text))


_ROLES: dict[str, list[str]] = {}
for _role, _spellings in HEADERS.items():
    for _spelling in _spellings:
        _ROLES.setdefault(normal(_spelling), []).append(_role)


def roles_of(header: str) -> list[str]:
    """The roles that a column of this name can have."""
    return _ROLES.get(normal(header), [])


def became(header: str) -> str | None:
    """The phase whose beginning a column of this name dates."""
    return next((phase for phase, names in BECAME.items() if normal(header) in map(normal, names)), None)


def object_of(header: str) -> str | None:
    """What kind of record a column of this name points at: by its last word that names one."""
    for word in reversed(words_of(header)):
        for about, names in OBJECTS.items():
            if word in names:
                return about
    return None


def names_record(header: str) -> bool:
    """Whether a column of this name holds names of other records: `Deal - Organization`, `Associated Contact`."""
    words = words_of(header)
    return len(words) > 1 and any(words[-1] in names for names in OBJECTS.values())


def is_id(header: str) -> bool:
    """Whether a column of this name holds ids."""
    words = words_of(header)
    return bool(words) and (words[-1] in ID_ENDINGS or words[0] == "id")


def is_own_id(header: str) -> bool:
    """Whether a column of this name holds the ids of the rows themselves, whatever they are."""
    return normal(header) in OWN_IDS


def key_of(text: str, fallback: str) -> str:
    """A key made of a header or a file's name."""
    key = "_".join(words_of(text))
    return key if key[:1].isalpha() else f"{fallback}_{key}" if key else fallback
