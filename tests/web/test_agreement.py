"""The agreement as a page: a document with contents and glossary, the file itself, and every problem it has."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from handschlag.actions.houses import House
from tests.web.small_house import SMALL, TODAY

STAGES = re.findall(r"^    - key: (\w+)$", (SMALL / "agreement.yaml").read_text("utf-8"), re.M)


def read(client: Client, language: str = "en", **query: str) -> str:
    answer = client.get("/agreement/", query, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return str(answer.content.decode())


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize(("language", "last"), [("de", "Unterschriften"), ("en", "Signatures")])
def test_the_contents_are_the_sections_of_the_document(client_in: Client, language: str, last: str) -> None:
    page = read(client_in, language)
    contents = re.search(r'<nav class="contents".*?</nav>', page, re.S)
    assert contents is not None
    listed = re.findall(r'<a href="#(section-\d+)"><span[^>]*>(\d+)</span> ([^<]+)</a>', contents[0])
    sections = re.findall(r'<h2 id="(section-\d+)"><span class="number">(\d+)\.</span> ([^<]+)</h2>', page)
    assert listed == sections
    assert [number for _, number, _ in listed] == [str(n) for n in range(1, len(listed) + 1)]
    assert listed[-1][2] == last


def test_every_stage_has_its_word_in_the_glossary(client_in: Client) -> None:
    assert len(STAGES) == 5
    anchors = re.findall(r'<dt id="term-(\w+)">', read(client_in))
    assert anchors[: len(STAGES)] == STAGES
    assert len(anchors) == len(set(anchors))


def test_every_word_that_pages_link_to_is_explained(client_in: Client, client_as: Callable[[str], Client]) -> None:
    explained = set(re.findall(r'id="(term-\w+)"', read(client_in)))
    funnel = client_in.get("/funnel/", {"as_of": TODAY}).content.decode()
    linked = set(re.findall(r'href="/agreement/[^"#]*#([^"]+)"', funnel))
    assert {f"term-{stage}" for stage in STAGES} <= linked
    assert linked <= explained


def test_conditions_stand_there_as_sentences_with_their_rule(client_in: Client) -> None:
    page = plain(read(client_in, "de"))
    assert "mindestens 2 Kriterien sind erfüllt und das Kriterium „Bedarf“ ist erfüllt." in page
    assert "criteria_met >= 2 and need_met" in page


def test_it_says_what_is_executed_and_what_is_only_shown(client_in: Client) -> None:
    page = read(client_in)
    rows = re.findall(r'<code class="quiet small">(\w+)</code></th><td[^>]*>([^<]+)</td>', page)
    states = dict(rows)
    assert (states["markets"], states["funnel"], states["scoring"]) == (
        "executed", "partly executed", "executed",
    )  # fmt: skip


def test_both_sides_sign_on_lines_of_equal_weight(client_in: Client) -> None:
    sides = re.findall(r'<div class="signatures__side side-(\w+)">(.*?</div>)\s*</div>', read(client_in), re.S)
    assert [side for side, _ in sides] == ["marketing", "sales"]
    assert len({re.sub(r"<strong>.*?</strong>|marketing|sales", "", lines) for _, lines in sides}) == 1


def test_a_trial_is_marked_and_the_version_named(small_house: House, client_in: Client) -> None:
    page = plain(read(client_in, "de"))
    mark = small_house.agreement_label.removeprefix("draft ")
    assert f"Entwurf {mark} Probe – nicht unterschrieben gilt ab 01.07.2025" in page


def test_the_file_comes_as_it_is(small_house: House, client_as: Callable[[str], Client]) -> None:
    answer = client_as("read_only").get("/agreement/file/")
    assert answer.content == (small_house.path / "agreement.yaml").read_bytes()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="agreement.yaml"'


@pytest.fixture
def broken(small_house: House) -> list[tuple[int, str]]:
    """Two mistakes in the file; lines and wrong words of them."""
    file = small_house.path / "agreement.yaml"
    text = file.read_text("utf-8")
    for right, wrong in (("back_to: marketing_lead}", "back_to: marketing_led}"), ("currency: EUR", "currency: EURO")):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    file.write_text(text, "utf-8")
    lines = text.splitlines()
    return [
        (number, word) for number, line in enumerate(lines, 1) for word in ("EURO", "marketing_led}") if word in line
    ]


def test_every_problem_is_listed_with_its_line_and_a_way_out(client_in: Client, broken: list[tuple[int, str]]) -> None:
    answer = client_in.get("/agreement/", headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The file has 2 problems." in page
    found = re.findall(r"line (\d+), column \d+</span></p>\s*<p class=\"quiet\">([^<]+)</p>", page)
    assert [int(line) for line, _hint in found] == [line for line, _word in broken]
    here = re.findall(r'excerpt__line--here"><span class="excerpt__number">(\d+)</span>([^\n]*)', page)
    assert [(int(line), word in unescape(text)) for (line, text), (_, word) in zip(here, broken, strict=True)] == [
        (line, True) for line, _word in broken
    ]
    assert client_in.get("/agreement/file/").status_code == 200


def test_other_pages_lead_to_the_agreement_while_it_is_broken(client_in: Client, broken: list[tuple[int, str]]) -> None:
    answer = client_in.get("/funnel/", headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert 'href="/agreement/"' in answer.content.decode()
