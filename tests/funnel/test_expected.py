"""Expected conversion of young cohorts and the Kaplan-Meier medians, on small and on simulated tables."""

import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from handschlag.funnel.report import funnel_report
from tests.funnel.oracle import Oracle, pairs, plain, text
from tests.funnel.worlds import DAY, STAGES, ZONE, Run, Tables, a_pass, an_entry, at, loaded, world

AS_OF = at("2026-04-20T12:00:00")
FORTY = [2 * DAY] * 10 + [30 * DAY] * 10 + [None] * 20


def reported(tables: Tables, as_of: int, **question: Any) -> dict[str | None, dict[str, Any]]:
    return first_step(loaded(tables), as_of, **question)


def first_step(run: Run, as_of: int, **question: Any) -> dict[str | None, dict[str, Any]]:
    """Rows of the first conversion by cohort."""
    asked = {"pairs": "next", "parts": ("conversion", "expected"), **question}
    report = funnel_report(run, stages=STAGES, time_zone="UTC", as_of=as_of, **asked)
    rows = [row for row in report["conversion"] if (row["from"], row["to"]) == ("prospect", "marketing_lead")]
    return {row["cohort"]: row for row in rows}


def entered(no: int, moment: int, lag: int | None, closed: int | None = None) -> Tables:
    """A pass that enters the first stage, perhaps the second after a time, and perhaps is closed."""
    entries = [an_entry(no, 0, moment)] + ([] if lag is None else [an_entry(no, 1, moment + lag)])
    outcome = {} if closed is None else {"closed_at": closed, "outcome": "lost"}
    return {"passes": [a_pass(no, opened_at=moment, **outcome)], "entries": entries}


def joined(parts: list[Tables]) -> Tables:
    return {name: [row for part in parts for row in part[name]] for name in ("passes", "entries")}


def test_by_hand() -> None:
    """January: of 40, ten convert on day 2, ten on day 30, 20 never. March: of 20, none yet, one day old.

    60 are watched on day 0 and 1; the 20 of March leave after day 1. 40 are left: ten convert on day 2, ten on day
    30, so a pass open after day 1 converts with 20/40. For March that is half of all.
    """
    start, young = at("2026-01-01"), at("2026-03-01")
    tables = joined([entered(no, start, lag) for no, lag in enumerate(FORTY, 1)])
    more = joined([entered(no, young, None) for no in range(41, 61)])
    both = {name: tables[name] + more[name] for name in tables}
    rows = reported(both, young + DAY, cohort="month")
    assert (rows["2026-01"]["mature"], rows["2026-01"]["expected"]) == (True, None)
    assert (rows["2026-03"]["rate"], rows["2026-03"]["mature"]) == ("0", False)
    expected = rows["2026-03"]["expected"]
    assert (expected["rate"], expected["open"], expected["confidence"]) == ("0.5", 20, "0.95")
    assert 0 < float(expected["low"]) < 0.5 < float(expected["high"]) < 1


def test_closed_passes_are_not_expected_to_convert() -> None:
    """The same, but half of March is lost: only the other half can still convert, so a quarter of all."""
    start, young = at("2026-01-01"), at("2026-03-01")
    old = [entered(no, start, lag) for no, lag in enumerate(FORTY, 1)]
    new = [entered(no, young, None, closed=young + DAY if no > 50 else None) for no in range(41, 61)]
    tables = joined([*old, *new])
    expected = reported(tables, young + DAY, cohort="month")["2026-03"]["expected"]
    assert (expected["rate"], expected["open"]) == ("0.25", 10)


def test_nothing_open_nothing_expected() -> None:
    tables = joined([entered(1, at("2026-01-01"), 30 * DAY), entered(2, at("2026-01-02"), None, at("2026-01-03"))])
    expected = reported(tables, at("2026-01-31"))[None]["expected"]
    assert (expected["rate"], expected["low"], expected["high"], expected["open"]) == ("0.5", "0.5", "0.5", 0)


def test_units_other_than_the_pass_have_no_expectation() -> None:
    tables = joined([entered(1, at("2026-01-01"), 30 * DAY), entered(2, at("2026-01-30"), None)])
    assert reported(tables, at("2026-02-01"), unit="person")[None]["expected"] is None
    assert reported(tables, at("2026-02-01"))[None]["expected"] is not None


def test_simulated_cohorts_end_within_the_interval() -> None:
    """True rate 40 %, lags of 20 days on average: a month's first look against what becomes of it, in 40 houses."""
    inside, naive, informed, truth = 0, 0.0, 0.0, 0.0
    for seed in range(40):
        dice = random.Random(seed)
        start = at("2026-01-01")
        parts = []
        for no in range(1, 201):
            lag = round(dice.expovariate(1 / 20) * DAY) if dice.random() < 0.4 else None
            parts.append(entered(no, start + dice.randrange(90 * DAY), lag))
        run, as_of = loaded(joined(parts)), start + 95 * DAY
        row = first_step(run, as_of, cohort="month")["2026-03"]
        final = first_step(run, as_of + 1000 * DAY, cohort="month")["2026-03"]
        assert final["entered"] == row["entered"]
        outcome = final["converted"] / final["entered"]
        inside += float(row["expected"]["low"]) <= outcome <= float(row["expected"]["high"])
        naive, informed, truth = (
            naive + float(row["rate"]), informed + float(row["expected"]["rate"]), truth + outcome,
        )  # fmt: skip
    assert inside >= 36  # 95 % of 40 are 38; fewer than 36 would be rare
    assert abs(informed - truth) / 40 < 0.03 < 0.1 < (truth - naive) / 40


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("question", [{}, {"by": "origin"}, {"cohort": "month"}])
def test_medians_of_random_tables_against_scipy(seed: int, question: dict[str, Any]) -> None:
    tables = world(seed)
    report = funnel_report(loaded(tables), stages=STAGES, time_zone=ZONE, as_of=AS_OF, **question)
    oracle = Oracle(tables, AS_OF, **question)
    found = {(row["from"], row["to"], row["cohort"], row["group"]): row for row in report["velocity"]}
    seen = 0
    for first, second in pairs():
        for cohort, group in oracle.cells() if question else [(None, None)]:
            passes = [p for p in oracle.entered(first, cohort, group) if oracle.entries[p, first]["basis"] != "implied"]
            timed = oracle.timed(first, second, cohort, group)
            reached = oracle.reached(first, second, cohort, group)
            waiting = [oracle.as_of - oracle.entries[p, first]["entered_at"] for p in passes if p not in reached]
            if not passes:
                continue
            row = found[(*plain(first, second), cohort, group)]
            lags = [oracle.lag(p, first, second) for p in timed]
            expected = _median(lags, waiting)
            assert row["km_median_days"] == expected
            seen += expected is not None
    assert seen > 0


def _median(lags: list[int], waiting: list[int]) -> str | None:
    """The first lag at which scipy's curve is at one half or below, in days."""
    if not lags:
        return None
    curve = ecdf(CensoredData(uncensored=lags, right=waiting)).sf
    below = [lag for lag in sorted(set(lags)) if curve.evaluate(np.asarray([lag]))[0] <= 0.5 + 1e-12]
    return text(Fraction(below[0], DAY), 6) if below else None
