"""How opportunities end, and what stands in each stage: win rate, average deal, inventory and flow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handschlag.web import formats
from handschlag.web.shapes.bars import Behind, length
from handschlag.web.shapes.stages import Stage, row


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
    average: str
    value_means: str
    with_value: int
    without_value: int


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


def win_rate_of(report: Mapping[str, Any], behind: Behind) -> WinRate | None:
    found = row(report["win_rate"], group=None)
    if found is None:
        return None
    outcomes = ("won", "lost", "no_decision", "open")
    longest = max(found[outcome] for outcome in outcomes)
    endings = [
        Ending(outcome, found[outcome], length(found[outcome], longest), behind(figure=outcome)) for outcome in outcomes
    ]
    return WinRate(
        rate=_percent(found["rate"]),
        by_value=_percent(found["rate_by_value"]),
        reason=found["reason"] or "",
        closed=found["won"] + found["lost"] + found["no_decision"],
        endings=endings,
        average=formats.money(found["average_deal"], found["currency"]) if found["average_deal"] is not None else "",
        value_means=found["value_means"],
        with_value=found["deals_with_value"],
        without_value=found["wins_without_value"],
    )


def _percent(rate: str | None) -> str:
    return formats.percent(rate) if rate is not None else ""


def flows_of(report: Mapping[str, Any], stages: Sequence[Stage], behind: Behind) -> list[Flow]:
    rows = [(stage, found) for stage in stages if (found := row(report["flow"], stage=stage.key))]
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
            behind(figure="inventory", stage=stage.key),
        )
        for stage, found in rows
    ]
