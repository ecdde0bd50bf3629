"""How long each step takes: quantiles on one zero-based scale of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from handschlag.web import formats
from handschlag.web.shapes.bars import Behind, length
from handschlag.web.shapes.report import Report
from handschlag.web.shapes.stages import Stage, steps_of


@dataclass(frozen=True)
class Pace:
    start: Stage
    end: Stage
    n: int
    median: str
    p75: str
    p90: str
    censored_median: str
    negative: int
    negative_href: str
    at_median: str
    at_p75: str
    at_p90: str
    href: str


def paces_of(report: Report, stages: Sequence[Stage], behind: Behind) -> list[Pace]:
    found = [(start, end, report.velocity(start.key, end.key)) for start, end in steps_of(stages)]
    longest = max([Decimal(line["p90_days"]) for *_, line in found if line and line["n"]] or [Decimal(0)])
    return [_pace(start, end, line or {"n": 0}, longest, behind) for start, end, line in found]


def _pace(start: Stage, end: Stage, line: Mapping[str, Any], longest: Decimal, behind: Behind) -> Pace:
    def said(name: str) -> str:
        return formats.days(line[name]) if line.get(name) is not None else ""

    def place(name: str) -> str:
        return length(Decimal(line[name]), longest) if line.get(name) is not None else "0%"

    return Pace(
        start,
        end,
        line["n"],
        said("median_days"),
        said("p75_days"),
        said("p90_days"),
        said("km_median_days"),
        line.get("negative", 0),
        behind(figure="negative", stage=start.key, to=end.key),
        place("median_days"),
        place("p75_days"),
        place("p90_days"),
        behind(figure="timed", stage=start.key, to=end.key),
    )
