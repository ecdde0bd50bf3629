"""What the audit trail can say: every action that is written down, and its details, in both languages."""

from handschlag.files.text import Text, both

#: Short stable keys; they stand in the database for ever.
ACTIONS: dict[str, Text] = {
    "first_administrator_added": both("Erste Administration eingerichtet", "First administrator set up"),
    "user_added": both("Person hinzugefügt", "User added"),
    "user_changed": both("Person geändert", "User changed"),
    "user_deactivated": both("Zugang gesperrt", "User deactivated"),
    "user_reactivated": both("Zugang wieder freigegeben", "User reactivated"),
    "password_link_made": both("Einmal-Link für ein Passwort erzeugt", "One-time link for a password made"),
    "temporary_password_set": both("Vorläufiges Passwort vergeben", "Temporary password set"),
    "password_set_by_link": both("Passwort über den Einmal-Link gesetzt", "Password set by the one-time link"),
    "password_changed": both("Eigenes Passwort geändert", "Own password changed"),
    "sign_in_locked": both("Anmeldung nach zu vielen Versuchen gesperrt", "Sign-in locked after too many attempts"),
    "team_made": both("Team angelegt", "Team made"),
    "team_renamed": both("Team umbenannt", "Team renamed"),
    "team_filled": both("Teammitglieder geändert", "Members of a team changed"),
    "team_dissolved": both("Team aufgelöst", "Team dissolved"),
    "person_exported": both("Auskunft über eine Person erteilt", "What is held on a person handed out"),
    "person_erased": both("Person gelöscht", "Person erased"),
    "person_readmitted": both("Gelöschte Person wieder zugelassen", "Erased person let in again"),
    "agreement_drafted": both("Vereinbarung aus Exporten vorausgefüllt", "Agreement filled in with what exports show"),
    "row_mended": both("Zurückgehaltene Zeile berichtigt", "Row that was set aside mended"),
    "conflict_decided": both("Zwischen zwei Angaben entschieden", "Decided between two statements"),
    "rows_dismissed": both("Zurückgehaltene Zeilen ausgelassen", "Rows that were set aside left out"),
    "row_decisions_taken_back": both("Entscheidungen über Zeilen zurückgenommen", "Decisions on rows taken back"),
    "rows_retried": both("Zurückgehaltene Zeilen erneut versucht", "Rows that were set aside tried again"),
    "meaning_given": both("Bedeutung eines Werts festgelegt", "Meaning of a value given"),
    "meaning_taken_back": both("Bedeutung eines Werts zurückgenommen", "Meaning of a value taken back"),
    "works_agreement_recorded": both("Betriebsvereinbarung eingetragen", "Works agreement recorded"),
    "works_agreement_withdrawn": both("Betriebsvereinbarung zurückgenommen", "Works agreement withdrawn"),
}

#: Keys of details; `before` and `after` hold the same keys again.
DETAILS: dict[str, Text] = {
    "role": both("Rolle", "Role"),
    "team": both("Team", "Team"),
    "name": both("Name", "Name"),
    "known_as": both("bekannt als", "known as"),
    "people": both("Personen", "People"),
    "agreed_on": both("vereinbart am", "agreed on"),
    "address": both("Adresse", "Address"),
    "source": both("Quelle", "Source"),
    "line": both("Zeile", "Line"),
    "lines": both("Zeilen", "Lines"),
    "rows": both("Anzahl Zeilen", "Number of rows"),
    "column": both("Spalte", "Column"),
    "columns": both("Spalten", "Columns"),
    "kinds": both("was gesagt wurde", "what was said"),
    "values": both("Anzahl Werte", "Number of values"),
    "number": both("Nummer", "Number"),
    "understood": both("davon verstanden", "of these understood"),
    "holds": both("es gilt", "what holds"),
}
