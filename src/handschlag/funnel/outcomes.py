"""How opportunities end: win rate by count and value, average deal, and how many came past the hand-over."""

from typing import Any

from handschlag.funnel.figures import quotient, rate
from handschlag.funnel.periods import label
from handschlag.funnel.populations import FIGURES, Counted, condition, counted, group, relation, window
from handschlag.funnel.shapes import Question, Row, Run

_ENDS = ("won", "lost", "no_decision")
_DEALS = (*_ENDS, "open", "corrected")
_BYPASS = ("opportunities", "bypass")
_WINS = ("wins", "wins_with_value", "wins_without_value")


def win_rates(run: Run, question: Question) -> list[Row]:
    """Won / (won + lost + no decision) of the opportunities closed in the window; those open at its end beside them."""
    found = counted(run, question, _DEALS)
    values = _values(run, question)
    silent = only_wins(run, question.as_of)
    tainted = _won_by_source(run, question)
    rows = []
    for shown in _groups(question, found):
        cell = found.get((None, shown), dict.fromkeys(_DEALS, 0))
        closed = sum(cell[name] for name in _ENDS)
        sources = sorted(silent & tainted.get(shown, set()))
        known = 0 if sources else closed
        rows.append(
            {
                "group": shown, "unit": "opportunity", **cell,
                "rate": rate(cell["won"], known), "loss_rate": rate(cell["lost"], known),
                "reason": "only_wins" if sources else None if closed else "none_closed", "sources": sources,
                "values": [_value_row(row, bool(sources)) for row in values.get(shown, [])],
            }
        )  # fmt: skip
    return rows


def only_wins(run: Run, as_of: int) -> set[str]:
    """The source systems that know wins but not a single opportunity that ended otherwise."""
    sql = """select split_part(opportunity, ':', 1) from opportunities where closed_at <= $1 group by all
        having count(*) filter (where outcome = 'won') > 0
            and count(*) filter (where outcome in ('lost', 'no_decision')) = 0"""
    return {str(row[0]) for row in run(sql, [as_of])}


def average_deals(run: Run, question: Question) -> list[Row]:
    """Sum of won value / wins with a value, per currency; wins without a value are named beside it."""
    found = counted(run, question, _WINS)
    wins = FIGURES["wins_with_value"]
    sql = f"""{relation(question, "wins")} select {group(wins, question)}, currency, count(*), sum(value)::hugeint
        from wins where {condition(wins, question)} group by all order by currency nulls last"""
    sums = _by_group(question, run(sql, []))
    return [
        {
            "group": shown, "unit": "pass", **found.get((None, shown), dict.fromkeys(_WINS, 0)),
            "values": [
                {"currency": currency, "wins": n, "value": int(total), "average": quotient(int(total), n, 2)}
                for currency, n, total in sums.get(shown, [])
            ],
        }
        for shown in _groups(question, found)
    ]  # fmt: skip


def bypass_rates(run: Run, question: Question) -> list[Row]:
    """Opportunities created in the window without an accepted hand-over before them / all created in it."""
    found = counted(run, question, _BYPASS)
    rows = []
    for shown in _groups(question, found):
        cell = found.get((None, shown), dict.fromkeys(_BYPASS, 0))
        share = rate(cell["bypass"], cell["opportunities"])
        rows.append({"group": shown, "unit": "opportunity", **cell, "rate": share})
    return rows


def _values(run: Run, question: Question) -> dict[str | None, list[tuple[Any, ...]]]:
    """Per group and currency: number and value of what closed. A lost opportunity counts with its last known value."""
    won = FIGURES["won"]
    worth = "coalesce(value, case when state <> 'won' then open_value end)"
    sums = ", ".join(f"coalesce(sum({worth}) filter (state = '{end}'), 0)::hugeint" for end in _ENDS)
    sql = f"""{relation(question, "deals")} select {group(won, question)}, currency, {sums}, count(*) - count({worth})
        from deals where state <> 'open' and {window(question, "closed_at")}
        group by all order by currency nulls last"""
    return _by_group(question, run(sql, []))


def _value_row(row: tuple[Any, ...], hidden: bool) -> Row:
    currency, won, lost, no_decision, without = row[0], int(row[1]), int(row[2]), int(row[3]), row[4]
    total = 0 if hidden else won + lost + no_decision
    return {
        "currency": currency, "won": won, "lost": lost, "no_decision": no_decision,
        "without_value": without, "rate": rate(won, total),
    }  # fmt: skip


def _won_by_source(run: Run, question: Question) -> dict[str | None, set[str]]:
    """Which source systems the wins of each group come from."""
    won = FIGURES["won"]
    sql = f"""{relation(question, "deals")} select distinct {group(won, question)}, connection from deals
        where {condition(won, question)}"""
    return {shown: {str(row[0]) for row in rows} for shown, rows in _by_group(question, run(sql, [])).items()}


def _by_group(question: Question, rows: list[tuple[Any, ...]]) -> dict[str | None, list[tuple[Any, ...]]]:
    found: dict[str | None, list[tuple[Any, ...]]] = {}
    for cell, *rest in rows:
        shown = label(cell, question.grid) if question.by == "cohort" else cell
        found.setdefault(shown, []).append(tuple(rest))
    return found


def _groups(question: Question, found: Counted) -> list[str | None]:
    return sorted({shown for _, shown in found}, key=str) if question.by else [None]
