"""What people decide on rows that were set aside takes effect, stays so however often they are delivered, and can be
taken back.
"""

from pathlib import Path

import pytest

from handschlag.actions.deciding import dismiss, mend_row, take_back, try_row
from handschlag.actions.ledgers import compact, verify
from handschlag.actions.quarantine import Chosen, quarantine
from handschlag.actions.sources import source_record
from handschlag.actions.tables import tables
from handschlag.errors import InputProblems
from handschlag.store.manifest import count
from handschlag.store.models import AuditEntry
from tests.actions.quarantine import DEALS, HEAD, deals, deliver, mapping_file, name_of, waiting, written
from tests.fixtures.houses import NOW

WAITING = {
    3: ("amount", "auf Anfrage", "not_a_number"), 4: ("created", "31.02.2026", "no_such_date"),
    5: ("stage", "Select", "value_unknown"), 6: ("stage", "Select", "value_unknown"),
    7: ("amount", "n. V.", "not_a_number"),
}  # fmt: skip
FINE = {"1": (10_000, '{"stage":"new"}'), "7": (70_000, '{"stage":"offer"}')}


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    return mapping_file(tmp_path)


def test_a_row_is_mended_in_place_and_stays_so_whenever_it_is_delivered(new_house, mapping, tmp_path) -> None:
    house = new_house()
    file = written(tmp_path, DEALS)
    assert deliver(house, file, mapping=mapping) == {
        "read": 7, "new": 2, "unchanged": 0, "corrected": 0, "quarantined": 5,
    }  # fmt: skip
    assert (waiting(house), deals(house)) == (WAITING, FINE)
    row = name_of(house, 3)
    assert mend_row(house, row=row, values={"amount": "250"}, now=NOW) == {"new": 1, "unchanged": 0, "corrected": 0}
    mended = FINE | {"2": (25_000, '{"stage":"new"}')}
    assert deals(house) == mended
    assert waiting(house) == {line: why for line, why in WAITING.items() if line != 3}
    assert waiting(house, "mended") == {3: WAITING[3]}
    before = count().generation
    assert deliver(house, file, mapping=mapping) == {
        "read": 7, "new": 0, "unchanged": 3, "corrected": 0, "quarantined": 0,
    }  # fmt: skip
    assert count().generation == before
    longer = written(tmp_path, (("8", "06.02.2026", "06.02.2026", "800", "Neu"), *DEALS), "deals-later.csv")
    assert deliver(house, longer, mapping=mapping, dry_run=True)["new"] == 1
    assert deliver(house, longer, mapping=mapping) == {
        "read": 8, "new": 1, "unchanged": 3, "corrected": 0, "quarantined": 4,
    }  # fmt: skip
    assert deals(house) == mended | {"8": (80_000, '{"stage":"new"}')}
    assert [row["state"] for row in quarantine(house, state="mended")] == ["mended", "mended"]
    compact(house, now=NOW)
    assert verify(house, now=NOW)["problems"] == []
    assert deals(house) == mended | {"8": (80_000, '{"stage":"new"}')}


def test_the_fact_of_a_mended_row_leads_to_its_line_and_says_what_was_mended(
    new_sqlite_house, mapping, tmp_path
) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    row = name_of(house, 3)
    mend_row(house, row=row, values={"amount": "250"}, now=NOW)
    [(fact,)] = tables(house, now=NOW).run("select id::varchar from facts where subject = 'crm:deal:2'")
    found = source_record(house, fact=fact, now=NOW)
    assert found is not None
    assert (found["file"], found["line"], found["record"]) == ("deals.csv", 3, dict(zip(HEAD, DEALS[1], strict=True)))
    assert found["mended"] == {"row": row, "values": {"amount": "250"}, "at": NOW, "by": "cli"}
    assert [each["fact"] for each in found["facts"]] == [fact]


def test_a_row_can_be_mended_again_and_that_be_taken_back(new_house, mapping, tmp_path) -> None:
    house = new_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    row = name_of(house, 3)
    for amount, cents in (("250", 25_000), ("251", 25_100)):
        mend_row(house, row=row, values={"amount": amount}, now=NOW)
        assert deals(house)["2"] == (cents, '{"stage":"new"}')
    take_back(house, chosen=Chosen([row]), now=NOW)
    assert (waiting(house), deals(house)) == (WAITING, FINE)


def test_a_row_in_several_deliveries_is_mended_again_in_all(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    for name in ("deals.csv", "deals-2.csv"):
        deliver(house, written(tmp_path, DEALS if name == "deals.csv" else DEALS[1:], name), mapping=mapping)
    row = next(row["row"] for row in quarantine(house) if row["value"] == "auf Anfrage")
    for amount, cents in (("250", 25_000), ("251", 25_100)):
        mend_row(house, row=row, values={"amount": amount}, now=NOW)
        assert deals(house)["2"] == (cents, '{"stage":"new"}')
        assert [each["reason"] for each in quarantine(house)].count("contradicts_ledger") == 0


def test_what_is_still_wrong_is_said_and_nothing_changes(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    row, before = name_of(house, 7), count().generation
    tried = try_row(house, row=row, values={"amount": "600"})
    assert [(each["field"], each["reason"]) for each in tried["wrong"]] == [("stage", "value_unknown")]
    with pytest.raises(InputProblems) as caught:
        mend_row(house, row=row, values={"amount": "600"}, now=NOW)
    assert [str(problem) for problem in caught.value.problems] == [
        "deals.csv:7: stage: the mapping does not name this value; it names Neu, Angebot"
        " (mend the value here, or say what it means in this source)"
    ]
    with pytest.raises(InputProblems, match="there is no column `amuont`"):
        mend_row(house, row=row, values={"amuont": "600"}, now=NOW)
    with pytest.raises(InputProblems, match="no value was put right"):
        mend_row(house, row=row, values={}, now=NOW)
    with pytest.raises(InputProblems, match="no row is called `nobody`"):
        mend_row(house, row="nobody", values={"amount": "1"}, now=NOW)
    assert (waiting(house), deals(house), count().generation) == (WAITING, FINE, before)
    assert try_row(house, row=row, values={"amount": "600", "stage": "Neu"})["wrong"] == []


def test_a_mended_row_must_not_contradict_what_is_known(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    tried = try_row(house, row=name_of(house, 3), values={"amount": "250", "id": "7", "changed": "05.02.2026"})
    assert [(each["field"], each["reason"]) for each in tried["wrong"]] == [("", "contradicts_ledger")]


def test_rows_are_dismissed_with_a_reason_and_that_is_taken_back(new_house, mapping, tmp_path) -> None:
    house = new_house()
    file = written(tmp_path, DEALS)
    deliver(house, file, mapping=mapping)
    row = name_of(house, 4)
    with pytest.raises(InputProblems, match="say why"):
        dismiss(house, chosen=Chosen([row]), why=" ", now=NOW)
    dismiss(house, chosen=Chosen([row]), why="a test", now=NOW)
    left = {line: why for line, why in WAITING.items() if line != 4}
    assert (waiting(house), waiting(house, "dismissed"), deals(house)) == (left, {4: WAITING[4]}, FINE)
    deliver(house, written(tmp_path, DEALS[2:], "deals-cut.csv"), mapping=mapping)
    assert "31.02.2026" not in {row["value"] for row in quarantine(house)}
    take_back(house, chosen=Chosen([row]), now=NOW)
    assert [row["value"] for row in quarantine(house)].count("31.02.2026") == 2


def test_a_row_that_was_dismissed_stays_out_although_its_file_is_read_otherwise_now(
    new_house, mapping, tmp_path
) -> None:
    house = new_house()
    file = written(tmp_path, DEALS)
    deliver(house, file, mapping=mapping)
    dismissed, kept = name_of(house, 3), name_of(house, 7)
    dismiss(house, chosen=Chosen([dismissed]), why="a test", now=NOW)
    mend_row(house, row=kept, values={"amount": "600", "stage": "Neu"}, now=NOW)
    mapping.write_text(
        mapping.read_text().replace(
            "record: id\n    version", 'missing: ["auf Anfrage", "n. V.", "Select"]\n    record: id\n    version'
        )
    )
    deliver(house, file, mapping=mapping)
    expected = FINE | {"4": (40_000, None), "5": (50_000, None), "6": (60_000, '{"stage":"new"}')}
    assert (waiting(house), deals(house)) == ({4: WAITING[4]}, expected)
    assert waiting(house, "dismissed") == {3: ("", "", "decided")}
    take_back(house, chosen=Chosen([dismissed, kept]), now=NOW)
    assert deals(house) == expected | {"2": (None, '{"stage":"new"}'), "6": (None, None)}
    assert (waiting(house), waiting(house, "dismissed"), waiting(house, "mended")) == ({4: WAITING[4]}, {}, {})


def test_rows_that_could_not_be_read_at_all_are_filled_in(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    file = written(tmp_path, [*DEALS[:1], ("9", "05.02.2026")])
    deliver(house, file, mapping=mapping)
    [row] = quarantine(house)
    assert (row["reason"], row["value"], row["record"]) == ("too_few_values", "9 | 05.02.2026", {"": "9 | 05.02.2026"})
    mend_row(
        house,
        row=row["row"],
        values=dict(zip(HEAD, ("9", "05.02.2026", "05.02.2026", "9", "Neu"), strict=True)),
        now=NOW,
    )
    assert deals(house)["9"] == (900, '{"stage":"new"}')
    deliver(house, written(tmp_path, [("9", "05.02.2026")], "deals-again.csv"), mapping=mapping)
    assert quarantine(house) == []


def test_everything_is_in_the_audit_trail_and_names_no_value(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    rows = [name_of(house, 3), name_of(house, 4)]
    mend_row(house, row=rows[0], values={"amount": "250"}, now=NOW)
    dismiss(house, chosen=Chosen([rows[1]]), why="Erika said so", now=NOW)
    take_back(house, chosen=Chosen(rows), now=NOW)
    found = [(each.action, each.what, each.details) for each in AuditEntry.objects.order_by("id")]
    assert found == [
        ("row_mended", "deals.csv", {"source": "crm", "line": 3, "columns": ["amount"]}),
        ("rows_dismissed", "deals.csv", {"source": "crm", "rows": 1, "lines": [4]}),
        ("row_decisions_taken_back", "deals.csv", {"source": "crm", "rows": 2, "lines": [3, 4]}),
    ]
