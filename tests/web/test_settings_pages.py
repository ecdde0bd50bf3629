"""The settings pages and one's own account, by their forms, as a browser sends them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from handschlag.actions import passwords, teams, users
from handschlag.actions.houses import House
from handschlag.store.models import AuditEntry, Member
from tests.web.small_house import PASSWORD

ENGLISH = {"Accept-Language": "en"}
GOOD = "several words are easier"
As = Callable[[str], Client]


@pytest.fixture
def admin(client_as: As) -> Client:
    return client_as("admin")


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_person_is_added_and_comes_in_by_the_link_that_is_shown(small_house: House, admin: Client) -> None:
    teams.make_team(small_house, name="SDR", now=timezone.now())
    page = admin.get("/settings/users/add/", headers=ENGLISH).content.decode()
    proposed = re.findall(r'type="checkbox" name="known_as" value="([^"]+)"', page)
    assert {"L. Aydın", "K. O&#x27;Neill"} <= set(proposed)
    assert not {"J. Petersen", "M. Yıldız"} & set(proposed)
    form = {
        "username": "l.aydin", "full_name": "Leyla Aydın", "role": "sdr", "team": "SDR", "known_as": "L. Aydın",
        "more": "leyla@house.example\n\n",
    }  # fmt: skip
    answer = admin.post("/settings/users/add/", form, headers=ENGLISH)
    [link] = re.findall(r'value="http://testserver(/password/[^"]+)"', answer.content.decode())
    assert "no-store" in answer.headers["Cache-Control"]
    member = Member.objects.get(user__username="l.aydin")
    assert (member.role, member.team.name, member.known_as) == ("sdr", "SDR", ["L. Aydın", "leyla@house.example"])
    visitor = Client()
    assert visitor.post(link, {"password": GOOD, "again": GOOD}).status_code == 302
    assert "Leyla Aydın" in visitor.get("/funnel/").content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "`j.petersen` is taken"), ("de", "„j.petersen“ ist vergeben")])
def test_what_is_wrong_stands_beside_it_and_what_was_typed_stays(
    small_house: House, admin: Client, language: str, said: str
) -> None:
    form = {"username": "j.petersen", "full_name": "Somebody Else", "role": "sdr", "known_as": "M. Yıldız"}
    page = admin.post("/settings/users/add/", form, headers={"Accept-Language": language}).content.decode()
    assert said in page
    assert 'aria-describedby="username-problem-1"' in page
    assert "Murat Yıldız" in page.partition('id="known_as-problem-1"')[2]
    assert 'value="Somebody Else"' in page
    assert re.search(r'value="M. Yıldız" checked', page)
    assert Member.objects.count() == 8


def test_a_person_is_changed_shut_out_and_let_in_again(small_house: House, admin: Client) -> None:
    path = "/settings/users/person/j.petersen/"
    form = {"full_name": "Jan P. Petersen", "role": "marketer", "team": "", "known_as": "J. Petersen"}
    assert admin.post(path, form).headers["Location"] == path
    member = Member.objects.get(user__username="j.petersen")
    assert (member.role, member.user.get_full_name()) == ("marketer", "Jan P. Petersen")
    admin.post(f"{path}access/", {"do": "shut_out"})
    page = admin.get("/settings/users/", headers=ENGLISH).content.decode()
    assert "Jan P. Petersen" in page.partition('class="gone"')[2]
    assert "Let Jan P. Petersen in again" in admin.get(path, headers=ENGLISH).content.decode()
    admin.post(f"{path}access/", {"do": "let_in"})
    assert 'class="gone"' not in admin.get("/settings/users/").content.decode()
    assert admin.post(f"{path}access/", {"do": "nonsense"}).status_code == 404
    assert admin.get("/settings/users/person/nobody/").status_code == 404


def test_the_last_administrator_is_told_why_not(small_house: House, admin: Client) -> None:
    path = "/settings/users/person/a.roth/"
    shut = admin.post(f"{path}access/", {"do": "shut_out"}, headers=ENGLISH).content.decode()
    assert "With this you lock yourself out" in shut
    assert "Alex Roth is the only administrator" in shut
    changed = admin.post(path, {"full_name": "Alex Roth", "role": "sdr"}, headers={"Accept-Language": "de"})
    assert "Alex Roth ist die einzige Administration" in changed.content.decode()
    assert Member.objects.get(user__username="a.roth").role == "admin"


def test_a_temporary_password_is_shown_once_and_leads_to_ones_own_account_only(
    small_house: House, admin: Client
) -> None:
    path = "/settings/users/person/j.petersen/"
    answer = admin.post(f"{path}password/", headers=ENGLISH)
    [given] = re.findall(r'class="secret__password">([^<]+)<', answer.content.decode())
    assert given not in admin.get(path).content.decode()
    jan = Client()
    assert jan.post("/sign-in/", {"username": "j.petersen", "password": given}).status_code == 302
    for elsewhere in ("/", "/funnel/", "/leads/", "/settings/users/"):
        assert jan.get(elsewhere).headers["Location"] == "/account/"
    page = jan.get("/account/", headers=ENGLISH).content.decode()
    assert "Choose your own before you go on." in page
    form = {"old": given, "password": GOOD, "again": GOOD}
    assert jan.post("/account/", form).headers["Location"] == "/"
    assert jan.get("/funnel/").status_code == 200


def test_a_temporary_password_that_nobody_used_in_time_opens_nothing(small_house: House) -> None:
    for days, status in ((6, 302), (8, 200)):
        before = timezone.now() - timedelta(days=days)
        given = passwords.set_temporary_password(small_house, username="j.petersen", now=before)["password"]
        form = {"username": "j.petersen", "password": given}
        answer = Client().post("/sign-in/", form, headers=ENGLISH)
        assert answer.status_code == status
    assert "more than a week old" in answer.content.decode()


def test_ones_own_password_ends_the_other_browsers(small_house: House, client_as: As) -> None:
    here, there = client_as("head_of_marketing"), client_as("head_of_marketing")
    form = {"old": PASSWORD, "password": GOOD, "again": GOOD}
    wrong = here.post("/account/", {**form, "old": "guessed"}, headers={"Accept-Language": "de"}).content.decode()
    assert "Das ist nicht Ihr Passwort." in wrong
    assert not any(secret in wrong for secret in (GOOD, "guessed"))
    assert "differ" in here.post("/account/", {**form, "again": "x"}, headers=ENGLISH).content.decode()
    assert there.get("/funnel/").status_code == 200
    assert here.post("/account/", form).headers["Location"] == "/account/"
    assert (here.get("/funnel/").status_code, there.get("/funnel/").status_code) == (200, 302)
    assert Client().post("/sign-in/", {"username": "e.lang", "password": GOOD}).status_code == 302


def test_ones_account_says_what_ones_role_includes_and_under_what_one_is_shown(
    small_house: House, client_as: As, admin: Client
) -> None:
    seller = text_of(client_as("seller").get("/account/", headers=ENGLISH).content.decode())
    assert "See persons, companies and source records" in seller
    assert "Manage users" not in seller
    assert "shown to nobody: no works agreement is in force" in seller
    assert "M. Yıldız" in seller
    admin.post("/settings/works-agreement/", {"title": "Figures", "agreed_on": "2026-01-15"})
    agreed = text_of(client_as("seller").get("/account/", headers=ENGLISH).content.decode())
    assert "under “Figures” of 15 Jan 2026" in agreed


def test_teams_by_their_forms(small_house: House, admin: Client) -> None:
    made = admin.post("/settings/teams/", {"name": "North / West & Co"})
    path = made.headers["Location"]
    assert path == "/settings/teams/team/?team=North+%2F+West+%26+Co"
    admin.post(path, {"do": "fill", "people": ["j.petersen", "m.yildiz"]})
    page = admin.get("/settings/teams/", headers=ENGLISH).content.decode()
    assert "Jan Petersen, Murat Yıldız" in text_of(page)
    renamed = admin.post(path, {"do": "rename", "name": "North"}).headers["Location"]
    assert users.show_user(small_house, username="m.yildiz")["team"] == "North"
    taken = admin.post(renamed, {"do": "rename", "name": "Jan Petersen"}, headers=ENGLISH).content.decode()
    assert "a person is called `Jan Petersen` already" in taken
    assert admin.post(renamed, {"do": "dissolve"}).headers["Location"] == "/settings/teams/"
    assert teams.list_teams(small_house) == []
    assert admin.get(renamed).status_code == 404


def test_the_works_agreement_is_recorded_and_withdrawn(small_house: House, admin: Client) -> None:
    path = "/settings/works-agreement/"
    wrong = admin.post(path, {"title": "Figures", "agreed_on": "soon"}, headers=ENGLISH).content.decode()
    assert "This is not a day" in wrong
    assert 'value="Figures"' in wrong
    admin.post(path, {"title": "Figures", "agreed_on": "15.01.2026"})
    page = admin.get(path, headers=ENGLISH).content.decode()
    assert "In force: Figures" in page
    [number] = re.findall(r'name="withdraw" value="(\d+)"', page)
    admin.post(path, {"withdraw": number})
    page = admin.get(path, headers=ENGLISH).content.decode()
    assert "No works agreement is in force" in page
    assert "Figures" in page.partition('class="gone"')[2]


def test_the_audit_trail_says_in_words_what_was_and_what_is(small_house: House, admin: Client, client_as: As) -> None:
    form = {"full_name": "Jan Petersen", "role": "seller", "team": "", "known_as": "J. Petersen"}
    admin.post("/settings/users/person/j.petersen/", form)
    english = text_of(admin.get("/settings/audit/", headers=ENGLISH).content.decode())
    assert "User changed : j.petersen · Alex Roth Role SDR → Seller" in english
    german = text_of(
        client_as("managing_director").get("/settings/audit/", headers={"Accept-Language": "de"}).content.decode()
    )
    assert "Person geändert : j.petersen · Alex Roth Rolle SDR → Vertrieb" in german
    only = admin.get("/settings/audit/", {"by": "a.roth"}, headers=ENGLISH).content.decode()
    assert only.count('class="trail__when') == 1
    added = admin.get("/settings/audit/", {"action": "user_added"}, headers=ENGLISH).content.decode()
    assert added.count('class="trail__when') == 8


def test_the_audit_trail_turns_pages_by_a_cursor(small_house: House, admin: Client) -> None:
    for number in range(60):
        teams.make_team(small_house, name=f"Team {number}", now=timezone.now())
    first = admin.get("/settings/audit/", headers=ENGLISH).content.decode()
    assert first.count('class="trail__when') == 50
    [older] = re.findall(r'href="([^"]+)">Older', first)
    second = admin.get(older.replace("&amp;", "&"), headers=ENGLISH).content.decode()
    assert second.count('class="trail__when') == AuditEntry.objects.count() - 50
    assert "Older" not in second
    assert admin.get("/settings/audit/", {"before": "x"}).status_code == 200


def test_the_settings_lead_where_ones_role_may_go(client_as: As) -> None:
    assert client_as("admin").get("/settings/").headers["Location"] == "/settings/users/"
    boss = client_as("managing_director")
    assert boss.get("/settings/").headers["Location"] == "/settings/audit/"
    page = boss.get("/settings/audit/", headers=ENGLISH).content.decode()
    assert "/settings/users/" not in page
    assert "/settings/rights/" in page
