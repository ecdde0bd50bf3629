"""Every text that commands show to people, in German and English, in one table."""

import os
from typing import Literal

Language = Literal["de", "en"]

#: key -> (English, German). Stages and other agreed words come from the agreement, not from here.
WORDS: dict[str, tuple[str, str]] = {
    "interrupted": (
        "interrupted; nothing is lost, run it again",
        "unterbrochen; nichts ist verloren, einfach noch einmal starten",
    ),
    "no_problems": ("no problems", "keine Probleme"),
    "no_findings": ("nothing found", "nichts gefunden"),
    "trial": ("trial: the agreement is not signed", "Probe: die Vereinbarung ist nicht unterschrieben"),
    "as_of": ("as of", "Stand"),
    "agreement": ("agreement", "Vereinbarung"),
    "no_data": ("no data", "keine Daten"),
    "immature": ("not yet mature", "noch nicht reif"),
    "serving": ("Handschlag is open at", "Handschlag ist geöffnet unter"),
    "stop": ("stop with Ctrl-C", "beenden mit Strg-C"),
    "made": ("made", "angelegt"),
    "next": ("next, read and change", "als Nächstes lesen und ändern"),
    "house": ("house", "Haus"),
    "facts": ("facts", "Tatsachen"),
    "passes": ("passes", "Durchläufe"),
    "persons": ("persons", "Personen"),
    "companies": ("companies", "Unternehmen"),
    "links": ("linked records", "verknüpfte Datensätze"),
    "are_one": ("one and the same", "ein und dasselbe"),
    "belong_together": ("different, but they belong together", "verschieden, gehören aber zusammen"),
    "nothing_in_common": ("nothing ties them", "nichts verbindet sie"),
    "record": ("record", "Datensatz"),
    "evidence": ("evidence", "Beleg"),
    "undone": ("undone", "aufgehoben"),
    "undone_before": ("was undone before", "war schon aufgehoben"),
    # steps of long work
    "link": ("linking records", "Datensätze verknüpfen"),
    "fold": ("following every lead", "jeden Lead verfolgen"),
    "user_added": ("may sign in", "darf sich anmelden"),
    # columns of tables
    "section": ("section", "Abschnitt"),
    "state": ("state", "Zustand"),
    "note": ("note", "Hinweis"),
    "file": ("file", "Datei"),
    "read": ("read", "gelesen"),
    "new": ("new", "neu"),
    "unchanged": ("unchanged", "unverändert"),
    "corrected": ("corrected", "berichtigt"),
    "quarantined": ("in quarantine", "in Quarantäne"),
    "see_quarantine": (
        "records could not be understood: `handschlag quarantine` lists them",
        "Datensätze waren nicht zu verstehen: `handschlag quarantine` listet sie",
    ),
    "total": ("total", "gesamt"),
    "preview": ("what would be imported, first facts", "was importiert würde, erste Tatsachen"),
    "dry_run": ("nothing was changed", "nichts wurde geändert"),
    "quarantine_empty": ("the quarantine is empty", "die Quarantäne ist leer"),
    "batch": ("import", "Import"),
    "line": ("line", "Zeile"),
    "field": ("field", "Feld"),
    "value": ("value", "Wert"),
    "reason": ("reason", "Grund"),
    "needed": ("needed", "benötigt"),
    "stage": ("stage", "Phase"),
    "count": ("count", "Anzahl"),
    "group": ("group", "Gruppe"),
    "all": ("all", "alle"),
    "cohort": ("cohort", "Kohorte"),
    "step": ("step", "Schritt"),
    "entered": ("entered", "eingetreten"),
    "converted": ("converted", "weitergekommen"),
    "rate": ("rate", "Quote"),
    "conversion": ("Conversion", "Konversion"),
    "velocity": ("Velocity in days", "Dauer in Tagen"),
    "n": ("n", "n"),
    "median": ("median", "Median"),
    "p75": ("75 %", "75 %"),
    "p90": ("90 %", "90 %"),
    "win_rate": ("Win rate of opportunities", "Gewinnquote der Opportunities"),
    "won": ("won", "gewonnen"),
    "lost": ("lost", "verloren"),
    "no_decision": ("no decision", "keine Entscheidung"),
    "open": ("open", "offen"),
    "only_wins": ("the source exports wins only", "die Quelle exportiert nur Gewinne"),
    "none_closed": ("nothing was closed", "nichts wurde abgeschlossen"),
    "found": ("found", "gefunden"),
    "person": ("person", "Person"),
    "name": ("name", "Name"),
    "company": ("company", "Unternehmen"),
    "timeline": ("Timeline", "Verlauf"),
    "email": ("e-mail", "E-Mail"),
    "opened": ("opened", "eröffnet"),
    "closed": ("closed", "geschlossen"),
    "kind": ("kind", "Art"),
    "path": ("path", "Weg"),
    "outcome": ("outcome", "Ausgang"),
    "settled": ("facts moved into files", "Tatsachen in Dateien verschoben"),
    "compacted": ("files merged", "Dateien zusammengelegt"),
    "removed_files": ("left-over files removed", "übrige Dateien entfernt"),
    "segments": ("files", "Dateien"),
    "sound": ("everything is as it was written", "alles ist, wie es geschrieben wurde"),
    "when": ("when", "wann"),
    "side": ("side", "Seite"),
    "what": ("what", "was"),
    "source": ("source", "Quelle"),
    "finding": ("finding", "Befund"),
    "examples": ("examples", "Beispiele"),
    "job": ("job", "Aufgabe"),
    "seconds": ("seconds", "Sekunden"),
    "ratio": ("ratio", "Verhältnis"),
    "against": ("against", "gegen"),
}


def language_of(house_language: str | None = None) -> Language:
    """German for a German house, and on a German terminal; else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if house_language == "de" or locale.lower().startswith("de") else "en"


def word(key: str, language: Language) -> str:
    return WORDS[key][language == "de"]
