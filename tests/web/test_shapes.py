"""What pages make of answers at the edges: nothing, too young, too many, and what does not add up."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from handschlag.web.shapes import bars, closing, cohorts, groups, stages, story
from handschlag.web.shapes.report import Report
from tests.web import house

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def answer(**question: Any) -> dict[str, Any]:
    return house.funnel(house.house(), now=NOW, as_of=NOW, **question)


def behind(**figure: Any) -> str:
    return "/" + "/".join(f"{key}={value}" for key, value in figure.items())


STAGES = stages.stages_of(house.STAGES)


def test_the_sides_meet_at_the_hand_over() -> None:
    assert [(stage.key, stage.side, stage.hands_over) for stage in STAGES] == [
        ("prospect", "marketing", False),
        ("marketing_lead", "marketing", False),
        ("sales_ready_lead", "marketing", False),
        ("opportunity", "sales", True),
        ("won", "sales", False),
    ]


def test_bars_begin_at_zero_and_their_parts_add_up() -> None:
    found = bars.bars_of(Report(answer()), STAGES, behind)
    assert [bar.count for bar in found] == [8124, 3120, 642, 407, 98]
    assert [bar.end for bar in found] == ["76.000%", "29.188%", "6.006%", "3.807%", "0.917%"]
    assert [[(part.basis, part.count) for part in bar.parts] for bar in found][2] == [
        ("derived", 540),
        ("reported", 61),
        ("implied", 41),
    ]
    assert [part.x for part in found[2].parts] == ["0%", "5.052%", "5.622%"]


def test_a_bar_of_something_is_seen_and_one_of_nothing_is_not() -> None:
    assert bars.length(1, 1_000_000) == "0.300%"
    assert bars.length(0, 1_000_000) == "0%"
    assert bars.length(0, 0) == "0%"


def test_nothing_entered_is_no_data_and_not_zero() -> None:
    empty = answer() | {"conversion": [], "velocity": [], "entered": [], "flow": [], "win_rate": [], "average_deal": []}
    report = Report(empty)
    rate = bars.rate_of(report, STAGES[0], STAGES[1], behind)
    assert (rate.known, rate.text, rate.mature) == (False, "no data", False)
    assert [bar.count for bar in bars.bars_of(report, STAGES, behind)] == [0, 0, 0, 0, 0]
    assert closing.win_rate_of(report, behind) is None
    assert cohorts.grid_of(report, STAGES, behind).rows == []


def test_a_window_without_entries_has_a_page(fake_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = answer() | {"conversion": [], "velocity": [], "entered": [], "flow": [], "win_rate": [], "average_deal": []}
    monkeypatch.setattr(house, "funnel", lambda *args, **question: empty)
    page = fake_client.get("/funnel/?by=channel", headers={"Accept-Language": "en"}).content.decode()
    assert page.count("no data") == 12  # for each of four steps: rate in the chart, rate in its table, duration
    assert "No pass entered in this window. Choose a longer one." in page


def test_an_empty_house_says_what_to_do_next(fake_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = answer() | {"population": {"passes": 0}, "entered": [], "conversion": [], "velocity": [], "flow": []}
    monkeypatch.setattr(house, "funnel", lambda *args, **question: empty | {"win_rate": [], "average_deal": []})
    page = fake_client.get("/funnel/", headers={"Accept-Language": "en"}).content.decode()
    assert "There are no passes yet." in page
    assert "<code>handschlag import FILE --mapping MAPPING.yaml</code>" in page
    assert "<figure" not in page


def test_a_young_cohort_says_what_to_expect() -> None:
    grid = cohorts.grid_of(Report(answer(cohort="month")), STAGES, behind)
    young = grid.rows[-1].cells[0].rate
    assert [row.label for row in grid.rows[:2]] == ["Jan 2025", "Feb 2025"]
    assert (young.mature, young.reason, young.expected) == (False, "not yet mature", "26% (21–31%)")
    assert young.converted_href == "/figure=converted/stage=prospect/to=marketing_lead/cohort=2025-12"
    assert {cell.shade for row in grid.rows for cell in row.cells} <= set(range(cohorts.SHADES + 1))


def test_quarters_are_named_as_people_do() -> None:
    grid = cohorts.grid_of(Report(answer(cohort="quarter")), STAGES, behind)
    assert [row.label for row in grid.rows] == ["Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025"]


def test_only_wins_is_no_rate_and_says_why() -> None:
    row = answer()["win_rate"][0] | {"rate": None, "reason": "only_wins", "sources": ["crm"]}
    row["values"] = [value | {"rate": None} for value in row["values"]]
    found = closing.win_rate_of(Report(answer() | {"win_rate": [row]}), behind)
    assert found is not None
    assert (found.rate, found.by_value) == ("", "")
    assert found.reason == "the source exports wins only, so nobody knows how many were lost"


def test_several_currencies_have_no_common_rate_by_value() -> None:
    row = answer()["win_rate"][0]
    row["values"] = [row["values"][0], row["values"][0] | {"currency": "CHF"}]
    found = closing.win_rate_of(Report(answer() | {"win_rate": [row]}), behind)
    assert found is not None
    assert (found.rate, found.by_value) == ("32.3%", "")


def test_a_stage_that_does_not_balance_is_marked() -> None:
    flow = [row | {"end": row["end"] + 1} if row["stage"] == "opportunity" else row for row in answer()["flow"]]
    found = closing.flows_of(Report(answer() | {"flow": flow}), STAGES, behind)
    assert [(row.stage.key, row.balances) for row in found] == [
        ("prospect", True),
        ("marketing_lead", True),
        ("sales_ready_lead", True),
        ("opportunity", False),
    ]


def test_groups_stand_in_order_and_the_smallest_wait() -> None:
    counts = {"cohort": None, "derived": 0, "reported": 0, "implied": 0}
    many = [counts | {"stage": "prospect", "group": f"campaign {n}", "count": n} for n in range(1, 51)]
    report = Report(answer(by="channel") | {"entered": many, "conversion": [], "win_rate": []})
    found = groups.groups_of(report, STAGES, behind, every=False)
    assert [row.label for row in found.rows[:2]] == ["campaign 50", "campaign 49"]
    assert (len(found.rows), found.left_out) == (groups.MANY, 50 - groups.MANY)
    assert len(groups.groups_of(report, STAGES, behind, every=True).rows) == 50
    assert found.rows[0].counts[0].href == "/figure=entered/stage=prospect/group=campaign 50"


def test_missing_and_unknown_are_two_groups() -> None:
    found = groups.groups_of(Report(answer(by="channel")), STAGES, behind, every=False)
    assert [row.label for row in found.rows] == ["search", "webinar", "linkedin", "trade_fair", "(missing)", "unknown"]


def test_the_story_is_one_and_can_be_told_from_one_side() -> None:
    told = house.lead(house.house(), person=str(house.ANNA), now=NOW, as_of=NOW)
    labels = stages.labels_of(STAGES)
    whole = story.story_of(told, labels, "Europe/Berlin")
    lines = [(moment.what, moment.title) for month in whole.months for moment in month.moments]
    assert lines[:3] == [("entry", "Won"), ("fact", "Opportunity won"), ("fact", "Visit: meeting")]
    assert lines[-2:] == [("close", "inactive"), ("entry", "Prospect")]
    sales = story.story_of(told, labels, "Europe/Berlin", side="sales")
    sides = {moment.side for month in sales.months for moment in month.moments if moment.what == "fact"}
    assert sides == {"sales"}
    stages_told = [[m for month in one.months for m in month.moments if m.what != "fact"] for one in (whole, sales)]
    assert stages_told[0] == stages_told[1]


def test_a_long_story_is_cut_with_a_way_to_all_of_it(fake_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MANY", 5)
    address = f"/leads/{house.ANNA}/"
    page = fake_client.get(address, headers={"Accept-Language": "en"}).content.decode()
    whole = fake_client.get(f"{address}?every=1", headers={"Accept-Language": "en"}).content.decode()
    assert page.count('<li class="moment') == 5
    assert "12 earlier entries are not shown: show all" in page
    assert whole.count('<li class="moment') == 17
