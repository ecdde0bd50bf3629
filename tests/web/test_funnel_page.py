"""The funnel page shows what comes out when the raw rows are folded and counted by hand."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from tests.funnel.oracle import Oracle, quantile
from tests.web import written
from tests.web.expected import funnel
from tests.web.reading import by_id, cells, having, opened, text
from tests.web.small_house import EARLIER, TODAY
from tests.web.written import STAGES, amounts, share, span

KEYS = list(STAGES)
LABELS = list(STAGES.values())
STEPS = [(no, no + 1) for no in range(4)]
COLUMNS = [*STEPS, (0, 4)]
END = {
    TODAY: datetime.fromisoformat("2026-04-15T21:59:59.999999Z"),
    EARLIER: datetime.fromisoformat("2025-12-31T22:59:59.999999Z"),
}

#: What is asked in the address, and the same for the oracle (whose window ends before its last day).
QUESTIONS: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({}, {}),
    ({"start": "2025-04-01", "end": "2025-06-30"}, {"start": date(2025, 4, 1), "end": date(2025, 7, 1)}),
    ({"path": "sales"}, {"path": "sales"}),
    ({"as_of": EARLIER}, {}),
    ({"unit": "person"}, {"unit": "person"}),
    ({"unit": "company"}, {"unit": "company"}),
    ({"unit": "opportunity"}, {"unit": "opportunity"}),
]  # fmt: skip
asked = pytest.mark.parametrize(("query", "question"), QUESTIONS, ids=lambda each: "-".join(each) or "everything")


def both(client: Client, query: dict[str, str], question: dict[str, Any]) -> tuple[Any, Oracle]:
    query = {"as_of": TODAY, **query}
    return opened(client, "/funnel/", query), funnel(END[query["as_of"]], **question)


@asked
def test_bars_and_rates(client_in: Client, query: dict[str, str], question: dict[str, Any]) -> None:
    page, oracle = both(client_in, query, question)
    expected = []
    for no, label in enumerate(LABELS):
        counts = [
            oracle.units(oracle.entered(no, None, None, basis)) for basis in (None, "derived", "reported", "implied")
        ]
        line = [label, *map(str, counts), "", "", ""]
        if no < 4:
            reached = oracle.units(oracle.reached(no, no + 1, None, None))
            line[-3:] = [str(reached), str(counts[0]), share(reached, counts[0])]
        expected.append(line)
    assert any(int(line[1]) for line in expected)
    under = by_id(page, "bars").findall(".//table")[0]
    assert [[*line[:-1], line[-1].partition(" (")[0]] for line in cells(under)] == expected
    assert [text(count) for count in having(page, "bar__count")] == [line[1] for line in expected]


def test_a_person_with_two_passes_is_counted_once(client_in: Client) -> None:
    counts = {}
    for unit in ("pass", "person", "company"):
        page, oracle = both(client_in, {"unit": unit}, {"unit": unit})
        counts[unit] = oracle.units(oracle.entered(0, None, None))
        [said, *_] = having(page, "provenance")
        words = {"pass": "passes", "person": "persons", "company": "companies"}
        assert text(said).startswith(f"n = {counts[unit]} {words[unit]} · all days · ")
    assert counts["pass"] > counts["person"] > counts["company"] > 0


@asked
def test_how_long_steps_take(client_in: Client, query: dict[str, str], question: dict[str, Any]) -> None:
    page, oracle = both(client_in, query, question)
    expected = []
    for first, second in STEPS:
        lags = [oracle.lag(one, first, second) for one in oracle.timed(first, second, None, None)]
        points = [span(quantile(lags, Fraction(part, 100))) for part in (50, 75, 90)]
        negative = sum(oracle.lag(one, first, second) < 0 for one in oracle.reached(first, second, None, None))
        expected.append([f"{LABELS[first]} → {LABELS[second]}", str(len(lags)), *points, str(negative)])
    found = cells(by_id(page, "pace").findall(".//table")[-1])
    assert [[*line[:5], line[6]] for line in found] == expected


def test_there_is_a_negative_lag_to_show(client_in: Client) -> None:
    page, _ = both(client_in, {}, {})
    assert cells(by_id(page, "pace").findall(".//table")[-1])[0][6] == "1"


@asked
def test_inventory_and_flow(client_in: Client, query: dict[str, str], question: dict[str, Any]) -> None:
    page, oracle = both(client_in, query, question)
    until = oracle.as_of + 1 if oracle.end is None else oracle.end
    expected = []
    for key, label in STAGES.items():
        start = 0 if oracle.start is None else oracle.standing(key, None, oracle.start)
        mine = [move for move in oracle.moves if move["stage"] == key]
        into, out = (sum(oracle.inside(move[end]) for move in mine) for end in ("from_at", "to_at"))
        expected.append([label, str(start), f"+ {into}", f"− {out}", str(oracle.standing(key, None, until)), ""])
    assert cells(by_id(page, "flow").findall(".//table")[0]) == expected
    assert having(page, "problem") == []


@asked
def test_how_opportunities_end(client_in: Client, query: dict[str, str], question: dict[str, Any]) -> None:
    page, oracle = both(client_in, query, question)
    won, lost, undecided = (len(oracle.ended(outcome, None)) for outcome in ("won", "lost", "no_decision"))
    ends = {"won": won, "lost": lost, "no decision": undecided, "open": len(oracle.still_open(None))}
    assert [text(end) for end in having(page, "end")] == [f"{word}{count}" for word, count in ends.items()]
    rate, average = having(page, "stat")
    closed = won + lost + undecided
    assert text(rate).startswith(f"{share(won, closed)}of {closed} closed")
    wins = [p for p in oracle.passes.values() if p["outcome"] == "won" and oracle.inside(p["closed_at"])]
    valued = [(p["value"], p["currency"]) for p in wins if p["value"] is not None]
    assert [text(amount) for amount in average.findall("strong")] == (amounts(valued) or ["no data"])
    said = [text(link) for link in average.iter("a")]
    without = len(wins) - len(valued)
    assert said == [f"{len(valued)} win{'' if len(valued) == 1 else 's'}"] + [f"{without} without a value"] * bool(
        without
    )


@pytest.mark.parametrize("by", ["channel", "campaign", "market", "industry", "origin", "path"])
def test_groups(client_in: Client, by: str) -> None:
    page, oracle = both(client_in, {"by": by}, {"by": by})
    groups = {group for _, group in oracle.cells()}
    counts = {group: [len(oracle.entered(no, None, group)) for no in range(5)] for group in groups}
    expected = []
    for group in groups:
        won, lost, undecided = (len(oracle.ended(outcome, group)) for outcome in ("won", "lost", "no_decision"))
        closed = won + lost + undecided
        line = []
        for no, count in enumerate(counts[group]):
            rate = share(len(oracle.reached(no, no + 1, None, group)), count) if no < 4 else ""
            line.append(f"{count}{'→ ' if no < 4 and count else ''}{rate}")
        expected.append([str(group), *line, f"{share(won, closed)} {won}/{closed}" if closed else "no data"])
    found = [[cell.partition(" (not")[0].partition(" (noth")[0] for cell in line] for line in
             cells(by_id(page, "groups").findall(".//table")[0])]  # fmt: skip
    assert sorted(found) == sorted(expected)
    firsts = [counts[line[0]] for line in found]
    assert firsts == sorted(firsts, reverse=True)


@pytest.mark.parametrize("cohort", ["month", "quarter"])
def test_cohorts(client_in: Client, cohort: str) -> None:
    page, oracle = both(client_in, {"cohort": cohort}, {"cohort": "month"})
    months = sorted({str(month) for month, _ in oracle.cells()})
    together: dict[str, list[str]] = {}
    for month in months:
        label = written.month(date.fromisoformat(f"{month}-01"))
        quarter = f"Q{(int(month[5:]) + 2) // 3} {month[:4]}"
        together.setdefault(label if cohort == "month" else quarter, []).append(month)
    expected = []
    for label, parts in together.items():
        line = []
        for first, second in COLUMNS:
            entered = sum(len(oracle.entered(first, month, None)) for month in parts)
            reached = sum(len(oracle.reached(first, second, month, None)) for month in parts)
            line.append(f"{share(reached, entered)} {reached}/{entered}" if entered else "no data")
        expected.append([label, *line])
    table = by_id(page, "cohorts").findall(".//table")[0]
    for mark in having(table, "grid__mark"):
        mark.clear()
    assert cells(table) == expected


def test_a_window_without_entries_has_a_page(client_in: Client) -> None:
    page = opened(client_in, "/funnel/", {"by": "channel", "start": "2024-01-01", "end": "2024-12-31", "as_of": TODAY})
    assert [text(count) for count in having(page, "bar__count")] == ["0"] * 5
    assert [text(rate) for rate in having(page, "rate")] == ["↓ no data"] * 4
    assert "No pass entered in this window. Choose a longer one." in text(by_id(page, "cohorts"))


def test_figures_say_what_they_are_about(client_in: Client) -> None:
    page, oracle = both(client_in, {"start": "2025-04-01", "end": "2025-06-30"}, QUESTIONS[1][1])
    [said, *_] = having(page, "provenance")
    entered = len(oracle.entered(0, None, None))
    assert text(said).startswith(
        f"n = {entered} passes · 1 Apr 2025 – 30 Jun 2025 · as of 15 Apr 2026, 23:59 · Agreement draft "
    )
    assert text(said).endswith(" (Trial – not signed)")
