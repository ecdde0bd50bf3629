"""Laws of the names of employees: nobody but oneself can be told apart, whoever reads, however people are spread."""

from collections import defaultdict

from hypothesis import given, strategies as st

from handschlag.access.naming import NO_TEAM, Colleague, by_team, recognised, single_names

TEAMS = ("", "North", "South", "West")
SPREAD = st.lists(st.sampled_from(TEAMS), max_size=9)


def house(spread: list[str]) -> list[Colleague]:
    return [Colleague(f"u{no}", f"Person {no}", team, frozenset({f"P{no}"})) for no, team in enumerate(spread)]


@given(SPREAD, st.integers(-1, 8), st.sets(st.integers(0, 8)), st.integers(0, 3))
def test_no_group_shows_one_colleague_unless_there_is_only_one(
    spread: list[str], reader: int, silent: set[int], strangers: int
) -> None:
    """Also not by subtracting what the reader knows: the groups, one's own, and the sum of all."""
    names = [f"P{no}" for no in range(len(spread)) if no not in silent] + [f"Stranger {n}" for n in range(strangers)]
    naming = by_team(names, house(spread), f"u{reader}")
    assert set(naming.labels) == set(names)
    others = defaultdict(set)
    for name, label in naming.labels.items():
        if name != f"P{reader}":
            others[label].add(name)
    in_all = sum(len(found) for found in others.values())
    assert [label for label, found in others.items() if len(found) == 1 and in_all > 1] == []
    assert naming.own_names == ({f"P{reader}"} & set(names) if reader < len(spread) else set())
    assert (naming.own is not None) == bool(naming.own_names)


@given(SPREAD, st.sets(st.integers(0, 8)))
def test_nobody_stands_in_a_team_that_is_not_theirs(spread: list[str], silent: set[int]) -> None:
    people = house(spread)
    names = [f"P{no}" for no in range(len(spread)) if no not in silent]
    labels = by_team(names, people, "somebody").labels
    assert {labels[f"P{no}"] in (team, NO_TEAM) for no, team in enumerate(spread) if f"P{no}" in labels} <= {True}


def test_teams_large_enough_are_shown_and_the_reader_is_part_of_theirs() -> None:
    people = house(["North", "North", "North", "South", "South", "", ""])
    names = [f"P{no}" for no in range(7)]
    labels = ["North"] * 3 + ["South"] * 2 + [NO_TEAM] * 2
    assert list(by_team(names, people, "boss").labels.values()) == labels
    mine = by_team(names, people, "u0")
    assert (list(mine.labels.values()), mine.own, mine.own_names) == (labels, "Person 0", {"P0"})
    # For somebody of South, its figure less one's own would be the other's.
    assert list(by_team(names, people, "u3").labels.values()) == ["North"] * 3 + [NO_TEAM] * 4


def test_a_team_of_one_is_shown_to_nobody_and_hides_behind_the_smallest_other() -> None:
    people = house(["North", "South", "South", "West", "West", "West"])
    labels = by_team([f"P{no}" for no in range(6)], people, "boss").labels
    assert list(labels.values()) == [NO_TEAM] * 3 + ["West"] * 3


def test_people_are_recognised_however_a_source_spells_them() -> None:
    anna = Colleague("anna", "Anna Groß", known_as=frozenset({"A. Groß", "0051x"}))
    found = recognised(["anna  gross", "ANNA GROSS", "a. groß", "0051X", "Anna", ""], [anna])
    assert found == dict.fromkeys(["anna  gross", "ANNA GROSS", "a. groß", "0051X"], anna)


def test_a_name_of_two_people_is_nobodys() -> None:
    one, other = Colleague("t1", "Tom Berg", "North"), Colleague("t2", "Tom Berg", "North")
    assert recognised(["Tom Berg"], [one, other]) == {}
    named = Colleague("t3", "Tom B.", "North", frozenset({"Tom Berg"}))
    assert recognised(["Tom Berg"], [one, other, named]) == {"Tom Berg": named}
    assert by_team(["Tom Berg"], [one, other], "t1").own is None


def test_single_names_put_spellings_together_and_keep_namesakes_apart() -> None:
    people = [Colleague("t1", "Tom Berg", "", frozenset({"tb"})), Colleague("t2", "Tom Berg", "", frozenset({"tb2"}))]
    named = single_names(["tb", "tb2", "Stranger"], people, "t2")
    assert named.labels == {"tb": "Tom Berg (t1)", "tb2": "Tom Berg (t2)", "Stranger": "Stranger"}
    assert (named.own, named.own_names) == ("Tom Berg (t2)", {"tb2"})
