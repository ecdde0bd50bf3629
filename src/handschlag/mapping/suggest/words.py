"""What values of exports mean: words for won and lost, channels, touches, teams, levels, countries; en and de."""

import re

from handschlag.mapping.suggest.headers import normal, words_of

#: Values that mean missing, in any column.
MISSING = (
    "Select", "Select...", "Please select", "-None-", "--None--", "None", "NULL", "null", "n/a", "N/A", "#N/A", "NaN",
    "-- Bitte wählen --", "Bitte wählen", "- Bitte auswählen -", "Bitte auswählen", "keine Angabe", "k.A.", "k. A.",
    "nicht angegeben", "(not set)", "-", "--", "---",
)  # fmt: skip

WON = ("won", "gewonnen", "closedwon", "auftrag", "success", "erfolgreich")
LOST = ("lost", "verloren", "closedlost", "abgesagt", "absage", "rejected")
NO_DECISION = ("keineentscheidung", "nodecision", "zurueckgestellt", "undecided", "unentschieden", "projektgestoppt")

#: What a person does to reach somebody: type of activity to channel.
ATTEMPTS = {
    "call": "phone", "phone": "phone", "phone call": "phone", "anruf": "phone", "telefonat": "phone",
    "telefon": "phone",
    "email": "email", "e-mail": "email", "mail": "email", "meeting": "meeting", "termin": "meeting",
    "besprechung": "meeting", "demo": "meeting", "lunch": "meeting", "visit": "visit", "besuch": "visit",
    "vor-ort-termin": "visit", "message": "message", "nachricht": "message", "linkedin": "message", "sms": "message",
}  # fmt: skip
RESULTS = {
    "erreicht": "reached", "connected": "reached", "reached": "reached", "nicht erreicht": "not_reached",
    "no answer": "not_reached", "not reached": "not_reached", "mailbox": "voicemail", "voicemail": "voicemail",
    "left voicemail": "voicemail", "besetzt": "busy", "busy": "busy", "gesendet": "sent", "sent": "sent",
    "stattgefunden": "held", "held": "held", "completed": "held", "erledigt": "held",
}  # fmt: skip
TOUCHES = {
    "page view": "page_view", "seitenaufruf": "page_view", "form submission": "form_submitted",
    "form submitted": "form_submitted", "formular": "form_submitted", "formular abgesendet": "form_submitted",
    "content download": "content_downloaded", "content downloaded": "content_downloaded",
    "download": "content_downloaded", "webinar": "webinar_attended", "webinar attended": "webinar_attended",
    "webinar besucht": "webinar_attended", "webinar registration": "webinar_registered",
    "webinar registered": "webinar_registered", "webinar-anmeldung": "webinar_registered",
    "trade show": "event_visited", "trade fair": "event_visited", "messe": "event_visited",
    "messebesuch": "event_visited", "event": "event_visited", "event visited": "event_visited",
    "email sent": "email_sent", "e-mail gesendet": "email_sent", "email open": "email_opened",
    "email opened": "email_opened", "e-mail geöffnet": "email_opened", "email click": "email_clicked",
    "email clicked": "email_clicked", "email link clicked": "email_clicked", "e-mail geklickt": "email_clicked",
    "demo request": "demo_requested", "demo requested": "demo_requested", "demo-anfrage": "demo_requested",
    "contact request": "contact_requested", "contact requested": "contact_requested",
    "kontaktanfrage": "contact_requested",
}  # fmt: skip
#: Other names an agreement may have given the same touch.
ALSO = {
    "content_downloaded": ("content_download", "download"),
    "contact_requested": ("contact_request",),
    "event_visited": ("trade_fair_visit", "trade_fair", "event"),
    "demo_requested": ("demo_request",),
    "email_clicked": ("email_click",),
}
SIDES = {
    "marketing": "marketing", "sdr": "sdr", "bdr": "sdr", "inside sales": "sdr", "innendienst": "sdr",
    "vertrieb": "sales", "sales": "sales", "außendienst": "sales", "partner": "partner",
}  # fmt: skip
COSTS = {
    "media": "media", "werbung": "media", "tools": "tools", "software": "tools", "people": "people",
    "personal": "people", "other": "other", "sonstiges": "other",
}  # fmt: skip
#: Whether an opportunity is with a new customer.
DEAL_TYPES = {
    "neukunde": "new", "neugeschaeft": "new", "neukundengeschaeft": "new", "new business": "new",
    "newbusiness": "new", "new customer": "new", "bestandskunde": "expansion", "bestandsgeschaeft": "expansion",
    "bestandskundengeschaeft": "expansion", "existing business": "expansion", "existingbusiness": "expansion",
    "existing customer": "expansion", "upsell": "expansion", "cross-sell": "expansion", "erweiterung": "expansion",
    "renewal": "renewal", "verlängerung": "renewal",
}  # fmt: skip
YES = ("ja", "yes", "true", "wahr", "1", "j", "y", "x")
NO = ("nein", "no", "false", "falsch", "0", "n")
RENEWED = ("verlaengerung", "renewal", "renewed", "verlaengert")
CANCELLED = ("kuendigung", "cancellation", "cancelled", "churn", "gekuendigt", "churned")
EXPANDED = ("erweiterung", "upsell", "expansion", "expanded", "crosssell")

#: Levels of a position, by a word in it; the first that fits counts.
LEVELS = (
    ("c_level", ("geschaeftsfuehrung", "vorstand", "clevel", "ceo", "executive", "inhaber")),
    ("student", ("student", "studium", "ausbildung", "praktikant", "intern")),
    ("head", ("leitung", "head", "bereichsleitung", "abteilungsleitung", "vp")),
    ("director", ("director", "direktor")),
    ("manager", ("manager", "teamleitung", "management", "gruppenleitung")),
    ("staff", ("fachkraft", "sachbearbeitung", "staff", "specialist", "mitarbeiter", "entry", "senior")),
    ("other", ("sonstige", "other", "andere")),
)
COUNTRIES = {
    "germany": "DE", "deutschland": "DE", "austria": "AT", "österreich": "AT", "switzerland": "CH", "schweiz": "CH",
    "netherlands": "NL", "niederlande": "NL", "czech republic": "CZ", "tschechien": "CZ", "france": "FR",
    "frankreich": "FR", "italy": "IT", "italien": "IT", "poland": "PL", "polen": "PL", "spain": "ES", "spanien": "ES",
    "belgium": "BE", "belgien": "BE", "denmark": "DK", "dänemark": "DK", "sweden": "SE", "schweden": "SE",
    "united kingdom": "GB", "großbritannien": "GB", "united states": "US", "usa": "US", "liechtenstein": "LI",
    "luxembourg": "LU", "luxemburg": "LU",
}  # fmt: skip

#: What vendors call the steps of a lead, by phase of the agreement.
PHASES = {
    "awareness": ("subscriber", "lead", "new", "prospect", "interessent", "open", "neu", "kontakt"),
    "interest": ("marketingqualifiedlead", "mql", "marketinglead", "marketingqualified"),
    "intent": ("salesqualifiedlead", "sql", "salesreadylead", "srl", "salesqualified", "qualified", "qualifiziert"),
    "evaluation": ("opportunity", "verkaufschance", "sal", "salesacceptedlead", "deal"),
    "decision": ("customer", "kunde", "won", "gewonnen", "closedwon"),
}

_RANGE = re.compile(r"^\D*?([\d.,]+)\s*(?:-|–|bis|to)\s*([\d.,]+)\D*$", re.IGNORECASE)
_OPEN_RANGE = re.compile(
    r"^(?:(mehr als|more than|über|over|>(?!=))|ab|from|>=)\s*([\d.,]+)$|^([\d.,]+)\s*\+$", re.IGNORECASE
)


def said(table: dict[str, str], value: str) -> str | None:
    """What a value means by a table of words."""
    found = normal(value)
    return next((meaning for word, meaning in table.items() if normal(word) == found), None)


def outcome_of(value: str) -> str | None:
    """Whether a stage or status says that an opportunity is won, lost, or closed without a decision."""
    joined, words = normal(value), set(words_of(value))
    if any(one in joined for one in NO_DECISION):
        return "no_decision"
    if words & {"not", "nicht"}:
        return None
    if words & set(LOST) or joined in LOST or "verloren" in joined or "closedlost" in joined:
        return "lost"
    if words & set(WON) or joined in WON or "gewonnen" in joined or "closedwon" in joined:
        return "won"
    return None


def level_of(value: str) -> str | None:
    """The level of a position."""
    words = {*words_of(value), normal(value)}
    return next((level for level, names in LEVELS if words & set(names)), None)


def phase_of(value: str) -> str | None:
    """The phase a vendor's word for a stage stands for."""
    return next((phase for phase, names in PHASES.items() if normal(value) in names), None)


def middle_of(value: str) -> str | None:
    """The middle of a range of numbers; of an open one its end, or the next number where the end is not in it."""

    def number(text: str) -> int:
        return int(re.sub(r"\D", "", text) or 0)

    if found := _RANGE.match(value.strip()):
        return str((number(found[1]) + number(found[2])) // 2)
    if found := _OPEN_RANGE.match(value.strip()):
        return str(number(found[2] or found[3]) + bool(found[1]))
    return None
