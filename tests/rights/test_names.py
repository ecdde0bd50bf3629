"""Figures of employees: for teams, and one's own; by name only where a works agreement is in force."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from handschlag.access.actors import COMMAND_LINE, Actor
from handschlag.access.roles import RIGHTS, ROLES
from handschlag.actions.checks import check
from handschlag.actions.funnels import funnel, passes_behind
from handschlag.actions.houses import House
from handschlag.actions.tables import tables
from handschlag.errors import NotPermitted
from handschlag.store import members, works_agreements
from handschlag.store.models import Member, Team
from tests.web.small_house import MADE, PEOPLE

#: Owners as tests/web/small writes them. Yildiz and Brandt are people of the house, Petersen too; the others are added.
SELLERS = ("M. Yıldız", "K. O'Neill", "S. Brandt")
SDRS = ("J. Petersen", "L. Aydın")
STRANGER = "K. O'Neill"


@pytest.fixture
def teams(small_house: House) -> House:
    """Sales with all three sellers, SDR with two and a third whom the sources do not know."""
    members.add(username="l.aydin", full_name="Leyla Aydın", role="sdr", password=None, known_as=["L. Aydın"])
    members.add(username="k.oneill", full_name="Kate O'Neill", role="seller", password=None, known_as=["K. O'Neill"])
    for name, usernames in (("Sales", ("m.yildiz", "s.brandt", "k.oneill")), ("SDR", ("j.petersen", "l.aydin"))):
        team = Team.objects.create(name=name)
        Member.objects.filter(user__username__in=usernames).update(team=team)
    return small_house


@pytest.fixture
def agreed(teams: House) -> House:
    works_agreements.record(title="Figures", agreed_on=date(2026, 1, 1), at=MADE, by="a.roth")
    return teams


def asked_as(house: House, role: str) -> House:
    return house.asked_by(members.actor_of(Member.objects.get(user__username=PEOPLE[role][0]).user))


def by_owner(house: House, **more: Any) -> dict[str, Any]:
    return funnel(house, as_of=MADE, now=MADE, by="owner", **more)


def entered(report: dict[str, Any]) -> dict[str, int]:
    """How many passes of each group became prospects."""
    return {row["group"]: row["count"] for row in report["entered"] if row["stage"] == "prospect"}


def owned(house: House) -> Counter[str]:
    """The same from the rows of the fold, by the source's own names."""
    sql = (
        "select coalesce(p.dim_owner, '(missing)') from entries e join passes p using (pass_id)"
        " where e.stage = 'prospect' and e.counts and p.kind = 'new'"
    )
    return Counter(owner for (owner,) in tables(house, now=MADE).run(sql))


def test_the_sources_do_name_them(small_house: House) -> None:
    """There is something to leak."""
    assert {*SELLERS, *SDRS} <= set(owned(small_house))


def test_by_default_the_figures_are_those_of_teams(teams: House) -> None:
    raw = owned(teams)
    wanted = {
        "Sales": sum(raw[name] for name in SELLERS), "SDR": sum(raw[name] for name in SDRS),
        "(missing)": raw["(missing)"],
    }  # fmt: skip
    for role in ("admin", "head_of_marketing", "marketer", "managing_director", "read_only"):
        report = by_owner(asked_as(teams, role))
        assert (entered(report), report["people"]) == (wanted, {"shown": "teams", "own": None})
    assert entered(by_owner(teams.asked_by(COMMAND_LINE))) == wanted


def test_whom_nobody_knows_is_in_no_team(small_house: House) -> None:
    raw = owned(small_house)
    assert entered(by_owner(small_house)) == {
        "(no team)": sum(raw[name] for name in (*SELLERS, *SDRS)), "(missing)": raw["(missing)"],
    }  # fmt: skip


def test_ones_own_figures_stand_under_ones_own_name_beside_the_teams(teams: House) -> None:
    raw = owned(teams)
    report = by_owner(asked_as(teams, "seller"))
    assert report["people"] == {"shown": "teams", "own": "Murat Yıldız"}
    assert entered(report) == {
        "Sales": sum(raw[name] for name in SELLERS), "SDR": sum(raw[name] for name in SDRS),
        "Murat Yıldız": raw["M. Yıldız"], "(missing)": raw["(missing)"],
    }  # fmt: skip
    sizes = {part: len(rows) for part, rows in report.items() if part in ("win_rate", "average_deal", "flow")}
    assert all(sizes.values())
    for part in sizes:
        assert "Murat Yıldız" in {row["group"] for row in report[part]}, part


def test_of_two_the_other_is_not_shown_to_one(teams: House) -> None:
    raw = owned(teams)
    report = by_owner(asked_as(teams, "sdr"))
    everybody = sum(raw[name] for name in (*SELLERS, *SDRS))
    assert entered(report) == {
        "(no team)": everybody, "Jan Petersen": raw["J. Petersen"], "(missing)": raw["(missing)"],
    }  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_single_names_need_the_role_and_the_agreement(agreed: House, role: str) -> None:
    raw = owned(agreed)
    named = {
        "Murat Yıldız": raw["M. Yıldız"], "Sabine Brandt": raw["S. Brandt"], "Kate O'Neill": raw[STRANGER],
        "Jan Petersen": raw["J. Petersen"], "Leyla Aydın": raw["L. Aydın"], "(missing)": raw["(missing)"],
    }  # fmt: skip
    report = by_owner(asked_as(agreed, role))
    if role in RIGHTS["see_names"].roles:
        assert (entered(report), report["people"]["shown"]) == (named, "names")
    else:
        own = {PEOPLE[role][1]} & set(named)
        assert {*named} & {*entered(report)} - {"(missing)"} == own
        assert report["people"]["shown"] == "teams"


def test_the_command_line_is_bound_by_the_agreement_too(agreed: House) -> None:
    assert by_owner(agreed)["people"]["shown"] == "names"
    [one] = works_agreements.listed()
    works_agreements.withdraw(one.id, at=MADE, by="a.roth")
    assert by_owner(agreed)["people"]["shown"] == "teams"


def test_an_agreement_holds_from_its_day_on(agreed: House) -> None:
    [one] = works_agreements.listed()
    one.agreed_on = MADE.date() + timedelta(days=1)
    one.save()
    assert by_owner(agreed)["people"]["shown"] == "teams"
    later = funnel(agreed, as_of=MADE, now=MADE + timedelta(days=1), by="owner")
    assert later["people"]["shown"] == "names"


def behind(house: House, group: str, by: str = "owner") -> int:
    query = {"figure": "entered", "stage": "prospect", "by": by, "group": group}
    return int(passes_behind(house, as_of=MADE, now=MADE, **query)["count"])


def test_every_group_that_is_shown_opens_its_passes_and_no_other(teams: House, agreed: House) -> None:
    for role in ("seller", "sdr", "marketer", "head_of_sales"):
        house = asked_as(agreed, role)
        for group, count in entered(by_owner(house)).items():
            assert behind(house, group) == count, (role, group)


@pytest.mark.parametrize("group", [*SELLERS, *SDRS, "Kate O'Neill", "Leyla Aydın"])
def test_a_colleagues_group_typed_by_hand_is_refused(agreed: House, group: str) -> None:
    raw = owned(agreed)
    boss = asked_as(agreed, "head_of_marketing")
    names = {"Kate O'Neill": STRANGER, "Leyla Aydın": "L. Aydın"}
    if group in names:
        assert behind(boss, group) == raw[names[group]] > 0
    for role in ("admin", "marketer", "sdr", "seller"):
        with pytest.raises(NotPermitted, match="not shown under this name"):
            behind(asked_as(agreed, role), group)


def test_the_team_of_two_is_refused_to_one_of_them(teams: House) -> None:
    assert behind(asked_as(teams, "seller"), "SDR") > 0
    with pytest.raises(NotPermitted):
        behind(asked_as(teams, "sdr"), "SDR")


@pytest.fixture
def field_of_names(teams: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], House]:
    """Puts a dimension into the fold's table of passes, made by an expression over them."""

    def add(expression: str) -> House:
        found = tables(teams, now=MADE)
        kept = found.folder / "passes.parquet"
        rewritten = f"select *, {expression} as dim_extra from read_parquet('{kept}')"
        found.con.execute(f"copy ({rewritten}) to '{found.folder}/more.parquet' (format parquet)")
        (found.folder / "more.parquet").replace(kept)
        found.con.execute(f"create or replace view passes as select * from read_parquet('{kept}')")
        return teams

    return add


def test_a_field_of_any_name_that_holds_owners_is_treated_as_one(field_of_names: Callable[[str], House]) -> None:
    house = field_of_names("dim_owner")
    report = funnel(house, as_of=MADE, now=MADE, by="extra")
    assert set(entered(report)) == {"Sales", "SDR", "(missing)"}
    with pytest.raises(NotPermitted):
        behind(house, "M. Yıldız", "extra")


def test_in_other_fields_only_the_names_of_the_houses_people_are_hidden(
    field_of_names: Callable[[str], House],
) -> None:
    house = field_of_names(
        "case when dim_owner = 'S. Brandt' then 's.  BRANDT' else concat('City ', hash(pass_id)) end"
    )
    groups = set(entered(funnel(house, as_of=MADE, now=MADE, by="extra")))
    assert "(no team)" in groups
    assert not any("brandt" in group.lower() for group in groups)
    assert sum(group.startswith("City ") for group in groups) > 5
    with pytest.raises(NotPermitted):
        behind(house, "s.  BRANDT", "extra")


def test_other_dimensions_are_what_they_were(teams: House) -> None:
    report = funnel(teams, as_of=MADE, now=MADE, by="channel")
    assert report["people"] is None
    assert not {"Sales", "SDR", "(no team)"} & set(entered(report))


def test_the_page_shows_teams_and_ones_own(teams: House, client_as: Callable[[str], Client]) -> None:
    query = {"by": "owner", "as_of": "2026-04-15"}
    english = {"Accept-Language": "en"}
    page = client_as("seller").get("/funnel/", query, headers=english).content.decode()
    assert "Murat Yıldız" in page.partition('class="groups')[2]
    assert not any(name in page for name in (*SELLERS, *SDRS, "Brandt", "Petersen", "Neill", "Leyla"))
    link = {"figure": "entered", "stage": "prospect", "by": "owner", "group": "S. Brandt", "as_of": "2026-04-15"}
    assert client_as("seller").get("/funnel/passes/", link, headers=english).status_code == 403
    assert client_as("seller").get("/funnel/passes/", {**link, "group": "Sales"}).status_code == 200


def test_what_looks_wrong_names_no_employee(teams: House) -> None:
    found = str(check(teams, as_of=MADE, now=MADE)["findings"])
    assert "V-30" in found
    assert not any(name in found for name in (*SELLERS, *SDRS))


def test_an_actor_without_an_account_sees_teams(agreed: House) -> None:
    """A name alone makes nobody a member: only the house's own people have figures of their own."""
    report = by_owner(agreed.asked_by(Actor("nobody", "marketer", "Kate O'Neill", "", frozenset({STRANGER}))))
    assert report["people"] == {"shown": "teams", "own": None}
