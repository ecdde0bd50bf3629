"""Whether a question is about single employees, and under which names its groups are shown to whoever asks."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.access.actors import COMMAND_LINE
from handschlag.access.naming import NO_TEAM, Naming, by_team, recognised, same, single_names
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.tables import Tables
from handschlag.errors import NotPermitted, Problem
from handschlag.funnel.dimensions import MISSING, Regroup, values
from handschlag.ledger.schema import EMPLOYEE_FIELDS
from handschlag.store import members, works_agreements

#: Names of owners and of those who did something, of the last sets of tables.
_found: dict[Path, frozenset[str]] = {}
_KEPT = 6


def single_names_shown(house: House, now: datetime) -> bool:
    """Whether whoever asks may see figures of single employees: by role, and only under a works agreement in force.

    The command line is run by those who can read the ledger's files; the works agreement binds them all the same.
    """
    if not (house.by == COMMAND_LINE or house.by.may("see_names")):
        return False
    with outside():
        return works_agreements.in_force(now.astimezone(ZoneInfo(house.time_zone)).date()) is not None


def naming(house: House, asked: Tables, by: str | None, now: datetime) -> tuple[Naming, str | None] | None:
    """How the values of a dimension are named for whoever asks, and the group of the values that name nobody.

    None where no value names an employee. A field names employees if it is one of `EMPLOYEE_FIELDS`, or if at least
    half of its values are names of owners or of people who did something; then every value of it is one. In every other
    field only the names of the house's own people are.
    """
    found = values(asked.run, by) if by is not None else []
    with outside():
        colleagues = members.colleagues()
    if by in EMPLOYEE_FIELDS or _mostly_names(asked, found):
        names, rest = found, NO_TEAM
    else:
        names, rest = list(recognised(found, colleagues)), None
    if by is None or not (names or rest):
        return None
    if single_names_shown(house, now):
        return single_names(names, colleagues, house.by.username), None
    return by_team(names, colleagues, house.by.username), rest


def regrouped(found: tuple[Naming, str | None] | None) -> Regroup | None:
    """The groups that everybody sees, for the funnel."""
    return None if found is None else Regroup(found[0].labels, found[1])


def own_group(found: tuple[Naming, str | None] | None) -> Regroup | None:
    """The reader's own figures, where they stand in the team's too; all others in a group without a name."""
    if found is None or found[0].single or found[0].own is None:
        return None
    return Regroup(dict.fromkeys(found[0].own_names, found[0].own), "")


def told(found: tuple[Naming, str | None] | None) -> dict[str, Any] | None:
    """What the report says about its groups: whether they are teams or single people, and which is one's own."""
    return None if found is None else {"shown": "names" if found[0].single else "teams", "own": found[0].own}


def group_for(found: tuple[Naming, str | None] | None, group: str | None) -> Regroup | None:
    """How to count one group, asked for by name. A colleague's is refused, also if it is typed by hand."""
    if found is None or group is None:
        return regrouped(found)
    naming, rest = found
    if group == naming.own and (own := own_group(found)) is not None:
        return own
    shown = {*naming.labels.values(), MISSING}
    if group not in shown and (rest is not None or group in naming.labels):
        message = f"the figures of `{group}` are not shown under this name"
        hint = "figures of employees are shown for teams; single names need a works agreement and a role that sees them"
        raise NotPermitted(Problem(message=message, hint=hint))
    return regrouped(found)


def _mostly_names(asked: Tables, found: list[str]) -> bool:
    known = employee_names(asked)
    return bool(found) and 2 * sum(same(value) in known for value in found) >= len(found)


def employee_names(asked: Tables) -> frozenset[str]:
    """Every name that a source gives to an owner or to somebody who did something, spelt alike."""
    if asked.folder not in _found:
        actors = asked.run("select distinct actor from facts where actor is not null")
        _found[asked.folder] = frozenset(same(name) for name in [*values(asked.run, "owner"), *(a for (a,) in actors)])
        while len(_found) > _KEPT:
            _found.pop(next(iter(_found)))
    return _found[asked.folder]
