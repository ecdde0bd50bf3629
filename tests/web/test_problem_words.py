"""Problems that actions say in English are read in German on German pages."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client
from django.utils import translation

import handschlag.actions
from handschlag.actions.houses import House
from handschlag.actions.quarantine import quarantine
from handschlag.errors import Problem
from handschlag.web.problem_words import KNOWN, told

ACTIONS = Path(handschlag.actions.__file__).parent


def test_every_sentence_is_one_that_actions_say() -> None:
    said = "".join(file.read_text("utf-8") for file in ACTIONS.glob("*.py"))
    assert [text for text in KNOWN if f'"{text}"' not in said] == []


def test_every_sentence_is_known_in_german() -> None:
    with translation.override("de"):
        assert [text for text in KNOWN if translation.gettext(text) == text] == []


def test_a_problem_keeps_its_place() -> None:
    problem = Problem("deals.csv", 3, message="no value was put right")
    with translation.override("de"):
        assert told(problem) == "deals.csv:3: kein Wert wurde berichtigt"
    with translation.override("en"):
        assert told(problem) == str(problem) == "deals.csv:3: no value was put right"


def test_on_a_page(small_house: House, client_as: Callable[..., Client]) -> None:
    row = next(one for one in quarantine(small_house) if one["line"])
    client = client_as("head_of_marketing")
    answers = {
        language: client.post(
            f"/connections/set-aside/row/{row['row']}/", {"do": "dismiss", "why": " "},
            headers={"Accept-Language": language},
        ).content.decode()
        for language in ("de", "en")
    }  # fmt: skip
    german = "sagen Sie, warum diese Zeilen weggelassen werden (zum Beispiel: Testdatensätze)"
    assert german in answers["de"]
    assert "say why these rows are left out (for example: test records)" in answers["en"]
