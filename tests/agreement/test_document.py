"""The document that both sides sign: complete, in both languages, and the same content as text and as HTML."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from handschlag.agreement import Agreement, Signed, digest, loads, preset_text, presets, render
from handschlag.agreement.document.blocks import Grid, Heading, Mark
from handschlag.agreement.document.hours import working_hours
from handschlag.agreement.document.voice import Voice
from tests.agreement.writing import SOUND, with_more, written

KEYS = [preset.key for preset in presets()]


def agreement(data: bytes) -> Agreement:
    loaded = loads(data, "a")
    assert loaded.problems == []
    assert loaded.agreement is not None
    return loaded.agreement


def preset(key: str) -> Agreement:
    return agreement(preset_text(key, "en").encode())


class Words(HTMLParser):
    """The text of an HTML document, and whether every element that is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "style") and not [name for name, _ in attrs if name.startswith(("on", "style"))]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_headings_in_german_and_english() -> None:
    for language, expected in (
        ("de", ["Zweck und Geltung", "Zielmärkte und Personas", "Der gemeinsame Funnel", "Kriterien für die Übergabe",
                "Bewertung", "Übergabe und Fristen", "Rückgabe und Aufzeichnung", "Zusagen", "Gemeinsame Ziele",
                "Besprechungen und Freigaben", "Anteile an einem Gewinn", "Daten", "Änderungen", "Begriffe",
                "Unterschriften"]),
        ("en", ["Purpose and validity", "Target markets and "
                                        "personas", "The shared funnel", "Criteria for the hand-over",
                "Scoring", "Hand-over and deadlines", "Returns and records", "Promises", "Shared goals",
                "Reviews and sign-off", "Credit for a win", "Data", "Changes", "Glossary", "Signatures"]),
    ):  # fmt: skip
        headings = [b for b in render(preset("article"), language).blocks if isinstance(b, Heading) and b.level == 2]
        assert [(heading.number, heading.text) for heading in headings] == list(enumerate(expected, 1))


def test_sections_that_are_not_there_leave_no_gap() -> None:
    headings = [b for b in render(agreement(SOUND.encode()), "en").blocks if isinstance(b, Heading)]
    assert [(h.number, h.text) for h in headings if h.level == 2] == [
        (1, "Purpose and validity"), (2, "Target markets and personas"), (3, "The shared funnel"),
        (4, "Criteria for the hand-over"), (5, "Changes"), (6, "Glossary"), (7, "Signatures"),
    ]  # fmt: skip


def test_the_mark_of_a_trial() -> None:
    for language, mark in (("de", "Probe, nicht unterschrieben"), ("en", "Trial, not signed")):
        document = render(preset("minimal"), language)
        assert [block.text for block in document.blocks if isinstance(block, Mark)] == [mark]
        assert mark in document.text() and mark in document.html()
        signed = render(preset("minimal"), language, trial=False)
        assert [block for block in signed.blocks if isinstance(block, Mark)] == []


def test_goals_show_the_articles_calculation_with_the_right_result() -> None:
    text = render(preset("article"), "de").text()
    rows = re.findall(
        r"^\| (gewonnen|Opportunity|Sales Ready Lead|Marketing Lead) +\| (\S.*?) +\| \*\*(.*?)\*\*", text, re.M
    )
    assert rows == [
        ("gewonnen", "3.000.000 € / 100.000 €", "30"),
        ("Opportunity", "30 / 25\N{NO-BREAK SPACE}%", "120"),
        ("Sales Ready Lead", "120 / 75\N{NO-BREAK SPACE}%", "160"),
        ("Marketing Lead", "160 / 10\N{NO-BREAK SPACE}%", "1.600"),
    ]


def test_promises_stand_side_by_side() -> None:
    grid = next(b for b in render(preset("minimal"), "en").blocks if isinstance(b, Grid) and b.sides)
    assert grid.head == ("Marketing promises", "Sales promises")
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["10 Sales ready leads per month", "90% of the opportunities are complete in the CRM"],
        ["75% of the leads handed over are accepted by sales", "–"],
    ]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_technical_is_left_in_the_sentences(key: str, language: str) -> None:
    """Keys stand in small print only, and no object shows itself."""
    text = re.sub(r"`[^`]*`", "", render(preset(key), language).text())
    assert re.findall(r"\w+\(\w+=|<\w+|None|object at|\{\w+\}|  \.|\.\.|höchstens höchstens", text) == []
    assert [word for word in re.findall(r"[a-z]+_[a-z_]+", text) if word not in ("c_level", "lifecycle_stage")] == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_html_is_well_formed_and_says_the_same(key: str, language: str) -> None:
    document = render(preset(key), language)
    words = Words(document.html())
    assert words.open == []
    for block in document.blocks:
        if isinstance(block, Heading):
            assert block.text in words.text
        if isinstance(block, Grid):
            assert all(cell.text in words.text for row in block.rows for cell in row)


def test_every_condition_stands_beside_its_sentence() -> None:
    text = render(preset("article"), "de").text()
    for rule in ("touches >= 1", "criteria_met >= 3 and need_met", "handover.accepted", "email_is_free", "hand_raise"):
        assert f"`{rule}`" in text
    assert "zwischen 50 und 2.000" in text


def test_the_fingerprint_is_the_digest() -> None:
    for language in ("de", "en"):
        text = render(preset("article"), language).text()
        found = re.search(r"((?:[0-9a-f]{8} ?){8})", text)
        assert found and found[1].replace(" ", "") == digest(preset("article"))


def test_what_people_write_is_escaped() -> None:
    data = written("title: {de: Vereinbarung, en: Agreement}", "title: 'A <b>bold</b> & *starred* [title]'")
    document = render(agreement(data), "en")
    assert "<h1>A &lt;b&gt;bold&lt;/b&gt; &amp; *starred* [title]</h1>" in document.html()
    assert document.text().startswith(r"# A \<b\>bold\</b\> & \*starred\* \[title\]")


def test_own_names_are_used_everywhere() -> None:
    data = with_more("fields: {erp: {type: text, label: {de: ERP-System, en: ERP system}}}\n").replace(
        b"department = 'IT'", b"erp = 'x'"
    )
    assert "das Feld „ERP-System“ ist „x“" in render(agreement(data), "de").text()
    assert "ERP system" in render(agreement(data), "en").text()


def test_special_hours_stand_beside_the_week() -> None:
    more = (
        'calendars: {o: {country: DE, hours: {mon: ["09:00-17:00"]},'
        ' special_hours: {12-24: ["09:00-12:00"], 2026-12-31: []}}}\n'
    )
    read = agreement(with_more(more))
    german, english = (working_hours(Voice(read, language), "o").text for language in ("de", "en"))
    assert german == (
        "Montag 09:00–17:00; Feiertage: Deutschland; abweichend: 24. Dezember jedes Jahres 09:00–12:00 und"
        " 31. Dezember 2026 frei."
    )
    assert english == (
        "Monday 09:00–17:00; public holidays: Germany; otherwise: 24 December of every year 09:00–12:00 and"
        " 31 December 2026 off."
    )


def test_who_has_signed_stands_on_the_lines() -> None:
    given = [Signed("sales", "head-of-sales", "Sam *Sommer*", date(2026, 3, 1))]
    text = render(preset("minimal"), "en", trial=False, signed=given).text()
    assert "Signed by Sam \\*Sommer\\* on 1 March 2026" in text
    assert text.count("Place, date") == 1
