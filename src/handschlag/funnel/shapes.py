"""What a funnel question is: stages, window, groups and unit, checked once before anything is counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Any, Literal, Protocol

from handschlag.errors import InputProblems, Problem
from handschlag.funnel import dimensions, periods

#: Asks the fold tables: SQL text and parameters in, rows out.
Run = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
Row = dict[str, Any]
Grid = Literal["month", "quarter"]

PATHS = ("marketing", "sales")
KINDS = ("new", "expansion", "renewal")
UNITS = ("pass", "person", "company", "opportunity")
COHORTS = ("month", "quarter")
PAIRS = ("all", "next")


class StageLabel(Protocol):
    """What the funnel needs to know of a stage of the agreement."""

    @property
    def key(self) -> str: ...
    @property
    def no(self) -> int: ...
    @property
    def kind(self) -> str | None: ...


@dataclass(frozen=True)
class Question:
    """A checked request. Instants are UTC microseconds; the window is `[start, end)`, nothing after `as_of` exists."""

    stages: tuple[StageLabel, ...]
    time_zone: str
    as_of: int
    since: int  # nothing is older
    by: str | None
    group_sql: str  # over the alias `p` of the table of passes
    cohort: Grid | None
    start: int | None
    end: int | None
    first_day: date | None
    end_day: date | None
    path: str | None
    kind: str | None
    unit: str
    paired: str  # which pairs of stages are looked at

    @property
    def grid(self) -> Grid:
        """The calendar cut in which maturity is judged: the asked one, else months."""
        return self.cohort or "month"

    @property
    def until(self) -> int:
        """The first instant that no longer belongs to the window, nor to what was known as of then."""
        return self.as_of + 1 if self.end is None else min(self.end, self.as_of + 1)

    @property
    def pairs(self) -> list[tuple[StageLabel, StageLabel]]:
        """Each stage with every later one, or only with the next, in stage order."""
        if self.paired == "next":
            return list(pairwise(self.stages))
        return list(combinations(self.stages, 2))

    def stage(self, key: str | None) -> StageLabel:
        found = next((stage for stage in self.stages if stage.key == key), None)
        if found is None:
            raise InputProblems(dimensions.unknown("stage", str(key), [stage.key for stage in self.stages]))
        return found


def ask(
    run: Run,
    *,
    stages: Sequence[StageLabel],
    time_zone: str,
    as_of: int,
    by: str | None = None,
    start: date | None = None,
    end: date | None = None,
    cohort: str | None = None,
    path: str | None = None,
    kind: str | None = "new",
    unit: str = "pass",
    pairs: str = "all",
    regroup: dimensions.Regroup | None = None,
) -> Question:
    """Checks a request; every problem of it is reported at once."""
    problems = [
        dimensions.unknown(name, value, list(allowed))
        for name, value, allowed in (
            ("cohort", cohort, COHORTS), ("path", path, PATHS), ("kind", kind, KINDS), ("unit", unit, UNITS),
            ("pairs", pairs, PAIRS),
        )
        if value is not None and value not in allowed
    ]  # fmt: skip
    group_sql = dimensions.group_sql(run, by, problems, regroup)
    if start is not None and end is not None and end <= start:
        problems.append(
            Problem(
                message=f"the window from {start} to {end} is empty",
                hint="the end is the first day that no longer belongs to the window",
            )
        )
    if problems:
        raise InputProblems(*problems)
    grid: Grid | None = "quarter" if cohort == "quarter" else "month" if cohort == "month" or by == "cohort" else None
    return Question(
        stages=tuple(sorted(stages, key=lambda stage: stage.no)),
        time_zone=time_zone,
        as_of=as_of,
        since=_oldest(run, as_of),
        by=by,
        group_sql=group_sql,
        cohort=grid,
        start=None if start is None else periods.day_start(start, time_zone),
        end=None if end is None else periods.day_start(end, time_zone),
        first_day=start,
        end_day=end,
        path=path,
        kind=None if by == "kind" else kind,
        unit=unit,
        paired=pairs,
    )


def _oldest(run: Run, as_of: int) -> int:
    """The first instant that any figure looks at; what closes has been opened before."""
    columns = {"entries": "entered_at", "moves": "from_at", "passes": "opened_at", "opportunities": "created_at"}
    oldest = ", ".join(f"(select min({column}) from {table})" for table, column in columns.items())
    found = run(f"select least({oldest})", [])[0][0]
    return as_of if found is None else min(int(found), as_of)
