"""What is said of an export before it is imported: sound ones nothing, spoilt ones exactly what is wrong."""

from pathlib import Path

import pytest

from handschlag.mapping.cautions.kinds import WORDS
from handschlag.mapping.cautions.limits import LIMITS
from tests.cautions.exports import CONTACTS, DEALS, contact, deal, suspected, text, written


def sound(folder: Path) -> list[Path]:
    stages = ["Closed Won", "Closed Lost", "Negotiation"]
    return written(
        folder,
        contacts=text(CONTACTS, *(contact(n, won=1 if n % 3 == 0 else 0) for n in range(30))),
        deals=text(DEALS, *(deal(n, stage=stages[n % 3]) for n in range(30))),
    )


def test_sound_exports_raise_no_suspicion(tmp_path: Path) -> None:
    assert suspected(sound(tmp_path)) == []


@pytest.mark.parametrize("rows", [2_000, 1_000])
def test_exactly_as_many_rows_as_a_program_allows(tmp_path: Path, rows: int) -> None:
    contacts, deals = sound(tmp_path)
    contacts.write_text(text(CONTACTS, *(contact(n) for n in range(rows - 1))), "utf-8")
    assert [one for one in suspected([contacts, deals]) if one[0] != "claimed_wins"] == []
    contacts.write_text(text(CONTACTS, *(contact(n) for n in range(rows))), "utf-8")
    kind = "row_limit" if LIMITS[rows] else "round_number"
    details = {"rows": rows, **({"whose": LIMITS[rows]} if LIMITS[rows] else {})}
    assert suspected([contacts, deals]) == [(kind, ("contacts.csv",), details)]


def test_a_file_that_ends_inside_a_row(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    whole = deals.read_text("utf-8")
    deals.write_text(whole[: whole.rindex("EUR")], "utf-8")
    assert suspected([contacts, deals]) == [("cut", ("deals.csv",), {"line": 31})]


def test_a_file_that_ends_inside_a_quoted_value(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    deals.write_text(deals.read_text("utf-8") + 'D-99,"Line\nof a', "utf-8")
    assert suspected([contacts, deals]) == [("cut", ("deals.csv",), {"line": 32})]


def test_the_foot_of_a_report_is_no_cut(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    deals.write_text(deals.read_text("utf-8") + "\nOpen deals\nCopyright 2026\n", "utf-8")
    assert suspected([contacts, deals]) == []


def test_exports_put_one_behind_the_other(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    rows = [deal(n, stage="Closed Lost" if n % 2 else "Closed Won") for n in range(30)]
    deals.write_text(text(DEALS, *rows[:20], DEALS, *rows[20:]), "utf-8")
    assert suspected([contacts, deals]) == [("headers_again", ("deals.csv",), {"times": 1})]


def test_lines_above_the_headers_are_passed_over_and_said(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    deals.write_text('Deals of the quarter\n"Made by: Anna, Sales"\n\n' + deals.read_text("utf-8"), "utf-8")
    assert suspected([contacts, deals]) == [("preamble", ("deals.csv",), {"lines": 3})]


def test_only_headers(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    (companies,) = written(tmp_path, companies=text(("Company ID", "Company Name", "Website", "Industry")))
    assert ("empty", ("companies.csv",), {}) in suspected([contacts, deals, companies])


def test_the_same_file_twice(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    (copy,) = written(tmp_path, copy=deals.read_text("utf-8"))
    assert ("same_file", ("deals.csv", "copy.csv"), {}) in suspected([contacts, deals, copy])


def test_two_files_say_different_amounts_of_the_same_deals(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    rows = [deal(n, stage="Closed Won", amount="1.00" if n < 12 else "") for n in range(0, 30, 3)]
    (other,) = written(tmp_path, won=text(DEALS, *rows))
    [found] = [one for one in suspected([contacts, deals, other]) if one[0] == "contradiction"]
    assert found == (
        "contradiction",
        ("deals.csv", "won.csv"),
        {"records": 4, "field": "amount", "example": "D-0", "left": "100050", "right": "100"},
    )


def test_a_newer_version_is_no_contradiction(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    rows = [[*deal(n, amount="1.00")[:-1], "2026-05-01 10:00:00"] for n in range(0, 30, 3)]
    (other,) = written(tmp_path, won=text(DEALS, *rows))
    assert [one for one in suspected([contacts, deals, other]) if one[0] == "contradiction"] == []


def test_deals_name_contacts_that_the_list_of_contacts_lacks(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    contacts.write_text(text(CONTACTS, *(contact(n) for n in range(24))), "utf-8")
    lacks = {"object": "contact", "total": 30, "missing": 6}
    assert suspected([contacts, deals]) == [("missing_records", ("deals.csv", "contacts.csv"), lacks)]


def test_contacts_count_more_wins_than_there_are(tmp_path: Path) -> None:
    contacts, deals = sound(tmp_path)
    contacts.write_text(text(CONTACTS, *(contact(n, won=n % 2) for n in range(30))), "utf-8")
    claims = {"persons": 15, "claimed": 15, "column": "Won Deals", "wins": 10}
    assert suspected([contacts, deals]) == [("claimed_wins", ("contacts.csv", "deals.csv"), claims)]


def test_every_kind_is_said_in_both_languages() -> None:
    for german, english, hint_de, hint_en in WORDS.values():
        assert len({german, english, hint_de, hint_en}) == 4
