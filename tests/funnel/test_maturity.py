"""Cohorts mature by the lags of earlier mature cohorts, checked by a plain loop and on a small example."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from handschlag.funnel.report import funnel_report
from tests.funnel.oracle import Oracle, pairs
from tests.funnel.worlds import DAY, STAGES, ZONE, Tables, a_pass, an_entry, at, loaded, world

AS_OF = at("2026-04-20T12:00:00")


def ninety(lags: Iterable[int]) -> int | None:
    """The first number of whole days by which nine of ten had converted."""
    ordered = sorted(lags)
    return (
        next((d for d in range(1, 10**6) if 10 * sum(lag < d * DAY for lag in ordered) >= 9 * len(ordered)), 0)
        if ordered
        else None
    )


def waits(oracle: Oracle, first: int, second: int) -> tuple[dict[str, int | None], list[str]]:
    """Per month the waiting time, and which months are mature."""
    months = sorted({oracle.cell(p, e["entered_at"])[0] or "" for (p, no), e in oracle.entries.items() if no == first})
    groups = {oracle.group(p, 0) for p in oracle.passes}
    lags, last = {}, {}
    for month in months:
        entered = [p for g in groups for p in oracle.entered(first, month, g)]
        last[month] = max(oracle.entries[p, first]["entered_at"] for p in entered)
        timed = [p for g in groups for p in oracle.timed(first, second, month, g)]
        lags[month] = [oracle.lag(p, first, second) for p in timed]
    everything = ninety(lag for some in lags.values() for lag in some)
    needed: dict[str, int | None] = {}
    mature: list[str] = []
    for month in months:
        earlier = ninety(lag for m in mature for lag in lags[m])
        needed[month] = everything if earlier is None else earlier
        wait = needed[month]
        if wait is not None and oracle.as_of >= last[month] + wait * DAY:
            mature.append(month)
    return needed, mature


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("by", [None, "origin"])
def test_months_against_a_plain_loop(seed: int, by: str | None) -> None:
    """All groups wait as long as all groups together took, each after its own last entry."""
    tables = world(seed)
    report = funnel_report(loaded(tables), stages=STAGES, time_zone=ZONE, as_of=AS_OF, cohort="month", by=by)
    oracle = Oracle(tables, AS_OF, cohort="month", by=by)
    keys = {stage.key: stage.no for stage in STAGES}
    found = {pair: waits(oracle, *pair)[0] for pair in pairs()}
    verdicts = set()
    for row in report["conversion"]:
        first, second = keys[row["from"]], keys[row["to"]]
        wait = found[first, second][row["cohort"]]
        passes = oracle.entered(first, row["cohort"], row["group"])
        last = max(oracle.entries[p, first]["entered_at"] for p in passes)
        mature = wait is not None and oracle.as_of >= last + wait * DAY
        reason = "no_conversion_yet" if wait is None else None if mature else "too_recent"
        assert (row["mature"], row["reason"]) == (mature, reason)
        verdicts.add(reason)
    assert {None, "too_recent"} <= verdicts


@pytest.mark.parametrize("late_first", [False, True])
def test_a_cohort_is_mature_when_its_last_group_is(late_first: bool) -> None:
    """January ends on the 31st at noon in one group, on the 1st in the other; it is mature after the later of them.

    All lags are 3 and 60 days, so 61 days: January is mature on 2 April at noon, half a day later than asked. So
    February waits 61 days; had January counted, its own lag of 3 would make that 4.
    """
    january: list[tuple[str, int | None]] = [("2026-01-01", 3), ("2026-01-31T12:00:00", None)]
    tables = months_of([*sorted(january, reverse=late_first), ("2026-02-01", 60)])
    for one, origin in zip(tables["passes"], ("fair", "web", "fair"), strict=True):
        one["dim_origin"] = origin
    report = funnel_report(
        loaded(tables),
        stages=STAGES,
        time_zone="UTC",
        as_of=at("2026-04-02"),
        by="origin",
        cohort="month",
        pairs="next",
    )
    found = {(row["from"], row["cohort"], row["group"]): row["mature_from"] for row in report["conversion"]}
    assert found["prospect", "2026-02", "fair"] == "2026-04-03T00:00:00Z"


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
    """Of all four lags (2, 5, 10 and 20 days), 90 % are four: within 21 days. January is mature on 10 February.

    From then on January's own lags count: 10 and 20 days, again 21 days; February is mature on 13 March. With its lag
    of 5 days there are three, and 90 % of them are still all: March is mature on 31 March.
    """
    assert judged("2026-03-30", cohort="month") == {
        "2026-01": (True, None, "2026-02-10T00:00:00Z"),
        "2026-02": (True, None, "2026-03-13T00:00:00Z"),
        "2026-03": (False, "too_recent", "2026-03-31T00:00:00Z"),
    }
    assert judged("2026-03-31", cohort="month")["2026-03"] == (True, None, "2026-03-31T00:00:00Z")


def test_one_slow_conversion_in_ten_is_not_waited_for() -> None:
    """Nine of ten take one day, one takes thirty: within 2 days 90 % are there."""
    passes: list[tuple[str, int | None]] = [("2026-01-01", days) for days in [1] * 9 + [30]]
    report = funnel_report(loaded(months_of(passes)), stages=STAGES, time_zone="UTC", as_of=AS_OF)
    assert report["conversion"][0]["mature_from"] == "2026-01-03T00:00:00Z"


def test_a_window_waits_like_the_mature_months_before_it() -> None:
    """From February on only January is earlier: its 12 days count, not the 21 of all conversions."""
    passes: list[tuple[str, int | None]] = [("2026-01-10", 11), ("2026-02-10", 20)]
    report = funnel_report(
        loaded(months_of(passes)), stages=STAGES, time_zone="UTC", as_of=at("2026-03-02"), start=date(2026, 2, 1)
    )
    assert report["conversion"][0]["mature_from"] == "2026-02-22T00:00:00Z"
    whole = funnel_report(loaded(months_of(passes)), stages=STAGES, time_zone="UTC", as_of=at("2026-03-02"))
    assert whole["conversion"][0]["mature_from"] == "2026-03-03T00:00:00Z"


def test_without_any_conversion_nothing_is_mature() -> None:
    tables = months_of([("2025-01-10", None)])
    report = funnel_report(loaded(tables), stages=STAGES, time_zone="UTC", as_of=AS_OF, cohort="month")
    assert {(row["mature"], row["reason"], row["mature_from"]) for row in report["conversion"]} == {
        (False, "no_conversion_yet", None)
    }
