"""The funnel as bars with the rate between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from handschlag.web import formats
from handschlag.web.shapes.stages import Stage, row, steps_of

#: The longest bar leaves room for its own count (percent of the width).
LONGEST = 84

#: Makes the address of the list of passes behind a figure.
Behind = Callable[..., str]


@dataclass(frozen=True)
class Part:
    """The share of a bar with one basis: derived, reported or implied."""

    basis: str
    count: int
    x: str
    width: str


@dataclass(frozen=True)
class Rate:
    """A cohort conversion with its exact numbers."""

    start: Stage
    end: Stage
    entered: int
    converted: int
    text: str
    mature: bool
    expected: str
    median: str
    converted_href: str
    open_href: str

    @property
    def known(self) -> bool:
        return self.entered > 0


@dataclass(frozen=True)
class Bar:
    stage: Stage
    count: int
    parts: list[Part]
    end: str  # where the bar ends and its count is written
    href: str
    rate: Rate | None  # to the next stage

    def of_basis(self, basis: str) -> int:
        return sum(part.count for part in self.parts if part.basis == basis)

    derived = property(lambda self: self.of_basis("derived"))
    reported = property(lambda self: self.of_basis("reported"))
    implied = property(lambda self: self.of_basis("implied"))


def bars_of(report: Mapping[str, Any], stages: Sequence[Stage], behind: Behind) -> list[Bar]:
    rows = [(stage, row(report["entered"], stage=stage.key, group=None)) for stage in stages]
    longest = max([found["count"] for _, found in rows if found] or [0])
    rates = {start.key: rate_of(report, start, end, behind) for start, end in steps_of(stages)}
    return [
        Bar(
            stage,
            found["count"] if found else 0,
            _parts(found, longest) if found else [],
            length(found["count"], longest, LONGEST) if found else "0%",
            behind(figure="entered", stage=stage.key),
            rates.get(stage.key),
        )
        for stage, found in rows
    ]


def _parts(found: Mapping[str, Any], longest: int) -> list[Part]:
    parts, x = [], 0
    for basis in ("derived", "reported", "implied"):
        if count := found[basis]:
            parts.append(Part(basis, count, length(x, longest, LONGEST), length(count, longest, LONGEST)))
            x += count
    return parts


def rate_of(report: Mapping[str, Any], start: Stage, end: Stage, behind: Behind, **keys: Any) -> Rate:
    """The conversion between two stages, of all passes or of one group or cohort."""
    where = {"group": keys.get("group"), "cohort": keys.get("cohort")}
    found = row(report["conversion"], **{"from": start.key, "to": end.key}, **where)
    entered, converted = (found["entered"], found["converted"]) if found else (0, 0)
    pace = (
        row(report["velocity"], **{"from": start.key, "to": end.key}, group=where["group"])
        if not where["cohort"]
        else None
    )
    return Rate(
        start,
        end,
        entered,
        converted,
        formats.share(converted, entered),
        bool(found and found["mature"]),
        _expected(found),
        formats.days(pace["median_days"]) if pace and pace["median_days"] is not None else "",
        behind(figure="converted", stage=start.key, to=end.key, **where),
        behind(figure="not_converted", stage=start.key, to=end.key, **where),
    )


def _expected(found: Mapping[str, Any] | None) -> str:
    if not found or not (expected := found.get("expected")):
        return ""
    low, high = formats.percent(expected["low"], 0), formats.percent(expected["high"], 0)
    return f"{formats.percent(expected['rate'], 0)} ({low}–{high})"


def length(count: int | Decimal, longest: int | Decimal, most: int = 100) -> str:
    """A bar's length in percent of the longest, from zero on; a bar of something is never invisible."""
    if not longest or not count:
        return "0%"
    return f"{max(Decimal(count) * most / Decimal(longest), Decimal('0.3')):.3f}%"
