"""Roles, and the one table of who may do what. Everything else asks this table."""

from dataclasses import dataclass

from handschlag.files.text import Text, both

#: Short stable keys; they stand in the database.
ROLES: dict[str, Text] = {
    "admin": both("Administration", "Administrator"),
    "head_of_marketing": both("Leitung Marketing", "Head of marketing"),
    "marketer": both("Marketing", "Marketer"),
    "sdr": both("SDR", "SDR"),
    "seller": both("Vertrieb", "Seller"),
    "head_of_sales": both("Leitung Vertrieb", "Head of sales"),
    "managing_director": both("Geschäftsführung", "Managing director"),
    "read_only": both("Nur lesen", "Read-only"),
}

#: The side a role works for; the others stand between or above the two.
SIDES: dict[str, str] = {
    "head_of_marketing": "marketing",
    "marketer": "marketing",
    "sdr": "sdr",
    "seller": "sales",
    "head_of_sales": "sales",
}


@dataclass(frozen=True)
class Right:
    """What one may do, in words, and the roles that may."""

    meaning: Text
    roles: frozenset[str]


_EVERYBODY = frozenset(ROLES)
#: Who leads a side.
HEADS = frozenset({"head_of_marketing", "head_of_sales"})

RIGHTS: dict[str, Right] = {
    "own_account": Right(
        both("Eigenes Passwort, Sprache und Aussehen ändern", "Change one's own password, language and appearance"),
        _EVERYBODY,
    ),
    "see_figures": Right(both("Kennzahlen und Vereinbarung sehen", "See figures and the agreement"), _EVERYBODY),
    "sign_agreement": Right(
        both("Die Vereinbarung unterschreiben, wo sie die Rolle nennt", "Sign the agreement, where it names the role"),
        HEADS | {"managing_director"},
    ),
    "see_people": Right(
        both("Personen, Unternehmen und Quelldatensätze sehen", "See persons, companies and source records"),
        _EVERYBODY - {"read_only"},
    ),
    "see_names": Right(
        both(
            "Kennzahlen einzelner Beschäftigter sehen, sobald eine Betriebsvereinbarung eingetragen ist",
            "See figures of single employees, once a works agreement is recorded",
        ),
        HEADS | {"managing_director"},
    ),
    "work_leads": Right(
        both("Kontaktversuche und Antworten eintragen", "Record attempts and answers"),
        HEADS | {"marketer", "sdr", "seller"},
    ),
    "offer_leads": Right(
        both("Leads dem Vertrieb anbieten", "Offer leads to sales"), frozenset({"head_of_marketing", "marketer", "sdr"})
    ),
    "answer_offers": Right(
        both("Angebotene Leads annehmen oder zurückgeben", "Accept leads that are offered, or return them"),
        frozenset({"seller", "head_of_sales"}),
    ),
    "see_connections": Right(
        both("Importe und zurückgehaltene Zeilen sehen", "See imports and rows held back"),
        HEADS | {"admin", "marketer"},
    ),
    "import_data": Right(
        both("Exporte einlesen, zurückgehaltene Zeilen erledigen", "Bring exports in, settle rows held back"),
        HEADS | {"admin", "marketer"},
    ),
    "mend_links": Right(
        both("Datensätze verknüpfen, Verknüpfungen lösen", "Join records, undo links"), HEADS | {"admin"}
    ),
    "export_person": Right(
        both("Auskunft über eine Person ausgeben (Art. 15 DSGVO)", "Hand out what is held on a person (Art. 15 GDPR)"),
        HEADS | {"admin"},
    ),
    "erase_person": Right(
        both("Eine Person löschen (Art. 17 DSGVO)", "Erase a person (Art. 17 GDPR)"), frozenset({"admin"})
    ),
    "see_audit": Right(
        both("Protokoll der Änderungen sehen", "See the audit trail"), frozenset({"admin", "managing_director"})
    ),
    "manage_users": Right(
        both("Personen, Teams und Rollen verwalten", "Manage users, teams and roles"), frozenset({"admin"})
    ),
    "change_settings": Right(
        both("Einstellungen des Hauses ändern", "Change the house's settings"), frozenset({"admin"})
    ),
    "keep_ledger": Right(
        both("Datenbestand pflegen und prüfen", "Settle, compact and verify the ledger"), frozenset({"admin"})
    ),
}


def may(role: str, right: str) -> bool:
    """Whether a role has a right. An unknown role has none; an unknown right is a mistake of ours."""
    return role in RIGHTS[right].roles
