"""Kaplan-Meier against scipy and by hand; the life table against Kaplan-Meier and by hand."""

import random
from typing import Any

import numpy as np
import pytest
from scipy.stats import CensoredData, binomtest, ecdf

from handschlag.funnel.survival import kaplan_meier, life_table, wilson


def ints(values: list[int]) -> Any:
    return np.asarray(values, dtype=np.int64)


def test_by_hand() -> None:
    """Five watched for 10, 10, 10, 4, 2 days; it happened to the first on day 3, to the second on day 4.

    Day 3: four at risk (one unwatched since day 2), 3/4 left. Day 4: three at risk (who is watched until day 4
    counts), 3/4 x 2/3 = 1/2 left: the median.
    """
    curve = kaplan_meier(ints([3, 4]), ints([10, 10, 10, 4, 2]), ints([10, 10]))
    assert curve.times.tolist() == [3, 4]
    assert curve.surviving.tolist() == pytest.approx([0.75, 0.5])
    assert (curve.median(), curve.half_of_final()) == (4, 3)


def test_left_out_subjects_are_as_if_never_there() -> None:
    with_them = kaplan_meier(ints([3, 4]), ints([10, 10, 10, 4, 2, 7, 3]), ints([10, 10]), ints([7, 3]))
    without = kaplan_meier(ints([3, 4]), ints([10, 10, 10, 4, 2]), ints([10, 10]))
    assert with_them.surviving.tolist() == without.surviving.tolist()


def test_no_event_no_median() -> None:
    curve = kaplan_meier(ints([]), ints([5, 6]), ints([]))
    assert (curve.median(), curve.half_of_final()) == (None, None)


@pytest.mark.parametrize("seed", range(20))
def test_like_scipy(seed: int) -> None:
    """Every subject has a time to its event and a time it is watched for; ties are frequent."""
    dice = random.Random(seed)
    subjects = [(dice.randrange(1, 30), dice.randrange(1, 30)) for _ in range(dice.randrange(2, 80))]
    seen = [(event, watched) for event, watched in subjects if event <= watched]
    unseen = [watched for event, watched in subjects if event > watched]
    curve = kaplan_meier(ints([e for e, _ in seen]), ints([w for _, w in subjects]), ints([w for _, w in seen]))
    theirs = ecdf(CensoredData(uncensored=[e for e, _ in seen], right=unseen)).sf
    assert curve.surviving.tolist() == pytest.approx(theirs.evaluate(curve.times).tolist(), abs=1e-12)
    below = [int(time) for time in sorted({e for e, _ in seen}) if theirs.evaluate(time) <= 0.5 + 1e-12]
    assert curve.median() == (below[0] if below else None)


def test_life_table_by_hand() -> None:
    """A hundred enter. Day 0: 20 convert, 10 close, 10 are only that old. Day 1: of 60 left 30 convert, 30 are open.

    After day 0, 70 % are still in the running; of these 30/60 convert on day 1; after it nothing more is seen.
    """
    table = life_table(ints([20, 30]), ints([10, 0]), ints([10, 30]))
    assert table.watched.tolist() == [100, 60]
    assert [table.at(day)[0] for day in (0, 1, 2)] == pytest.approx([0.5, 0.0, 0.0])
    assert table.at(0)[1] == pytest.approx((30 / 61 * 31 / 61 / 60) ** 0.5)


def test_what_happened_to_fewer_than_ten_says_nothing() -> None:
    """On day 1 nine are left of which one converts; with a tenth, that one would count."""
    nine, ten = (life_table(ints([0, 1]), ints([0, 0]), ints([50, left - 1])) for left in (9, 10))
    assert (nine.at(0)[0], ten.at(0)[0]) == pytest.approx((0.0, 0.1))


@pytest.mark.parametrize("seed", range(20))
def test_imputing_open_passes_gives_the_curve_itself(seed: int) -> None:
    """Converted + chances of the open ones = everybody x the share the curve ends at (Efron's self-consistency)."""
    dice = random.Random(seed)
    converted, closed, still_open = ([dice.randrange(4) for _ in range(15)] for _ in range(3))
    still_open[-1] = 10  # enough are watched to the end
    table = life_table(ints(converted), ints(closed), ints(still_open))
    total, running, reached, left = sum(converted + closed + still_open), 1.0, 0.0, 0
    for day in range(15):
        at_risk = total - left
        if at_risk:
            reached += running * converted[day] / at_risk
            running *= 1 - (converted[day] + closed[day]) / at_risk
        left += converted[day] + closed[day] + still_open[day]
    imputed = sum(converted) + sum(n * table.at(day)[0] for day, n in enumerate(still_open))
    assert imputed == pytest.approx(total * reached, abs=1e-9)


def test_without_closings_the_life_table_is_kaplan_meier() -> None:
    converted, still_open = [3, 0, 2, 1], [1, 2, 0, 14]
    table = life_table(ints(converted), ints([0] * 4), ints(still_open))
    events = [day for day, n in enumerate(converted) for _ in range(n)]
    opened = [day for day, n in enumerate(still_open) for _ in range(n)]
    theirs = ecdf(CensoredData(uncensored=events, right=opened)).sf
    for day in range(4):
        later = 1 - theirs.evaluate(3) / theirs.evaluate(day)
        assert table.at(day)[0] == pytest.approx(later, abs=1e-12)


@pytest.mark.parametrize(("hits", "size"), [(0, 10), (3, 10), (10, 10), (250, 1000)])
def test_wilson_like_scipy(hits: int, size: int) -> None:
    theirs = binomtest(hits, size).proportion_ci(method="wilson")
    assert wilson(hits / size, size) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_nothing_known_is_everything_possible() -> None:
    assert wilson(0.0, 0) == (0.0, 1.0)
