"""The ledger's head and body, on SQLite and PostgreSQL: nothing twice, nothing lost, readers see one state."""

from datetime import timedelta

import pytest

from handschlag.actions.ledgers import compact, settle, verify
from handschlag.actions.tables import tables
from handschlag.engines.duck import connect
from handschlag.engines.ledger import open_ledger
from handschlag.ledger.identity import fact_id
from handschlag.store import head
from handschlag.store.manifest import count, snapshot, staging, sweep
from handschlag.store.models import Segment
from tests.fixtures.houses import NOW

DAY = 86_400_000_000


def touch(person: int, day: int, **more: object) -> dict[str, object]:
    return {
        "kind": "touch", "subject": f"web:visitor:{person}", "name": "page_view", "occurred_at": day * DAY,
        "precision": "instant", "recorded_at": day * DAY, "side": "marketing", **more,
    }  # fmt: skip


def facts_of(house) -> list:
    con = connect()
    seen = snapshot(house.ledger)
    open_ledger(con, segments=seen.segments, superseded=seen.superseded, head=head.rows())
    return sorted(str(id) for (id,) in con.execute("select distinct id from facts where kind = 'touch'").fetchall())


def test_a_fact_recorded_twice_is_there_once(new_house):
    house = new_house()
    facts = [touch(1, 1), touch(1, 2), touch(2, 1)]
    assert head.record(facts) == 3
    before = count().generation
    assert head.record([*facts, touch(1, 2)]) == 0
    assert count().generation == before
    assert facts_of(house) == sorted(str(fact_id(fact)) for fact in facts)


def test_settling_moves_facts_and_changes_nothing(new_house, monkeypatch):
    monkeypatch.setattr("handschlag.actions.ledgers.SLICE", 10)
    house = new_house()
    facts = [touch(person, day) for person in range(7) for day in range(5)]
    head.record(facts)
    before = facts_of(house)
    assert settle(house, now=NOW) == {"settled": 35, "compacted": 0, "removed_files": 0}
    assert head.rows() == []
    assert [s.rows for s in Segment.objects.order_by("id")] == [10, 10, 10, 5]
    assert facts_of(house) == before == sorted(str(fact_id(fact)) for fact in facts)
    head.record(facts)  # delivered again after settling: in the head again, but no new fact
    assert facts_of(house) == before


def test_a_killed_settlement_loses_and_doubles_nothing(new_house, monkeypatch):
    house = new_house()
    head.record([touch(1, day) for day in range(20)])
    before = facts_of(house)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("handschlag.store.head.remove", killed)
        with pytest.raises(KeyboardInterrupt):
            settle(house, now=NOW)
    assert facts_of(house) == before
    assert len(head.rows()) == 20
    assert settle(house, now=NOW)["settled"] == 20
    assert facts_of(house) == before


def test_compaction_keeps_every_fact_and_sorts_by_component(new_house):
    house = new_house()
    for day in range(6):
        head.record([touch(person, day) for person in range(4)])
        settle(house, now=NOW)
    before = facts_of(house)
    figures = tables(house, now=NOW).run("select * from passes order by pass_id")
    assert compact(house, now=NOW)["compacted"] == 7  # six settled, one of links
    assert len(snapshot(house.ledger).segments) == 1
    assert facts_of(house) == before
    assert tables(house, now=NOW).run("select * from passes order by pass_id") == figures
    [file] = snapshot(house.ledger).segments
    rows = connect().execute(f"select subject, occurred_at from '{file}' where kind = 'touch'").fetchall()
    subjects = list(dict.fromkeys(subject for subject, _ in rows))
    assert len(subjects) == 4
    assert rows == [(subject, day * DAY) for subject in subjects for day in range(6)]


def test_more_than_sixteen_segments_are_compacted(new_house):
    house = new_house()
    for day in range(16):
        head.record([touch(1, day)])
        assert settle(house, now=NOW)["compacted"] == 0
    head.record([touch(1, 99)])
    assert settle(house, now=NOW)["compacted"] == 17
    assert len(snapshot(house.ledger).segments) == 1
    assert len(facts_of(house)) == 17


def test_leftovers_are_swept_after_a_while_and_segments_never(new_house):
    house = new_house()
    head.record([touch(1, 1)])
    settle(house, now=NOW)
    left = staging(house.ledger)
    left.write_bytes(b"half a file")
    orphan = house.ledger / "orphan.parquet"
    orphan.write_bytes(b"placed, never published")
    kept = {path.name for path in snapshot(house.ledger).segments}
    assert sweep(house.ledger, older_than=left.stat().st_mtime - 1) == []
    assert sweep(house.ledger, older_than=orphan.stat().st_mtime + 1) == sorted([left.name, "orphan.parquet"])
    assert {path.name for path in house.ledger.glob("*.parquet")} == kept


def test_verify_finds_what_was_changed_behind_our_back(new_house):
    house = new_house()
    head.record([touch(1, 1), touch(2, 2)])
    tables(house, now=NOW)  # writes the links of the two persons
    assert verify(house, now=NOW) == {"segments": 1, "facts": 2 + 2, "problems": []}
    settle(house, now=NOW)
    assert verify(house, now=NOW)["problems"] == []
    segment = snapshot(house.ledger).segments[-1]
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    assert verify(house, now=NOW)["problems"] == [
        f"segment {segment.name} was changed: its checksum differs from the manifest's"
    ]
    segment.unlink()
    assert verify(house, now=NOW)["problems"] == [f"segment {segment.name} is missing"]


def test_as_of_cuts_by_what_happened_and_by_what_was_known(new_house):
    house = new_house()
    late = touch(1, 3) | {"recorded_at": 30 * DAY}
    head.record([touch(1, 5), late])

    def opened(day: int) -> list:
        moment = NOW.fromtimestamp(0, NOW.tzinfo) + timedelta(days=day)
        return [row[0] // DAY for row in tables(house, now=NOW, as_of=moment).run("select opened_at from passes")]

    assert opened(2) == []
    assert opened(4) == []  # happened, not known yet
    assert opened(10) == [5]
    assert opened(31) == [3]
    assert [row[0] // DAY for row in tables(house, now=NOW).run("select opened_at from passes")] == [3]
