"""The words for every reason why a row is set aside: in short, what is wrong and was expected, what to do about it."""

from typing import NamedTuple

from handschlag.files import Text, both


class ReasonWords(NamedTuple):
    """A few words for a heading; what is wrong with one row, and what to do."""

    short: Text
    wrong: Text
    hint: Text


_MEND = both(
    "den Wert hier berichtigen, oder sagen, was er bei dieser Quelle bedeutet",
    "mend the value here, or say what it means in this source",
)
_EMPTY = both(
    "den Wert hier eintragen, oder sagen, dass solche Zeilen davon nichts aussagen",
    "fill the value in here, or say that such rows state nothing of it",
)
_FILL = both("den Wert hier eintragen", "fill the value in here")
_EXPORT = both(
    "noch einmal exportieren, oder die Werte der Zeile hier eintragen",
    "export it again, or fill the row's values in here",
)
_ENCODING = both(
    "`encoding` in der Zuordnung angeben, oder in UTF-8 exportieren",
    "give the `encoding` in the mapping, or export in UTF-8",
)
_CHOOSE = both("entscheiden, welche Angabe gilt", "decide which statement holds")

WORDS: dict[str, ReasonWords] = {
    # One value of the row is wrong.
    "id_missing": ReasonWords(
        both("Kennung fehlt", "Id missing"), both("die Kennung fehlt", "the id is missing"), _EMPTY
    ),
    "name_missing": ReasonWords(
        both("Name fehlt", "Name missing"), both("der Name fehlt", "the name is missing"), _FILL
    ),
    "instant_missing": ReasonWords(
        both("Zeitpunkt fehlt", "Instant missing"), both("der Zeitpunkt fehlt", "the instant is missing"), _EMPTY
    ),
    "version_missing": ReasonWords(
        both("Stand fehlt", "Version missing"),
        both(
            "der Stand fehlt: ohne ihn ist nicht zu sagen, welche Fassung neuer ist",
            "the version is missing: without it nobody can say which content is newer",
        ),
        _FILL,
    ),
    "value_unknown": ReasonWords(
        both("Unbekannter Wert", "Unknown value"),
        both(
            "die Zuordnung kennt diesen Wert nicht; sie kennt {known}",
            "the mapping does not name this value; it names {known}",
        ),
        _MEND,
    ),
    "no_side": ReasonWords(
        both("Unbekannte Seite", "Unknown side"),
        both("keine Seite; Seiten sind {sides}", "no side; sides are {sides}"),
        _MEND,
    ),
    "not_a_number": ReasonWords(
        both("Keine Zahl", "Not a number"),
        both("keine Zahl mit dem Dezimalzeichen `{decimal}`", "not a number with the decimal sign `{decimal}`"),
        _MEND,
    ),
    "not_whole": ReasonWords(
        both("Keine ganze Zahl", "Not a whole number"), both("keine ganze Zahl", "not a whole number"), _FILL
    ),
    "amount_too_large": ReasonWords(
        both("Betrag zu groß", "Amount too large"), both("der Betrag ist zu groß", "the amount is too large"), _MEND
    ),
    "not_a_currency": ReasonWords(
        both("Unbekannte Währung", "Unknown currency"),
        both("kein Währungscode; erwartet wird etwa EUR", "not the code of a currency; expected is one such as EUR"),
        _MEND,
    ),
    "currency_missing": ReasonWords(
        both("Währung fehlt", "Currency missing"),
        both("ein Betrag ohne Währung", "an amount without a currency"),
        _FILL,
    ),
    "no_such_date": ReasonWords(
        both("Kein gültiges Datum", "Not a valid date"),
        both(
            "kein gültiges Datum, oder nicht geschrieben wie {formats}", "no such date, or not written like {formats}"
        ),
        _MEND,
    ),
    "date_out_of_years": ReasonWords(
        both("Unglaubwürdiges Jahr", "Year out of range"),
        both(
            "das Datum liegt außerhalb der Jahre {first} bis {last}",
            "the date lies outside of the years {first} to {last}",
        ),
        _MEND,
    ),
    "not_yes_or_no": ReasonWords(
        both("Weder ja noch nein", "Neither yes nor no"), both("weder ja noch nein", "neither yes nor no"), _MEND
    ),
    # The row itself cannot be read.
    "too_few_values": ReasonWords(
        both("Zeile abgeschnitten", "Row cut off"),
        both(
            "Werte nur für {found} von {columns} Spalten: die Zeile ist abgeschnitten",
            "values for only {found} of {columns} columns: the row is cut off",
        ),
        _EXPORT,
    ),
    "too_many_values": ReasonWords(
        both("Zu viele Werte in der Zeile", "Too many values in the row"),
        both(
            "{found} Werte für {columns} Spalten: ein Wert mit Trennzeichen oder Zeilenende braucht Anführungszeichen",
            "{found} values for {columns} columns: a value with a delimiter or a line end needs quotes",
        ),
        _EXPORT,
    ),
    "quote_never_closed": ReasonWords(
        both("Anführungszeichen nicht geschlossen", "Quote never closed"),
        both(
            "das hier geöffnete Anführungszeichen wird nie geschlossen: die Datei endet mitten in einem Datensatz",
            "the quote opened here is never closed: the file ends in the middle of a record",
        ),
        _EXPORT,
    ),
    "text_behind_quote": ReasonWords(
        both("Text hinter einem Anführungszeichen", "Text behind a quote"),
        both(
            "hinter einem schließenden Anführungszeichen steht Text; im Wert selbst wird es verdoppelt",
            "there is text behind a closing quote; a quote inside a value is written twice",
        ),
        _EXPORT,
    ),
    "not_csv": ReasonWords(
        both("Zeile nicht lesbar", "Row cannot be read"),
        both("so ist keine Zeile geschrieben: {said}", "no row is written like this: {said}"),
        _EXPORT,
    ),
    "line_too_long": ReasonWords(
        both("Zeile zu lang", "Line too long"),
        both("die Zeile ist länger als {mib} MiB", "the line is longer than {mib} MiB"),
        _EXPORT,
    ),
    "record_too_long": ReasonWords(
        both("Datensatz zu lang", "Record too long"),
        both(
            "der Datensatz ist länger als {mib} MiB; vielleicht fehlt ein Anführungszeichen",
            "the record is longer than {mib} MiB; a quote may be missing",
        ),
        _EXPORT,
    ),
    "wrong_byte": ReasonWords(
        both("Falsche Kodierung", "Wrong encoding"),
        both("das Byte {byte} ist kein Text in {encoding}", "the byte {byte} is not {encoding} text"),
        _ENCODING,
    ),
    "nul_character": ReasonWords(
        both("NUL-Zeichen", "NUL character"),
        both(
            "ein NUL-Zeichen: die Datei ist beschädigt oder anders kodiert, als sie gelesen wurde",
            "a NUL character: the file is damaged, or it is not in the encoding it was read in",
        ),
        _ENCODING,
    ),
    "not_json": ReasonWords(
        both("Kein JSON", "No JSON"), both("das ist kein JSON: {said}", "this is no JSON: {said}"), _EXPORT
    ),
    "not_an_object": ReasonWords(
        both("Kein JSON-Objekt", "No JSON object"),
        both("das ist kein JSON-Objekt: `{{...}}`", "this is not a JSON object: `{{...}}`"),
        _EXPORT,
    ),
    "not_of_type": ReasonWords(
        both("Falsche Art von Angabe", "Wrong type of value"),
        both("`{column}` ist keine Angabe der Art {type}", "`{column}` is no value of the type {type}"),
        _FILL,
    ),
    # It contradicts what is known.
    "contradicts_file": ReasonWords(
        both("Zeilen widersprechen sich", "Rows contradict each other"),
        both(
            "Widerspruch: die Zeilen {lines} sagen Verschiedenes über `{record}` in derselben Fassung",
            "conflict: lines {lines} say different things about `{record}` in the same version",
        ),
        _CHOOSE,
    ),
    "contradicts_file_unordered": ReasonWords(
        both("Zeilen widersprechen sich, ohne Stand", "Rows contradict each other, without a version"),
        both(
            "Widerspruch: die Zeilen {lines} sagen Verschiedenes über `{record}`; kein `version` sagt, was neuer ist",
            "conflict: lines {lines} say different things about `{record}` and no `version` tells which is newer",
        ),
        _CHOOSE,
    ),
    "contradicts_ledger": ReasonWords(
        both("Widerspricht Bekanntem", "Contradicts what is known"),
        both(
            "Widerspruch: über dieselbe Fassung von `{record}` ist hier schon etwas anderes bekannt",
            "conflict: something else is known here already about the same version of `{record}`",
        ),
        _CHOOSE,
    ),
    # Nothing is wrong with it (any more), and somebody decided on it.
    "decided": ReasonWords(
        both("Hier entschieden", "Decided here"),
        both("darüber hat jemand entschieden", "somebody decided on it"),
        both(
            "die Entscheidung zurücknehmen, wenn sie nicht mehr gilt",
            "take the decision back if it does not hold any more",
        ),
    ),
}
