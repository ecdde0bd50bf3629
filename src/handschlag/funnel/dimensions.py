"""By what a funnel can be split: cohort, path, kind, and every dimension the fold wrote for its passes."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from handschlag.errors import Problem

#: The group of passes that have no value in a dimension. A value that says "unknown" is a group of its own.
MISSING = "(missing)"


@dataclass(frozen=True)
class Regroup:
    """Values of a dimension that are counted together: `labels` by value; `rest` are all others, or each as it is."""

    labels: Mapping[str, str]
    rest: str | None = None


_BUILT_IN = {"cohort": "null::varchar", "path": "p.path", "kind": "p.kind"}
_PREFIX = "dim_"


def dimensions(run: Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]) -> list[str]:
    """All dimensions that can be asked for, the built-in ones first."""
    columns = [str(row[0]) for row in run("select column_name from (describe passes)", [])]
    mapped = sorted(column.removeprefix(_PREFIX) for column in columns if column.startswith(_PREFIX))
    return [*_BUILT_IN, *(name for name in mapped if name not in _BUILT_IN)]


def values(run: Callable[[str, Sequence[Any]], list[tuple[Any, ...]]], by: str) -> list[str]:
    """Every value that the fold wrote into a dimension of passes; none of a built-in or an unknown one."""
    if by in _BUILT_IN or by not in dimensions(run):
        return []
    column = _column(by)
    return [str(value) for (value,) in run(f"select distinct {column} from passes p where {column} is not null", [])]


def group_sql(
    run: Callable[[str, Sequence[Any]], list[tuple[Any, ...]]],
    by: str | None,
    problems: list[Problem],
    regroup: Regroup | None = None,
) -> str:
    """The group of a pass (alias `p`) as SQL; a dimension nobody knows is added to `problems`."""
    if by is None:
        return "null::varchar"
    if by in _BUILT_IN:
        return _BUILT_IN[by]
    known = dimensions(run)
    if by not in known:
        problems.append(unknown("dimension", by, known))
        return "null::varchar"
    if regroup is None:
        return f"coalesce({_column(by)}, '{MISSING}')"
    together = defaultdict(list)
    for value, label in regroup.labels.items():
        together[label].append(_literal(value))
    cases = [f"when {_column(by)} in ({', '.join(found)}) then {_literal(label)}" for label, found in together.items()]
    rest = _column(by) if regroup.rest is None else _literal(regroup.rest)
    return f"case when {_column(by)} is null then '{MISSING}' {' '.join(cases)} else {rest} end"


def _column(by: str) -> str:
    name = f"{_PREFIX}{by}".replace('"', '""')
    return f'p."{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def unknown(what: str, value: str, allowed: Sequence[str]) -> Problem:
    """The problem of a name that is not among the allowed ones, with the nearest one suggested."""
    near = get_close_matches(value, allowed, n=1)
    guess = f"did you mean `{near[0]}`? " if near else ""
    return Problem(message=f"unknown {what} `{value}`", hint=f"{guess}available: {', '.join(allowed)}")
