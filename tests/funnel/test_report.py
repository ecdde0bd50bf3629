"""Every figure of the report against plain loops over the same random tables, equal to the last digit."""

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any
from uuid import UUID

import pytest

from handschlag.funnel.report import funnel_report
from tests.funnel.oracle import Oracle, Row, in_days, pairs, plain, quantile, text
from tests.funnel.worlds import STAGES, ZONE, a_pass, at, loaded, world

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"by": "origin"},
    {"cohort": "month"},
    {"by": "cohort"},
    {"by": "path", "cohort": "month"},
    {"by": "kind", "start": date(2026, 1, 15)},
    {"start": date(2026, 2, 1), "end": date(2026, 4, 1)},
    {"by": "owner", "start": date(2026, 3, 28), "end": date(2026, 3, 31)},
    {"start": date(2026, 2, 1), "end": date(2026, 8, 1)},
    {"path": "sales"},
    {"kind": "expansion", "end": date(2026, 3, 1)},
    {"unit": "person", "by": "origin"},
    {"unit": "company", "cohort": "month"},
    {"unit": "opportunity"},
]
AS_OF = at("2026-04-20T12:00:00")
cases = pytest.mark.parametrize(
    ("question", "seed"), [(q, seed) for seed, q in enumerate(QUESTIONS)] + [(q, 99) for q in QUESTIONS]
)


@cache
def reported(seed: int, no: int) -> tuple[Row, Oracle]:
    tables, question = world(seed), QUESTIONS[no]
    report = funnel_report(loaded(tables), stages=STAGES, time_zone=ZONE, as_of=AS_OF, **question)
    return report, Oracle(tables, AS_OF, **question)


def asked(seed: int, question: dict[str, Any]) -> tuple[Row, Oracle]:
    return reported(seed, QUESTIONS.index(question))


def cells(oracle: Oracle) -> list[tuple[str | None, str | None]]:
    """Every cell the report has rows for: all groups, and the cohorts in which something happened."""
    if oracle.by and not oracle.cohort:
        return oracle.cells()
    return oracle.cells() if oracle.cohort else [(None, None)]


@cases
def test_entered(question: dict[str, Any], seed: int) -> None:
    report, oracle = asked(seed, question)
    expected = {}
    for no, stage in enumerate(STAGES):
        for cohort, group in cells(oracle):
            counts = [
                oracle.units(oracle.entered(no, cohort, group, b)) for b in (None, "derived", "reported", "implied")
            ]
            if counts[0] or not oracle.cohort:
                expected[stage.key, cohort, group] = counts
    found = {
        (row["stage"], row["cohort"], row["group"]): [row[k] for k in ("count", "derived", "reported", "implied")]
        for row in report["entered"]
    }
    assert found == expected
    assert {row["unit"] for row in report["entered"]} == {oracle.unit}


@cases
def test_conversion(question: dict[str, Any], seed: int) -> None:
    report, oracle = asked(seed, question)
    expected = {}
    for a, b in pairs():
        for cohort, group in cells(oracle):
            entered = oracle.entered(a, cohort, group)
            reached = oracle.reached(a, b, cohort, group)
            n, m = oracle.units(entered), oracle.units(reached)
            implied = oracle.units(p for p in reached if oracle.entries[p, b]["basis"] == "implied")
            if n or not oracle.cohort:
                rate = text(Fraction(m, n), 12) if n else None
                before = oracle.units(oracle.entered(a, cohort, group, "implied"))
                expected[(*plain(a, b), cohort, group)] = [n, m, rate, before, implied]
    keys = ("entered", "converted", "rate", "entered_implied", "converted_implied")
    found = {
        (row["from"], row["to"], row["cohort"], row["group"]): [row[k] for k in keys] for row in report["conversion"]
    }
    assert found == expected
    assert {(row["method"], row["unit"]) for row in report["conversion"]} == {("cohort", oracle.unit)}


@cases
def test_velocity(question: dict[str, Any], seed: int) -> None:
    report, oracle = asked(seed, question)
    found = {(row["from"], row["to"], row["cohort"], row["group"]): row for row in report["velocity"]}
    for a, b in pairs():
        for cohort, group in cells(oracle):
            if not oracle.units(oracle.entered(a, cohort, group)) and oracle.cohort:
                continue
            row = found.pop((*plain(a, b), cohort, group))
            timed = oracle.timed(a, b, cohort, group)
            reached = oracle.reached(a, b, cohort, group)
            assert row["n"] == len(timed)
            assert row["negative"] == sum(oracle.lag(p, a, b) < 0 for p in reached)
            for name, share in (("median", Fraction(1, 2)), ("p75", Fraction(3, 4)), ("p90", Fraction(9, 10))):
                elapsed = quantile((oracle.lag(p, a, b) for p in timed), share)
                assert row[f"{name}_days"] == text(in_days(elapsed), 6)
                calendar = quantile((oracle.days(p, a, b) for p in timed), share)
                assert row[f"{name}_calendar_days"] == text(calendar, 2)
    assert found == {}


@cases
def test_period_ratio(question: dict[str, Any], seed: int) -> None:
    report, oracle = asked(seed, question)
    for row in report["period_ratio"]:
        a, b = (next(s.no for s in STAGES if s.key == row[end]) for end in ("from", "to"))
        below = oracle.units(oracle.entered(a, row["period"], row["group"]))
        above = oracle.units(oracle.entered(b, row["period"], row["group"]))
        ratio = text(Fraction(above, below), 12) if below else None
        assert (row["numerator"], row["denominator"], row["ratio"], row["method"]) == (above, below, ratio, "period")


@cases
def test_win_rate(question: dict[str, Any], seed: int) -> None:
    report, oracle = asked(seed, question)
    known = [o for o in oracle.all_deals if oracle.closed(o)]
    sources = {o["opportunity"].split(":")[0] for o in known if o["outcome"] == "won"}
    sources -= {o["opportunity"].split(":")[0] for o in known if o["outcome"] in ("lost", "no_decision")}
    groups = {row["group"] for row in report["win_rate"]}
    assert groups == {None} if not oracle.by else None not in groups
    for row in report["win_rate"]:
        won, lost, none = (oracle.ended(outcome, row["group"]) for outcome in ("won", "lost", "no_decision"))
        total = len(won) + len(lost) + len(none)
        silent = sorted({o["opportunity"].split(":")[0] for o in won} & sources)
        rates = [text(Fraction(len(part), total), 12) if total and not silent else None for part in (won, lost)]
        reason = "only_wins" if silent else None if total else "none_closed"
        assert [row[k] for k in ("won", "lost", "no_decision")] == [len(won), len(lost), len(none)]
        assert row["open"] == len(oracle.still_open(row["group"]))
        assert [row["rate"], row["loss_rate"], row["reason"], row["sources"]] == [*rates, reason, silent]
        assert row["corrected"] == sum(o["corrected"] for o in (*won, *lost, *none))
        for line in row["values"]:
            worth = [
                sum(
                    o["value"] if o["value"] is not None else (o["open_value"] or 0) if o["outcome"] != "won" else 0
                    for o in part
                    if o["currency"] == line["currency"]
                )
                for part in (won, lost, none)
            ]
            assert [line["won"], line["lost"], line["no_decision"]] == worth
            share = text(Fraction(worth[0], sum(worth)), 12) if sum(worth) and not silent else None
            assert line["rate"] == share


@cases
def test_balances(question: dict[str, Any], seed: int) -> None:
    report, oracle = asked(seed, question)
    until = oracle.as_of + 1 if oracle.end is None else min(oracle.end, oracle.as_of + 1)
    assert len(report["flow"]) == len(report["inventory"]) > 0
    for row, stock in zip(report["flow"], report["inventory"], strict=True):
        assert row["start"] + row["in"] - row["out"] == row["end"] == stock["count"]
        assert row["end"] == oracle.standing(row["stage"], row["group"], until)
        start = 0 if oracle.start is None else oracle.standing(row["stage"], row["group"], oracle.start)
        assert row["start"] == start
        entered = [
            m
            for m in oracle.moves
            if m["stage"] == row["stage"] and oracle.group(m["pass_id"], m["from_at"]) == row["group"]
        ]
        assert row["in"] == sum(oracle.inside(m["from_at"]) for m in entered)


@cases
def test_average_deal_and_bypass(question: dict[str, Any], seed: int) -> None:
    report, oracle = asked(seed, question)
    wins = [p for p in oracle.passes.values() if p["outcome"] == "won" and oracle.inside(p["closed_at"])]
    for row in report["average_deal"]:
        mine = [p for p in wins if oracle.group(p["pass_id"], p["closed_at"]) == row["group"]]
        assert row["wins"] == len(mine)
        assert row["wins_without_value"] == sum(p["value"] is None for p in mine)
        for line in row["values"]:
            values = [p["value"] for p in mine if p["value"] is not None and p["currency"] == line["currency"]]
            average = text(Fraction(sum(values), len(values)), 2)
            assert [line["wins"], line["value"], line["average"]] == [len(values), sum(values), average]
    assert sum(row["wins"] for row in report["average_deal"]) == len(wins)
    for row in report["bypass"]:
        created = [
            o
            for o in oracle.deals
            if oracle.inside(o["created_at"]) and oracle.group(o["pass_id"], o["created_at"]) == row["group"]
        ]
        skipped = sum(o["bypass"] for o in created)
        rate = text(Fraction(skipped, len(created)), 12) if created else None
        assert [row["opportunities"], row["bypass"], row["rate"]] == [len(created), skipped, rate]


def test_groups_of_a_dimension_keep_missing_and_unknown_apart() -> None:
    report, _ = asked(1, {"by": "origin"})
    assert list(dict.fromkeys(row["group"] for row in report["entered"])) == ["(missing)", "fair", "unknown", "web"]


def test_nothing_after_as_of_exists() -> None:
    """A report as of an instant equals that of tables from which everything later was removed."""
    tables, as_of = world(7), at("2026-02-10T09:30:00")
    whole = funnel_report(loaded(tables), stages=STAGES, time_zone=ZONE, as_of=as_of, by="origin", cohort="month")
    for table, column in (("entries", "entered_at"), ("moves", "from_at"), ("passes", "opened_at")):
        tables[table] = [row for row in tables[table] if row[column] <= as_of]
    kept = {p["pass_id"] for p in tables["passes"]}
    tables["entries"] = [e for e in tables["entries"] if e["pass_id"] in kept]
    tables["opportunities"] = [o for o in tables["opportunities"] if o["created_at"] <= as_of]
    for row in (*tables["passes"], *tables["opportunities"]):
        if row["closed_at"] is not None and row["closed_at"] > as_of:
            row.update(closed_at=None, outcome="open", value=None)
    for row in tables["moves"]:
        row["to_at"] = row["to_at"] if row["to_at"] is not None and row["to_at"] <= as_of else None
    cut = funnel_report(loaded(tables), stages=STAGES, time_zone=ZONE, as_of=as_of, by="origin", cohort="month")
    assert cut == whole


def test_a_window_begins_with_its_first_instant() -> None:
    """Of two stays that touch at the window's start, the one ends before it is in, the other comes in."""
    edge = at("2026-02-01")
    stays = [
        {"pass_id": UUID(int=1), "stage": stage, "from_at": start, "to_at": end, "attempt": 1, "cause": "entered"}
        for stage, start, end in (("prospect", edge - 5, edge), ("marketing_lead", edge, edge + 5))
    ]
    report = funnel_report(
        loaded({"passes": [a_pass(1)], "moves": stays}), stages=STAGES, time_zone="UTC", as_of=AS_OF,
        start=date(2026, 2, 1), parts=["flow"],
    )  # fmt: skip
    assert [(row["start"], row["in"], row["out"], row["end"]) for row in report["flow"]][:2] == [
        (1, 0, 1, 0),
        (0, 1, 1, 0),
    ]


def test_no_data_is_not_zero() -> None:
    report = funnel_report(loaded({}), stages=STAGES, time_zone=ZONE, as_of=AS_OF)
    assert [row["count"] for row in report["entered"]] == [0] * 5
    assert {(row["entered"], row["rate"], row["reason"]) for row in report["conversion"]} == {(0, None, "no_entries")}
    assert {row["ratio"] for row in report["period_ratio"]} == {None}
    assert {(row["n"], row["median_days"], row["km_median_days"]) for row in report["velocity"]} == {(0, None, None)}
    assert [(row["rate"], row["reason"]) for row in report["win_rate"]] == [(None, "none_closed")]
    assert [row["rate"] for row in report["bypass"]] == [None]
