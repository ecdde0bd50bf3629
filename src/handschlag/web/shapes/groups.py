"""The funnel by a dimension: one row per group, small bars on one scale per column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext

from handschlag.web import formats
from handschlag.web.shapes.bars import Behind, Rate, length, rate_of
from handschlag.web.shapes.stages import Stage, row, steps_of

#: The group of passes that have no value in the dimension.
MISSING = "(missing)"


@dataclass(frozen=True)
class Count:
    stage: Stage
    count: int
    width: str
    href: str


@dataclass(frozen=True)
class GroupRow:
    label: str
    counts: list[Count]
    rates: list[Rate]
    won_rate: str
    won_of: str  # empty: no data

    @property
    def first(self) -> int:
        return self.counts[0].count

    @property
    def cells(self) -> list[tuple[Count, Rate | None]]:
        """Each stage's count with the rate to the next stage."""
        return list(zip_longest(self.counts, self.rates))


def groups_of(report: Mapping[str, Any], stages: Sequence[Stage], behind: Behind) -> list[GroupRow]:
    """Groups with the most passes first."""
    names = list(dict.fromkeys(found["group"] for found in report["entered"]))
    longest = {
        stage.key: max([found["count"] for found in report["entered"] if found["stage"] == stage.key] or [0])
        for stage in stages
    }
    rows = [_row(report, stages, behind, name, longest) for name in names]
    return sorted(rows, key=lambda group: -group.first)


def _row(
    report: Mapping[str, Any], stages: Sequence[Stage], behind: Behind, name: str, longest: Mapping[str, int]
) -> GroupRow:
    def of_group(**query: Any) -> str:
        return behind(**{**query, "group": name})

    counts = []
    for stage in stages:
        found = row(report["entered"], stage=stage.key, group=name)
        count = found["count"] if found else 0
        counts.append(
            Count(stage, count, length(count, longest[stage.key]), of_group(figure="entered", stage=stage.key))
        )
    rates = [rate_of(report, *column, of_group, group=name) for column in steps_of(stages)]
    label = gettext("(missing)") if name == MISSING else name
    return GroupRow(label, counts, rates, *_win_rate(row(report["win_rate"], group=name)))


def _win_rate(found: Mapping[str, Any] | None) -> tuple[str, str]:
    """The rate and its two numbers; empty where there is no data."""
    if found is None or found["rate"] is None:
        return "", ""
    closed = found["won"] + found["lost"] + found["no_decision"]
    return formats.percent(found["rate"]), f"{formats.count(found['won'])}/{formats.count(closed)}"
