"""Whether the open opportunities are enough for what is still missing to the goal."""

from dataclasses import dataclass, replace
from fractions import Fraction

from handschlag.funnel.cells import cells
from handschlag.funnel.figures import quotient
from handschlag.funnel.maturity import maturity
from handschlag.funnel.populations import relation, window
from handschlag.funnel.shapes import Question, Row, Run


@dataclass(frozen=True)
class Goal:
    """Won value wanted in the window, in minor units of a currency."""

    value: int
    currency: str


def coverage(run: Run, question: Question, goal: Goal) -> Row:
    """Open value closing in the window, plain and weighted by the odds of its stage, / what is missing to the goal."""
    question = replace(question, by=None, group_sql="null::varchar")
    won = _won(run, question, goal)
    missing = goal.value - won
    values, left_out = _open(run, question, goal)
    plain = sum(values.values())
    odds = mature_odds(run, question)
    unknown = sorted(key for key in values if key not in odds)
    weighted = sum((odds[key] * value for key, value in values.items() if key in odds), Fraction())
    return {
        "currency": goal.currency, "goal": goal.value, "won": won, "missing": missing, "open": plain,
        "weighted": None if unknown else quotient(*weighted.as_integer_ratio(), 2),
        "coverage": _over(Fraction(plain), missing), "weighted_coverage": None if unknown else _over(weighted, missing),
        "reason": "goal_reached" if missing <= 0 else "no_mature_cohort" if unknown else None,
        "odds": {key: quotient(*share.as_integer_ratio(), 12) for key, share in sorted(odds.items())}, **left_out,
    }  # fmt: skip


def mature_odds(run: Run, question: Question) -> dict[str, Fraction]:
    """Per stage, the share of its mature cohorts that was won; stages without a mature cohort are left out."""
    history = replace(question, cohort="month", start=None, end=None, unit="pass", paired="all")
    found = cells(run, history)
    last_stage = question.stages[-1]
    odds = {}
    for stage in question.stages[:-1]:
        judge = maturity(history, found.lags.get((stage.no, last_stage.no), {}), found.last.get(stage.no, {}))
        ripe = [
            key for key, cell in found.entries.items()
            if key[0] == stage.no and judge.judge(key[1], cell.last, question.as_of)["mature"]
        ]  # fmt: skip
        steps = [found.steps.get((stage.no, last_stage.no, period, group)) for _, period, group in ripe]
        if ripe:
            won = sum(step.converted for step in steps if step)
            odds[stage.key] = Fraction(won, sum(found.entries[key].count for key in ripe))
    return odds


def _won(run: Run, question: Question, goal: Goal) -> int:
    sql = f"""{relation(question, "wins")} select coalesce(sum(value), 0)::hugeint from wins
        where {window(question, "closed_at")} and currency = $1"""
    return int(run(sql, [goal.currency])[0][0])


def _open(run: Run, question: Question, goal: Goal) -> tuple[dict[str, int], Row]:
    """Open value that is to close in the window, by the stage its pass has reached, and what could not be placed."""
    days = [
        f"day {sign} date '{day.isoformat()}'"
        for sign, day in ((">=", question.first_day), ("<", question.end_day))
        if day is not None
    ]
    stages = {stage.no: stage.key for stage in question.stages}
    sql = f"""{relation(question, "deals")}, reached as (
            select pass_id, max(stage_no) as stage_no from entries
            where counts and entered_at <= {question.as_of} group by all),
        waiting as (
            select d.*, try_cast(d.close_date as date) as day, r.stage_no
            from deals d left join reached r on r.pass_id = d.pass_id where state = 'open')
        select stage_no, case when day is null then 'without_close_date' when open_value is null then 'without_value'
            when currency is distinct from $1 then 'other_currency' end as left_out, count(*), sum(open_value)::hugeint
        from waiting where day is null or ({" and ".join(days) or "true"}) group by all"""
    values: dict[str, int] = {}
    left_out = {"without_close_date": 0, "without_value": 0, "other_currency": 0}
    for stage_no, why, number, value in run(sql, [goal.currency]):
        if why is not None:
            left_out[why] += number
        else:
            key = stages.get(stage_no, "")
            values[key] = values.get(key, 0) + int(value)
    return values, left_out


def _over(value: Fraction, missing: int) -> str | None:
    return quotient(*(value / missing).as_integer_ratio(), 12) if missing > 0 else None
