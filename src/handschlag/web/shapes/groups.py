"""The funnel by a dimension: one row per group, small bars on one scale per column."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext

from handschlag.access.naming import NO_TEAM
from handschlag.funnel.dimensions import MISSING
from handschlag.web import formats
from handschlag.web.shapes.bars import Behind, Rate, length, rate_of
from handschlag.web.shapes.report import Report, Row
from handschlag.web.shapes.stages import Stage, steps_of

#: So many groups are shown unless all are asked for.
MANY = 40


@dataclass(frozen=True)
class Count:
    stage: Stage
    count: int
    width: str
    href: str


@dataclass(frozen=True)
class GroupRow:
    label: str
    own: bool
    counts: list[Count]
    rates: list[Rate]
    won_rate: str
    won_of: str  # empty: no data

    @property
    def cells(self) -> list[tuple[Count, Rate | None]]:
        """Each stage's count with the rate to the next stage."""
        return list(zip_longest(self.counts, self.rates))


@dataclass(frozen=True)
class Groups:
    rows: list[GroupRow]
    left_out: int


def groups_of(report: Report, stages: Sequence[Stage], behind: Behind, *, every: bool) -> Groups:
    """Groups with the most passes first."""
    counts = {name: [_entered(report, stage.key, name) for stage in stages] for name in report.groups()}
    names = sorted(counts, key=lambda name: counts[name], reverse=True)
    longest = [max(column) for column in zip(*counts.values(), strict=True)]
    shown = names if every else names[:MANY]
    rows = [_row(report, stages, behind, name, list(zip(counts[name], longest, strict=True))) for name in shown]
    return Groups(rows, len(names) - len(shown))


def _entered(report: Report, stage: str, group: str) -> int:
    found = report.entered(stage, group)
    return found["count"] if found else 0


def _row(
    report: Report, stages: Sequence[Stage], behind: Behind, name: str, counted: Sequence[tuple[int, int]]
) -> GroupRow:
    def of_group(**query: Any) -> str:
        return behind(**{**query, "group": name})

    counts = [
        Count(stage, count, length(count, longest), of_group(figure="entered", stage=stage.key))
        for stage, (count, longest) in zip(stages, counted, strict=True)
    ]
    rates = [rate_of(report, *column, of_group, group=name) for column in steps_of(stages)]
    people = report.answer.get("people") or {}
    return GroupRow(group_label(name), name == people.get("own"), counts, rates, *_win_rate(report.win_rate(name)))


def group_label(name: str) -> str:
    """A group as a reader sees it; those that we made have words in the reader's language."""
    return {MISSING: gettext("(missing)"), NO_TEAM: gettext("(no team, or one too small to show)")}.get(name, name)


def _win_rate(found: Row | None) -> tuple[str, str]:
    """The rate and its two numbers; empty where there is no data."""
    if found is None or found["rate"] is None:
        return "", ""
    closed = found["won"] + found["lost"] + found["no_decision"]
    return formats.percent(found["rate"]), f"{formats.count(found['won'])}/{formats.count(closed)}"
