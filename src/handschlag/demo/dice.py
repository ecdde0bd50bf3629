"""Reproducible chance: every topic of the example house has dice of its own, so tuning one leaves the others alone."""

import hashlib
import math
import random
from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeVar

SEED = "handschlag example house 1"

_T = TypeVar("_T")
_NORMAL = NormalDist()


class Dice:
    """Draws made of `random()` alone: the one method whose sequence Python promises to keep between versions."""

    def __init__(self, *topic: object) -> None:
        text = "|".join([SEED, *(str(part) for part in topic)])
        self._random = random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, values: Sequence[_T]) -> _T:
        return values[int(self._random.random() * len(values))]

    def weighted(self, pairs: Sequence[tuple[_T, float]]) -> _T:
        mark = self._random.random() * sum(weight for _, weight in pairs)
        for value, weight in pairs:
            mark -= weight
            if mark < 0:
                return value
        return pairs[-1][0]

    def exponential(self, mean: float) -> float:
        return -mean * math.log(1.0 - self._random.random())

    def skewed(self, median: float, spread: float) -> float:
        """A log-normal draw: most near the median, a few far above it."""
        return median * math.exp(spread * _NORMAL.inv_cdf(min(max(self._random.random(), 1e-9), 1 - 1e-9)))

    def count(self, mean: float) -> int:
        """A geometric number of repetitions, from 0 on."""
        return int(self.exponential(1.0) / math.log(1.0 + 1.0 / mean)) if mean > 0 else 0

    def sample(self, values: Sequence[_T], number: int) -> list[_T]:
        """Different values, in the order drawn."""
        rest = list(values)
        return [rest.pop(int(self._random.random() * len(rest))) for _ in range(min(number, len(rest)))]
