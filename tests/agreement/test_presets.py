"""The presets: complete, without problems, in both languages, and exactly what the source article says."""

import pytest
from jsonschema import Draft202012Validator

from handschlag.agreement import canonical, loads, preset_text, presets, render, schema, sections_state
from handschlag.agreement.model import Agreement
from handschlag.agreement.states import ABSENT
from tests.agreement.plain import plain

KEYS = [preset.key for preset in presets()]


def preset(key: str, language: str = "en") -> Agreement:
    loaded = loads(preset_text(key, language).encode(), f"{key}.yaml")
    assert loaded.problems == []
    assert loaded.agreement is not None
    return loaded.agreement


def test_which_there_are() -> None:
    assert KEYS == ["article", "hubspot", "waterfall", "minimal"]


@pytest.mark.parametrize("key", KEYS)
def test_no_problems_and_the_same_content_in_both_languages(key: str) -> None:
    assert canonical(preset(key, "de")) == canonical(preset(key, "en"))


@pytest.mark.parametrize("key", KEYS)
def test_comments_are_in_the_asked_language_only(key: str) -> None:
    german, english = preset_text(key, "de"), preset_text(key, "en")
    for text in (german, english):
        assert [line for line in text.splitlines() if line.strip().startswith(("# de:", "# en:"))] == []
        assert text.startswith("# ")
    assert german.splitlines()[0] != english.splitlines()[0]


@pytest.mark.parametrize("key", KEYS)
def test_valid_by_the_schema(key: str) -> None:
    assert list(Draft202012Validator(schema()).iter_errors(plain(preset(key).written))) == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_rendered(key: str, language: str) -> None:
    document = render(preset(key), language)
    assert document.text().startswith("# ")
    assert document.html().startswith(f'<article class="agreement" lang="{language}">')


def test_unknown_presets_and_languages() -> None:
    with pytest.raises(KeyError, match="nothing"):
        preset_text("nothing", "de")
    with pytest.raises(KeyError, match="fr"):
        preset_text("article", "fr")


def test_minimal_is_small() -> None:
    assert 20 <= len(preset_text("minimal", "en").splitlines()) <= 30


def test_the_basic_model_is_the_articles() -> None:
    funnel = preset("article").funnel
    assert [(stage.key, stage.phase) for stage in funnel.stages] == [
        ("prospect", "awareness"),
        ("marketing_lead", "interest"),
        ("sales_ready_lead", "intent"),
        ("opportunity", "evaluation"),
        ("won", "decision"),
    ]
    assert [stage.definition.de for stage in funnel.stages if stage.definition] == [
        "Eine Person, mit der eine digitale oder analoge Interaktion stattgefunden hat.",
        "Prospect, der als Zielkunde und Persona identifiziert wurde und dessen Kontaktinformationen vorliegen.",
        "Marketing Lead, der nach den vereinbarten Kriterien qualifiziert wurde.",
        "Sales Ready Lead, der vom Vertrieb übernommen wurde.",
        "Zahlender Kunde.",
    ]
    assert list(preset("article").criteria.criteria) == ["budget", "authority", "need", "time"]


def test_the_basic_model_uses_every_section_but_own_fields() -> None:
    states = {state.section: state.state for state in sections_state(preset("article"))}
    assert [section for section, state in states.items() if state == ABSENT] == ["fields"]
