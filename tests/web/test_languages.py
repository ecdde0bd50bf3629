"""German and English: every text is there, compiled, and says what the other says."""

import re
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from django.test import Client
from django.utils import translation

from handschlag.actions.houses import House
from handschlag.web import messages, words
from tests.funnel.oracle import quantile
from tests.web.expected import funnel
from tests.web.raw import made_from
from tests.web.reading import opened, text as text_of
from tests.web.small_house import TODAY, person_id
from tests.web.written import amounts, share, span

PATHS = [
    "/funnel/",
    "/funnel/?by=channel&cohort=quarter",
    "/funnel/passes/?figure=entered&stage=prospect",
    "/funnel/passes/?figure=won",
    "/leads/",
    "/leads/?q=nobody+is+called+so",
    "/leads/{anna}/",
    "/facts/{form}/source/",
    "/reconciliation/",
    "/nothing/",
]
HOLE = re.compile(r"%\(\w+\)s|%%")


def test_the_catalogue_has_every_text_and_no_other() -> None:
    kept = {(message.context, *_pair(message.id)) for message in messages.german() if message.id}
    assert kept == messages.texts()


def _pair(text: str | tuple[str, str]) -> tuple[str, str | None]:
    return (text, None) if isinstance(text, str) else text


def test_every_text_is_german_and_nothing_is_guessed() -> None:
    catalog = messages.german()
    assert messages.untranslated(catalog) == []
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


def test_both_languages_fill_in_the_same_things() -> None:
    for message in messages.german():
        texts = [message.id, message.string]
        ids, strings = ([text] if isinstance(text, str) else list(text) for text in texts)
        for text, german in zip(ids, strings, strict=True):
            assert sorted(HOLE.findall(german)) == sorted(HOLE.findall(text)), text


def test_the_compiled_catalogue_is_fresh() -> None:
    fresh = BytesIO()
    write_mo(fresh, messages.german())
    fresh.seek(0)
    with messages.PO.with_suffix(".mo").open("rb") as compiled:
        assert _strings(read_mo(compiled)) == _strings(read_mo(fresh))


def _strings(catalog: Catalog) -> dict[tuple[str | None, tuple[str, ...]], tuple[str, ...]]:
    return {(message.context, _all(message.id)): _all(message.string) for message in catalog if message.id}


def _all(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_comes_in_the_language_asked_for(small_house: House, client_in: Client, path: str) -> None:
    anna = person_id(small_house, "anna.beispiel@mueller-soehne.example")
    path = path.format(anna=anna, form=made_from("activities.csv", 2)[0]["id"])
    german, english = (client_in.get(path, headers={"Accept-Language": code}).content.decode() for code in ("de", "en"))
    assert '<html lang="de"' in german
    assert '<html lang="en"' in english
    assert "Zum Inhalt springen" in german
    assert "Skip to content" in english
    for text in ("Skip to content", "Trial – not signed", "Agreement", "no data", " not yet mature"):
        assert text not in german


def test_figures_are_written_as_the_language_writes_them(client_in: Client) -> None:
    query = {"start": "2025-01-01", "end": "2025-12-31", "as_of": TODAY}
    german, english = (text_of(opened(client_in, "/funnel/", query, language=code)) for code in ("de", "en"))
    oracle = funnel(start=date(2025, 1, 1), end=date(2026, 1, 1))
    entered, reached = len(oracle.entered(0, None, None)), len(oracle.reached(0, 1, None, None))
    rate = share(reached, entered)
    [euros] = amounts([(p["value"], "EUR") for p in oracle.passes.values() if p["currency"] == "EUR" and p["value"]])
    median = span(quantile((oracle.lag(one, 0, 1) for one in oracle.timed(0, 1, None, None)), Fraction(1, 2)))
    assert (len(rate), len(euros), median[-2:]) == (5, 8, " d")
    for said in (f"{reached} of {entered} went on", rate, euros, "1 Jan 2025 – 31 Dec 2025", f"median {median}"):
        assert said in english, said
    for said in (
        f"{reached} von {entered} gingen weiter",
        rate.replace(".", ",").replace("%", " %"),
        euros.removeprefix("€").replace(",", ".") + " €",
        "01.01.2025 – 31.12.2025",
        f"Median {median[:-2].replace('.', ',')} Tage",
    ):
        assert said in german, said


def test_the_language_is_kept(client_in: Client) -> None:
    answer = client_in.post("/language/", {"language": "de", "next": "/leads/"}, headers={"Accept-Language": "en"})
    assert answer.headers["Location"] == "/leads/"
    assert '<html lang="de"' in client_in.get("/leads/", headers={"Accept-Language": "en"}).content.decode()


def test_keys_of_the_house_are_shown_as_they_are() -> None:
    with translation.override("de"):
        assert words.word("dimensions", "channel") == "Kanal"
        assert words.word("dimensions", "our_segment") == "our segment"
        assert words.said({"de": "Interessent", "en": "Prospect"}) == "Interessent"
        assert words.said("Hot lead") == "Hot lead"


def test_a_text_missing_in_one_language_is_said_in_the_other() -> None:
    with translation.override("de"):
        assert words.said({"en": "Prospect"}) == "Prospect"
