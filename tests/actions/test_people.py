"""Users and teams on a real database: what changes, what is refused, and that the audit trail has it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import RequestFactory

from handschlag.access.actors import Actor
from handschlag.access.audited import ACTIONS
from handschlag.access.refusals import Refused
from handschlag.actions import first_administrator as first, passwords, teams, users, works_agreements
from handschlag.actions.auditing import audit_trail
from handschlag.actions.houses import House
from handschlag.errors import InputProblems, OutsideSystemFailed
from handschlag.store.models import AuditEntry, Member
from tests.fixtures.houses import NOW

GOOD = "correct horse battery"
New = Callable[..., House]


def add(house: House, username: str, role: str = "sdr", **more: Any) -> None:
    names = {"full_name": username.title(), "password": None, **more}
    users.add_user(house, username=username, role=role, now=NOW, **names)


def last() -> tuple[str, str, str, dict[str, Any]]:
    entry = AuditEntry.objects.latest("id")
    return entry.by, entry.action, entry.what, entry.details


def signs_in(username: str, password: str) -> bool:
    request = RequestFactory().post("/sign-in/")
    return authenticate(request, username=username, password=password) is not None


def session_of(username: str) -> SessionStore:
    store = SessionStore()
    store["_auth_user_id"] = str(get_user_model().objects.get(username=username).pk)
    store.save()
    return store


def test_a_person_is_added_and_changed(new_house: New) -> None:
    house = new_house()
    teams.make_team(house, name="North", now=NOW)
    add(house, "anna", "seller", full_name=" Anna  Maria Groß ", team="North", known_as=(" A.  Groß ", "a. groß"))
    [shown] = users.list_users(house)
    assert (shown["full_name"], shown["team"], shown["known_as"]) == ("Anna Maria Groß", "North", ["A. Groß"])
    assert last() == (
        "cli", "user_added", "anna",
        {"name": "Anna Maria Groß", "role": "seller", "team": "North", "known_as": ["A. Groß"]},
    )  # fmt: skip
    users.change_user(house, username="anna", role="sdr", team="", full_name="Anna Klein", now=NOW)
    before = {"name": "Anna Maria Groß", "role": "seller", "team": "North"}
    after = {"name": "Anna Klein", "role": "sdr", "team": ""}
    assert last() == ("cli", "user_changed", "anna", {"before": before, "after": after})
    assert users.show_user(house, username="anna")["full_name"] == "Anna Klein"
    entries = AuditEntry.objects.count()
    users.change_user(house, username="anna", role="sdr", now=NOW)
    assert AuditEntry.objects.count() == entries


def test_everything_that_is_wrong_is_said_at_once(new_sqlite_house: New) -> None:
    house = new_sqlite_house()
    add(house, "anna", full_name="Anna Groß", known_as=("A. Groß",))
    with pytest.raises(Refused) as refused:
        add(house, "ANNA", "boss", full_name="", team="North", known_as=("a. GROSS",), password="123")
    fields = [refusal.field for refusal in refused.value.refusals]
    assert fields[:5] == ["role", "username", "full_name", "team", "known_as"]
    assert "password" in fields[5:]
    for username in ("", "an na", "cli", "setup", "x" * 151):
        with pytest.raises(InputProblems):
            add(house, username, full_name="Bert Bauer")
    assert [user["username"] for user in users.list_users(house)] == ["anna"]
    assert AuditEntry.objects.count() == 1


def test_the_last_administrator_stays_one(new_house: New) -> None:
    house = new_house()
    add(house, "anna", "admin")
    for change in ({"role": "sdr"}, {}):
        with pytest.raises(Refused, match="only administrator"):
            if change:
                users.change_user(house, username="anna", now=NOW, **change)
            else:
                users.deactivate_user(house, username="anna", now=NOW)
    add(house, "bert", "admin")
    users.deactivate_user(house, username="bert", now=NOW)
    with pytest.raises(Refused, match="only administrator"):
        users.change_user(house, username="anna", role="sdr", now=NOW)
    users.reactivate_user(house, username="bert", now=NOW)
    assert users.change_user(house, username="anna", role="sdr", now=NOW)["role"] == "sdr"


def test_nobody_locks_oneself_out(new_sqlite_house: New) -> None:
    house = new_sqlite_house()
    add(house, "anna", "admin")
    add(house, "bert", "admin")
    mine = house.asked_by(Actor("anna", "admin", "Anna"))
    with pytest.raises(Refused, match="lock yourself out"):
        users.change_user(mine, username="anna", role="sdr", now=NOW)
    with pytest.raises(Refused, match="lock yourself out"):
        users.deactivate_user(mine, username="anna", now=NOW)
    assert users.change_user(mine, username="bert", role="sdr", now=NOW)["role"] == "sdr"


def test_two_administrators_cannot_take_each_others_role_at_once(new_house: New) -> None:
    house = new_house()
    add(house, "anna", "admin")
    add(house, "bert", "admin")
    start = Barrier(2)

    def demote(by: str, whom: str) -> bool:
        start.wait()
        try:
            users.change_user(house.asked_by(Actor(by, "admin")), username=whom, role="sdr", now=NOW)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = [task.result() for task in (pool.submit(demote, "anna", "bert"), pool.submit(demote, "bert", "anna"))]
    assert sorted(done) == [False, True]
    assert Member.objects.filter(role="admin").count() == 1


def test_a_change_without_its_entry_does_not_happen(new_house: New) -> None:
    house = new_house()
    add(house, "anna")
    with connection.cursor() as cursor:
        cursor.execute("alter table store_auditentry rename to gone")
    for change in (
        lambda: users.change_user(house, username="anna", role="seller", now=NOW),
        lambda: users.deactivate_user(house, username="anna", now=NOW),
        lambda: teams.make_team(house, name="North", now=NOW),
        lambda: passwords.offer_link(house, username="anna", now=NOW),
    ):
        with pytest.raises(OutsideSystemFailed):
            change()
    with connection.cursor() as cursor:
        cursor.execute("alter table gone rename to store_auditentry")
    [anna] = users.list_users(house)
    assert (anna["role"], anna["active"], anna["link_made_at"]) == ("sdr", True, None)
    assert teams.list_teams(house) == []


def test_who_is_deactivated_is_out_everywhere_and_stays_named(new_house: New) -> None:
    house = new_house()
    add(house, "anna", password=GOOD)
    add(house, "bert", password=GOOD)
    mine, others = session_of("anna"), session_of("bert")
    token = passwords.offer_link(house, username="anna", now=NOW)["token"]
    assert signs_in("anna", GOOD)
    users.deactivate_user(house, username="anna", now=NOW)
    assert not signs_in("anna", GOOD)
    assert (mine.exists(mine.session_key), others.exists(others.session_key)) == (False, True)
    assert passwords.behind_link(house, token=token, now=NOW) is None
    assert [one["username"] for one in users.list_users(house)] == ["anna", "bert"]
    users.reactivate_user(house, username="anna", now=NOW)
    assert signs_in("anna", GOOD)
    assert passwords.behind_link(house, token=token, now=NOW) is None


def test_a_link_sets_a_password_once(new_house: New) -> None:
    house = new_house()
    add(house, "anna", full_name="Anna Groß")
    token = passwords.offer_link(house, username="anna", now=NOW)["token"]
    assert passwords.behind_link(house, token=token, now=NOW) == {"username": "anna", "full_name": "Anna Groß"}
    with pytest.raises(Refused):
        passwords.use_link(house, token=token, password="123", now=NOW)
    assert passwords.use_link(house, token=token, password=GOOD, now=NOW) == "anna"
    assert (signs_in("anna", GOOD), last()[:3]) == (True, ("anna", "password_set_by_link", "anna"))
    assert passwords.use_link(house, token=token, password="another good one", now=NOW) is None
    assert signs_in("anna", GOOD)


def test_a_link_is_void_when_it_is_old_forged_or_followed_by_another(new_sqlite_house: New) -> None:
    house = new_sqlite_house()
    add(house, "anna")
    older = passwords.offer_link(house, username="anna", now=NOW)["token"]
    token = passwords.offer_link(house, username="anna", now=NOW + timedelta(seconds=1))["token"]
    found = {
        late: passwords.behind_link(house, token=token, now=NOW + late) is not None
        for late in (timedelta(seconds=1), timedelta(days=7), timedelta(days=7, seconds=2))
    }
    assert list(found.values()) == [True, True, False]
    for void in (older, token[:-1], "x" + token, "", "a:b", "ä"):
        assert passwords.behind_link(house, token=void, now=NOW + timedelta(seconds=2)) is None


def test_a_temporary_password_is_marked_and_ones_own_is_not(new_sqlite_house: New) -> None:
    house = new_sqlite_house()
    add(house, "anna")
    session = session_of("anna")
    given = passwords.set_temporary_password(house, username="anna", now=NOW)["password"]
    assert signs_in("anna", given)
    assert not session.exists(session.session_key)
    assert given not in str(AuditEntry.objects.values())
    assert users.show_user(house, username="anna")["temporary_since"] == NOW
    mine = house.asked_by(Actor("anna", "sdr"))
    with pytest.raises(Refused) as refused:
        passwords.change_own_password(mine, old="wrong", new="123", now=NOW)
    assert refused.value.refusals[0].field == "old"
    with pytest.raises(Refused, match="the old password"):
        passwords.change_own_password(mine, old=given, new=given, now=NOW)
    passwords.change_own_password(mine, old=given, new=GOOD, now=NOW)
    assert (signs_in("anna", GOOD), signs_in("anna", given)) == (True, False)
    assert users.show_user(house, username="anna")["temporary_since"] is None


def test_teams_are_made_renamed_filled_and_dissolved(new_house: New) -> None:
    house = new_house()
    add(house, "anna", full_name="Anna Groß")
    add(house, "bert", full_name="Bert Bauer")
    teams.make_team(house, name=" North ", now=NOW)
    teams.make_team(house, name="South", now=NOW)
    filled = teams.fill_team(house, team="North", people=("bert", "anna"), now=NOW)
    assert [one["username"] for one in filled["people"]] == ["anna", "bert"]
    teams.fill_team(house, team="South", people=("bert",), now=NOW)
    assert last() == ("cli", "team_filled", "South", {"before": {"people": []}, "after": {"people": ["bert"]}})
    assert {one["username"]: one["team"] for one in users.list_users(house)} == {"anna": "North", "bert": "South"}
    teams.rename_team(house, team="North", name="North & West", now=NOW)
    assert users.show_user(house, username="anna")["team"] == "North & West"
    teams.dissolve_team(house, team="North & West", now=NOW)
    assert users.show_user(house, username="anna")["team"] == ""
    assert last() == ("cli", "team_dissolved", "North & West", {"people": ["anna"]})
    for name in ("south", "", "(no team)", "Anna Groß", "x" * 101):
        with pytest.raises(Refused):
            teams.make_team(house, name=name, now=NOW)
    with pytest.raises(Refused, match="a team is called"):
        add(house, "carl", full_name="South")
    with pytest.raises(Refused, match="nobody is called `nobody`"):
        teams.fill_team(house, team="South", people=("nobody",), now=NOW)


def test_the_first_administrator_comes_in_by_the_terminals_link_once(new_house: New) -> None:
    house = new_house()
    assert first.nobody_yet(house)
    token = first.set_up_token(house, now=NOW)
    late = NOW + timedelta(days=1, seconds=1)
    assert (first.opens(house, token=token, now=NOW), first.opens(house, token=token, now=late)) == (True, False)
    assert not first.opens(house, token=token + "x", now=NOW)
    with pytest.raises(Refused):
        first.set_up(house, token=token, username="anna", full_name="Anna", password="123", now=NOW)
    assert first.nobody_yet(house)
    start = Barrier(2)

    def come(username: str) -> bool:
        start.wait()
        try:
            return first.set_up(house, token=token, username=username, full_name=username, password=GOOD, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = [task.result() for task in [pool.submit(come, name) for name in ("anna", "bert")]]
    assert sorted(done) == [False, True]
    [only] = users.list_users(house)
    assert (only["role"], signs_in(only["username"], GOOD)) == ("admin", True)
    assert last()[:3] == ("setup", "first_administrator_added", only["username"])
    assert not first.opens(house, token=token, now=NOW)


def test_the_audit_trail_is_read_page_by_page(new_house: New) -> None:
    house = new_house()
    for number in range(7):
        add(house, f"u{number}")
    works_agreements.record_works_agreement(house, title="Figures", agreed_on=NOW.date(), now=NOW)
    seen, cursor = [], None
    while True:
        page = audit_trail(house, before=cursor, limit=3)
        seen += [(entry["action"], entry["what"]) for entry in page["entries"]]
        add(house, f"later{len(seen)}")  # what comes in meanwhile moves nothing
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [("works_agreement_recorded", "Figures"), *(("user_added", f"u{n}") for n in range(6, -1, -1))]
    assert [e["what"] for e in audit_trail(house, action="works_agreement_recorded")["entries"]] == ["Figures"]
    assert audit_trail(house, by="nobody")["entries"] == []
    assert audit_trail(house)["people"] == [{"by": "cli", "by_name": ""}]
    assert page["entries"][0]["text"] == ACTIONS["user_added"].model_dump()
