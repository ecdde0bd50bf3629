"""The engagement of one person: what counted, what was capped or ignored, and what is left of it at an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from handschlag.scoring.points import HOUR, decay
from handschlag.scoring.rules import ScoringRules

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Scored(NamedTuple):
    """What a fact did under one rule: `state` is counted, capped or ignored; `why` is what ignored it."""

    rule: int  # its place among the rules of engagement
    fact: str
    at: int  # UTC microseconds
    state: str
    why: str = ""


class Engagement:
    """Grows with the facts of one person in their order. Of what counts in a period, the first facts count."""

    def __init__(self, rules: ScoringRules) -> None:
        self._rules = rules
        self._fixed = 0
        self._by_hour: dict[tuple[int, int], int] = {}  # (rule, hour) -> how many counted
        self._in_period: dict[tuple[int, date], int] = {}

    def add(self, on: str, matches: tuple[bool | None, ...], *, fact: str, at: int, ignored: str = "") -> list[Scored]:
        """Score a fact: `on` is what it is called in rules, `matches` whether it fits each rule's condition.

        `ignored` says why nothing of it counts; what is ignored takes no place under a cap either.
        """
        return [
            self._score(number, fact, at, ignored)
            for number, rule in enumerate(self._rules.engagement)
            if rule.on == on and matches[number] is True
        ]

    def _score(self, number: int, fact: str, at: int, ignored: str) -> Scored:
        rule = self._rules.engagement[number]
        if ignored:
            return Scored(number, fact, at, "ignored", ignored)
        if rule.at_most is not None:
            most, period = rule.at_most
            place = (number, period_of(at, period, self._rules.time_zone))
            seen = self._in_period.get(place, 0)
            if seen >= most:
                return Scored(number, fact, at, "capped")
            self._in_period[place] = seen + 1
        if rule.half_life is None:
            self._fixed += rule.units
        else:
            hour = (number, at // HOUR)
            self._by_hour[hour] = self._by_hour.get(hour, 0) + 1
        return Scored(number, fact, at, "counted")

    def state(self) -> list[object]:
        """What is needed to count on from here: [what stays for ever, [[rule, hour, how many counted], ...]]."""
        return [self._fixed, [[*place, count] for place, count in sorted(self._by_hour.items())]]

    @classmethod
    def resumed(cls, rules: ScoringRules, state: list[Any]) -> Engagement:
        """One of which only the value at later instants is asked: what a period had already, is not known any more."""
        found = cls(rules)
        found._fixed = state[0]
        found._by_hour = {(rule, hour): count for rule, hour, count in state[1]}
        return found

    def at(self, instant: int) -> int:
        """The units that are left at an instant that no fact lies after. Nothing is left of what has decayed away."""
        now, total, gone = instant // HOUR, self._fixed, []
        for place, count in self._by_hour.items():
            number, hour = place
            left = left_of(self._rules, number, now - hour)
            total += count * left
            if left == 0:
                gone.append(place)
        for place in gone:
            del self._by_hour[place]
        return total


def left_of(rules: ScoringRules, number: int, hours: int) -> int:
    """What is left of a rule's units after so many hours."""
    rule = rules.engagement[number]
    return decay(rule.units, rule.half_life).after(hours)


def period_of(at: int, period: str, time_zone: str) -> date:
    """The first day of the period of the calendar in which an instant lies, in this time zone."""
    day = (_EPOCH + timedelta(microseconds=at)).astimezone(_zone(time_zone)).date()
    match period:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=day.month - (day.month - 1) % 3, day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


@lru_cache(maxsize=32)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
