"""What a value means is said once: the rows that said it come in, from every file, today's and tomorrow's."""

from pathlib import Path
from typing import Any

import pytest

from handschlag.actions.deciding import mend_row
from handschlag.actions.giving_meaning import give_meaning, preview_meaning, sayable, take_meaning_back
from handschlag.actions.houses import House
from handschlag.actions.quarantine import Chosen, quarantine, quarantine_group, quarantine_groups
from handschlag.actions.retrying import retry
from handschlag.errors import InputProblems
from handschlag.store import meanings
from handschlag.store.manifest import count
from tests.actions.quarantine import DEALS, deals, deliver, mapping_file, name_of, waiting, written
from tests.actions.test_deciding import FINE, WAITING
from tests.fixtures.houses import NOW


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    return mapping_file(tmp_path)


def group_of(house: House, reason: str, field: str) -> str:
    [found] = [
        each["group"]
        for each in quarantine_groups(house)["groups"]
        if (each["reason"], each["field"]) == (reason, field)
    ]
    return str(found)


def test_rows_with_one_reason_are_one_group(new_house, mapping, tmp_path) -> None:
    house = new_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    found = quarantine_groups(house)
    assert [(each["source"], each["file"], each["reason"], each["field"]) for each in found["groups"]] == [
        ("crm", "deals.csv", "not_a_number", "amount"),
        ("crm", "deals.csv", "value_unknown", "stage"),
        ("crm", "deals.csv", "no_such_date", "created"),
    ]
    examples = [{each["value"]: each["count"] for each in one["examples"]} for one in found["groups"]]
    assert examples == [{"auf Anfrage": 1, "n. V.": 1}, {"Select": 2}, {"31.02.2026": 1}]
    assert [one["count"] for one in found["groups"]] == [2, 2, 1]
    assert (found["rows"], found["count"], found["states"]) == (5, 3, {"waiting": 5, "mended": 0, "dismissed": 0})
    group = quarantine_group(house, group=group_of(house, "value_unknown", "stage"))
    assert group is not None
    assert [(row["line"], row["value"]) for row in group["rows"]] == [(5, "Select"), (6, "Select")]
    assert quarantine_group(house, group="00000000") is None


def test_a_value_is_missing_for_all_rows_of_the_source(new_house, mapping, tmp_path) -> None:
    house = new_house()
    file = written(tmp_path, DEALS)
    deliver(house, file, mapping=mapping)
    group = group_of(house, "value_unknown", "stage")
    offered = sayable(house, group=group)
    assert (offered.kinds, list(offered.values), list(offered.targets)) == (
        ("means", "missing", "otherwise"), [("Select", 2)], ["new", "offer"],
    )  # fmt: skip
    said = [offered.saying("missing", "Select")]
    before = count().generation
    looked = preview_meaning(house, group=group, said=said)
    assert {key: looked[key] for key in ("tried", "understood", "waiting")} == {
        "tried": 2,
        "understood": 2,
        "waiting": 0,
    }
    assert (count().generation, waiting(house)) == (before, WAITING)
    give_meaning(house, group=group, said=said, now=NOW)
    expected = FINE | {"4": (40_000, None), "5": (50_000, None)}
    assert deals(house) == expected
    assert waiting(house) == {line: why for line, why in WAITING.items() if line not in (5, 6)}
    before = count().generation
    assert deliver(house, file, mapping=mapping)["quarantined"] == 0
    assert count().generation == before
    deliver(
        house, written(tmp_path, [("8", "05.02.2026", "05.02.2026", "8", "Select")], "deals-8.csv"), mapping=mapping
    )
    assert deals(house) == expected | {"8": (800, None)}
    [said_once] = meanings.listed("crm")
    take_meaning_back(house, number=said_once.id, now=NOW)
    assert deals(house) == FINE
    assert sorted(row["value"] for row in quarantine(house)) == [
        "31.02.2026",
        "Select",
        "Select",
        "Select",
        "auf Anfrage",
        "n. V.",
    ]


def test_the_rest_is_said_to_wait_and_why(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    group = group_of(house, "not_a_number", "amount")
    said = [sayable(house, group=group).saying("missing", value) for value in ("auf Anfrage", "n. V.")]
    looked = preview_meaning(house, group=group, said=said)
    assert {key: looked[key] for key in ("tried", "understood", "waiting", "reasons")} == {
        "tried": 2, "understood": 1, "waiting": 1,
        "reasons": [{"reason": "value_unknown", "text": {"de": "Unbekannter Wert", "en": "Unknown value"}, "count": 1}],
    }  # fmt: skip
    with pytest.raises(InputProblems, match="nothing was said"):
        preview_meaning(house, group=group, said=[])
    with pytest.raises(InputProblems, match="no group is called"):
        preview_meaning(house, group="00000000", said=said)


def test_a_word_a_format_and_the_decimal_sign(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    rows = [("4", "04.02.2026", "05.02.2026", "400", "Select"), ("8", "2026-02-05", "05.02.2026", '"1,5"', "Neu")]
    deliver(house, written(tmp_path, rows), mapping=mapping)
    group = group_of(house, "value_unknown", "stage")
    give_meaning(house, group=group, said=[sayable(house, group=group).saying("means", "Select", "offer")], now=NOW)
    assert deals(house) == {"4": (40_000, '{"stage":"offer"}')}
    group = group_of(house, "no_such_date", "created")
    offered = sayable(house, group=group)
    assert offered.formats[0] == ("iso", "2026-12-31", 1)
    give_meaning(house, group=group, said=[offered.saying("format", target="iso")], now=NOW)
    group = group_of(house, "not_a_number", "amount")
    offered = sayable(house, group=group)
    assert offered.decimal == ","
    give_meaning(house, group=group, said=[offered.saying("decimal", target=",")], now=NOW)
    assert deals(house) == {"4": (40_000, '{"stage":"offer"}'), "8": (150, '{"stage":"new"}')}
    assert quarantine(house) == []


def test_a_value_put_right_by_hand_outlives_what_is_said_of_it_later(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    mend_row(house, row=name_of(house, 3), values={"amount": "250"}, now=NOW)
    group = group_of(house, "not_a_number", "amount")
    give_meaning(house, group=group, said=[sayable(house, group=group).saying("missing", "auf Anfrage")], now=NOW)
    assert deals(house)["2"] == (25_000, '{"stage":"new"}')


def test_also_where_the_file_is_gone_its_rows_come_in(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    file = written(tmp_path, DEALS)
    deliver(house, file, mapping=mapping)
    for kept in (house.ledger / "sources").iterdir():
        kept.unlink()
    group = group_of(house, "value_unknown", "stage")
    give_meaning(house, group=group, said=[sayable(house, group=group).saying("missing", "Select")], now=NOW)
    expected = FINE | {"4": (40_000, None), "5": (50_000, None)}
    assert deals(house) == expected
    deliver(house, file, mapping=mapping)
    assert deals(house) == expected


def test_a_mended_mapping_reads_the_kept_files_again(new_sqlite_house, mapping, tmp_path) -> None:
    house = new_sqlite_house()
    deliver(house, written(tmp_path, DEALS), mapping=mapping)
    mapping.write_text(mapping.read_text().replace("Angebot: offer", "Angebot: offer, Select: new"))
    told: dict[str, Any] = retry(house, chosen=Chosen(), mapping=mapping, dry_run=True, now=NOW)
    assert (told["tried"], told["understood"], waiting(house)) == (5, 2, WAITING)
    retry(house, chosen=Chosen(), mapping=mapping, now=NOW)
    assert set(waiting(house)) == {3, 4, 7}
    assert deals(house)["4"] == (40_000, '{"stage":"new"}')
