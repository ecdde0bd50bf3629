"""The passes behind a figure: the same relation and condition that counted it, as pages of a list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handschlag.errors import InputProblems, Problem
from handschlag.funnel import dimensions, periods
from handschlag.funnel.populations import FIGURES, Figure, condition, group, period_sql, relation
from handschlag.funnel.shapes import Question, Row, Run, StageLabel, ask

_PAGE_SIZE = 50


@dataclass(frozen=True)
class Cell:
    """Which cell of the report is asked for."""

    figure: str
    stage: str | None = None
    to: str | None = None
    group: str | None = None
    cohort: str | None = None


def passes_behind(
    run: Run,
    *,
    stages: Sequence[StageLabel],
    time_zone: str,
    as_of: int,
    figure: str,
    stage: str | None = None,
    to: str | None = None,
    by: str | None = None,
    group: str | None = None,
    cohort: str | None = None,
    start: date | None = None,
    end: date | None = None,
    path: str | None = None,
    kind: str | None = "new",
    unit: str = "pass",
    regroup: dimensions.Regroup | None = None,
    page: int = 1,
    page_size: int = _PAGE_SIZE,
) -> Row:
    """One page of the passes counted in a cell, oldest first; `cohort` is a label such as `2026-03` or `2026-Q1`.

    `count` equals the figure in the report. For another `unit` than the pass, each unit is shown with its first pass;
    figures that count passes whatever is asked name that unit.
    """
    if by == "cohort":
        group, cohort = None, group if cohort is None else cohort
    label = _label(cohort)
    question = ask(
        run, stages=stages, time_zone=time_zone, as_of=as_of, by=by, start=start, end=end,
        cohort=None if label is None else label[1], path=path, kind=kind, unit=unit, regroup=regroup,
    )  # fmt: skip
    found = FIGURES.get(figure)
    if found is None:
        raise InputProblems(dimensions.unknown("figure", figure, list(FIGURES)))
    rows = _rows(
        replace(question, by=None) if by == "cohort" else question, found, Cell(figure, stage, to, group, cohort)
    )
    parameters = [] if group is None else [group]
    count = int(run(f"{rows} select count(*) from listed", parameters)[0][0])
    pages = max(-(-count // page_size), 1)
    page = min(max(page, 1), pages)
    listed = run(f"{rows} {_page(question, page_size, (page - 1) * page_size)}", parameters)
    return {
        "count": count, "unit": unit if found.per_unit else "pass", "page": page, "pages": pages,
        "passes": [_shown(question, row) for row in listed],
    }  # fmt: skip


def _rows(question: Question, figure: Figure, cell: Cell) -> str:
    """The relation with only the cell's rows, as `listed`: pass, instant, second instant."""
    parts = [condition(figure, question), *_placed(question, figure, cell)]
    if cell.group is not None:
        parts.append(f"{group(figure, question)} = $1")
    label = _label(cell.cohort)
    if label is not None:
        parts.append(f"{period_sql(question, figure.instant)} = {label[0]}")
    second = {"steps": "to_at", "missed": "to_at", "stays": "to_at"}.get(figure.relation, "null::bigint")
    chosen = f"select pass_id, {figure.instant} as first_at, {second} as second_at from {figure.relation}"
    rows = f"{chosen} where {' and '.join(parts)}"
    if figure.per_unit and question.unit != "pass":
        rows += f""" and unit is not null
            qualify row_number() over (partition by unit order by {figure.instant}, pass_id) = 1"""
    return f"{relation(question, figure.relation, once=True)}, listed as ({rows})"


def _placed(question: Question, figure: Figure, cell: Cell) -> list[str]:
    """The conditions on the stages the figure is about; figures of opportunities and wins have none."""
    if figure.relation in ("deals", "wins"):
        return []
    _need(cell, "stage", cell.stage)
    first = question.stage(cell.stage)
    if figure.relation == "stays":
        return [f"stage = '{first.key}'"]
    if figure.relation == "entered":
        return [f"stage_no = {first.no}"]
    _need(cell, "to", cell.to)
    return [f"stage_no = {first.no}", f"to_no = {question.stage(cell.to).no}"]


def _need(cell: Cell, name: str, value: str | None) -> None:
    if value is None:
        raise InputProblems(Problem(message=f"`{cell.figure}` needs a stage", hint=f"name it with `{name}`"))


def _page(question: Question, size: int, skip: int) -> str:
    known = f"p.closed_at is not null and p.closed_at <= {question.as_of}"
    return f"""
        , page as (select * from listed order by first_at, pass_id, second_at limit {size} offset {skip})
        select page.pass_id, page.first_at, page.second_at, p.person, p.company, p.opportunity,
            p.kind, p.path, p.opened_at, case when {known} then p.closed_at end,
            case when {known} then p.outcome else 'open' end,
            case when {known} then p.value end, p.currency,
            (select max(e.stage_no) from entries e
             where e.pass_id = p.pass_id and e.counts and e.entered_at <= {question.as_of})
        from page join passes p on p.pass_id = page.pass_id order by page.first_at, page.pass_id, page.second_at"""


def _shown(question: Question, row: tuple[Any, ...]) -> Row:
    stages = {stage.no: stage.key for stage in question.stages}
    pass_id, first, second, person, company, opportunity, kind, path, opened, closed, outcome, value, currency, no = row
    return {
        "pass_id": str(pass_id), "person": _text(person), "company": _text(company), "opportunity": opportunity,
        "kind": kind, "path": path, "opened_at": _when(opened), "closed_at": _when(closed), "outcome": outcome,
        "stage": stages.get(no), "value": value, "currency": currency if value is not None else None,
        "instant": _when(first), "then": _when(second),
    }  # fmt: skip


def _label(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    found = periods.index_of_label(text)
    if found is None:
        raise InputProblems(Problem(message=f"`{text}` is no cohort", hint="write it like `2026-03` or `2026-Q1`"))
    return found


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _when(value: int | None) -> str | None:
    return None if value is None else periods.instant(value)
