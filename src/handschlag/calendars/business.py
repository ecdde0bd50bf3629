"""Business time: how much of it lies between two instants, and when so much of it has passed."""

from __future__ import annotations

from typing import Any

import numpy as np

from handschlag.calendars.opening import Intervals

Instants = np.ndarray[tuple[int], np.dtype[np.int64]]

#: Many instants are answered in pieces of this size, which stay in the processor's cache.
_PIECE = 1 << 14
#: Steps of the tables by which an instant finds its interval: 2^32 microseconds, 72 minutes. Smaller ones cost more to
#: lay out than they save.
_STEP = 32


class OutOfReach(ValueError):
    """The answer lies outside of the days that were laid out."""


class BusinessTime:
    """The open times of a calendar over some years, as sums from the first on. All instants and amounts are
    microseconds.
    """

    def __init__(self, intervals: Intervals) -> None:
        if not len(intervals):
            raise OutOfReach("nothing is open in the days that were laid out")
        self.begins, self.ends = np.ascontiguousarray(intervals[:, 0]), np.ascontiguousarray(intervals[:, 1])
        self._sums = np.concatenate([[0], np.cumsum(self.ends - self.begins)])
        #: How far an instant inside an interval is ahead of its business time.
        self._ahead = self.begins - self._sums[:-1]
        self._opening = _Places(self.begins)
        self._summing = _Places(self._sums)

    def passed(self, at: int) -> int:
        """Business time from the first day on until an instant."""
        number = int(np.searchsorted(self.begins, at, side="right")) - 1
        return 0 if number < 0 else min(at, int(self.ends[number])) - int(self._ahead[number])

    def between(self, begin: int, end: int) -> int:
        """Business time between two instants."""
        return self.passed(end) - self.passed(begin)

    def after(self, start: int, amount: int) -> int:
        """The first instant at which so much business time, at least 1, has passed since `start`."""
        wanted = self.passed(start) + amount
        if wanted > self._sums[-1]:
            raise OutOfReach("behind the last day that was laid out")
        return wanted + int(self._ahead[np.searchsorted(self._sums, wanted, side="left") - 1])

    def after_all(self, starts: Instants, amounts: Any) -> Instants:
        """The same for many starts; `amounts` is one for all, or one for each."""
        found = np.empty(len(starts), np.int64)
        amounts = np.broadcast_to(np.asarray(amounts, np.int64), starts.shape)
        for first in range(0, len(starts), _PIECE):
            piece = slice(first, first + _PIECE)
            found[piece] = self._after_piece(starts[piece], amounts[piece])
        return found

    def _after_piece(self, starts: Instants, amounts: Instants) -> Instants:
        number = self._opening.at_or_before(starts)
        wanted: Instants = np.minimum(starts, self.ends[number]) - self._ahead[number]
        np.maximum(wanted, 0, out=wanted)  # before the first interval nothing has passed
        wanted += amounts
        if wanted.max(initial=0) > self._sums[-1]:
            raise OutOfReach("behind the last day that was laid out")
        wanted += self._ahead[self._summing.at_or_before(wanted - 1)]
        return wanted

    def before(self, end: int, amount: int) -> int:
        """The last instant from which so much business time, at least 1, passes until `end`."""
        wanted = self.passed(end) - amount
        if wanted < 0:
            raise OutOfReach("before the first day that was laid out")
        return wanted + int(self._ahead[np.searchsorted(self._sums, wanted, side="right") - 1])

    def next_open(self, at: int) -> int:
        """The instant itself if it is open, else the next one that is."""
        number = int(np.searchsorted(self.ends, at, side="right"))
        if number >= len(self.begins):
            raise OutOfReach("behind the last day that was laid out")
        return max(at, int(self.begins[number]))

    def last_open(self, at: int) -> int:
        """The instant itself if work goes on until then, else the last end of work before it."""
        number = int(np.searchsorted(self.begins, at, side="left")) - 1
        if number < 0:
            raise OutOfReach("before the first day that was laid out")
        return min(at, int(self.ends[number]))


class _Places:
    """Finds the last of ascending bounds that is not above a value: by a table of even steps, several times as fast as
    a search. `at_or_before` is 0 where all are above; no value may be as much as a step above the last bound's step.
    """

    def __init__(self, bounds: Instants) -> None:
        self._first = int(bounds[0])
        steps = ((int(bounds[-1]) - self._first) >> _STEP) + 2
        edges = self._first + (np.arange(steps, dtype=np.int64) << _STEP)
        self._table = np.maximum(np.searchsorted(bounds, edges, side="right") - 1, 0)
        #: So many bounds at most lie within one step.
        self._within = int(np.diff(self._table).max(initial=0))
        self._next = np.append(bounds[1:], np.iinfo(np.int64).max)

    def at_or_before(self, values: Instants) -> Instants:
        step = (values - self._first) >> _STEP
        np.clip(step, 0, len(self._table) - 1, out=step)
        number: Instants = self._table[step]
        for _ in range(self._within):
            number += self._next[number] <= values
        return number
