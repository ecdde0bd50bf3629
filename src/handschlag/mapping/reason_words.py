"""The words for every reason why a row is set aside: what is wrong and was expected, and what to do about it."""

from typing import NamedTuple

from handschlag.files import Text, both


class ReasonWords(NamedTuple):
    """What is wrong, and what to do."""

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
    "id_missing": ReasonWords(both("die Kennung fehlt", "the id is missing"), _EMPTY),
    "name_missing": ReasonWords(both("der Name fehlt", "the name is missing"), _FILL),
    "instant_missing": ReasonWords(both("der Zeitpunkt fehlt", "the instant is missing"), _EMPTY),
    "version_missing": ReasonWords(
        both(
            "der Stand fehlt: ohne ihn ist nicht zu sagen, welche Fassung neuer ist",
            "the version is missing: without it nobody can say which content is newer",
        ),
        _FILL,
    ),
    "value_unknown": ReasonWords(
        both(
            "die Zuordnung kennt diesen Wert nicht; sie kennt {known}",
            "the mapping does not name this value; it names {known}",
        ),
        _MEND,
    ),
    "no_side": ReasonWords(both("keine Seite; Seiten sind {sides}", "no side; sides are {sides}"), _MEND),
    "not_a_number": ReasonWords(
        both("keine Zahl mit dem Dezimalzeichen `{decimal}`", "not a number with the decimal sign `{decimal}`"), _MEND
    ),
    "not_whole": ReasonWords(both("keine ganze Zahl", "not a whole number"), _FILL),
    "amount_too_large": ReasonWords(both("der Betrag ist zu groß", "the amount is too large"), _MEND),
    "not_a_currency": ReasonWords(
        both("kein Währungscode; erwartet wird etwa EUR", "not the code of a currency; expected is one such as EUR"),
        _MEND,
    ),
    "currency_missing": ReasonWords(both("ein Betrag ohne Währung", "an amount without a currency"), _FILL),
    "no_such_date": ReasonWords(
        both(
            "kein gültiges Datum, oder nicht geschrieben wie {formats}", "no such date, or not written like {formats}"
        ),
        _MEND,
    ),
    "date_out_of_years": ReasonWords(
        both(
            "das Datum liegt außerhalb der Jahre {first} bis {last}",
            "the date lies outside of the years {first} to {last}",
        ),
        _MEND,
    ),
    "not_yes_or_no": ReasonWords(both("weder ja noch nein", "neither yes nor no"), _MEND),
    # The row itself cannot be read.
    "too_few_values": ReasonWords(
        both(
            "Werte nur für {found} von {columns} Spalten: die Zeile ist abgeschnitten",
            "values for only {found} of {columns} columns: the row is cut off",
        ),
        _EXPORT,
    ),
    "too_many_values": ReasonWords(
        both(
            "{found} Werte für {columns} Spalten: ein Wert mit Trennzeichen oder Zeilenende braucht Anführungszeichen",
            "{found} values for {columns} columns: a value with a delimiter or a line end needs quotes",
        ),
        _EXPORT,
    ),
    "quote_never_closed": ReasonWords(
        both(
            "das hier geöffnete Anführungszeichen wird nie geschlossen: die Datei endet mitten in einem Datensatz",
            "the quote opened here is never closed: the file ends in the middle of a record",
        ),
        _EXPORT,
    ),
    "text_behind_quote": ReasonWords(
        both(
            "hinter einem schließenden Anführungszeichen steht Text; im Wert selbst wird es verdoppelt",
            "there is text behind a closing quote; a quote inside a value is written twice",
        ),
        _EXPORT,
    ),
    "not_csv": ReasonWords(
        both("so ist keine Zeile geschrieben: {said}", "no row is written like this: {said}"), _EXPORT
    ),
    "line_too_long": ReasonWords(
        both("die Zeile ist länger als {mib} MiB", "the line is longer than {mib} MiB"), _EXPORT
    ),
    "record_too_long": ReasonWords(
        both(
            "der Datensatz ist länger als {mib} MiB; vielleicht fehlt ein Anführungszeichen",
            "the record is longer than {mib} MiB; a quote may be missing",
        ),
        _EXPORT,
    ),
    "wrong_byte": ReasonWords(
        both("das Byte {byte} ist kein Text in {encoding}", "the byte {byte} is not {encoding} text"), _ENCODING
    ),
    "nul_character": ReasonWords(
        both(
            "ein NUL-Zeichen: die Datei ist beschädigt oder anders kodiert, als sie gelesen wurde",
            "a NUL character: the file is damaged, or it is not in the encoding it was read in",
        ),
        _ENCODING,
    ),
    "not_json": ReasonWords(both("das ist kein JSON: {said}", "this is no JSON: {said}"), _EXPORT),
    "not_an_object": ReasonWords(
        both("das ist kein JSON-Objekt: `{{...}}`", "this is not a JSON object: `{{...}}`"), _EXPORT
    ),
    # It contradicts what is known.
    "contradicts_file": ReasonWords(
        both(
            "Widerspruch: die Zeilen {lines} sagen Verschiedenes über `{record}` in derselben Fassung",
            "conflict: lines {lines} say different things about `{record}` in the same version",
        ),
        _CHOOSE,
    ),
    "contradicts_file_unordered": ReasonWords(
        both(
            "Widerspruch: die Zeilen {lines} sagen Verschiedenes über `{record}`; kein `version` sagt, was neuer ist",
            "conflict: lines {lines} say different things about `{record}` and no `version` tells which is newer",
        ),
        _CHOOSE,
    ),
    "contradicts_ledger": ReasonWords(
        both(
            "Widerspruch: über dieselbe Fassung von `{record}` ist hier schon etwas anderes bekannt",
            "conflict: something else is known here already about the same version of `{record}`",
        ),
        _CHOOSE,
    ),
}
