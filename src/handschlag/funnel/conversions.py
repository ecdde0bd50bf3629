"""Entries, cohort conversions and period ratios as rows of the report."""

from handschlag.funnel.cells import Cells, Entries, Group, Period, Steps
from handschlag.funnel.expected import Expectations
from handschlag.funnel.figures import rate
from handschlag.funnel.maturity import Maturity
from handschlag.funnel.periods import label
from handschlag.funnel.shapes import Question, Row, StageLabel

Pair = tuple[StageLabel, StageLabel]


def entered_rows(question: Question, found: Cells) -> list[Row]:
    """Entered(stage, window): a row for every stage and group, and for every cohort in which something was entered."""
    return [
        {
            "stage": stage.key, **_cell(question, period, group), "unit": question.unit, "count": entries.count,
            "derived": entries.derived, "reported": entries.reported, "implied": entries.implied,
        }
        for stage in question.stages
        for period, group in _grid(question, found)
        if (entries := found.entries.get((stage.no, period, group), Entries())).count or not question.cohort
    ]  # fmt: skip


def conversion_cells(question: Question, found: Cells) -> list[tuple[Pair, Period, Group, Entries, Steps]]:
    """Every pair of stages in every cell; of cohorts those in which something was entered."""
    return [
        (pair, period, group, entries, found.steps.get((pair[0].no, pair[1].no, period, group), Steps()))
        for pair in question.pairs
        for period, group in _grid(question, found)
        if (entries := found.entries.get((pair[0].no, period, group), Entries())).count or not question.cohort
    ]


def conversion_row(
    question: Question,
    cell: tuple[Pair, Period, Group, Entries, Steps],
    maturity: Maturity,
    expectations: Expectations | None,
) -> Row:
    """Cohort conversion: of those that entered `from` in the window, who reached `to` in the same pass up to as-of."""
    (first, second), period, group, entries, steps = cell
    judged = maturity.judge(period, entries.last, question.as_of)
    young = judged["reason"] in ("too_recent", "no_conversion_yet") and expectations is not None
    expected = None
    if young and expectations is not None:
        expected = expectations.of(first.no, second.no, period, group, entries.count, steps.converted)
    return {
        "from": first.key, "to": second.key, **_cell(question, period, group),
        "method": "cohort", "unit": question.unit,
        "entered": entries.count, "converted": steps.converted, "rate": rate(steps.converted, entries.count),
        "entered_implied": entries.implied, "converted_implied": steps.implied, **judged, "expected": expected,
    }  # fmt: skip


def period_ratio_rows(question: Question, found: Cells) -> list[Row]:
    """Entered(to, window) over entered(from, window): two different sets of passes, so never a conversion."""
    rows = []
    for first, second in question.pairs:
        for period, group in _grid(question, found):
            below = found.entries.get((first.no, period, group), Entries()).count
            above = found.entries.get((second.no, period, group), Entries()).count
            if below or above or not question.cohort:
                cell = _cell(question, period, group)
                rows.append(
                    {
                        "from": first.key, "to": second.key, "group": cell["group"], "period": cell["cohort"],
                        "method": "period", "unit": question.unit, "numerator": above, "denominator": below,
                        "ratio": rate(above, below),
                    }
                )  # fmt: skip
    return rows


def _grid(question: Question, found: Cells) -> list[tuple[Period, Group]]:
    groups = found.groups if question.by and question.by != "cohort" else [None]
    return [(period, group) for period in (found.periods if question.cohort else [None]) for group in groups]


def _cell(question: Question, period: Period, group: Group) -> Row:
    name = None if period is None else label(period, question.grid)
    return {"group": name if question.by == "cohort" else group, "cohort": name}
