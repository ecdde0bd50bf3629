"""The cohort grid: one row per month or quarter of entry, one column per step of the funnel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handschlag.web import formats
from handschlag.web.shapes.bars import Behind, Rate, rate_of
from handschlag.web.shapes.report import Report
from handschlag.web.shapes.stages import Stage, steps_of

SHADES = 6


@dataclass(frozen=True)
class Cell:
    rate: Rate
    shade: int  # 0 to SHADES: how high among the cohorts of its column


@dataclass(frozen=True)
class CohortRow:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    columns: list[tuple[Stage, Stage]]
    rows: list[CohortRow]
    any_immature: bool


def grid_of(report: Report, stages: Sequence[Stage], behind: Behind) -> Grid:
    columns = columns_of(stages)
    cohorts = report.cohorts()
    rates = [[rate_of(report, *column, behind, cohort=cohort) for column in columns] for cohort in cohorts]
    highest = [max([_rate(rate) for rate in column], default=Decimal(0)) for column in zip(*rates, strict=True)]
    rows = [
        CohortRow(
            cohort_label(cohort), [Cell(rate, _shade(rate, top)) for rate, top in zip(line, highest, strict=True)]
        )
        for cohort, line in zip(cohorts, rates, strict=True)
    ]
    return Grid(columns, rows, any(rate.known and not rate.mature for line in rates for rate in line))


def cohort_label(cohort: str) -> str:
    """`2025-03` as "Mär 2025"; `2025-Q1` as "Q1 2025"."""
    year, _, part = cohort.partition("-")
    return f"{part} {year}" if part.startswith("Q") else formats.month(date(int(year), int(part), 1))


def columns_of(stages: Sequence[Stage]) -> list[tuple[Stage, Stage]]:
    """Every step, and the whole way."""
    steps = steps_of(stages)
    return [*steps, (stages[0], stages[-1])] if len(steps) > 1 else steps


def _rate(rate: Rate) -> Decimal:
    return Decimal(rate.converted) / rate.entered if rate.entered else Decimal(0)


def _shade(rate: Rate, highest: Decimal) -> int:
    return round(_rate(rate) / highest * SHADES) if highest else 0
