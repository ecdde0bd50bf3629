"""The funnel's figures under the house's agreement, and the passes behind each of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.naming import group_for, naming, own_group, regrouped, told
from handschlag.actions.permission import needs
from handschlag.actions.tables import Tables, tables
from handschlag.actions.wording import stage_list
from handschlag.funnel import behind
from handschlag.funnel.dimensions import Regroup, dimensions
from handschlag.funnel.report import PARTS, funnel_report


@dataclass(frozen=True)
class Stage:
    """A stage as the funnel's figures need it."""

    key: str
    no: int
    kind: str


@needs("see_figures")
def funnel(
    house: House,
    *,
    as_of: datetime,
    now: datetime | None = None,
    by: str | None = None,
    start: date | None = None,
    end: date | None = None,
    cohort: str | None = None,
    path: str | None = None,
    kind: str | None = "new",
    unit: str = "pass",
    parts: Collection[str] = PARTS,
) -> dict[str, Any]:
    """Every funnel figure of figures.md for one question, or only some parts of them.

    `end` is the first day that no longer belongs to the window.
    """
    asked = tables(house, now=now or as_of, as_of=as_of)
    named = naming(house, asked, by, now or as_of)
    ask = partial(
        funnel_report, asked.run, stages=stage_labels(house), time_zone=house.time_zone, as_of=_micros(as_of),
        by=by, start=start, end=end,
        cohort=cohort, path=path, kind=kind, unit=unit, parts=parts,
    )  # fmt: skip
    report = ask(regroup=regrouped(named))
    if (own := own_group(named)) is not None:
        _add_group(report, ask(regroup=own), own)
    return {
        **report,
        "people": told(named),
        "agreement": house.agreement_label,
        "trial": house.trial,
        "currency": house.currency,
        "value_means": house.agreement.value.means,
        "stages": stage_list(house.agreement),
        "dimensions": dimensions(asked.run),
    }


def _add_group(report: dict[str, Any], more: dict[str, Any], regroup: Regroup) -> None:
    """Put the rows of one more group into every part of the report that has groups."""
    labels = set(regroup.labels.values())
    for part, rows in more.items():
        if isinstance(rows, list):
            report[part] += [row for row in rows if isinstance(row, dict) and row.get("group") in labels]


@needs("see_people")
def passes_behind(
    house: House,
    *,
    as_of: datetime,
    figure: str,
    now: datetime | None = None,
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
    page: int = 1,
) -> dict[str, Any]:
    """One page of the passes counted in a cell of the report, with the names of their persons and companies."""
    asked = tables(house, now=now or as_of, as_of=as_of)
    regroup = group_for(naming(house, asked, by, now or as_of), group)
    found = behind.passes_behind(
        asked.run, stages=stage_labels(house), time_zone=house.time_zone, as_of=_micros(as_of),
        figure=figure, stage=stage,
        to=to, by=by, group=group, cohort=cohort, start=start, end=end, path=path, kind=kind, unit=unit, page=page,
        regroup=regroup,
    )  # fmt: skip
    _name(asked, found["passes"])
    return found


def _name(asked: Tables, passes: list[dict[str, Any]]) -> None:
    """Put names beside the ids of persons and companies."""
    people = {str(who): (name, company) for who, name, company in _people(asked, passes)}
    for each in passes:
        name, company = people.get(each["person"] or "", (None, None))
        each["name"], each["company_name"] = name, company


def _people(asked: Tables, passes: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    ids = sorted({each["person"] for each in passes if each["person"] is not None})
    if not ids:
        return []
    marks = ", ".join("?::uuid" for _ in ids)
    return asked.run(f"select person, coalesce(name, email), company_name from people where person in ({marks})", ids)


def stages(house: House) -> list[dict[str, Any]]:
    """The stages of the house in order: key, label in both languages, phase, kind."""
    return stage_list(house.agreement)


def stage_labels(house: House) -> list[Stage]:
    """The stages as the funnel's figures need them."""
    return [Stage(stage.key, stage.no, stage.kind) for stage in house.terms.stages]


def _micros(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)
