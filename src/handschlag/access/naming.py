"""Under which name the figures of employees are shown: their team's by default, one's own, or each by name."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

#: The group of those whom nobody knows, who have no team, or who would be recognised in a team that small.
NO_TEAM = "(no team)"

#: So many people beside the reader must stand in a group, or its figure is one person's.
FEWEST = 2


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in the house: team, and the names under which the sources know this person."""

    username: str
    name: str
    team: str = ""
    known_as: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Naming:
    """How the names of employees become groups of figures.

    `labels` says in which group each name is shown. `own` is the group of the reader's own figures, made of the names
    in `own_names`; where single names are not shown, these stand in the team's group too, so that its figure is the
    same for every reader.
    """

    labels: Mapping[str, str]
    own: str | None
    own_names: frozenset[str]
    single: bool


def same(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(name.split()).casefold()


def recognised(names: Collection[str], colleagues: Collection[Colleague]) -> dict[str, Colleague]:
    """Who is meant by each name, as far as that is certain: what two people could be called is nobody's. What people
    told here, names them by what they sign in with.
    """
    by_username = {one.username: {one} for one in colleagues}
    explicit: dict[str, set[Colleague]] = defaultdict(set)
    by_name: dict[str, set[Colleague]] = defaultdict(set)
    for one in colleagues:
        by_name[same(one.name)].add(one)
        for known in one.known_as:
            explicit[same(known)].add(one)
    found = {}
    for name in names:
        meant = by_username.get(name) or explicit.get(same(name)) or by_name.get(same(name)) or set()
        if len(meant) == 1:
            found[name] = next(iter(meant))
    return found


def single_names(names: Collection[str], colleagues: Collection[Colleague], reader: str) -> Naming:
    """Each person by name; whom nobody knows is called what the source says."""
    meant = recognised(names, colleagues)
    called: dict[str, set[str]] = defaultdict(set)
    for one in colleagues:
        called[one.name].add(one.username)

    def label(name: str) -> str:
        one = meant.get(name)
        if one is None:
            return name
        return one.name if len(called[one.name]) == 1 else f"{one.name} ({one.username})"

    own = frozenset(name for name, one in meant.items() if one.username == reader)
    labels = {name: label(name) for name in names}
    return Naming(labels, labels[min(own)] if own else None, own, True)


def by_team(names: Collection[str], colleagues: Collection[Colleague], reader: str) -> Naming:
    """Everybody in the group of their team; a group that would show one colleague of the reader is none of its own."""
    meant = recognised(names, colleagues)
    members: dict[str, set[str]] = defaultdict(set)
    for name in names:
        one = meant.get(name)
        members[one.team if one else ""].add(one.username if one else f"({same(name)})")
    alone = _too_few(members, reader)
    own = frozenset(name for name, one in meant.items() if one.username == reader)

    def label(name: str) -> str:
        team = meant[name].team if name in meant else ""
        return team if team and team not in alone else NO_TEAM

    called = next((one.name for one in colleagues if one.username == reader), None)
    return Naming({name: label(name) for name in names}, called if own else None, own, False)


def _too_few(members: Mapping[str, set[str]], reader: str) -> set[str]:
    """Teams that are shown together with those who have none.

    These are the teams with too few people beside the reader, and as many of the smallest others as it takes until
    this common group is large enough itself: else it could be told apart by subtraction.
    """

    def others(team: str) -> set[str]:
        return members[team] - {reader}

    alone = {team for team in members if team and len(others(team)) < FEWEST}
    together = {*members.get("", ()), *(who for team in alone for who in members[team])} - {reader}
    remaining = sorted(set(members) - alone - {""}, key=lambda team: (len(others(team)), team))
    while 0 < len(together) < FEWEST and remaining:
        team = remaining.pop(0)
        alone.add(team)
        together |= others(team)
    return alone
