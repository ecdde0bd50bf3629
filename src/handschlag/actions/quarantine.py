"""Rows that were set aside, to be looked at: in groups of one reason, row by row, each with all that stands in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from handschlag.actions.conflicts import statements
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.setting_aside import Row, said, said_of
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.reasons import Reason
from handschlag.store import batches, decisions, groups
from handschlag.store.groups import Group
from handschlag.store.models import ROW_STATES

_PER_PAGE = 50

#: So many different values of a group are shown as examples.
_EXAMPLES = 3


@dataclass(frozen=True)
class Chosen:
    """Which rows are meant: single ones and groups by their names, else all of a source or of the house."""

    names: Sequence[str] = ()
    source: str | None = None


@needs("see_connections")
def quarantine(house: House, *, source: str | None = None, state: str = "waiting") -> list[Row]:
    """Every row that was set aside and stands so, with its place and reason, in the order it came."""
    with outside():
        rows = batches.quarantined(_known_state(state))
    return [said(row) for row in rows if source in (None, row["source"])]


@needs("see_connections")
def quarantine_groups(
    house: House, *, source: str | None = None, state: str = "waiting", page: int = 1
) -> dict[str, Any]:
    """Rows that stand so, by what they have in common: each group with its number, reason and examples."""
    with outside():
        found = groups.listed(_known_state(state), source)
        pages = max(1, -(-len(found) // _PER_PAGE))
        number = min(max(page, 1), pages)
        shown = found[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        return {
            "groups": [
                {**group_of(group), "count": n, "newest": newest, "examples": _examples(group, state)}
                for group, n, newest in shown
            ],
            "rows": sum(n for _, n, _ in found), "count": len(found), "page": number, "pages": pages,
            "states": _states(source), "sources": sorted(groups.counts()),
        }  # fmt: skip


def group_of(group: Group) -> dict[str, Any]:
    """What the rows of a group have in common, in words."""
    kind = Reason(group.reason)
    return {
        "group": group.name, "source": group.source, "file": group.file, "reason": group.reason,
        "field": group.field, "short": kind.short.model_dump(),
    }  # fmt: skip


def _examples(group: Group, state: str) -> list[dict[str, Any]]:
    return [{"value": value, "count": n} for value, n in groups.values(group, state, _EXAMPLES)]


def _states(source: str | None) -> dict[str, int]:
    """How many rows stand at what."""
    found = groups.counts()
    mine = found.values() if source is None else [found.get(source, {})]
    return {state: sum(counts.get(state, 0) for counts in mine) for state in ROW_STATES}


@needs("see_connections")
def quarantine_group(house: House, *, group: str, state: str = "waiting", page: int = 1) -> dict[str, Any] | None:
    """One group, and a page of its rows; None if no row was ever set aside so."""
    with outside():
        found = groups.find(group)
        if found is None:
            return None
        total = groups.number(found, _known_state(state))
        pages = max(1, -(-total // _PER_PAGE))
        number = min(max(page, 1), pages)
        rows = groups.rows(found, state, (number - 1) * _PER_PAGE, _PER_PAGE)
        states = {each: groups.number(found, each) for each in ROW_STATES}
    return {
        **group_of(found), "count": total, "page": number, "pages": pages, "states": states,
        "rows": [said(row) for row in rows],
    }  # fmt: skip


@needs("see_connections")
def quarantine_row(house: House, *, row: str) -> Row | None:
    """One row as it was delivered last: every thing that is `wrong` with it, the `group` it belongs to, what was
    decided on it, and of a conflict both `statements`. None if no row is called so.
    """
    with outside():
        found = batches.marked([row])
        if not found:
            return None
        one = found[-1]
        decided = decisions.of(one["source"], [row]).get(row)
        sides = statements(house, one) if one["is_fact"] else []
    told = said(one)
    name = Group(one["source"], one["file"], one["reason"], one["field"]).name
    return told | {
        "group": name, "wrong": said_of(one["wrong"]), "statements": sides, "is_fact": one["is_fact"],
        "contradicts": one["is_fact"] or one["reason"].startswith("contradicts_file"),
        "decision": {"kind": decided.kind, "by": decided.by, "at": decided.at, "why": decided.why} if decided else None,
    }  # fmt: skip


def chosen_rows(chosen: Chosen, states: Iterable[str]) -> list[Row]:
    """The rows that are meant, as far as they stand so; names nobody has are problems."""
    wanted = set(states)
    if not chosen.names:
        return [row for row in batches.quarantined(*wanted) if chosen.source in (None, row["source"])]
    found: list[Row] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(chosen.names):
        group = groups.find(name) if len(name) == groups.NAME else None
        rows = batches.marked([name]) if group is None else [r for s in ROW_STATES for r in groups.rows(group, s)]
        if not rows:
            hint = "`handschlag quarantine list` names groups, with `--rows` rows"
            problems.append(Problem(message=f"no row and no group is called `{name}`", hint=hint))
        found += [row for row in rows if row["state"] in wanted]
    if problems:
        raise InputProblems(*problems)
    return found


def _known_state(state: str) -> str:
    if state not in ROW_STATES:
        raise InputProblems(Problem(message=f"unknown state `{state}`", hint=f"known are {', '.join(ROW_STATES)}"))
    return state
