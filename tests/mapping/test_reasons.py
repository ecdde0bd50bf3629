"""Reasons why rows are set aside: every one is known, used, said in both languages, and in the manual."""

import re
from pathlib import Path

import pytest

from handschlag.mapping.reason_words import WORDS
from handschlag.mapping.reasons import Reason, restored, stored, together
from tests.repository.tree import ROOT

#: Something to name, for every hole in the words.
DETAILS = {
    "known": ["Formular", "Messe"], "sides": ["marketing", "sales"], "decimal": ",", "formats": ["%d.%m.%Y", "iso"],
    "first": 1900, "last": 2199, "found": 2, "columns": 3, "said": "a b", "mib": 2, "byte": "0xF6",
    "encoding": "UTF-8", "lines": [4, 5], "record": "K-1", "column": "Betrag", "type": "DATE",
}  # fmt: skip


@pytest.mark.parametrize("key", WORDS)
def test_every_reason_is_said_in_both_languages(key: str) -> None:
    reason = Reason(key, DETAILS)
    for text in (reason.text, reason.hint):
        assert text.de != text.en
        assert not re.search(r"\{[a-z_]+\}", text.de + text.en)
    holes = [set(re.findall(r"(?<!\{)\{([a-z_]+)\}", text)) for text in (WORDS[key].wrong.de, WORDS[key].wrong.en)]
    assert holes[0] == holes[1]


def test_the_table_has_every_reason_in_use_and_no_other() -> None:
    used = set()
    for file in (ROOT / "src/handschlag").rglob("*.py"):
        text = file.read_text()
        used |= set(re.findall(r'Reason\(\s*"([a-z_]+)"', text)) | set(re.findall(r'"([a-z_]+_missing)"', text))
        used |= set(re.findall(r'"(contradicts_\w+|\w+_too_long|too_(?:few|many)_values)"', text))
    assert set(WORDS) <= used
    assert {key for key in used if key in WORDS} == set(WORDS)


def test_the_manual_names_every_reason() -> None:
    page = Path(ROOT / "docs/reference/quarantine.md").read_text()
    assert re.findall(r"^\| `([a-z_]+)` \| [^|]+ \| [^|]+ \|$", page, re.M) == list(WORDS)


def test_formats_are_shown_as_people_write_them() -> None:
    text = Reason("no_such_date", {"formats": ["%d.%m.%Y %H:%M", "iso", "epoch_ms"]}).text
    assert text.en == (
        "no such date, or not written like 31.12.2026 23:58 (`%d.%m.%Y %H:%M`), 2026-12-31 (`iso`),"
        " 1798761480000 (`epoch_ms`)"
    )
    assert text.de.startswith("kein gültiges Datum, oder nicht geschrieben wie 31.12.2026 23:58 (")


def test_a_row_with_several_wrong_values_says_all_of_them() -> None:
    wrong = [("Betrag", Reason("not_a_number", {"decimal": ","})), ("Nr", Reason("id_missing"))]
    assert restored(stored(wrong)) == wrong
    assert together(wrong).de == "keine Zahl mit dem Dezimalzeichen `,`; außerdem `Nr`: die Kennung fehlt"
    assert together(wrong).en == "not a number with the decimal sign `,`; also `Nr`: the id is missing"
