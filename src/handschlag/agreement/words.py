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

#: Keys that nearly every house uses.
_KNOWN: dict[str, Text] = {
    "sdr": both("SDR", "SDR"),
    "crm": both("CRM", "CRM"),
    "budget": both("Budget", "Budget"),
    "authority": both("Entscheidungsbefugnis", "Authority"),
    "need": both("Bedarf", "Need"),
    "time": both("Zeitrahmen", "Timing"),
    "price": both("Preis", "price"),
    "timing": both("Zeitpunkt", "timing"),
    "feature": both("fehlende Funktion", "missing feature"),
    "competitor": both("Wettbewerber", "competitor"),
    "no_contact": both("Kontakt abgebrochen", "contact lost"),
    "no_fit": both("passt nicht", "no fit"),
    "no_budget": both("kein Budget", "no budget"),
    "not_reachable": both("nicht erreichbar", "not reachable"),
    "wrong_person": both("falsche Person", "wrong person"),
    "student": both("Studium oder Ausbildung", "student"),
    "duplicate": both("doppelt erfasst", "duplicate"),
    "office": both("Büro", "Office"),
    "sales": both("Vertrieb", "Sales"),
    "marketing": both("Marketing", "Marketing"),
    "yes": both("ja", "yes"),
    "no": both("nein", "no"),
    "none": both("keines", "none"),
    "planned": both("eingeplant", "planned"),
    "approved": both("freigegeben", "approved"),
    "concrete": both("konkret", "concrete"),
    "latent": both("latent", "latent"),
    "decides": both("entscheidet selbst", "decides"),
    "influences": both("beeinflusst maßgeblich", "influences"),
    "neither": both("keins von beiden", "neither"),
    "this_quarter": both("in diesem Quartal", "this quarter"),
    "this_year": both("in diesem Jahr", "this year"),
    "open": both("offen", "open"),
    "later": both("später", "later"),
    "ma": both("Marketing-Automation", "marketing automation"),
    "handschlag": both("Handschlag", "Handschlag"),
    "email": both("E-Mail", "E-mail"),
    "phone": both("Telefon", "Phone"),
    "tracking": both("Nutzungsmessung", "Tracking"),
}

#: Types of touch that tools deliver, and what else gives points.
_TOUCHES: dict[str, Text] = {
    "page_view": both("Seite besucht", "page visited"),
    "form_submitted": both("Formular abgeschickt", "form submitted"),
    "content_downloaded": both("Inhalt heruntergeladen", "content downloaded"),
    "email_clicked": both("Link in E-Mail angeklickt", "link in mail clicked"),
    "email_replied": both("E-Mail beantwortet", "mail answered"),
    "webinar_registered": both("zum Webinar angemeldet", "registered for webinar"),
    "webinar_attended": both("Webinar besucht", "webinar attended"),
    "event_visited": both("Veranstaltung besucht", "event visited"),
    "demo_requested": both("Vorführung angefragt", "demo requested"),
    "consent_withdrawn": both("Einwilligung widerrufen", "consent withdrawn"),
}

#: Fields of records, as a document names them.
FIELDS: dict[str, Text] = {
    "next_step": both("nächster Schritt", "next step"),
    "next_step_at": both("Termin des nächsten Schritts", "date of the next step"),
    "amount": both("Betrag", "amount"),
    "close_date": both("erwarteter Abschluss", "expected close"),
    "main_contact": both("Hauptansprechperson", "main contact"),
    "reason": both("Grund", "reason"),
    "competitor": both("Wettbewerber", "competitor"),
    "owner": both("zuständige Person", "owner"),
    "title": both("Titel", "title"),
    "currency": both("Währung", "currency"),
    "stage": both("Phase", "stage"),
    "email": both("E-Mail-Adresse", "e-mail address"),
    "phone": both("Telefonnummer", "phone number"),
    "job_title": both("Position", "job title"),
    "department": both("Abteilung", "department"),
    "seniority": both("Hierarchiestufe", "seniority"),
    "industry": both("Branche", "industry"),
    "employees": both("Zahl der Beschäftigten", "number of employees"),
    "revenue": both("Umsatz", "revenue"),
    "country": both("Land", "country"),
    "company_name": both("Firma", "company name"),
}


def readable(key: str) -> Text:
    """A key as a word, where nobody gave it a name."""
    known = _KNOWN.get(key) or _TOUCHES.get(key)
    if known:
        return known
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
