"""The funnel turned on its head, without lags: from a revenue goal back to the leads it needs, in exact arithmetic."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from handschlag.errors import InputProblems, Problem
from handschlag.planning.amounts import Number, read_amount, read_share

Rate = tuple[str, str, Number]

#: The example of the source article, and why its printed figures differ.
EXAMPLE: dict[str, Any] = {
    "revenue": 5_000_000,
    "marketing_share": "60 %",
    "deal": 100_000,
    "rates": (
        ("opportunity", "won", "25 %"),
        ("sales_ready_lead", "opportunity", "75 %"),
        ("marketing_lead", "sales_ready_lead", "10 %"),
    ),
}
EXAMPLE_NOTE = {
    "en": "The article prints 150 sales-ready leads and 1,500 marketing leads. It multiplies 120 opportunities by "
    "1.25, and 120 of 150 is a rate of 80 %. At the 75 % it names, three of four sales-ready leads become "
    "opportunities: 120 / 0.75 = 160, and 160 / 0.10 = 1,600.",
    "de": "Der Artikel nennt 150 Sales Ready Leads und 1.500 Marketing Leads. Er multipliziert 120 Opportunities mit "
    "1,25, und 120 von 150 sind eine Quote von 80 %. Bei den genannten 75 % werden drei von vier Sales Ready Leads zu "
    "Opportunities: 120 / 0,75 = 160, und 160 / 0,10 = 1.600.",
}


def reverse(*, revenue: Number, marketing_share: Number, deal: Number, rates: Sequence[Rate]) -> dict[str, Any]:
    """Counts back from the goal: `ceil(revenue x share / deal)` wins, then `ceil(needed / rate)` at every step.

    `rates` are (from, to, rate) of a chain of stages, in any order. `needed` has every stage, the last one first.
    """
    problems: list[Problem] = []
    goal = read_amount(revenue, "revenue", problems)
    share = read_share(marketing_share, "marketing share", problems)
    average = read_amount(deal, "average deal", problems)
    shares = {(first, second): read_share(rate, f"rate {first}:{second}", problems) for first, second, rate in rates}
    chain = _chain(rates, problems)
    if problems:
        raise InputProblems(*problems)
    exact = goal * share / average
    needed = {chain[0][1]: ceil(exact)}
    steps = [_first_step(chain[0][1], goal, share, average)]
    for first, second in chain:
        rate = shares[first, second]
        needed[first] = ceil(needed[second] / rate)
        steps.append(
            {
                "stage": first, "needed": needed[first], "next": second, "next_needed": needed[second],
                "rate": _text(rate), "exact": _text(needed[second] / rate),
            }
        )  # fmt: skip
    return {
        "needed": needed,
        "steps": steps,
        "note": EXAMPLE_NOTE if _is_example(goal, share, average, shares) else None,
    }


def _first_step(won: str, goal: Fraction, share: Fraction, average: Fraction) -> dict[str, Any]:
    return {
        "stage": won, "needed": ceil(goal * share / average), "revenue": _text(goal), "marketing_share": _text(share),
        "marketing_revenue": _text(goal * share), "deal": _text(average), "exact": _text(goal * share / average),
    }  # fmt: skip


def _chain(rates: Sequence[Rate], problems: list[Problem]) -> list[tuple[str, str]]:
    """The steps from the end backwards; whatever keeps them from being one chain is a problem."""
    before: dict[str, str] = {}
    starts: set[str] = set()
    for first, second, _ in rates:
        if second in before or first in starts or first == second:
            hint = "give one rate for each step, each from one stage to the next"
            problems.append(Problem(message=f"the rate {first}:{second} does not fit into one chain", hint=hint))
        before.setdefault(second, first)
        starts.add(first)
    ends = [stage for stage in before if stage not in starts]
    if len(ends) != 1:
        found = "no rate is given" if not rates else "the rates form no chain with one end"
        problems.append(Problem(message=found, hint="for example opportunity:won=25%"))
        return []
    chain, stage = [], ends[0]
    while stage in before:
        chain.append((before[stage], stage))
        stage = before[stage]
    if len(chain) != len(before) and not problems:
        problems.append(
            Problem(message="the rates form a circle", hint="a chain runs from the first stage to the last")
        )
    return chain


def _is_example(goal: Fraction, share: Fraction, average: Fraction, shares: dict[tuple[str, str], Fraction]) -> bool:
    same_goal = goal == 5_000_000 and share == Fraction(3, 5) and average == 100_000
    return same_goal and sorted(shares.values()) == [Fraction(1, 10), Fraction(1, 4), Fraction(3, 4)]


def _text(value: Fraction) -> str:
    """A whole number or terminating decimal as such, anything else as a fraction."""
    scale = 1
    while scale <= 10**12:
        if (value * scale).denominator == 1:
            digits = f"{int(value * scale):0{len(str(scale))}d}"
            places = len(str(scale)) - 1
            return digits if not places else f"{digits[:-places]}.{digits[-places:]}"
        scale *= 10
    return f"{value.numerator}/{value.denominator}"
