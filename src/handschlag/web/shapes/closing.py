"""How opportunities end, and what stands in each stage: win rate, average deal, inventory and flow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handschlag.web import formats, words
from handschlag.web.shapes.bars import Behind, length
from handschlag.web.shapes.report import Report
from handschlag.web.shapes.stages import Stage


@dataclass(frozen=True)
class Ending:
    outcome: str
    count: int
    width: str
    href: str


@dataclass(frozen=True)
class WinRate:
    rate: str  # empty: no data, and `reason` says why
    by_value: str
    reason: str
    closed: int
    endings: list[Ending]


@dataclass(frozen=True)
class AverageDeal:
    """Won value per win that has one; a line per currency."""

    amounts: list[str]
    with_value: int
    with_value_href: str
    without_value: int
    without_value_href: str


@dataclass(frozen=True)
class Flow:
    stage: Stage
    start: int
    into: int
    out: int
    end: int
    balances: bool
    width: str
    href: str
    start_href: str
    in_href: str
    out_href: str


def win_rate_of(report: Report, behind: Behind) -> WinRate | None:
    found = report.win_rate()
    if found is None:
        return None
    outcomes = ("won", "lost", "no_decision", "open")
    longest = max(found[outcome] for outcome in outcomes)
    endings = [
        Ending(outcome, found[outcome], length(found[outcome], longest), behind(figure=outcome)) for outcome in outcomes
    ]
    return WinRate(
        rate=formats.percent(found["rate"]) if found["rate"] is not None else "",
        by_value=_by_value(found["values"]),
        reason=words.word("reasons", found["reason"]) if found["reason"] else "",
        closed=found["won"] + found["lost"] + found["no_decision"],
        endings=endings,
    )


def _by_value(values: Sequence[Mapping[str, Any]]) -> str:
    """The rate by value; several currencies have no common one."""
    known = [value["rate"] for value in values if value["currency"] and value["rate"] is not None]
    return formats.percent(known[0]) if len(known) == 1 else ""


def average_deal_of(report: Report, behind: Behind) -> AverageDeal | None:
    found = report.average_deal()
    if found is None:
        return None
    amounts = [formats.money(value["average"], value["currency"]) for value in found["values"] if value["currency"]]
    return AverageDeal(
        amounts,
        found["wins_with_value"],
        behind(figure="wins_with_value"),
        found["wins_without_value"],
        behind(figure="wins_without_value"),
    )


def flows_of(report: Report, stages: Sequence[Stage], behind: Behind) -> list[Flow]:
    rows = [(stage, found) for stage in stages if (found := report.flow(stage.key))]
    longest = max([found["end"] for _, found in rows] or [0])
    return [
        Flow(
            stage,
            found["start"],
            found["in"],
            found["out"],
            found["end"],
            found["start"] + found["in"] - found["out"] == found["end"],
            length(found["end"], longest),
            *(behind(figure=name, stage=stage.key) for name in ("inventory", "flow_start", "flow_in", "flow_out")),
        )
        for stage, found in rows
    ]
