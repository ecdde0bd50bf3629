"""Cohorts mature by the lags of earlier mature cohorts, checked by a plain loop and on a small example."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from handschlag.funnel.report import funnel_report
from tests.funnel.oracle import Oracle, pairs, plain, quantile
from tests.funnel.worlds import DAY, STAGES, ZONE, Tables, a_pass, an_entry, at, loaded, world

AS_OF = at("2026-04-20T12:00:00")


def waits(
    oracle: Oracle, first: int, second: int
) -> tuple[dict[str, Fraction | None], dict[str, list[int]], list[str]]:
    """Per month the waiting time, the lags, and which months are mature."""
    months = sorted({oracle.cell(p, e["entered_at"])[0] or "" for (p, no), e in oracle.entries.items() if no == first})
    groups = {oracle.group(p, 0) for p in oracle.passes}
    lags, last = {}, {}
    for month in months:
        entered = [p for g in groups for p in oracle.entered(first, month, g)]
        last[month] = max(oracle.entries[p, first]["entered_at"] for p in entered)
        timed = [p for g in groups for p in oracle.timed(first, second, month, g)]
        lags[month] = [oracle.lag(p, first, second) for p in timed]
    everything = quantile((lag for some in lags.values() for lag in some), Fraction(9, 10))
    needed: dict[str, Fraction | None] = {}
    mature: list[str] = []
    for month in months:
        earlier = quantile((lag for m in mature for lag in lags[m]), Fraction(9, 10))
        needed[month] = everything if earlier is None else earlier
        wait = needed[month]
        if wait is not None and oracle.as_of >= last[month] + wait:
            mature.append(month)
    return needed, lags, mature


@pytest.mark.parametrize("seed", range(5))
def test_months_against_a_plain_loop(seed: int) -> None:
    tables = world(seed)
    report = funnel_report(loaded(tables), stages=STAGES, time_zone=ZONE, as_of=AS_OF, cohort="month")
    oracle = Oracle(tables, AS_OF, cohort="month")
    found = {(row["from"], row["to"], row["cohort"]): row for row in report["conversion"]}
    verdicts = set()
    for first, second in pairs():
        needed, _, mature = waits(oracle, first, second)
        for month, wait in needed.items():
            row = found[(*plain(first, second), month)]
            reason = "no_conversion_yet" if wait is None else None if month in mature else "too_recent"
            assert (row["mature"], row["reason"]) == (month in mature, reason)
            verdicts.add(reason)
    assert {None, "too_recent"} <= verdicts


def months_of(passes: list[tuple[str, int | None]]) -> Tables:
    """Passes by instant of entry and days until the next stage (None: never)."""
    tables: Tables = {"passes": [], "entries": []}
    for no, (entered, days) in enumerate(passes, 1):
        tables["passes"].append(a_pass(no))
        tables["entries"].append(an_entry(no, 0, at(entered)))
        if days is not None:
            tables["entries"].append(an_entry(no, 1, at(entered) + days * DAY))
    return tables


def judged(as_of: str, **question: Any) -> dict[str | None, tuple[bool, str | None, str | None]]:
    tables = months_of(
        [("2026-01-10", 10), ("2026-01-20", 20), ("2026-02-10", 5), ("2026-02-20", None), ("2026-03-10", 2)]
    )
    report = funnel_report(loaded(tables), stages=STAGES, time_zone="UTC", as_of=at(as_of), **question)
    rows = [row for row in report["conversion"] if (row["from"], row["to"]) == ("prospect", "marketing_lead")]
    return {row["cohort"]: (row["mature"], row["reason"], row["mature_from"]) for row in rows}


def test_a_small_example() -> None:
    """All lags: 2, 5, 10, 20 days, 90 % point 17 days; January is mature on 6 February.

    From then on January's own lags count: 10 and 20 days, 90 % point 19; February is mature on 11 March.
    February's lag of 5 joins them: 5, 10, 20, 90 % point 18; so March is mature on 28 March.
    """
    assert judged("2026-03-27", cohort="month") == {
        "2026-01": (True, None, "2026-02-06T00:00:00Z"),
        "2026-02": (True, None, "2026-03-11T00:00:00Z"),
        "2026-03": (False, "too_recent", "2026-03-28T00:00:00Z"),
    }
    assert judged("2026-03-28", cohort="month")["2026-03"] == (True, None, "2026-03-28T00:00:00Z")


def test_a_window_waits_like_the_months_before_it() -> None:
    """From February on: January is the only earlier cohort, 19 days after the last entry of 10 March."""
    assert judged("2026-03-28", start=date(2026, 2, 1)) == {None: (False, "too_recent", "2026-03-29T00:00:00Z")}
    assert judged("2026-03-29", start=date(2026, 2, 1)) == {None: (True, None, "2026-03-29T00:00:00Z")}


def test_without_earlier_cohorts_all_conversions_count() -> None:
    """17 days after 10 March."""
    assert judged("2026-03-27") == {None: (True, None, "2026-03-27T00:00:00Z")}


def test_without_any_conversion_nothing_is_mature() -> None:
    tables = months_of([("2025-01-10", None)])
    report = funnel_report(loaded(tables), stages=STAGES, time_zone="UTC", as_of=AS_OF, cohort="month")
    assert {(row["mature"], row["reason"], row["mature_from"]) for row in report["conversion"]} == {
        (False, "no_conversion_yet", None)
    }
