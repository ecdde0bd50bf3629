"""The manual page of the figures names every key that report and lists give out, every figure and every reason."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handschlag.funnel.behind import passes_behind
from handschlag.funnel.coverage import Goal
from handschlag.funnel.populations import FIGURES
from handschlag.funnel.report import PARTS, funnel_report
from tests.funnel.worlds import STAGES, ZONE, at, loaded, world

PAGE = Path(__file__).parents[2] / "docs/reference/figures.md"
REASONS = (
    "no_entries", "no_conversion_yet", "too_recent", "only_wins", "none_closed", "goal_reached", "no_mature_cohort",
)  # fmt: skip


def told() -> set[str]:
    return set(re.findall(r"`([a-z0-9_]+)`", PAGE.read_text()))


def keys(document: Any) -> Iterator[str]:
    """Every key at any depth; what is listed by stage has stages for keys."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield key
            if key != "odds":
                yield from keys(value)
    elif isinstance(document, list):
        for value in document:
            yield from keys(value)


def test_every_key_of_the_report_and_of_its_lists() -> None:
    asked: dict[str, Any] = {"stages": STAGES, "time_zone": ZONE, "as_of": at("2026-04-20")}
    run = loaded(world(1))
    report = funnel_report(run, **asked, goal=Goal(10**9, "EUR"))
    listed = passes_behind(run, **asked, figure="entered", stage="prospect")
    assert listed["passes"] and all(row["expected"] or row["mature"] for row in report["conversion"])
    assert set(keys([report, listed])) - told() == set()


def test_every_part_figure_and_reason() -> None:
    known = told()
    assert [key for key in (*PARTS, *FIGURES, *REASONS) if key not in known and key != "kaplan_meier"] == []
