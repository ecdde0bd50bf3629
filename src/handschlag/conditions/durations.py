"""Durations, rates, limits and shares, read exactly: nothing is guessed and nothing becomes a floating number."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Never

from handschlag.conditions.parsed import Parsed, Place, did_you_mean, shown
from handschlag.conditions.sentences import Language
from handschlag.conditions.sentences.values import number_text
from handschlag.conditions.units import PERIODS, UNITS, WITHOUT, Unit, UnitKind
from handschlag.errors import Problem

_COUNT = re.compile(r"\s*(?P<count>[0-9]{1,9})\s+(?P<rest>\S.*?)\s*\Z", re.DOTALL)
_SHARE = re.compile(r"\s*(?P<digits>[0-9]{1,9}(\.[0-9]{1,9})?)\s*(?P<percent>%?)\s*\Z")
_EXAMPLES = "`15 minutes`, `2 business hours`, `90 days`, `9 months`"


@dataclass(frozen=True)
class Duration:
    """So many of one unit of time."""

    count: int
    unit: Unit

    @property
    def kind(self) -> UnitKind:
        """Elapsed time, calendar, or business time."""
        return self.unit.kind

    @property
    def microseconds(self) -> int | None:
        """The length, where it is always the same; None for calendar and business units."""
        return None if self.unit.microseconds is None else self.count * self.unit.microseconds

    @property
    def canonical(self) -> str:
        return f"{self.count} {self.unit.key}{'' if self.count == 1 else 's'}"

    def sentence(self, language: Language, *, dative: bool = False) -> str:
        """As one reads it; `dative` for German after nach, seit, innerhalb von."""
        several = self.count != 1
        if language == "en":
            return f"{number_text(self.count, language)} {self.unit.en[several]}"
        return f"{number_text(self.count, language)} {self.unit.de[(2 if dative else 1) if several else 0]}"


@dataclass(frozen=True)
class Rate:
    """So many in every period."""

    count: int
    period: str

    @property
    def canonical(self) -> str:
        return f"{self.count} per {self.period}"

    def sentence(self, language: Language) -> str:
        return f"{number_text(self.count, language)} {PERIODS[self.period][language == 'en']}"


@dataclass(frozen=True)
class Limit:
    """So many open at the same time."""

    count: int

    @property
    def canonical(self) -> str:
        return f"{self.count} open"

    def sentence(self, language: Language) -> str:
        count = number_text(self.count, language)
        return f"höchstens {count} offene zugleich" if language == "de" else f"at most {count} open at a time"


@dataclass(frozen=True)
class After:
    """A time in which something does not happen."""

    duration: Duration
    without: str

    @property
    def canonical(self) -> str:
        return f"{self.duration.canonical} without {self.without}"

    def sentence(self, language: Language) -> str:
        word = "nach" if language == "de" else "after"
        return f"{word} {self.duration.sentence(language, dative=True)} {WITHOUT[self.without][language == 'en']}"


def parse_duration(text: str, *, file: str = "", line: int = 0, column: int = 0) -> Parsed[Duration]:
    """Parse `2 business hours`, `90 days`, `9 months`."""
    return _duration(text, 0, text, Place(file, line, column))


def parse_rate(text: str, *, file: str = "", line: int = 0, column: int = 0) -> Parsed[Rate]:
    """Parse `40 per month`."""
    place = Place(file, line, column)
    match = _COUNT.match(text)
    words = match["rest"].split() if match else []
    if not match or len(words) != 2 or words[0].lower() != "per":
        message = f"`{shown(text)}` is not so many per period"
        return _refused(place.problem(text, 0, message, "as in `40 per month`; periods: " + ", ".join(PERIODS)))
    if words[1].lower() not in PERIODS:
        hint = did_you_mean(words[1], PERIODS) or f"periods are {', '.join(PERIODS)}"
        return _refused(
            place.problem(text, match.end("rest") - len(words[1]), f"unknown period `{shown(words[1])}`", hint)
        )
    return Parsed(Rate(int(match["count"]), words[1].lower()))


def parse_limit(text: str, *, file: str = "", line: int = 0, column: int = 0) -> Parsed[Limit]:
    """Parse `12 open`."""
    match = _COUNT.match(text)
    if not match or match["rest"].lower() != "open":
        problem = Place(file, line, column).problem(text, 0, f"`{shown(text)}` is no limit", "as in `12 open`")
        return _refused(problem)
    return Parsed(Limit(int(match["count"])))


def parse_after(text: str, *, file: str = "", line: int = 0, column: int = 0) -> Parsed[After]:
    """Parse `180 days without touch`."""
    place = Place(file, line, column)
    parts = re.split(r"(\s+without\s+)", text.strip(), maxsplit=1, flags=re.IGNORECASE)
    if len(parts) != 3:
        message = f"`{shown(text)}` does not say without what"
        return _refused(place.problem(text, 0, message, "as in `180 days without touch`"))
    duration = _duration(parts[0], len(text) - len(text.lstrip()), text, place)
    problems = list(duration.problems)
    if parts[2].lower() not in WITHOUT:
        hint = did_you_mean(parts[2], WITHOUT) or f"known is {', '.join(WITHOUT)}"
        problems.append(place.problem(text, len(text.rstrip()) - len(parts[2]), f"unknown `{shown(parts[2])}`", hint))
    if problems or duration.value is None:
        return Parsed(None, tuple(problems))
    return Parsed(After(duration.value, parts[2].lower()))


def parse_share(text: str, *, file: str = "", line: int = 0, column: int = 0) -> Parsed[Fraction]:
    """Parse `0.75`, `75 %` or `1`, exactly. A share lies between 0 and 1."""
    place = Place(file, line, column)
    match = _SHARE.match(text)
    if not match:
        return _refused(
            place.problem(
                text, 0, f"`{shown(text)}` is no share", "as in `0.75` or `75 %`, with a point before decimals"
            )
        )
    share = Fraction(match["digits"]) / (100 if match["percent"] else 1)
    if share > 1:
        hint = f"write `{match['digits']} %`" if share <= 100 and not match["percent"] else "at most 1, or 100 %"
        return _refused(place.problem(text, 0, f"`{shown(text)}` is more than the whole", hint))
    return Parsed(share)


def _duration(piece: str, offset: int, text: str, place: Place) -> Parsed[Duration]:
    """The duration a piece of a text says; `offset` is where the piece begins."""
    match = _COUNT.match(piece)
    if not match:
        return _refused(
            place.problem(
                text, offset, f"`{shown(piece)}` is no duration", f"a whole number and a unit, as in {_EXAMPLES}"
            )
        )
    name = " ".join(match["rest"].lower().split())
    unit = UNITS.get(name) or UNITS.get(name.removesuffix("s"))
    if unit is None:
        hint = did_you_mean(name, [*UNITS, *(f"{key}s" for key in UNITS)]) or f"units are {', '.join(UNITS)}"
        return _refused(
            place.problem(text, offset + match.start("rest"), f"unknown unit `{shown(match['rest'])}`", hint)
        )
    if int(match["count"]) == 0:
        return _refused(
            place.problem(text, offset + match.start("count"), "a duration is at least 1", f"as in {_EXAMPLES}")
        )
    return Parsed(Duration(int(match["count"]), unit))


def _refused(problem: Problem) -> Parsed[Never]:
    return Parsed(None, (problem,))
