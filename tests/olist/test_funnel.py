"""Olist through import, fold and funnel says what csv and statistics say about the raw files."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.commands import document
from tests.olist.conftest import HOW_TO, Ask
from tests.olist.raw import DEALS, LEADS, Lead, counted, read_leads, rows, spread

pytestmark = pytest.mark.long

Row = dict[str, Any]


@pytest.fixture(scope="module")
def leads(house: Path) -> list[Lead]:
    return read_leads()


def _days(row: Row) -> tuple[object, ...]:
    return row["n"], *(None if row[key] is None else float(row[key]) for key in ("median_days", "p75_days", "p90_days"))


def _same_spread(row: Row, expected: Sequence[float | None]) -> None:
    assert _days(row) == pytest.approx(tuple(expected), abs=1e-6, nan_ok=False)


def test_every_row_is_read(imported: dict[str, Any], leads: list[Lead]) -> None:
    won = sum(lead.won is not None for lead in leads)
    persons, touches, companies, wins = len(leads), len(leads), won, won
    relations = 2 * won  # each win names its lead and its company
    assert {key: imported[key] for key in ("read", "new", "unchanged", "corrected", "quarantined")} == {
        "read": len(leads) + won,
        "new": persons + touches + companies + wins + relations,
        "unchanged": 0,
        "corrected": 0,
        "quarantined": 0,
    }


def test_the_same_files_again_change_nothing(house: Path, imported: dict[str, Any]) -> None:
    again = document("import", LEADS, DEALS, "--mapping", HOW_TO / "mapping.yaml", cwd=house)
    assert {key: again[key] for key in ("new", "unchanged", "corrected", "quarantined")} == {
        "new": 0, "unchanged": imported["new"], "corrected": 0, "quarantined": 0,
    }  # fmt: skip


def test_the_whole_funnel(ask: Ask, leads: list[Lead]) -> None:
    report = ask()
    won = sum(lead.won is not None for lead in leads)
    assert {row["stage"]: (row["count"], row["implied"]) for row in report["entered"]} == {
        "marketing_lead": (len(leads), 0),
        "won": (won, 0),
    }
    [step] = report["conversion"]
    assert (step["entered"], step["converted"]) == (len(leads), won)
    assert float(step["rate"]) == pytest.approx(won / len(leads), abs=1e-9)
    [velocity] = report["velocity"]
    _same_spread(velocity, spread(leads))


def test_the_win_before_its_form(ask: Ask, house: Path, leads: list[Lead]) -> None:
    """It counts as converted, it is left out of the days, and `check` names it."""
    early = [lead for lead in leads if lead.days is not None and lead.days < 0]
    assert len(early) == 1
    [velocity] = ask()["velocity"]
    won = sum(lead.won is not None for lead in leads)
    assert (velocity["n"], velocity["negative"]) == (won - 1, 1)
    findings = {row["kind"]: row["count"] for row in document("check", cwd=house)["findings"]}
    assert findings["negative_lag"] == 1


def test_by_origin(ask: Ask, leads: list[Lead]) -> None:
    """Empty and "unknown" are two groups."""
    report = ask("--by", "origin")
    expected = counted(leads, lambda lead: lead.origin)
    assert {row["group"]: (row["entered"], row["converted"]) for row in report["conversion"]} == expected
    for row in report["conversion"]:
        came, won = expected[row["group"]]
        assert float(row["rate"]) == pytest.approx(won / came, abs=1e-9)
    assert {row["group"] for row in report["velocity"]} == set(expected)
    for row in report["velocity"]:
        _same_spread(row, spread([lead for lead in leads if lead.origin == row["group"]]))


def test_by_month_of_the_form(ask: Ask, leads: list[Lead]) -> None:
    report = ask("--cohort", "month")
    expected = counted(leads, lambda lead: lead.month)
    assert {row["cohort"]: (row["entered"], row["converted"]) for row in report["conversion"]} == expected
    for row in report["velocity"]:
        _same_spread(row, spread([lead for lead in leads if lead.month == row["cohort"]]))


def test_a_source_of_wins_gives_no_win_rate(ask: Ask, leads: list[Lead]) -> None:
    [row] = ask()["win_rate"]
    won = sum(lead.won is not None for lead in leads)
    assert (row["won"], row["lost"], row["no_decision"], row["open"], row["rate"]) == (won, 0, 0, 0, None)
    assert row["reason"] == "only_wins"


def test_wins_have_no_value(ask: Ask) -> None:
    """What sellers declare as their revenue is not what the deal is worth."""
    [row] = ask()["average_deal"]
    assert (row["wins"], row["wins_with_value"], row["wins_without_value"], row["values"]) == (842, 0, 842, [])


def test_a_field_of_the_deal_is_a_dimension(ask: Ask) -> None:
    """Leads without a deal have no value there, so they stand under (missing) with the deals that have none."""
    groups = {row["group"]: row["converted"] for row in ask("--by", "lead_type")["conversion"]}
    deals = [row["lead_type"] for row in rows(DEALS)]
    assert groups == {**Counter(name or "(missing)" for name in deals)}
