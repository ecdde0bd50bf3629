"""Signing on the page: both heads beside each other, what is refused, and what every page says afterwards."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from handschlag.actions.houses import House
from handschlag.web.house import house as opened_house
from tests.web.small_house import PASSWORD, sign

PAGE = "/agreement/signatures/"
TRIAL = "Probe – nicht unterschrieben"


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def read(client: Client, path: str = PAGE, language: str = "de") -> str:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(client: Client, path: str = "/agreement/sign/", **data: str) -> tuple[int, str]:
    answer = client.post(path, data, headers={"Accept-Language": "de"}, follow=True)
    return answer.status_code, plain(answer.content.decode())


def digest_on(page: str) -> str:
    [found] = re.findall(r'name="digest" value="(\w{64})"', page)
    return str(found)


@pytest.fixture
def marketing(client_as: Callable[[str], Client]) -> Client:
    return client_as("head_of_marketing")


@pytest.fixture
def sales(client_as: Callable[[str], Client]) -> Client:
    return client_as("head_of_sales")


def test_both_heads_sign_and_the_trial_ends(small_house: House, marketing: Client, sales: Client) -> None:
    page = read(marketing)
    assert "Leitung Marketing Ihre Unterschrift fehlt." in plain(page)
    assert "Noch nicht unterschrieben; unterschreiben kann: Sabine Brandt" in plain(page)
    assert 'type="password"' in page
    status, after = post(marketing, digest=digest_on(page), password=PASSWORD)
    assert (status, "Sie haben unterschrieben." in after, TRIAL in after) == (200, True, True)
    page = read(sales)
    assert "Leitung Marketing Erika Lang" in plain(page)
    assert 'type="password"' not in page
    status, after = post(sales, digest=digest_on(page))
    assert (status, "Beide Seiten haben unterschrieben: Die Vereinbarung ist in Kraft." in after) == (200, True)
    assert "Version 1 ist in Kraft" in after
    for path in ("/", "/funnel/", "/agreement/", "/leads/"):
        shown = plain(read(sales, path))
        assert (TRIAL in shown, "Vereinbarung Version 1" in shown) == (False, True), path


def test_today_says_that_a_signature_is_missing(
    small_house: House, marketing: Client, sales: Client, client_as: Callable[[str], Client]
) -> None:
    waits = "Die Vereinbarung wartet auf Ihre Unterschrift."
    assert waits not in plain(read(sales, "/"))
    sign(small_house, "head_of_marketing")
    assert f"{waits} Unterschrieben haben: Erika Lang · Lesen und unterschreiben" in plain(read(sales, "/"))
    assert [waits in plain(read(one, "/")) for one in (marketing, client_as("sdr"))] == [False, False]


def test_the_signed_document_names_who_signed(small_house: House, marketing: Client) -> None:
    sign(small_house)
    shown = read(marketing, "/agreement/")
    sides = re.findall(r'<div class="signatures__side side-(\w+)">(.*?</div>)\s*</div>', shown, re.S)
    assert [(side, re.findall(r'signature__given">([^<]+)<', lines)) for side, lines in sides] == [
        ("marketing", ["Unterschrieben von Erika Lang am 15. April 2026"]),
        ("sales", ["Unterschrieben von Sabine Brandt am 15. April 2026"]),
    ]
    assert "Version 1 In Kraft von beiden Seiten unterschrieben, in Kraft ab 15.04.2026, 14:00" in plain(shown)
    signed = marketing.get("/agreement/file/", {"version": "1"})
    assert signed.content == (small_house.path / "agreement.yaml").read_bytes()
    assert signed.headers["Content-Disposition"] == 'attachment; filename="agreement-1.yaml"'
    for wrong in ("2", "x", "9" * 20):
        assert marketing.get("/agreement/file/", {"version": wrong}).status_code == 404
    assert marketing.get("/agreement/versions/2/").status_code == 404


def test_a_changed_file_is_a_draft_beside_what_is_in_force(small_house: House, marketing: Client) -> None:
    sign(small_house)
    file = small_house.path / "agreement.yaml"
    text = file.read_text("utf-8")
    title = re.search(r"^title:.*$", text, re.M)
    assert title is not None
    before = plain(read(marketing, "/agreement/"))
    file.write_text(text.replace(title[0], "title: Neuer Titel"), "utf-8")
    assert "Die Datei sagt etwas anderes" in plain(read(marketing, "/funnel/"))
    after = read(marketing, "/agreement/")
    assert "Neuer Titel" not in after
    assert "In der Datei der Vereinbarung steht etwas anderes, als in Kraft ist. Entwurf lesen" in plain(after)
    assert "Die Datei sagt etwas anderes" not in before
    draft = plain(read(marketing, "/agreement/draft/"))
    assert "Nicht unterschrieben, nicht in Kraft" in draft
    assert "Neuer Titel Probe, nicht unterschrieben" in draft
    page = read(marketing)
    assert "In der Datei steht ein neuer Text, den nicht beide unterschrieben haben" in plain(page)
    lines = [plain(line) for line in re.findall(r"changed__line.*?</span>[^<]*\n", page)]
    assert [line.split("> ")[-1] for line in lines] == [f"− {title[0]}", "+ title: Neuer Titel"]
    file.write_text(text.replace("currency: EUR", "currency: EURO", 1), "utf-8")
    assert "Die Datei kann nicht unterschrieben werden Sie hat 1 Problem." in plain(read(marketing))
    assert read(marketing, "/funnel/")


def test_going_back_before_the_next_version_begins(
    small_house: House, marketing: Client, client_as: Callable[[str], Client]
) -> None:
    sign(small_house)
    file = small_house.path / "agreement.yaml"
    first = file.read_text("utf-8")
    begins = re.search(r"^valid_from:.*$", first, re.M)
    assert begins is not None
    file.write_text(first.replace(begins[0], "valid_from: 2199-01-01"), "utf-8")
    sign(opened_house().asked_by(small_house.by))
    assert "Version 2 ist unterschrieben und tritt am 01.01.2199, 00:00 in Kraft Bis dahin gilt Version 1." in plain(
        read(marketing)
    )
    coming = plain(read(marketing, "/agreement/versions/2/"))
    assert "Version 2 Nicht das, was in Kraft ist von beiden Seiten unterschrieben, in Kraft ab 01.01.2199" in coming
    file.write_text(first, "utf-8")
    assert "In der Datei steht Version 1; noch einmal unterschrieben tritt sie an die Stelle der kommenden" in plain(
        read(marketing)
    )


def test_what_is_refused(small_house: House, marketing: Client, client_as: Callable[[str], Client]) -> None:
    mark = digest_on(read(marketing))
    assert post(marketing, digest=mark, password="wrong")[0] == 400
    assert "Das ist nicht Ihr Passwort." in post(marketing, digest=mark, password="wrong")[1]
    changed = post(marketing, digest="0" * 64, password=PASSWORD)[1]
    assert "Der Text hat sich inzwischen geändert (Lesen Sie ihn noch einmal)" in changed
    assert "Es gibt hier keine Unterschrift von Ihnen" in post(marketing, digest=mark, do="take_back")[1]
    director = client_as("managing_director")
    assert 'name="digest"' not in read(director)
    assert "Der Text nennt Sie nicht unter denen, die unterschreiben" in post(director, digest=mark)[1]
    assert marketing.get("/agreement/sign/").status_code == 405
    sign(small_house, "head_of_marketing")
    page = read(marketing)
    assert 'type="password"' not in page
    status, after = post(marketing, digest=digest_on(page), do="take_back")
    assert (status, "Ihre Unterschrift ist zurückgenommen." in after) == (200, True)
