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
}
