"""Every figure of the example house leads to exactly the passes it counts, and they to their source."""

import re
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

pytestmark = pytest.mark.long

LINK = re.compile(r'<a[^>]*href="(/funnel/passes/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
COUNT = r"(\d{1,3}(?:,\d{3})*)"


@pytest.fixture(scope="module")
def reader(served: str) -> OpenerDirector:
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    opener.addheaders = [("Accept-Language", "en")]
    page = opener.open(f"{served}/sign-in/").read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    person = re.search(r'name="username" value="([^"]+)"', page)
    assert token is not None
    assert person is not None
    form = {"csrfmiddlewaretoken": token[1], "username": person[1]}
    opener.open(f"{served}/sign-in/demo/", urlencode(form).encode())
    return opener


def read(reader: OpenerDirector, address: str) -> str:
    return reader.open(address).read().decode()


def figures(page: str) -> dict[str, int]:
    """Address of the list behind each figure, with the count that the page shows."""
    found = {}
    for address, inner in LINK.findall(page):
        text = unescape(re.sub(r"<[^>]+>", " ", inner))
        count = re.search(rf"{COUNT}/{COUNT}", text) or re.search(rf"(?<![\d.,]){COUNT}(?![\d.,]*%)(?!\.\d)", text)
        if count is not None:
            found[unescape(address)] = int(count[1].replace(",", ""))
    return found


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"by": "channel", "start": "2025-01-01", "end": "2025-12-31"},
        {"by": "cohort", "cohort": "quarter", "path": "marketing", "start": "2026-01-01"},
        {"by": "owner", "as_of": "2025-09-30", "path": "sales"},
    ],
    ids=lambda question: "-".join(question) or "everything",
)
def test_every_figure_opens_the_passes_it_counts(served: str, reader: OpenerDirector, question: dict[str, str]) -> None:
    found = figures(read(reader, f"{served}/funnel/?{urlencode(question)}"))
    assert len(found) > 40
    assert any(found.values())
    counted = {}
    for address in found:
        page = read(reader, f"{served}{address}")
        count = re.search(rf"{COUNT} pass(?:es)?\b", page)
        assert count is not None, address
        counted[address] = int(count[1].replace(",", ""))
    assert counted == found


def test_a_pass_leads_to_its_person_and_each_fact_to_its_line(served: str, reader: OpenerDirector) -> None:
    passes = read(reader, f"{served}/funnel/passes/?figure=won")
    person = re.search(r'href="(/leads/[^"]+)"', passes)
    assert person is not None
    lead = read(reader, f"{served}{person[1]}")
    facts = re.findall(r'href="(/facts/[^"]+)"', lead)
    assert len(facts) > 5
    for fact in list(dict.fromkeys(facts))[::5]:
        page = read(reader, f"{served}{fact}")
        assert re.search(r"line \d", page), fact
        assert "<strong>" in page.split("Facts made from it")[1], fact
