"""`user`, `team`, `works-agreement`, `audit`: the same house from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

PASSWORD = {"HANDSCHLAG_PASSWORD": "correct horse battery staple"}


@pytest.fixture
def house(run: Run) -> Path:
    """A new house with one administrator and one team."""
    assert run("new", "house", "--language", "en").status == 0
    here = ("--workspace", "house")
    assert run("team", "make", "North", *here).out == "team made: North\n"
    named = ("--full-name", "Anna Amsel", "--team", "North", "--known-as", "A. Amsel", "--known-as", "0051")
    added = run("user", "add", "anna", "--role", "admin", *named, *here, "--json", **PASSWORD)
    assert added.document == {
        "username": "anna", "full_name": "Anna Amsel", "role": "admin", "team": "North",
        "known_as": ["A. Amsel", "0051"],
    }  # fmt: skip
    return Path("house")


def test_people_are_listed_changed_and_shut_out(run: Run, house: Path) -> None:
    here = ("--workspace", house)
    refused = run("user", "change", "anna", "--role", "sdr", *here)
    assert refused.status == 1
    assert refused.err == "Anna Amsel is the only administrator (give the role to somebody first)\n"
    assert run("user", "deactivate", "anna", *here).status == 1
    assert run("user", "add", "bert", "--role", "admin", *here, **PASSWORD).out == "may sign in: bert (admin)\n"
    changed = run("user", "change", "anna", "--role", "seller", "--team", "", "--known-as", "A.A.", *here, "--json")
    assert (changed.document["role"], changed.document["team"], changed.document["known_as"]) == (
        "seller",
        "",
        ["A.A."],
    )
    assert run("user", "deactivate", "anna", *here).out == "is shut out: anna (seller)\n"
    [anna, bert] = run("user", "list", *here, "--json").document["users"]
    assert (anna["username"], anna["active"], bert["username"], bert["active"]) == ("anna", False, "bert", True)
    assert "shut out" in run("user", "list", *here).out
    assert run("user", "link", "anna", *here).err == "nobody signs in as `anna`\n"
    assert run("user", "reactivate", "anna", *here, "--json").document["active"] is True
    assert run("user", "change", "nobody", "--role", "sdr", *here).err == "nobody signs in as `nobody`\n"


def test_passwords_are_given_without_being_known(run: Run, house: Path) -> None:
    link = run("user", "link", "anna", "--address", "https://h.example", "--workspace", house, "--json").document
    assert link["link"].startswith("https://h.example/password/")
    told = run("user", "link", "anna", "--workspace", house).out
    assert "http://127.0.0.1:8000/password/" in told
    password = run("user", "password", "anna", "--workspace", house, "--json").document["password"]
    entries = run("audit", "--workspace", house, "--json")
    assert password not in entries.out
    assert [entry["action"] for entry in entries.document["entries"]] == [
        "temporary_password_set", "password_link_made", "password_link_made", "user_added", "team_made",
    ]  # fmt: skip


def test_teams_works_agreement_and_audit(run: Run, house: Path) -> None:
    here = ("--workspace", house)
    assert run("team", "rename", "North", "North West", *here).out == "changed: North West (Anna Amsel)\n"
    assert run("team", "fill", "North West", "nobody", *here).err == "nobody is called `nobody`\n"
    assert run("team", "fill", "North West", "anna", *here, "--json").document["people"][0]["username"] == "anna"
    assert run("team", "dissolve", "North West", *here).status == 0
    assert run("team", "list", *here, "--json").document == {"teams": []}
    made = run("works-agreement", "record", "Figures", "--agreed-on", "2026-01-15", *here, "--json").document
    assert (made["title"], made["agreed_on"], made["in_force"], made["recorded_by"]) == (
        "Figures",
        "2026-01-15",
        True,
        "cli",
    )
    assert run("works-agreement", "record", "Figures", "--agreed-on", "soon", *here).status == 2
    assert run("works-agreement", "withdraw", "1", *here).out == "withdrawn: 1 Figures\n"
    assert run("works-agreement", "withdraw", "1", *here).err == "no works agreement 1 is in force\n"
    [gone] = run("works-agreement", "list", *here, "--json").document["works_agreements"]
    assert (gone["in_force"], gone["withdrawn_by"]) == (False, "cli")
    page = run("audit", *here, "--limit", "2", "--json").document
    assert [entry["action"] for entry in page["entries"]] == ["works_agreement_withdrawn", "works_agreement_recorded"]
    older = run("audit", *here, "--limit", "1", "--before", page["next"], "--json").document
    assert [entry["action"] for entry in older["entries"]] == ["team_dissolved"]
    only = run("audit", *here, "--action", "team_renamed", "--by", "cli")
    assert "name: North → North West" in only.out
