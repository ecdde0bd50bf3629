"""The funnel as bars with the rate between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from handschlag.web import formats, words
from handschlag.web.shapes.report import Report, Row
from handschlag.web.shapes.stages import Stage, steps_of

#: The longest bar leaves room for its own count (percent of the width).
LONGEST = 76

#: Why a pass is in a stage, in the order in which a bar shows it.
BASES = ("derived", "reported", "implied")

#: A cell that the report leaves out because nothing entered it.
NOTHING_ENTERED: Row = {"entered": 0, "converted": 0, "mature": False, "reason": "no_entries"}

#: Makes the address of the list of passes behind a figure.
Behind = Callable[..., str]


@dataclass(frozen=True)
class Part:
    """The share of a bar with one basis: derived, reported or implied."""

    basis: str
    count: int
    href: str
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
    reason: str  # why it is not mature
    mature_from: str  # the day, where it is known
    expected: str
    median: str
    converted_href: str
    open_href: str
    rest: int  # how many did not; none of another unit than the pass, for a person can have a pass of each kind

    @property
    def known(self) -> bool:
        return self.entered > 0

    @property
    def young(self) -> bool:
        return self.known and not self.mature


@dataclass(frozen=True)
class Bar:
    stage: Stage
    count: int
    parts: list[Part]
    end: str  # where the bar ends and its count is written
    href: str
    rate: Rate | None  # to the next stage
    derived: int
    reported: int
    implied: int


def bars_of(report: Report, stages: Sequence[Stage], behind: Behind) -> list[Bar]:
    rows = [(stage, report.entered(stage.key)) for stage in stages]
    longest = max([found["count"] for _, found in rows if found] or [0])
    rates = {start.key: rate_of(report, start, end, behind) for start, end in steps_of(stages)}
    return [
        Bar(
            stage,
            found["count"] if found else 0,
            _parts(stage, found, longest, behind) if found and found["count"] else [],
            length(found["count"], longest, LONGEST) if found else "0%",
            behind(figure="entered", stage=stage.key),
            rates.get(stage.key),
            *(found[basis] if found else 0 for basis in BASES),
        )
        for stage, found in rows
    ]


def _parts(stage: Stage, found: Mapping[str, Any], longest: int, behind: Behind) -> list[Part]:
    if found["unit"] != "pass":  # whoever has several passes may stand in several parts: they don't make up the whole
        whole = length(found["count"], longest, LONGEST)
        return [Part("derived", found["count"], behind(figure="entered", stage=stage.key), "0%", whole)]
    parts, x = [], 0
    for basis in BASES:
        if count := found[basis]:
            parts.append(
                Part(
                    basis,
                    count,
                    behind(figure=f"entered_{basis}", stage=stage.key),
                    length(x, longest, LONGEST),
                    length(count, longest, LONGEST),
                )
            )
            x += count
    return parts


def rate_of(report: Report, start: Stage, end: Stage, behind: Behind, **cell: Any) -> Rate:
    """The conversion between two stages, of all passes or of one group or cohort."""
    found = report.conversion(start.key, end.key, **cell) or NOTHING_ENTERED
    by_pass = report.answer["unit"] == "pass"
    pace = report.velocity(start.key, end.key, **cell) if by_pass else None
    ripe = found.get("mature_from")
    return Rate(
        start=start,
        end=end,
        entered=found["entered"],
        converted=found["converted"],
        text=formats.share(found["converted"], found["entered"]),
        mature=found["mature"],
        reason=words.word("reasons", found["reason"]) if found["reason"] else "",
        mature_from=formats.day(ripe, report.time_zone) if ripe else "",
        expected=_expected(found),
        median=formats.days(pace["median_days"]) if pace and pace["median_days"] is not None else "",
        converted_href=behind(figure="converted", stage=start.key, to=end.key, **cell),
        open_href=behind(figure="not_converted", stage=start.key, to=end.key, **cell),
        rest=found["entered"] - found["converted"] if by_pass else 0,
    )


def _expected(found: Mapping[str, Any]) -> str:
    if not (expected := found.get("expected")):
        return ""
    low, high = formats.number(Decimal(expected["low"]) * 100, 0), formats.percent(expected["high"], 0)
    return f"{formats.percent(expected['rate'], 0)} ({low}–{high})"


def length(count: int | Decimal, longest: int | Decimal, most: int = 100) -> str:
    """A bar's length in percent of the longest, from zero on; a bar of something is never invisible."""
    if not longest or not count:
        return "0%"
    return f"{max(Decimal(count) * most / Decimal(longest), Decimal('0.3')):.3f}%"
