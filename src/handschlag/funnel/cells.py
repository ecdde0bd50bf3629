"""Counts all stage figures of a question in one statement: entries, steps, and what maturity is judged by."""

from collections import Counter
from dataclasses import dataclass, field

from handschlag.funnel.periods import MICROS_PER_DAY
from handschlag.funnel.populations import relation, window
from handschlag.funnel.shapes import Question, Run

#: Conversions by whole days of lag.
Lags = Counter[int]
Spread = tuple[int, int, int]

#: The points of a distribution that velocity shows; between two observations they are interpolated linearly.
POINTS = ("0.5", "0.75", "0.9")
#: Between whole numbers, these points lie at multiples of one over this.
FINEST = 20


@dataclass(frozen=True)
class Entries:
    """The entries of one stage in one cell."""

    count: int = 0
    derived: int = 0
    reported: int = 0
    implied: int = 0
    last: int | None = None


@dataclass(frozen=True)
class Steps:
    """What of one stage's entries reached a later one; `elapsed` microseconds, `calendar` days, in `FINEST` parts."""

    converted: int = 0
    implied: int = 0
    timed: int = 0
    negative: int = 0
    elapsed: Spread | None = None
    calendar: Spread | None = None


Period = int | None
Group = str | None


@dataclass
class Cells:
    """Every cell of a question, by stage number(s), period and group; lags and last entries of all time, by period."""

    entries: dict[tuple[int, Period, Group], Entries] = field(default_factory=dict)
    steps: dict[tuple[int, int, Period, Group], Steps] = field(default_factory=dict)
    lags: dict[tuple[int, int], dict[int, Lags]] = field(default_factory=dict)
    last: dict[int, dict[int, int]] = field(default_factory=dict)

    @property
    def groups(self) -> list[Group]:
        return sorted({key[2] for key in self.entries}, key=lambda group: (group is None, group or ""))

    @property
    def periods(self) -> list[Period]:
        return sorted({key[1] for key in self.entries}, key=lambda period: -1 if period is None else period)


def cells(run: Run, question: Question) -> Cells:
    """Runs the one statement and sorts its rows into cells."""
    found = Cells()
    for section, first, second, period, group, counts, elapsed, calendar, lags in run(_statement(question), []):
        if section == "entered":
            found.entries[first, period, group] = Entries(*counts)
            _later(found.last, first, period, counts[4])
        elif section == "steps":
            found.steps[first, second, period, group] = Steps(
                counts[0], counts[1], counts[2], counts[3], _exact(elapsed), _exact(calendar)
            )
        elif section == "lags":
            days, numbers = lags
            found.lags.setdefault((first, second), {})[period] = Counter(dict(zip(days, numbers, strict=True)))
        else:
            _later(found.last, first, period, counts[0])
    return found


def _later(last: dict[int, dict[int, int]], stage: int, period: Period, entered_at: int) -> None:
    """Keeps the later of two last entries; the window as a whole is no cohort of the grid."""
    if period is not None:
        known = last.setdefault(stage, {})
        known[period] = max(known.get(period, entered_at), entered_at)


def _statement(question: Question) -> str:
    period = "period" if question.cohort else "null"
    units = "count(*)" if question.unit == "pass" else "count(distinct unit)"
    quantiles = f"[{', '.join(POINTS)}]"
    # Where the cells themselves are all cohorts in full, their last entries need no second look.
    full = question.cohort is not None and question.start is None and question.end is None
    last = """
        union all
        select 'last', stage_no, null, period, null, [max(entered_at)], null, null, null
        from entered group by all"""
    return f"""
        {relation(question, "steps")}
        select 'entered', stage_no, null, {period}, grp,
            [{units}, {units} filter (not (implied or reported)), {units} filter (reported),
                {units} filter (implied), max(entered_at)], null, null, null
        from entered where {window(question, "entered_at")} group by all
        union all
        select 'steps', stage_no, to_no, {period}, grp,
            [{units}, {units} filter (to_implied), count(*) filter (timed), count(*) filter (negative)],
            quantile_cont(lag, {quantiles}) filter (timed), quantile_cont(days, {quantiles}) filter (timed),
            null
        from steps where {window(question, "entered_at")} group by all
        union all
        select 'lags', stage_no, to_no, period, null, null, null, null, [list(day), list(number)]
        from (
            select stage_no, to_no, period, lag // {MICROS_PER_DAY} as day, count(*) as number
            from steps where timed group by all)
        group by all
        {"" if full else last}"""


def _exact(points: list[float] | None) -> Spread | None:
    """Takes the noise of floating arithmetic off: between whole numbers these points are multiples of a twentieth."""
    if points is None:
        return None
    half, three_quarters, nine_tenths = points
    return round(half * FINEST), round(three_quarters * FINEST), round(nine_tenths * FINEST)
