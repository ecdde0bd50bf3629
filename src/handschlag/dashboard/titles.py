"""What a fact is called on a timeline, in German and English."""

from collections.abc import Mapping

#: Kind of fact: the words for it. `{name}` is what the fact's own name says.
KINDS: dict[str, dict[str, str]] = {
    "person": {"de": "Profil: {name}", "en": "Profile: {name}"},
    "company": {"de": "Unternehmensprofil", "en": "Company profile"},
    "relation": {"de": "Zugeordnet: {name}", "en": "Related: {name}"},
    "touch": {"de": "{name}", "en": "{name}"},
    "attempt": {"de": "Kontaktversuch: {name}", "en": "Attempt: {name}"},
    "consent": {"de": "Einwilligung: {name}", "en": "Consent: {name}"},
    "stage_reported": {"de": "Quelle meldet Phase: {name}", "en": "Source reports stage: {name}"},
    "criterion_answer": {"de": "Kriterium beantwortet: {name}", "en": "Criterion answered: {name}"},
    "assigned": {"de": "Zugeteilt: {name}", "en": "Assigned: {name}"},
    "handover_offered": {"de": "Übergabe angeboten", "en": "Hand-over offered"},
    "handover_accepted": {"de": "Übergabe angenommen", "en": "Hand-over accepted"},
    "handover_returned": {"de": "Zurückgegeben: {name}", "en": "Returned: {name}"},
    "opportunity_created": {"de": "Verkaufschance angelegt", "en": "Opportunity created"},
    "opportunity_changed": {"de": "Verkaufschance steht auf: {name}", "en": "Opportunity at: {name}"},
    "opportunity_won": {"de": "Gewonnen", "en": "Won"},
    "opportunity_lost": {"de": "Verloren: {name}", "en": "Lost: {name}"},
    "opportunity_no_decision": {"de": "Keine Entscheidung: {name}", "en": "No decision: {name}"},
    "customer_renewed": {"de": "Kunde hat verlängert", "en": "Customer renewed"},
    "customer_expanded": {"de": "Kunde hat erweitert", "en": "Customer expanded"},
    "customer_cancelled": {"de": "Kunde hat gekündigt: {name}", "en": "Customer cancelled: {name}"},
    "campaign": {"de": "Kampagne: {name}", "en": "Campaign: {name}"},
    "cost": {"de": "Kosten: {name}", "en": "Cost: {name}"},
    "link": {"de": "Als dieselbe erkannt: {name}", "en": "Recognised as the same: {name}"},
    "unlink": {"de": "Verknüpfung aufgehoben", "en": "Link undone"},
    "correction": {"de": "Berichtigt: {name}", "en": "Corrected: {name}"},
    "erasure": {"de": "Gelöscht", "en": "Erased"},
}

#: Names that many houses use: types of touch, outcomes, roles, reasons, criteria.
NAMES: dict[str, dict[str, str]] = {
    "page_view": {"de": "Seite besucht", "en": "Page viewed"},
    "pricing_page": {"de": "Preisseite besucht", "en": "Pricing page viewed"},
    "form_submitted": {"de": "Formular abgeschickt", "en": "Form submitted"},
    "content_download": {"de": "Inhalt heruntergeladen", "en": "Content downloaded"},
    "whitepaper": {"de": "Whitepaper heruntergeladen", "en": "White paper downloaded"},
    "webinar_registered": {"de": "Für Webinar angemeldet", "en": "Registered for webinar"},
    "webinar_attended": {"de": "Am Webinar teilgenommen", "en": "Attended webinar"},
    "demo_request": {"de": "Demo angefragt", "en": "Demo requested"},
    "demo_requested": {"de": "Demo angefragt", "en": "Demo requested"},
    "contact_request": {"de": "Kontakt angefragt", "en": "Contact requested"},
    "trade_fair": {"de": "Gespräch auf der Messe", "en": "Talk at the trade fair"},
    "trade_fair_visit": {"de": "Gespräch auf der Messe", "en": "Talk at the trade fair"},
    "event_attended": {"de": "Veranstaltung besucht", "en": "Attended event"},
    "newsletter_signup": {"de": "Newsletter abonniert", "en": "Newsletter subscribed"},
    "email_sent": {"de": "E-Mail gesendet", "en": "E-mail sent"},
    "email_delivered": {"de": "E-Mail zugestellt", "en": "E-mail delivered"},
    "email_opened": {"de": "E-Mail geöffnet", "en": "E-mail opened"},
    "email_clicked": {"de": "Link in E-Mail geklickt", "en": "Link in e-mail clicked"},
    "email_replied": {"de": "E-Mail beantwortet", "en": "E-mail replied to"},
    "email_bounced": {"de": "E-Mail unzustellbar", "en": "E-mail bounced"},
    "meeting": {"de": "Termin", "en": "Meeting"},
    "meeting_held": {"de": "Termin gehalten", "en": "Meeting held"},
    "call": {"de": "Anruf", "en": "Call"},
    "reached": {"de": "erreicht", "en": "reached"},
    "not_reached": {"de": "nicht erreicht", "en": "not reached"},
    "voicemail": {"de": "Mailbox", "en": "voicemail"},
    "wrong_number": {"de": "falsche Nummer", "en": "wrong number"},
    "sent": {"de": "gesendet", "en": "sent"},
    "replied": {"de": "beantwortet", "en": "replied"},
    "company": {"de": "Unternehmen", "en": "company"},
    "contact": {"de": "Kontakt", "en": "contact"},
    "primary_contact": {"de": "Hauptkontakt", "en": "primary contact"},
    "converted_lead": {"de": "umgewandelter Lead", "en": "converted lead"},
    "handed_over": {"de": "übergebene Person", "en": "person handed over"},
    "budget": {"de": "Budget", "en": "budget"},
    "authority": {"de": "Entscheidungsbefugnis", "en": "authority"},
    "need": {"de": "Bedarf", "en": "need"},
    "time": {"de": "Zeitrahmen", "en": "time"},
    "taken_back": {"de": "zurückgenommen", "en": "taken back"},
    "same_email": {"de": "gleiche E-Mail-Adresse", "en": "same e-mail address"},
    "recycled": {"de": "zurückgegeben", "en": "recycled"},
    "disqualified": {"de": "aussortiert", "en": "disqualified"},
    "inactive": {"de": "inaktiv", "en": "inactive"},
    "lost": {"de": "verloren", "en": "lost"},
    "won": {"de": "gewonnen", "en": "won"},
    "no_decision": {"de": "keine Entscheidung", "en": "no decision"},
}  # fmt: skip


def title(kind: str, name: str | None, labels: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The title per language. `labels` are the agreement's own words, which come first: of reasons and criteria by kind
    and name (`opportunity_lost:price`), of stages by name.
    """
    own = labels.get(f"{kind}:{name}") or labels.get(name or "") or NAMES.get(name or "") or {}
    plain = (name or "").replace("_", " ")
    return {
        language: KINDS[kind][language].format(name=own.get(language, plain)).removesuffix(": ").strip()
        for language in ("de", "en")
    }
