"""Kinds of caution with their words in both languages; what is particular about one stands in its details."""

from dataclasses import dataclass, field
from typing import Any

from handschlag.files import LANGUAGES, Text, both


@dataclass(frozen=True)
class Caution:
    """A reason to look twice: its kind, the files it is about, what it says, what to do, and the numbers behind it."""

    kind: str
    files: tuple[str, ...]
    text: Text
    hint: Text
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def mild(self) -> bool:
        return self.kind in MILD

    def document(self) -> dict[str, Any]:
        """As JSON documents have it."""
        return {
            "kind": self.kind,
            "files": list(self.files),
            "text": self.text.model_dump(),
            "hint": self.hint.model_dump(),
            **self.details,
        }


#: Kinds that say something worth knowing, but nothing to worry about.
MILD = frozenset({"preamble", "round_number", "delivered"})

#: Kind: what it says and what to do, German and English. `{...}` are details; numbers are written with separators.
WORDS: dict[str, tuple[str, str, str, str]] = {
    "row_limit": (
        "{file} hat genau {rows} Zeilen. So viele gibt {whose} höchstens aus: Der Export ist vermutlich abgeschnitten.",
        "{file} has exactly {rows} rows. That is as many as {whose} puts out at most: the export is probably cut.",
        "In der Quelle nachsehen, wie viele es sind; sonst in mehreren Teilen exportieren, etwa je Jahr.",
        "Look up in the source how many there are; else export in several parts, by year for example.",
    ),
    "round_number": (
        "{file} hat genau {rows} Zeilen. Eine so runde Zahl ist oft die Obergrenze eines Exports.",
        "{file} has exactly {rows} rows. Such a round number is often the limit of an export.",
        "In der Quelle nachsehen, ob es wirklich so viele sind.",
        "Look up in the source whether there are really so many.",
    ),
    "cut": (
        "{file} endet mitten in einer Zeile (Zeile {line}): Der Rest fehlt.",
        "{file} ends inside a row (line {line}): the rest is missing.",
        "Noch einmal exportieren und ganz herunterladen.",
        "Export it once more and download all of it.",
    ),
    "headers_again": (
        "In {file} stehen die Überschriften {times}-mal auch zwischen den Zeilen, als wären Exporte aneinandergehängt.",
        "In {file} the headers stand {times} times among the rows as well, as if exports had been joined.",
        "Diese Zeilen werden zurückgehalten, sonst ist nichts verloren.",
        "These rows are set aside; nothing else is lost.",
    ),
    "preamble": (
        "Über den Überschriften von {file} stehen {lines} Zeilen, die keine Daten sind; sie werden übergangen.",
        "Above the headers of {file} stand {lines} lines that are no data; they are passed over.",
        "Nichts zu tun, wenn die Spalten unten stimmen.",
        "Nothing to do if the columns below are right.",
    ),
    "empty": (
        "{file} hat Überschriften, aber keine Zeile.",
        "{file} has headers, but not a single row.",
        "Den Filter des Exports prüfen.",
        "Check the filter of the export.",
    ),
    "delivered": (
        "{file} wurde schon am {day} eingelesen ({connection}); noch einmal ändert es nichts.",
        "{file} was brought in on {day} already ({connection}); once more changes nothing.",
        "Weglassen, oder den neueren Export nehmen.",
        "Leave it out, or take the newer export.",
    ),
    "same_file": (
        "{file} und {other} sind Byte für Byte dieselbe Datei.",
        "{file} and {other} are the same file, byte by byte.",
        "Eine davon weglassen.",
        "Leave one of them out.",
    ),
    "contradiction": (
        "{file} und {other} sagen über {records} gleiche Datensätze Verschiedenes, am häufigsten bei {field}: "
        "{example} ist {left} in der einen und {right} in der anderen Datei.",
        "{file} and {other} say different things about {records} of the same records, most often in {field}: "
        "{example} is {left} in the one file and {right} in the other.",
        "Welche Datei stimmt, weiß nur die Quelle; die andere weglassen.",
        "Only the source knows which file is right; leave the other out.",
    ),
    "missing_records": (
        "{file} nennt {total} verschiedene Datensätze ({object}), {missing} davon fehlen in {other}.",
        "{file} names {total} different records ({object}), {missing} of them are missing in {other}.",
        "Einer der Exporte ist abgeschnitten oder gefiltert; beide mit demselben Filter noch einmal exportieren.",
        "One of the two exports is cut or filtered; export both once more with the same filter.",
    ),
    "claimed_wins": (
        "Laut {file} haben {persons} Personen {claimed} gewonnene Verkaufschancen ({column}); {other} enthält {wins}.",
        "According to {file}, {persons} persons have {claimed} won opportunities ({column}); {other} has {wins}.",
        "Einer der Exporte ist abgeschnitten oder gefiltert, oder mehrere Personen teilen sich eine Verkaufschance.",
        "One of the two exports is cut or filtered, or several persons share an opportunity.",
    ),
    "misfit": (
        "{file}: {rows} von {all} Zeilen passen nicht. {field}: {reason}, zum Beispiel „{value}“ in Zeile {line}.",
        "{file}: {rows} of {all} rows do not fit. {field}: {reason}, for example “{value}” in line {line}.",
        "So gelesen blieben diese Zeilen liegen. Meist ist die Spalte etwas anderes, oder anders geschrieben.",
        "Read like this, these rows would be set aside. Mostly the column is something else, or written otherwise.",
    ),
    "no_ending": (
        "{file}: Von {all} Verkaufschancen ist keine gewonnen und keine verloren.",
        "{file}: of {all} opportunities none is won and none is lost.",
        "Prüfen, welche Wörter gewonnen und verloren heißen, und ob der Export nur offene enthält.",
        "Check which words mean won and lost, and whether the export has open ones only.",
    ),
}  # fmt: skip


def caution(kind: str, *files: str, **details: Any) -> Caution:
    """A caution in words. `details` that are Texts are said in each language, numbers with separators."""
    first = {"file": files[0] if files else "", "other": files[1] if len(files) > 1 else ""}
    german, english = (
        {key: _said(value, language) for key, value in (first | details).items()} for language in LANGUAGES
    )
    text_de, text_en, hint_de, hint_en = WORDS[kind]
    plain = {key: value.model_dump() if isinstance(value, Text) else value for key, value in details.items()}
    return Caution(
        kind,
        tuple(files),
        both(text_de.format(**german), text_en.format(**english)),
        both(hint_de.format(**german), hint_en.format(**english)),
        plain,
    )


def _said(value: Any, language: str) -> str:
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    if isinstance(value, int):
        return f"{value:,}".replace(",", "." if language == "de" else ",")
    return str(value)
