"""The first page shows what the raw rows and the naive fold give, to each role its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from handschlag.actions.houses import House
from handschlag.actions.today import today
from handschlag.store.members import actor_of
from handschlag.store.models import Member
from tests.web.expected import funnel, name_of, person_of, tables as folded
from tests.web.raw import facts, micros, rows
from tests.web.reading import cells, having, opened, text
from tests.web.small_house import MADE, PEOPLE
from tests.web.written import STAGES

BERLIN = ZoneInfo("Europe/Berlin")
AT = micros(MADE)


def as_role(house: House, role: str) -> House:
    return house.asked_by(actor_of(Member.objects.get(user__username=PEOPLE[role][0]).user))


def german(day: str) -> datetime:
    return datetime.strptime(day, "%d.%m.%Y %H:%M:%S").replace(tzinfo=BERLIN).astimezone(UTC)


def newest(at: datetime = MADE) -> datetime:
    found = max(f["occurred_at"] for f in facts(at) if f["occurred_at"] <= micros(at))
    return datetime.fromtimestamp(found / 1_000_000, UTC)


def open_people(at: datetime = MADE) -> set[str]:
    """Persons with a pass that is open."""
    return {p["person"] for p in folded(at)["passes"] if p["closed_at"] is None or p["closed_at"] > micros(at)}


#: Columns of the CRM's hand-overs, and what happened at the instant in each.
STEPS = {"Angeboten am": "offered", "Angenommen am": "accepted", "Zurückgegeben am": "returned"}


def answers(at: datetime = MADE) -> dict[str, tuple[datetime, str, dict[str, str]]]:
    """The last thing that happened to each contact's hand-over: when, what, and the row."""
    found: dict[str, tuple[datetime, str, dict[str, str]]] = {}
    emails = {row["KontaktNr"]: row["E-Mail"].strip().lower() for row in rows("Kontakte.csv")}
    for row in rows("Uebergaben.csv"):
        person = emails[row["KontaktNr"]] or f"crm:contact:{row['KontaktNr']}"
        for column, what in (
            ("Angeboten am", "offered"),
            ("Angenommen am", "accepted"),
            ("Zurückgegeben am", "returned"),
        ):
            if row[column]:
                found[person] = max(found.get(person, (datetime.min.replace(tzinfo=UTC), "", {})),
                                    (german(row[column]), what, row), key=lambda each: each[0])  # fmt: skip
    return {person: last for person, last in found.items() if person in open_people(at)}


def listed(house: House, view: str, key: str, **more: Any) -> dict[str, Any]:
    return next(one for one in today(house, now=MADE, view=view, **more)["lists"] if one["key"] == key)


def test_the_shared_figures_are_the_funnels(small_house: House) -> None:
    found = today(small_house, now=MADE)
    last = newest().astimezone(BERLIN).date()
    assert found["until"] == newest()
    first, before = last.replace(day=1), (last.replace(day=1) - timedelta(days=1)).replace(day=1)
    windows = [(first, last + timedelta(days=1)), (before, min(before + (last + timedelta(days=1) - first), first))]
    for place, (start, end) in zip(("count", "before"), windows, strict=True):
        oracle = funnel(MADE, start=start, end=end)
        expected = [oracle.units(oracle.entered(no, None, None)) for no in range(1, 5)]
        assert [one[place] for one in found["figures"][:4]] == expected, place
    assert [one["stage"] for one in found["figures"]] == [*list(STAGES)[1:], None]
    won = [o for o in folded()["opportunities"] if o["outcome"] == "won" and o["closed_at"] <= AT]
    kinds = {p["opportunity"]: p["kind"] for p in folded()["passes"]}

    def value(start: date, end: date) -> int:
        days = {o["opportunity"]: datetime.fromtimestamp(o["closed_at"] / 1e6, BERLIN).date() for o in won}
        return sum(
            int(o["value"] or 0) for o in won
            if start <= days[o["opportunity"]] < end and kinds.get(o["opportunity"], "new") == "new"
        )  # fmt: skip

    assert [found["figures"][4][place] for place in ("count", "before")] == [value(*window) for window in windows]
    goal = small_house.agreement.goals.get(str(last.year))
    if goal is None:
        assert found["goal"] is None
    else:
        of_year = [o for o in won if datetime.fromtimestamp(o["closed_at"] / 1e6, BERLIN).year == last.year]
        assert found["goal"]["won"] == sum(int(o["value"] or 0) for o in of_year)
        assert found["goal"]["revenue"] == goal.revenue * Decimal(100)


def test_offers_that_nobody_answered(small_house: House) -> None:
    dealt = {p["person"] for p in folded()["passes"] if p["opportunity"]} & open_people()
    waiting = {who: last for who, last in answers().items() if last[1] == "offered" and who not in dealt}
    found = listed(small_house, "sales", "unanswered")
    expected = sorted((at, name_of(who)) for who, (at, _, _) in waiting.items())
    assert [(row["since"], row["name"]) for row in found["rows"]] == expected
    assert found["count"] == len(expected) > 0
    people = {p["pass_id"]: p["person"] for p in folded()["passes"]}
    due: dict[str, int] = {}
    for run in folded()["clocks"]:
        ended = [at for at in (run["stopped_at"], run["cancelled_at"]) if at is not None]
        if run["event"] == "handover.offered" and all(at > AT for at in ended):
            person = name_of(people[run["pass_id"]])
            due[person] = min(run["due_at"], due.get(person, run["due_at"]))
    assert [row["due"] and micros(row["due"]) for row in found["rows"]] == [
        due.get(row["name"]) for row in found["rows"]
    ]
    assert [row["overdue"] for row in found["rows"]] == [due.get(row["name"], AT) < AT for row in found["rows"]]
    assert due


def test_ones_own_stand_first_and_nobody_elses_name_is_told(small_house: House) -> None:
    seller = as_role(small_house, "seller")
    waiting = {who: last for who, last in answers().items() if last[1] == "offered"}
    own = {name_of(who) for who, (_, _, row) in waiting.items() if row["Verkäufer"] == "M. Yıldız"}
    found = today(seller, now=MADE)
    assert found["view"] == "sales"
    rows_ = next(one for one in found["lists"] if one["key"] == "unanswered")["rows"]
    mine = [row["mine"] for row in rows_]
    assert mine == sorted(mine, reverse=True)
    assert {row["name"] for row in rows_ if row["mine"]} == own & {row["name"] for row in rows_}
    assert "Yıldız" not in str(found["lists"]) and "Petersen" not in str(found["lists"])


@pytest.mark.parametrize("at", [datetime(2025, 4, 22, 8, tzinfo=UTC), datetime(2025, 8, 15, 12, tzinfo=UTC)])
def test_who_waits_to_be_reached(small_house: House, at: datetime) -> None:
    """Attempts of people only; automatic mails are none."""
    people = {p["pass_id"]: p["person"] for p in folded(at)["passes"]}
    tried: dict[str, list[int]] = {}
    for fact in facts(at):
        if fact["kind"] == "attempt" and '"automated":"yes"' not in (fact["fields"] or ""):
            tried.setdefault(person_of(fact["subject"]), []).append(fact["occurred_at"])
    waiting = [
        (row["entered_at"], row["pass_id"]) for row in folded(at)["queued"]
        if row["queue"] == "sdr" and row["entered_at"] <= micros(at)
        and (row["left_at"] is None or row["left_at"] > micros(at))
    ]  # fmt: skip
    expected = sorted(
        (max(tried.get(people[pass_id], [0])) >= since, since, pass_id) for since, pass_id in waiting
    )  # fmt: skip
    found = listed(small_house, "sdr", "to_reach", as_of=at)
    assert found["count"] == len(expected) > 0
    assert [(row["name"], row["attempts"]) for row in found["rows"]] == [
        (name_of(people[pass_id]), len(tried.get(people[pass_id], []))) for _, _, pass_id in expected[:12]
    ]


def given_back(at: datetime) -> list[tuple[datetime, str]]:
    since = newest(at) - timedelta(days=30)
    back = {who: last for who, last in answers(at).items() if last[1] == "returned" and last[0] > since}
    return sorted(((when, name_of(who)) for who, (when, _, _) in back.items()), reverse=True)


def test_leads_given_back_lately(small_house: House) -> None:
    days = [german(row["Zurückgegeben am"]) for row in rows("Uebergaben.csv") if row["Zurückgegeben am"]]
    at = next(day + timedelta(hours=1) for day in days if given_back(day + timedelta(hours=1)))
    for each in (at, at + timedelta(days=40)):
        found = listed(small_house, "marketing", "returned", as_of=each)["rows"]
        assert [(row["since"], row["name"]) for row in found] == given_back(each)
    assert given_back(at) != given_back(at + timedelta(days=40))


def test_next_steps_that_are_due(small_house: House) -> None:
    day = MADE.astimezone(BERLIN).date()
    open_ = {o["opportunity"] for o in folded()["opportunities"] if o["closed_at"] is None or o["closed_at"] > AT}
    deals = {f"crm:deal:{row['VerkaufschanceNr']}": row for row in rows("Verkaufschancen.csv")}
    due = sorted(
        (datetime.strptime(row["Nächster Schritt am"], "%d.%m.%Y").date(), deal, row["Bezeichnung"])
        for deal, row in deals.items() if deal in open_ and row["Nächster Schritt am"]
    )  # fmt: skip
    found = listed(small_house, "sales", "follow_ups")
    assert [(row["due"], row["deal"]) for row in found["rows"]] == [(at, title) for at, _, title in due if at <= day]
    assert found["without"] == len(open_) - len(due)


@pytest.mark.parametrize(
    ("role", "view"),
    [("head_of_marketing", "marketing"), ("marketer", "marketing"), ("sdr", "sdr"), ("seller", "sales"),
     ("head_of_sales", "sales"), ("managing_director", "management"), ("admin", "management"),
     ("read_only", "management")],
)  # fmt: skip
def test_each_role_sees_its_own_first(client_as: Callable[..., Client], role: str, view: str) -> None:
    page = opened(client_as(role), "/", {"as_of": "2026-04-15"})
    labels = {"marketing": "Marketing", "sdr": "SDR", "sales": "Sales", "management": "Management"}
    [here] = [chip for chip in having(page, "chip") if chip.get("aria-current")]
    assert text(here) == labels[view]
    if role == "read_only":
        page = opened(client_as(role), "/", {"as_of": "2026-04-15", "view": "sales"})
        assert "Your role shows figures, not persons." in text(page)
        assert page.findall(".//table") == []


def test_the_numbers_lead_to_the_passes_behind_them(client_in: Client, small_house: House) -> None:
    page = opened(client_in, "/", {"as_of": "2026-04-15"})
    found = today(small_house, now=MADE)
    links = [link for number in having(page, "shared__number") for link in number.findall("a")]
    assert [text(link) for link in links] == [str(one["count"]) for one in found["figures"][:4]]
    for link, one in zip(links, found["figures"], strict=False):
        behind = opened(client_in, link.get("href", ""))
        assert sum(len(cells(table)) for table in behind.findall(".//table")) == one["count"]


def test_a_view_that_is_none_is_ones_own(client_in: Client) -> None:
    page = opened(client_in, "/", {"view": "nonsense"})
    assert [text(chip) for chip in having(page, "chip") if chip.get("aria-current")] == ["Marketing"]
