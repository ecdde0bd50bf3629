"""Coverage of a goal: open value closing in the window, weighted by what became of mature cohorts."""

from datetime import date
from typing import Any

from handschlag.funnel.coverage import Goal
from handschlag.funnel.report import funnel_report
from tests.funnel.worlds import DAY, STAGES, Tables, a_deal, a_pass, an_entry, at, loaded

AS_OF = at("2026-04-20")


def house() -> Tables:
    """Four opportunities of January, one of them won a day later; those of 19 April are too young to tell."""
    tables: Tables = {"passes": [], "entries": [], "opportunities": []}
    for no in range(1, 5):
        won = {"outcome": "won", "closed_at": at("2026-01-11"), "value": 9, "currency": "EUR"} if no == 1 else {}
        lost = {} if no == 1 else {"outcome": "lost", "closed_at": at("2026-02-01")}
        tables["passes"].append(a_pass(no, **won, **lost))
        tables["entries"].append(an_entry(no, 3, at("2026-01-10")))
    tables["entries"].append(an_entry(1, 4, at("2026-01-11")))
    offers: list[tuple[Any, Any, str]] = [
        (400, "2026-04-30", "EUR"), (100, "2026-05-01", "EUR"), (50, None, "EUR"), (None, "2026-04-21", "EUR"),
        (70, "2026-04-21", "USD"), (200, "2026-04-01", "EUR"),
    ]  # fmt: skip
    for no, (value, close_date, currency) in enumerate(offers, 11):
        tables["passes"].append(a_pass(no, opened_at=at("2026-04-19")))
        tables["entries"].append(an_entry(no, 3, at("2026-04-19")))
        tables["opportunities"].append(
            a_deal(no, created_at=at("2026-04-19"), open_value=value, close_date=close_date, currency=currency)
        )
    tables["passes"].append(a_pass(30, outcome="won", closed_at=at("2026-04-10"), value=700, currency="EUR"))
    return tables


def coverage(goal: Goal, tables: Tables) -> dict[str, Any]:
    report = funnel_report(
        loaded(tables), stages=STAGES, time_zone="UTC", as_of=AS_OF, start=date(2026, 4, 1), end=date(2026, 5, 1),
        goal=goal, parts=[],
    )  # fmt: skip
    found: dict[str, Any] = report["coverage"]
    return found


def test_by_hand() -> None:
    """Goal 1,000, won 700, missing 300. Closing in April and open: 400 and 200. One in four became a win: 150."""
    assert coverage(Goal(1_000, "EUR"), house()) == {
        "currency": "EUR", "goal": 1_000, "won": 700, "missing": 300, "open": 600, "weighted": "150", "coverage": "2",
        "weighted_coverage": "0.5", "reason": None, "odds": {"opportunity": "0.25"}, "without_close_date": 1,
        "without_value": 1, "other_currency": 1,
    }  # fmt: skip


def test_a_reached_goal_needs_no_coverage() -> None:
    found = coverage(Goal(700, "EUR"), house())
    assert (found["missing"], found["coverage"], found["weighted_coverage"], found["reason"]) == (
        0, None, None, "goal_reached",
    )  # fmt: skip


def test_without_a_mature_cohort_nothing_is_weighted() -> None:
    tables = house()
    tables["entries"] = [entry for entry in tables["entries"] if entry["entered_at"] > at("2026-01-10") + 20 * DAY]
    found = coverage(Goal(1_000, "EUR"), tables)
    assert (found["open"], found["weighted"], found["weighted_coverage"], found["reason"]) == (
        600, None, None, "no_mature_cohort",
    )  # fmt: skip


def test_without_a_goal_there_is_none() -> None:
    report = funnel_report(loaded({}), stages=STAGES, time_zone="UTC", as_of=AS_OF, parts=[])
    assert report["coverage"] is None
