"""Whatever people decide on rows that were set aside, the differences still explain the totals."""

from collections import Counter
from pathlib import Path
from typing import Any

from handschlag.actions.deciding import decide, dismiss, mend_row, take_back
from handschlag.actions.houses import House
from handschlag.actions.quarantine import Chosen, quarantine
from handschlag.actions.reconciling import reconcile, reconciliation_page
from tests.actions.quarantine import DEALS, deliver, mapping_file, name_of, written
from tests.fixtures.houses import NOW
from tests.reconciliation.laws import unexplained


def asked(house: House) -> tuple[tuple[int, int], Counter[str]]:
    """The opportunities of the source and here, and how many records differ for which reason; the law holds anyhow."""
    for by_month in (False, True):
        assert unexplained(reconcile(house, now=NOW, by_month=by_month)) == {}
    found = reconcile(house, now=NOW)
    [total] = [row for row in found["totals"] if row["object"] == "opportunity"]
    reasons = Counter(row["reason"] for row in found["differences"] if row["effect"] and row["object"] == "opportunity")
    return (total["theirs"], total["ours"]), reasons


def row_named(house: House, reason: str) -> set[Any]:
    page = reconciliation_page(house, now=NOW, reason=reason)
    return {row["row"] for row in page["differences"]}


def test_mended_dismissed_and_taken_back(new_sqlite_house: Any, tmp_path: Path) -> None:
    house = new_sqlite_house()
    mapping = mapping_file(tmp_path)
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    assert asked(house) == ((7, 2), Counter(quarantined=5))
    mended, dismissed = name_of(house, 3), name_of(house, 4)
    assert {mended, dismissed} < row_named(house, "quarantined")
    mend_row(house, row=mended, values={"amount": "250"}, now=NOW)
    assert asked(house) == ((7, 3), Counter(quarantined=4))
    dismiss(house, chosen=Chosen([dismissed]), why="a test", now=NOW)
    assert asked(house) == ((7, 3), Counter(quarantined=3, dismissed=1))
    assert row_named(house, "dismissed") == {dismissed}
    take_back(house, chosen=Chosen([mended, dismissed]), now=NOW)
    assert asked(house) == ((7, 2), Counter(quarantined=5))


def test_a_decided_conflict_is_one_record_on_both_sides(new_sqlite_house: Any, tmp_path: Path) -> None:
    house = new_sqlite_house()
    mapping = mapping_file(tmp_path)
    first = ("1", "01.02.2026", "03.02.2026", "100", "Neu")
    deliver(house, written(tmp_path, [first]), mapping=mapping)
    deliver(house, written(tmp_path, [(*first[:3], "9", "Neu")], "deals-2.csv"), mapping=mapping)
    [conflict] = quarantine(house)
    assert asked(house) == ((1, 1), Counter())
    for holds in ("this", "other", "this"):
        decide(house, row=conflict["row"], holds=holds, now=NOW)
        assert asked(house) == ((1, 1), Counter())


def test_a_mended_row_that_contradicts_another_waits_beside_its_delivery(new_sqlite_house: Any, tmp_path: Path) -> None:
    """Two rows about one deal, both unreadable: the second one mended says something else than the first one does."""
    house = new_sqlite_house()
    mapping = mapping_file(tmp_path)
    row = ("1", "01.02.2026", "03.02.2026", "n. V.", "Neu")
    deliver(house, written(tmp_path, [row]), mapping=mapping)
    deliver(house, written(tmp_path, [(*row[:3], "offen", "Neu")], "deals-2.csv"), mapping=mapping)
    first, second = (each["row"] for each in quarantine(house))
    mend_row(house, row=second, values={"amount": "9"}, now=NOW)
    deliver(house, written(tmp_path, [(*row[:3], "8", "Neu")], "deals-3.csv"), mapping=mapping)
    assert asked(house) == ((1, 1), Counter())
    assert {each["reason"] for each in quarantine(house)} == {"not_a_number", "contradicts_ledger"}
    dismiss(house, chosen=Chosen([first]), why="the same deal", now=NOW)
    assert asked(house) == ((1, 1), Counter())
