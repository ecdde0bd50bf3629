"""Finds passes whose stages do not follow one another as agreed."""

from uuid import UUID

from handschlag.funnel.figures import days
from handschlag.funnel.lint_scope import Found, Scope
from handschlag.funnel.periods import day_sql, instant, local_sql
from handschlag.funnel.populations import relation
from handschlag.funnel.shapes import Row


def negative_lags(scope: Scope) -> Found:
    """Passes with a stage entered before an earlier one; shown is the first such pair."""
    keys = {stage.no: stage.key for stage in scope.question.stages}

    def shown(pass_id: UUID, first: int, second: int, lag: int) -> Row:
        a, b = keys[first], keys[second]
        return {"what": f"{a} → {b}: {days(lag)} d", "pass_id": str(pass_id), "from": a, "to": b, "days": days(lag)}

    sql = """select pass_id, stage_no, to_no, lag from steps where negative
        qualify row_number() over (partition by pass_id order by stage_no, to_no) = 1"""
    return scope.found(sql, "lag, pass_id", shown, before=relation(scope.question, "steps"))


def skipped_stages(scope: Scope) -> Found:
    """Passes that never entered a stage by themselves, only because they entered a later one."""

    def shown(pass_id: UUID, stages: list[str], entered_at: int) -> Row:
        at = instant(entered_at)
        return {"what": f"{', '.join(stages)} ({at})", "pass_id": str(pass_id), "stages": stages, "instant": at}

    sql = f"""select pass_id, list(stage order by stage_no), min(entered_at) as entered_at from entries
        where counts and basis = 'implied' and entered_at <= {scope.question.as_of} group by pass_id"""
    return scope.found(sql, "entered_at, pass_id", shown)


def differing_opinions(scope: Scope) -> Found:
    """Entries of which source and rule do not name the same day, or only the one that does not decide names any."""

    def shown(pass_id: UUID, stage: str, basis: str, at: int, decided: int | None) -> Row:
        other, counted = instant(at), None if decided is None else instant(decided)
        what = f"{stage}: {basis} {other}, {'–' if counted is None else counted}"
        return {"what": what, "pass_id": str(pass_id), "stage": stage, "basis": basis, "at": other, "counted": counted}

    zone, since, as_of = scope.question.time_zone, scope.question.since, scope.question.as_of
    day = {alias: day_sql(local_sql(f"{alias}.entered_at", zone, since, as_of)) for alias in ("o", "e")}
    sql = f"""select o.pass_id, o.stage, o.basis, o.entered_at, e.entered_at as counted from entries o
        left join entries e on e.pass_id = o.pass_id and e.stage = o.stage and e.counts and e.entered_at <= {as_of}
        where not o.counts and o.entered_at <= {as_of} and {day["o"]} is distinct from {day["e"]}"""
    return scope.found(sql, "entered_at, pass_id, stage", shown)
