"""Linking is a function of what is known, not of how and when it came to be known."""

from itertools import pairwise

from hypothesis import given, strategies as st

from handschlag.linking import Record, explain, link
from tests.linking.worlds import World, applied, fresh, grouping, linked_at_once, real, worlds

IDENTITY = {"person": ("email:",), "company": ("domain:", "name:")}


def closed_groups(records: list[Record]) -> set[frozenset[str]]:
    """Which records are one, by the slowest means: join two groups with a common key until none are left."""
    groups = []
    for record in records:
        if record.about in IDENTITY:
            tokens = {key.text for key in record.keys if key.text.startswith(IDENTITY[record.about])}
            groups.append(({record.subject}, tokens))
    while True:
        pair = next(
            ((a, b) for a in groups for b in groups if a is not b and (a[1] & b[1] or a[0] & b[0])),
            None,
        )
        if pair is None:
            return {frozenset(subjects) for subjects, _ in groups}
        groups = [group for group in groups if group is not pair[0] and group is not pair[1]]
        groups.append((pair[0][0] | pair[1][0], pair[0][1] | pair[1][1]))


def belonging(entities: dict[str, str], membership: dict[str, str]) -> set[tuple[str, frozenset[str]]]:
    """Person subject and the real subjects of its company: comparable across runs with different identities."""
    behind: dict[str, set[str]] = {}
    for subject, entity in real(entities).items():
        behind.setdefault(entity, set()).add(subject)
    return {
        (subject, frozenset(behind.get(membership[entity], ())))
        for subject, entity in real(entities).items()
        if entity in membership
    }


def components(found) -> dict[str, str]:
    return real(found.components)


@given(worlds())
def test_records_with_a_common_key_are_one(world: World) -> None:
    entities, _ = linked_at_once(world)
    known = {record.subject for record in world.records}
    assert {group & known for group in grouping(entities)} - {frozenset()} == closed_groups(world.records)


@given(worlds(), st.randoms(use_true_random=False))
def test_order_and_repetition_play_no_part(world: World, random) -> None:
    before = link(world.records, world.relations, {}, set(), fresh())
    records, relations = world.records * 2, world.relations * 2
    random.shuffle(records)
    random.shuffle(relations)
    assert link(records, relations, {}, set(), fresh()) == before


@given(worlds(), st.data())
def test_any_cut_into_deliveries_gives_the_same(world: World, data) -> None:
    at_once, whole = linked_at_once(world)
    existing: dict[str, str] = {}
    new_id = fresh()
    records: list[Record] = []
    relations: list[tuple[str, str, str]] = []
    todo = data.draw(st.permutations([*world.records, *world.relations]))
    while todo:
        cut = data.draw(st.integers(1, len(todo)))
        for item in todo[:cut]:
            (records if isinstance(item, Record) else relations).append(item)
        todo = todo[cut:]
        found = link(records, relations, existing, set(), new_id)
        existing = applied(existing, found)
    if records or relations:
        assert grouping(existing) == grouping(at_once)
        assert components(found) == components(whole)
        assert belonging(existing, found.membership) == belonging(at_once, whole.membership)


@given(worlds())
def test_linking_again_changes_nothing(world: World) -> None:
    existing, first = linked_at_once(world)
    again = link(world.records, world.relations, existing, set(), fresh(1000))
    assert (again.links, again.redirects) == ([], {})
    assert (again.membership, again.components) == (first.membership, first.components)


@given(worlds(), st.data())
def test_undoing_a_link_and_taking_that_back_gives_the_state_before(world: World, data) -> None:
    pairs = [(record.subject, key.text) for record in world.records for key in record.keys]
    pairs += [(subject, f"relation:{related}") for subject, related, _ in world.relations]
    if not pairs:
        return
    before, first = linked_at_once(world)
    pair = data.draw(st.sampled_from(pairs))
    undone = link(world.records, world.relations, before, {pair}, fresh(1000))
    between = applied(before, undone)
    again = link(world.records, world.relations, between, set(), fresh(2000))
    after = applied(between, again)
    assert real(after) == real(before)
    assert components(again) == components(first)
    assert belonging(after, again.membership) == belonging(before, first.membership)


@given(worlds(), st.data())
def test_an_undone_link_equals_a_record_without_the_key(world: World, data) -> None:
    pairs = [(record.subject, key.text) for record in world.records for key in record.keys]
    if not pairs:
        return
    subject, text = data.draw(st.sampled_from(pairs))
    without = [
        record._replace(keys=[key for key in record.keys if record.subject != subject or key.text != text])
        for record in world.records
    ]
    assert link(world.records, world.relations, {}, {(subject, text)}, fresh()) == link(
        without, world.relations, {}, set(), fresh()
    )


@given(worlds())
def test_merged_records_are_as_one_record_from_the_start(world: World) -> None:
    """Every group of records is replaced by one record with all their keys: nothing else may change."""
    entities, found = linked_at_once(world)
    smallest: dict[str, str] = {}
    for subject in sorted(real(entities)):
        smallest.setdefault(entities[subject], subject)
    one = {subject: smallest[entity] for subject, entity in real(entities).items()}
    records = [record._replace(subject=one.get(record.subject, record.subject)) for record in world.records]
    relations = [(one.get(s, s), one.get(r, r), role) for s, r, role in world.relations]
    merged_entities, merged = linked_at_once(World(records, relations))
    assert len(set(real(merged_entities).values())) == len(real(merged_entities))
    for subject, component in components(merged).items():
        assert found.components[subject] == component
    expected = {
        (subject, frozenset(one[member] for member in company))
        for subject, company in belonging(entities, found.membership)
        if subject in merged_entities
    }
    assert belonging(merged_entities, merged.membership) == expected


@given(worlds())
def test_a_merge_keeps_the_oldest_identity_and_redirects_the_others(world: World) -> None:
    """Each record was linked alone before; now the groups that share keys are found."""
    new_id = fresh()
    existing: dict[str, str] = {}
    for record in world.records:
        existing = applied(existing, link([record], [], existing, set(), new_id))
    found = link(world.records, [], existing, set(), new_id)
    after = applied(existing, found)
    olds: dict[str, set[str]] = {}
    for subject, entity in after.items():
        olds.setdefault(entity, set()).add(existing.get(subject, entity))
    assert {survivor: min(before) for survivor, before in olds.items()} == {survivor: survivor for survivor in olds}
    assert found.redirects == {old: new for new, before in olds.items() for old in before if old != new}


@given(worlds())
def test_two_subjects_have_an_explanation_exactly_if_they_are_in_one_component(world: World) -> None:
    _, found = linked_at_once(world)
    subjects = sorted(real(found.components))
    for a in subjects:
        for b in subjects:
            steps = explain(a, b, world.records, world.relations)
            together = a != b and found.components[a] == found.components[b]
            assert bool(steps) == together
            if steps:
                assert (steps[0].left, steps[-1].right) == (a, b)
                assert all(one.right == next_one.left for one, next_one in pairwise(steps))
