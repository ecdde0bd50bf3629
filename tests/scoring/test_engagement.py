"""What counts for engagement: caps by the house's own calendar, ignored touches, and a threshold met exactly."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from handschlag.scoring.engagement import Engagement, period_of
from handschlag.scoring.points import points
from handschlag.scoring.rules import EngagementRule, ScoringRules, digit, letter

HOUR = 3_600_000_000
BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> int:
    """An instant that a clock in Berlin shows, in UTC microseconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp() * 1_000_000)


def rules(*engagement: EngagementRule) -> ScoringRules:
    return ScoringRules(engagement=engagement, time_zone="Europe/Berlin")


def page(**changes: object) -> EngagementRule:
    return EngagementRule("page", "page_view", None, 10_000, None, (2, "day"))._replace(**changes)  # type: ignore[arg-type]


def states(found: ScoringRules, *instants: str, ignored: tuple[str, ...] = ()) -> list[str]:
    engagement = Engagement(found)
    return [
        scored.state
        for number, instant in enumerate(instants)
        for scored in engagement.add(
            "page_view", (True,), fact=str(number), at=at(instant), ignored="known_bots" if instant in ignored else ""
        )
    ]


def test_a_cap_begins_anew_at_midnight_of_the_house_and_not_of_utc() -> None:
    evening = ("2026-07-01 00:30", "2026-07-01 01:59", "2026-07-01 23:59:59", "2026-07-02 00:00", "2026-07-02 01:00")
    assert states(rules(page()), *evening) == ["counted", "counted", "capped", "counted", "counted"]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_day_with_23_or_25_hours_is_one_day(day: str) -> None:
    times = [f"{day} 00:00", f"{day} 12:00", f"{day} 23:59"]
    assert states(rules(page()), *times) == ["counted", "counted", "capped"]


def test_what_is_ignored_takes_no_place_under_a_cap() -> None:
    times = ("2026-07-01 08:00", "2026-07-01 09:00", "2026-07-01 10:00", "2026-07-01 11:00")
    assert states(rules(page()), *times, ignored=times[:1]) == ["ignored", "counted", "counted", "capped"]


@pytest.mark.parametrize(
    ("period", "first"),
    [("day", "2026-05-14"), ("week", "2026-05-11"), ("month", "2026-05-01"), ("quarter", "2026-04-01"),
     ("year", "2026-01-01")],
)  # fmt: skip
def test_periods_are_those_of_the_calendar(period: str, first: str) -> None:
    assert str(period_of(at("2026-05-14 00:00"), period, "Europe/Berlin")) == first


def test_a_score_adds_up_what_is_left_of_each_touch() -> None:
    """Four hours are two half-lives: 10 / 4 + 10 / 2 + 3."""
    found = rules(
        page(at_most=None, half_life=2 * HOUR), EngagementRule("form", "form_submitted", None, 3_000, None, None)
    )
    engagement = Engagement(found)
    for name, hour in (("page_view", 0), ("form_submitted", 1), ("page_view", 2)):
        engagement.add(name, (True, True), fact="f", at=hour * HOUR)
    assert points(engagement.at(4 * HOUR)) == Decimal("10.5")


def test_points_change_at_full_hours_only() -> None:
    engagement = Engagement(rules(page(half_life=HOUR)))
    engagement.add("page_view", (True,), fact="f", at=HOUR - 1)
    assert [engagement.at(instant) for instant in (HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR)] == [
        10_000, 5_000, 5_000, 2_500,
    ]  # fmt: skip


def test_a_condition_that_is_unknown_does_not_count() -> None:
    engagement = Engagement(rules(page(at_most=None), page(key="other", at_most=None)))
    assert [one.rule for one in engagement.add("page_view", (None, True), fact="f", at=0)] == [1]
    assert engagement.add("page_view", (False, None), fact="g", at=0) == []
    assert engagement.at(0) == 10_000


def test_a_grade_begins_with_its_points() -> None:
    found = ScoringRules(letters=(("A", 40_000), ("B", 25_000)), digits=(("1", 60_000), ("3", 15_000)))
    assert [letter(found, fit) for fit in (40_000, 39_999, 25_000, 24_999, -5)] == ["A", "B", "B", "D", "D"]
    assert [digit(found, engagement) for engagement in (60_000, 59_999, 15_000, 0)] == ["1", "3", "3", "4"]
