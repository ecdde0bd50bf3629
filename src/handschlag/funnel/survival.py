"""Estimates that know that what has not happened yet may still happen: Kaplan-Meier, and a life table with two ends."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Products of floating shares that should hit a half exactly may miss it by this much.
_TIE = 1e-12
#: All intervals are two-sided at this level.
CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier curve: at `times` it happened, `surviving` is the share it has not happened to by then."""

    times: Ints
    surviving: Floats

    def median(self) -> int | None:
        """The first time by which it has happened to half of all."""
        return self._reached(0.5)

    def half_of_final(self) -> int | None:
        """The first time by which it has happened to half of those it happens to in the time observed."""
        return self._reached((1 + float(self.surviving[-1])) / 2) if len(self.times) else None

    def _reached(self, share: float) -> int | None:
        below = np.flatnonzero(self.surviving <= share + _TIE)
        return int(self.times[below[0]]) if len(below) else None


_NONE: Ints = np.empty(0, dtype=np.int64)


def kaplan_meier(happened: Ints, watched: Ints, watched_happened: Ints, watched_left_out: Ints = _NONE) -> Curve:
    """The curve from the times at which it happened, and for how long subjects could be watched:

    all of them, those it happened to, and those to leave out. A subject is at risk until it happens or until it can no
    longer be watched, whichever is first; at equal times the event is first.
    """
    times, events = np.unique(happened, return_counts=True)
    unseen = _before(watched, times) - _before(watched_happened, times) - _before(watched_left_out, times)
    at_risk = len(watched) - len(watched_left_out) - (np.cumsum(events) - events) - unseen
    return Curve(times, np.cumprod((at_risk - events) / at_risk, dtype=np.float64))


def _before(values: Ints, times: Ints) -> Ints:
    """How many values lie before each time."""
    return np.searchsorted(np.sort(values), times).astype(np.int64)


#: Ages at which fewer passes than these could be watched say nothing: one of them alone would move the chance of all.
_FEWEST = 10


@dataclass(frozen=True)
class LifeTable:
    """By whole days of age: the chance of a pass still open after the day to convert later; how well known."""

    later: Floats
    error: Floats  # standard error of `later`
    watched: Ints  # how many were in the running when the day began

    def at(self, day: int) -> tuple[float, float, int]:
        """Chance, its error, and from how many passes of that age it is known."""
        if day >= len(self.later):
            return 0.0, 0.0, 1
        return float(self.later[day]), float(self.error[day]), max(int(self.watched[day]), 1)


def life_table(converted: Ints, closed: Ints, still_open: Ints) -> LifeTable:
    """From numbers by day of age: how many converted, closed without it, or are open at that age.

    Converting and closing compete (who is closed no longer converts); who is open leaves unseen at the end of the day.
    """
    left = converted + closed + still_open
    at_risk = np.sum(left) - (np.cumsum(left) - left)
    seen = np.maximum(at_risk, 1)
    converting = np.where(at_risk >= _FEWEST, converted, 0)
    running = np.cumprod(1 - (converted + closed) / seen)
    before = np.concatenate(([1.0], running[:-1]))
    share = converting / (seen + 1)  # one more than were there: a day that all of them converted on is not certain
    later = _after(before * converting / seen)
    spread = _after(before**2 * share * (1 - share) / seen)
    alive = np.where(running > _TIE, running, np.inf)
    return LifeTable(np.clip(later / alive, 0.0, 1.0), np.sqrt(spread) / alive, at_risk.astype(np.int64))


def _after(values: Floats) -> Floats:
    """The sum of all that come after each."""
    sums: Floats = np.cumsum(values[::-1])[::-1] - values
    return np.maximum(sums, 0.0)


def wilson(share: float, size: float) -> tuple[float, float]:
    """The score interval of a share seen in a sample of this size."""
    if size <= 0:
        return 0.0, 1.0
    spread = _Z * sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2))
    middle = share + _Z**2 / (2 * size)
    return max((middle - spread) / (1 + _Z**2 / size), 0.0), min((middle + spread) / (1 + _Z**2 / size), 1.0)
