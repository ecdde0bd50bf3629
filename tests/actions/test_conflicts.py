"""Two statements about one record: a person says which holds, whichever came first and however often either comes."""

from pathlib import Path

import pytest

from handschlag.actions.conflicts import statements
from handschlag.actions.deciding import decide, mend_row, take_back
from handschlag.actions.ledgers import compact, verify
from handschlag.actions.quarantine import Chosen, quarantine
from handschlag.actions.retrying import retry
from handschlag.errors import InputProblems
from handschlag.store import batches
from tests.actions.quarantine import deals, deliver, mapping_file, written
from tests.fixtures.houses import NOW

FIRST = ("1", "01.02.2026", "03.02.2026", "100", "Neu")
OTHER = ("1", "01.02.2026", "03.02.2026", "999", "Neu")
OLD, NEW = {"1": (10_000, '{"stage":"new"}')}, {"1": (99_900, '{"stage":"new"}')}


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    return mapping_file(tmp_path)


def test_what_was_delivered_later_holds_if_a_person_says_so(new_house, mapping, tmp_path) -> None:
    house = new_house()
    first, other = written(tmp_path, [FIRST]), written(tmp_path, [OTHER], "deals-2.csv")
    deliver(house, first, mapping=mapping)
    assert deliver(house, other, mapping=mapping)["quarantined"] == 1
    [conflict] = quarantine(house)
    assert (conflict["reason"], conflict["value"], deals(house)) == ("contradicts_ledger", "crm:deal:1", OLD)
    sides = statements(house, batches.marked([conflict["row"]])[0])
    assert [(side["file"], side["line"], side["says"]["amount"], side["holds"]) for side in sides] == [
        ("deals-2.csv", 2, 99_900, False), ("deals.csv", 2, 10_000, True),
    ]  # fmt: skip
    assert sides[1]["record"] == dict(zip(("id", "created", "changed", "amount", "stage"), FIRST, strict=True))
    decide(house, row=conflict["row"], holds="this", now=NOW)
    assert (quarantine(house), deals(house)) == ([], NEW)
    for name, row in (("deals-3.csv", FIRST), ("deals-4.csv", OTHER)):
        assert deliver(house, written(tmp_path, [row], name), mapping=mapping)["quarantined"] == 0
        assert deals(house) == NEW
    compact(house, now=NOW)
    assert (verify(house, now=NOW)["problems"], deals(house)) == ([], NEW)
    decide(house, row=conflict["row"], holds="other", now=NOW)
    assert (quarantine(house), deals(house)) == ([], OLD)
    take_back(house, chosen=Chosen([conflict["row"]]), now=NOW)
    assert ([row["row"] for row in quarantine(house)], deals(house)) == ([conflict["row"]], OLD)


def test_of_three_statements_the_one_said_last_holds(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    third = (*FIRST[:3], "5", "Neu")
    for number, row in enumerate((FIRST, OTHER, third)):
        deliver(house, written(tmp_path, [row], f"deals-{number}.csv"), mapping=mapping)
    by_amount = {row["record"]["amount"]: row["row"] for row in quarantine(house)}
    assert set(by_amount) == {99_900, 500}
    for cents in (99_900, 500, 99_900):
        decide(house, row=by_amount[cents], holds="this", now=NOW)
        assert deals(house) == {"1": (cents, '{"stage":"new"}')}
        assert quarantine(house) == []


def test_of_rows_of_one_file_that_contradict_each_other_one_is_chosen(new_house, mapping, tmp_path) -> None:
    house = new_house()
    fine = ("2", "01.02.2026", "03.02.2026", "7", "Neu")
    deliver(house, written(tmp_path, [FIRST, OTHER, fine]), mapping=mapping)
    rows = {row["record"]["amount"]: row for row in quarantine(house)}
    assert {row["reason"] for row in rows.values()} == {"contradicts_file"}
    decide(house, row=rows["999"]["row"], holds="this", now=NOW)
    expected = NEW | {"2": (700, '{"stage":"new"}')}
    assert (quarantine(house), deals(house)) == ([], expected)
    assert [row["row"] for row in quarantine(house, state="dismissed")] == [rows["100"]["row"]]
    deliver(house, written(tmp_path, [OTHER, FIRST], "deals-again.csv"), mapping=mapping)
    assert (quarantine(house), deals(house)) == ([], expected)


def test_what_contradicts_nothing_cannot_be_decided(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, [(*FIRST[:3], "n. V.", "Neu")]), mapping=mapping)
    [row] = quarantine(house)
    with pytest.raises(InputProblems, match="contradicts no other"):
        decide(house, row=row["row"], holds="this", now=NOW)
    deliver(house, written(tmp_path, [FIRST], "deals-2.csv"), mapping=mapping)
    deliver(house, written(tmp_path, [OTHER], "deals-3.csv"), mapping=mapping)
    conflict = next(row for row in quarantine(house) if row["reason"] == "contradicts_ledger")
    with pytest.raises(InputProblems, match="say which of the two holds"):
        mend_row(house, row=conflict["row"], values={"amount": "1"}, now=NOW)


def test_a_contradiction_that_is_gone_comes_in_when_tried_again(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    first = written(tmp_path, [FIRST])
    deliver(house, first, mapping=mapping)
    deliver(house, written(tmp_path, [OTHER], "deals-2.csv"), mapping=mapping)
    assert retry(house, chosen=Chosen(), now=NOW)["understood"] == 0
    mapping.write_text(mapping.read_text().replace("object: deal", "object: bargain"))
    deliver(house, first, mapping=mapping)
    tried = retry(house, chosen=Chosen(source="crm"), now=NOW)
    assert (tried["tried"], tried["understood"], quarantine(house)) == (1, 1, [])
