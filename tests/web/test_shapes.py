"""What pages make of answers at the edges: nothing, too young, too many, and what does not add up."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from handschlag.actions.houses import House
from handschlag.web.shapes import bars, closing, cohorts, groups, stages, story
from handschlag.web.shapes.report import Report
from tests.web.reading import having, links, opened, text
from tests.web.small_house import TODAY, person_id

STAGES = stages.stages_of(
    [
        {"key": "prospect", "label": {"de": "Interessent", "en": "Prospect"}, "phase": "awareness"},
        {"key": "marketing_lead", "label": {"de": "Marketing Lead", "en": "Marketing lead"}, "phase": "interest"},
        {"key": "sales_ready_lead", "label": {"de": "Reifer Lead", "en": "Sales-ready lead"}, "phase": "intent"},
        {"key": "opportunity", "label": {"de": "Verkaufschance", "en": "Opportunity"}, "phase": "evaluation"},
        {"key": "won", "label": {"de": "Gewonnen", "en": "won"}, "phase": "decision"},
    ]
)
KEYS = [stage.key for stage in STAGES]
PARTS = ("entered", "conversion", "velocity", "win_rate", "average_deal", "flow")


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def report(**parts: list[dict[str, Any]]) -> Report:
    """An answer of the funnel that has only these rows."""
    return Report({"time_zone": "Europe/Berlin", "unit": "pass", **{key: [] for key in PARTS}, **parts})


def entered(stage: str, derived: int = 0, reported: int = 0, implied: int = 0, group: str | None = None) -> Any:
    counts = {"derived": derived, "reported": reported, "implied": implied}
    return {
        "stage": stage,
        "group": group,
        "cohort": None,
        "unit": "pass",
        "count": derived + reported + implied,
        **counts,
    }


def converted(entered: int, converted: int, cohort: str | None = None, **more: Any) -> dict[str, Any]:
    row = {"from": "prospect", "to": "marketing_lead", "group": None, "cohort": cohort, "mature": True, "reason": None}
    return {**row, "entered": entered, "converted": converted, **more}


def won(rate: str | None, *values: tuple[str, str | None], **more: Any) -> dict[str, Any]:
    row = {"group": None, "won": 98, "lost": 171, "no_decision": 34, "open": 104, "rate": rate, "reason": None}
    return {**row, "values": [{"currency": currency, "rate": rate} for currency, rate in values], **more}


def behind(**figure: Any) -> str:
    return "/" + "/".join(f"{key}={value}" for key, value in figure.items())


def test_the_sides_meet_at_the_hand_over() -> None:
    assert [(stage.key, stage.label, stage.side, stage.hands_over) for stage in STAGES] == [
        ("prospect", "Prospect", "marketing", False),
        ("marketing_lead", "Marketing lead", "marketing", False),
        ("sales_ready_lead", "Sales-ready lead", "marketing", False),
        ("opportunity", "Opportunity", "sales", True),
        ("won", "Won", "sales", False),
    ]


def test_bars_begin_at_zero_and_their_parts_add_up() -> None:
    rows = [entered("prospect", 7788, 0, 336), entered("sales_ready_lead", 540, 61, 41), entered("won", 98)]
    found = bars.bars_of(report(entered=rows), STAGES, behind)
    assert [bar.count for bar in found] == [8124, 0, 642, 0, 98]
    assert [bar.end for bar in found] == ["76.000%", "0%", "6.006%", "0%", "0.917%"]
    assert [[(part.basis, part.count) for part in bar.parts] for bar in found][2] == [
        ("derived", 540),
        ("reported", 61),
        ("implied", 41),
    ]
    assert [part.x for part in found[2].parts] == ["0%", "5.052%", "5.622%"]
    assert found[2].parts[1].href == "/figure=entered_reported/stage=sales_ready_lead"


def test_a_bar_of_something_is_seen_and_one_of_nothing_is_not() -> None:
    assert bars.length(1, 1_000_000) == "0.300%"
    assert bars.length(0, 1_000_000) == "0%"
    assert bars.length(0, 0) == "0%"


def test_nothing_entered_is_no_data_and_not_zero() -> None:
    rate = bars.rate_of(report(), STAGES[0], STAGES[1], behind)
    assert (rate.known, rate.text, rate.mature) == (False, "no data", False)
    assert [bar.count for bar in bars.bars_of(report(), STAGES, behind)] == [0, 0, 0, 0, 0]
    assert closing.win_rate_of(report(), behind) is None
    assert cohorts.grid_of(report(), STAGES, behind).rows == []


def test_a_young_cohort_says_what_to_expect() -> None:
    outlook = {"rate": "0.26", "low": "0.21", "high": "0.31"}
    young = {"mature": False, "reason": "too_recent", "mature_from": "2027-02-01T00:00:00Z", "expected": outlook}
    rows = [converted(40, 10, "2025-01"), converted(30, 6, "2025-02"), converted(50, 4, "2025-12", **young)]
    grid = cohorts.grid_of(report(conversion=rows), STAGES, behind)
    assert [row.label for row in grid.rows] == ["Jan 2025", "Feb 2025", "Dec 2025"]
    [mature, _, last] = [row.cells[0] for row in grid.rows]
    assert (mature.rate.mature, mature.rate.reason, mature.rate.expected) == (True, "", "")
    assert (last.rate.mature, last.rate.reason, last.rate.expected) == (False, "not yet mature", "26% (21–31%)")
    assert last.rate.mature_from == "1 Feb 2027"
    assert last.rate.converted_href == "/figure=converted/stage=prospect/to=marketing_lead/cohort=2025-12"
    assert [row.cells[0].shade for row in grid.rows] == [6, 5, 2]
    assert grid.any_immature


def test_quarters_are_named_as_people_do() -> None:
    rows = [converted(10, 5, f"2025-Q{number}") for number in (2, 1, 4, 3)]
    grid = cohorts.grid_of(report(conversion=rows), STAGES, behind)
    assert [row.label for row in grid.rows] == ["Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025"]


def test_only_wins_is_no_rate_and_says_why() -> None:
    row = won(None, ("EUR", None), reason="only_wins", lost=0, no_decision=0)
    found = closing.win_rate_of(report(win_rate=[row]), behind)
    assert found is not None
    assert (found.rate, found.by_value, found.closed) == ("", "", 98)
    assert found.reason == "the source exports wins only, so nobody knows how many were lost"


def test_several_currencies_have_no_common_rate_by_value() -> None:
    one, two = (
        closing.win_rate_of(report(win_rate=[won("0.323432", *values)]), behind)
        for values in ([("EUR", "0.29")], [("EUR", "0.29"), ("CHF", "0.5")])
    )
    assert one is not None
    assert two is not None
    assert (one.rate, one.by_value) == ("32.3%", "29.0%")
    assert (two.rate, two.by_value) == ("32.3%", "")


def test_a_stage_that_does_not_balance_is_marked() -> None:
    rows = [
        {"stage": stage, "group": None, "start": 10, "in": 5, "out": 3, "end": end}
        for stage, end in (("prospect", 12), ("opportunity", 13))
    ]
    found = closing.flows_of(report(flow=rows), STAGES, behind)
    assert [(row.stage.key, row.balances) for row in found] == [("prospect", True), ("opportunity", False)]


def test_groups_stand_in_order_and_the_smallest_wait() -> None:
    many = report(entered=[entered("prospect", n, group=f"campaign {n}") for n in range(1, 51)])
    found = groups.groups_of(many, STAGES, behind, every=False)
    assert [row.label for row in found.rows[:2]] == ["campaign 50", "campaign 49"]
    assert (len(found.rows), found.left_out) == (groups.MANY, 50 - groups.MANY)
    assert len(groups.groups_of(many, STAGES, behind, every=True).rows) == 50
    assert found.rows[0].counts[0].href == "/figure=entered/stage=prospect/group=campaign 50"


def test_missing_and_unknown_are_two_groups() -> None:
    rows = [entered("prospect", 7 - n, group=name) for n, name in enumerate(("search", "(missing)", "unknown"))]
    found = groups.groups_of(report(entered=rows), STAGES, behind, every=False)
    assert [row.label for row in found.rows] == ["search", "(missing)", "unknown"]
    with translation.override("de"):
        found = groups.groups_of(report(entered=rows), STAGES, behind, every=False)
    assert [row.label for row in found.rows] == ["search", "(fehlt)", "unknown"]


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 9, tzinfo=UTC)


def fact(when: datetime, side: str | None, title: str) -> dict[str, Any]:
    row = {"fact": title, "kind": "touch", "actor": None, "amount": None, "currency": None, "details": {}}
    return {**row, "occurred_at": when, "precision": "instant", "side": side, "title": title, "source": {}}


def entry(stage: str, when: datetime) -> dict[str, Any]:
    return {
        "stage": stage, "entered_at": when, "precision": "instant", "basis": "derived", "counts": True, "fact": stage,
    }  # fmt: skip


TOLD = {
    "person": "anna",
    "timeline": [
        fact(at(1, 31), "marketing", "Form"), fact(at(3, 1), "sdr", "Call"), fact(at(3, 2), "sales", "Contract"),
    ],
    "passes": [
        {"entries": [entry("won", at(3, 2))], "closed_at": at(3, 2), "outcome": "won", "reason_name": ""},
        {"entries": [entry("prospect", at(1, 31))], "closed_at": at(2, 20), "outcome": "lost",
         "reason_name": "too late"},
        {"entries": [], "closed_at": None, "outcome": "open", "reason_name": ""},
    ],
}  # fmt: skip


def test_the_story_is_one_and_can_be_told_from_one_side() -> None:
    def told(side: str) -> list[tuple[str, str, str]]:
        months = story.story_of(TOLD, stages.labels_of(STAGES), "Europe/Berlin", side=side).months
        assert [month.first.month for month in months] == [3, 2, 1]
        return [(moment.what, moment.title, moment.note) for month in months for moment in month.moments]

    whole = [
        ("entry", "Won", ""), ("fact", "Contract", ""), ("fact", "Call", ""), ("close", "lost", "too late"),
        ("entry", "Prospect", ""), ("fact", "Form", ""),
    ]  # fmt: skip
    assert told("") == whole
    assert told("sales") == [line for line in whole if line[1] not in ("Call", "Form")]


def test_a_long_story_is_cut_with_a_way_to_all_of_it(
    small_house: House, client_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/leads/{person_id(small_house, 'anna.beispiel@mueller-soehne.example')}/"
    whole = having(opened(client_in, address, {"as_of": TODAY}), "moment")
    monkeypatch.setattr(story, "MANY", 5)
    page = opened(client_in, address, {"as_of": TODAY})
    assert [text(moment) for moment in having(page, "moment")] == [text(moment) for moment in whole[:5]]
    way = links(page)[f"{len(whole) - 5} earlier entries are not shown: show all"]
    assert len(having(opened(client_in, way), "moment")) == len(whole) > 20
