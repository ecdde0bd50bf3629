"""Who is counted: the relations under all figures and the condition of each, the same for its count and its list."""

from collections.abc import Sequence
from dataclasses import dataclass

from handschlag.funnel.periods import day_sql, index_sql, label, local_sql
from handschlag.funnel.shapes import Question, Row, Run


@dataclass(frozen=True)
class Figure:
    """One countable figure: the relation it counts rows of, its condition, and the column its window looks at.

    `per_unit` figures count the asked unit (each once in a cell); the others count their relation's rows.
    """

    relation: str
    where: str
    instant: str
    windowed: bool = True
    per_unit: bool = False


#: Every figure that can be counted and listed. `{start}` and `{until}` are the window, half-open.
FIGURES: dict[str, Figure] = {
    # Stages: first entries of passes.
    "entered": Figure("entered", "true", "entered_at", per_unit=True),
    "entered_derived": Figure("entered", "not (implied or reported)", "entered_at", per_unit=True),
    "entered_reported": Figure("entered", "reported", "entered_at", per_unit=True),
    "entered_implied": Figure("entered", "implied", "entered_at", per_unit=True),
    # From one stage to a later one, within a pass.
    "converted": Figure("steps", "true", "entered_at", per_unit=True),
    "converted_implied": Figure("steps", "to_implied", "entered_at", per_unit=True),
    "not_converted": Figure("missed", "true", "entered_at", per_unit=True),
    "timed": Figure("steps", "timed", "entered_at"),
    "negative": Figure("steps", "negative", "entered_at"),
    # Opportunities, by the instant of their closing or creation.
    "won": Figure("deals", "state = 'won'", "closed_at"),
    "lost": Figure("deals", "state = 'lost'", "closed_at"),
    "no_decision": Figure("deals", "state = 'no_decision'", "closed_at"),
    "corrected": Figure("deals", "state <> 'open' and corrected", "closed_at"),
    "open": Figure(
        "deals", "created_at < {until} and (closed_at is null or closed_at >= {until})", "created_at", False
    ),
    "opportunities": Figure("deals", "true", "created_at"),
    "bypass": Figure("deals", "bypass", "created_at"),
    # Passes closed as won.
    "wins": Figure("wins", "true", "closed_at"),
    "wins_with_value": Figure("wins", "value is not null", "closed_at"),
    "wins_without_value": Figure("wins", "value is null", "closed_at"),
    # Where passes stand.
    "inventory": Figure("stays", "from_at < {until} and not left_before_until", "from_at", False),
    "flow_start": Figure("stays", "from_at < {start} and not left_before_start", "from_at", False),
    "flow_in": Figure("stays", "from_at >= {start} and from_at < {until}", "from_at", False),
    "flow_out": Figure("stays", "left_before_until and not left_before_start", "from_at", False),
}

#: Counts of figures by key and group.
Counted = dict[tuple[str | None, str | None], Row]

#: Before everything: the start of a window that has none.
_BEGINNING = -(2**62)


def condition(figure: Figure, question: Question) -> str:
    """A figure's whole condition, with its window."""
    bounds = {"start": _start(question), "until": question.until}
    parts = [f"({figure.where.format(**bounds)})"]
    if figure.windowed:
        parts.append(f"{figure.instant} >= {bounds['start']} and {figure.instant} < {bounds['until']}")
    return " and ".join(parts)


def window(question: Question, column: str) -> str:
    """The condition that an instant lies in the window and is known as of the asked instant."""
    return f"{column} >= {_start(question)} and {column} < {question.until}"


def group(figure: Figure, question: Question) -> str:
    """The group a row is counted in: its value in the asked dimension, or the period of the figure's instant."""
    return period_sql(question, figure.instant) if question.by == "cohort" else "grp"


def counted(run: Run, question: Question, names: Sequence[str], key: str = "null") -> Counted:
    """Counts figures of one relation by key column and group; what is not in it is zero."""
    figures = [(name, FIGURES[name]) for name in names]
    parts = [
        f"select '{name}', {key}, {group(figure, question)}, count(*) from {figure.relation}"
        f" where {condition(figure, question)} group by all"
        for name, figure in figures
    ]
    found: Counted = {}
    for name, value, cell, number in run(
        f"{relation(question, figures[0][1].relation)} {' union all '.join(parts)}", []
    ):
        shown = label(cell, question.grid) if question.by == "cohort" else cell
        found.setdefault((value, shown), dict.fromkeys(names, 0))[name] = number
    return found


def population(run: Run, question: Question) -> Row:
    """The passes the question is about, and those among them that have no unit to be counted by."""
    units = "count(*)" if question.unit == "pass" else f"count(distinct {_unit(question)})"
    sql = f"""select count(*), count({_unit(question)}), {units} from passes p
        where p.opened_at <= {question.as_of} and {_kept(question)}"""
    passes, with_unit, units = run(sql, [])[0]
    return {
        "passes": passes, "units": units, "without_unit": passes - with_unit,
        "kind": question.kind, "path": question.path, "unit": question.unit,
    }  # fmt: skip


def relation(question: Question, name: str, *, once: bool = False) -> str:
    """The common table expressions up to and with the relation named; one read `once` is not kept, only filtered."""
    needed = {"steps": ("entered", "steps"), "missed": ("entered", "steps", "missed")}.get(name, (name,))
    kept = {part: "not materialized" if once and part == name else "materialized" for part in needed}
    return "with " + ",\n".join(f"{part} as {kept[part]} ({_RELATIONS[part](question)})" for part in needed)


def period_sql(question: Question, column: str) -> str:
    """The running number of the month or quarter (of the asked grid) in which an instant column lies."""
    return index_sql(local_sql(column, question.time_zone, question.since, question.as_of), question.grid)


def _start(question: Question) -> int:
    return _BEGINNING if question.start is None else question.start


def _kept(question: Question) -> str:
    """The condition on passes (alias `p`) that the question asks for."""
    parts = [f"p.{column} = '{value}'" for column, value in (("kind", question.kind), ("path", question.path)) if value]
    return " and ".join(parts) or "true"


def _unit(question: Question) -> str:
    return {"pass": "p.pass_id", "person": "p.person", "company": "p.company"}.get(question.unit, "p.opportunity")


def _entered(question: Question) -> str:
    """One row per pass and stage it entered: the entry that counts."""
    numbers = ", ".join(str(stage.no) for stage in question.stages) or "null"
    local = local_sql("e.entered_at", question.time_zone, question.since, question.as_of)
    return f"""
        select * exclude (local), {day_sql("local")} as day, {index_sql("local", question.grid)} as period
        from (
            select e.pass_id, e.stage_no::tinyint as stage_no, e.entered_at, {local} as local,
                e.precision = 'day' as by_day, e.basis = 'implied' as implied, e.basis = 'reported' as reported,
                {question.group_sql} as grp, {_unit(question)} as unit,
                case when p.closed_at <= {question.as_of} then p.closed_at end as closed_at
            from entries e join passes p on p.pass_id = e.pass_id
            where e.counts and e.entered_at <= {question.as_of} and e.stage_no in ({numbers}) and {_kept(question)})"""


def _steps(question: Question) -> str:
    """One row per pass and pair of stages it has both entered. Within one day, a date-only entry is never too early."""
    numbers = [stage.no for stage in question.stages]
    following = " ".join(f"when {a.no} then {b.no}" for a, b in question.pairs)
    ahead = "a.stage_no < b.stage_no"
    if question.paired == "next" and following:
        ahead = f"case a.stage_no {following} end = b.stage_no"
    first, last = min(numbers, default=0), max(numbers, default=0)
    return f"""
        select *, lag < 0 as negative, lag >= 0 and not from_implied and not to_implied as timed
        from (
            select a.pass_id, a.stage_no, b.stage_no as to_no, a.entered_at, b.entered_at as to_at,
                a.period, a.grp, a.unit, a.closed_at, (b.day - a.day)::integer as days,
                a.implied as from_implied, b.implied as to_implied,
                case when (a.by_day or b.by_day) and a.day = b.day then greatest(b.entered_at - a.entered_at, 0)
                    else b.entered_at - a.entered_at end as lag
            from entered a join entered b on a.pass_id = b.pass_id and {ahead}
            where a.stage_no < {last} and b.stage_no > {first}
        )"""


def _missed(question: Question) -> str:
    """One row per pass and pair of stages whose unit, in the same cell, has entered the first stage only."""
    values = ", ".join(f"({a.no}, {b.no})" for a, b in question.pairs) or "(null, null)"
    same_period = "and s.period = a.period" if question.cohort else ""
    return f"""
        select a.*, null::bigint as to_at
        from (
            select entered.*, pair.to_no from entered join (values {values}) pair(from_no, to_no)
            on stage_no = pair.from_no) a
        anti join (select * from steps where {window(question, "entered_at")}) s
        on s.unit = a.unit and s.stage_no = a.stage_no and s.to_no = a.to_no
            and s.grp is not distinct from a.grp {same_period}"""


def _deals(question: Question) -> str:
    """One row per opportunity, as it stood at the asked instant."""
    closed = f"(o.closed_at is not null and o.closed_at <= {question.as_of})"
    return f"""
        select o.opportunity, o.pass_id, o.company, o.created_at, o.rule, o.bypass, o.close_date, o.open_value,
            o.currency,
            {closed} and o.corrected as corrected, case when {closed} then o.outcome else 'open' end as state,
            case when {closed} then o.closed_at end as closed_at, case when {closed} then o.reason end as reason,
            case when {closed} then o.value end as value,
            split_part(o.opportunity, ':', 1) as connection, {question.group_sql} as grp
        from opportunities o join passes p on p.pass_id = o.pass_id
        where o.created_at <= {question.as_of} and {_kept(question)}"""


def _wins(question: Question) -> str:
    """One row per pass that is closed as won at the asked instant."""
    return f"""
        select p.pass_id, p.closed_at, p.value, p.currency, p.corrected, {question.group_sql} as grp
        from passes p
        where p.outcome = 'won' and p.closed_at <= {question.as_of} and {_kept(question)}"""


def _stays(question: Question) -> str:
    """One row per stay of a pass in a stage that has begun at the asked instant."""
    return f"""
        select m.pass_id, m.stage, m.from_at, m.attempt, m.cause, {question.group_sql} as grp,
            case when m.to_at < {question.until} then m.to_at end as to_at,
            coalesce(m.to_at < {question.until}, false) as left_before_until,
            coalesce(m.to_at < {_start(question)}, false) as left_before_start
        from moves m join passes p on p.pass_id = m.pass_id
        where m.from_at < {question.until} and {_kept(question)}"""


_RELATIONS = {
    "entered": _entered,
    "steps": _steps,
    "missed": _missed,
    "deals": _deals,
    "wins": _wins,
    "stays": _stays,
}
