"""The lag-free chain: exact, rounded up at every step, and clear about what is wrong with its input."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, strategies as st

from handschlag.errors import InputProblems
from handschlag.planning.amounts import read_amount, read_share
from handschlag.planning.reverse import EXAMPLE, EXAMPLE_NOTE, reverse


def test_the_articles_example() -> None:
    """5.000.000 €, 60 %, 100.000 €, 25 %, 75 %, 10 %"""
    result = reverse(**EXAMPLE)
    assert result["needed"] == {"won": 30, "opportunity": 120, "sales_ready_lead": 160, "marketing_lead": 1600}
    assert list(result["needed"]) == ["won", "opportunity", "sales_ready_lead", "marketing_lead"]
    assert result["note"] == EXAMPLE_NOTE


def test_the_example_as_the_article_counts_it_is_a_rate_of_80_percent() -> None:
    """120 x 1,25 = 150 is what 80 % needs, so the article's figures follow from another rate than it names."""
    rates = [(a, b, "80 %" if a == "sales_ready_lead" else rate) for a, b, rate in EXAMPLE["rates"]]
    result = reverse(**{**EXAMPLE, "rates": rates})
    assert result["needed"] == {"won": 30, "opportunity": 120, "sales_ready_lead": 150, "marketing_lead": 1500}
    assert result["note"] is None


def test_steps_show_the_way() -> None:
    steps = reverse(**EXAMPLE)["steps"]
    assert steps[0] == {
        "stage": "won", "needed": 30, "revenue": "5000000", "marketing_share": "0.6", "marketing_revenue": "3000000",
        "deal": "100000", "exact": "30",
    }  # fmt: skip
    assert steps[2] == {
        "stage": "sales_ready_lead", "needed": 160, "next": "opportunity", "next_needed": 120, "rate": "0.75",
        "exact": "160",
    }  # fmt: skip


@pytest.mark.parametrize("rate", ["0.3", "0,3", "30%", "30 %", "3/10", Decimal("0.3"), Fraction(3, 10)])
def test_thirty_over_three_tenths_is_a_hundred(rate: str) -> None:
    """With floating numbers, 30 / 0.3 can become 100.00000000000001 and then 101."""
    assert reverse(revenue=30, marketing_share=1, deal=1, rates=[("lead", "won", rate)])["needed"]["lead"] == 100


def test_every_step_is_rounded_up_before_the_next() -> None:
    """10 / 4 = 2.5, so 3 wins; 3 / 0.4 = 7.5, so 8; 8 / 0.3 = 26.7, so 27. Rounding only at the end gives 21."""
    result = reverse(revenue=10, marketing_share=1, deal=4, rates=[("b", "c", "40%"), ("a", "b", "30%")])
    assert result["needed"] == {"c": 3, "b": 8, "a": 27}
    assert result["steps"][2]["exact"] == "80/3"


@given(
    st.integers(1, 10**9),
    st.integers(1, 10**6),
    st.lists(st.fractions(Fraction(1, 1000), 1).filter(bool), min_size=1, max_size=6),
)
def test_each_need_is_the_smallest_that_is_enough(revenue: int, deal: int, shares: list[Fraction]) -> None:
    rates = [(f"s{no}", f"s{no + 1}", share) for no, share in enumerate(shares)]
    needed = reverse(revenue=revenue, marketing_share=1, deal=deal, rates=list(reversed(rates)))["needed"]
    assert needed[f"s{len(shares)}"] == ceil(Fraction(revenue, deal))
    for first, second, share in rates:
        assert needed[first] * share >= needed[second] > (needed[first] - 1) * share


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5000000", 5_000_000), ("5_000_000", 5_000_000), ("5.000.000", 5_000_000), ("5,000,000", 5_000_000),
        ("5.000.000,50 €", Fraction(10_000_001, 2)), ("EUR 100.000", 100_000), ("100,000", 100_000),
        ("99,5", Fraction(199, 2)),
        ("0.125", Fraction(1, 8)), (7, 7), (Decimal("2.5"), Fraction(5, 2)),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(text: str, value: Fraction) -> None:
    problems: list[object] = []
    assert (read_amount(text, "revenue", problems), problems) == (value, [])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "x", "1/0", "25%%", "1,2,3", "--1", "nan", "1e3"])
def test_what_is_no_rate(text: str) -> None:
    problems: list[object] = []
    read_share(text, "rate a:b", problems)  # type: ignore[arg-type]
    assert [str(p) for p in problems] == [f"rate a:b: `{text}` is no rate (write it as 25%, 0.25, 0,25 or 1/4)"]


def test_all_problems_at_once() -> None:
    with pytest.raises(InputProblems) as caught:
        reverse(revenue="much", marketing_share="60", deal=0, rates=[("a", "b", "0"), ("b", "c", "1,5")])
    assert [str(problem) for problem in caught.value.problems] == [
        "revenue: `much` is no amount (write it as 5000000, 5_000_000 or 5.000.000,00)",
        "marketing share: the rate must not be above 1, found `60` (did you mean 60 %?)",
        "average deal: the amount must be above 0, found `0`",
        "rate a:b: the rate must be above 0, found `0` (with a rate of 0 no number of leads is enough)",
        "rate b:c: the rate must not be above 1, found `1,5` (did you mean 1,5 %?)",
    ]


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        ([], "no rate is given"),
        ([("a", "b", 1), ("b", "a", 1)], "the rates form no chain with one end"),
        ([("a", "b", 1), ("c", "d", 1)], "the rates form no chain with one end"),
        ([("a", "c", 1), ("b", "c", 1)], "the rate b:c does not fit into one chain"),
        ([("a", "b", 1), ("c", "d", 1), ("d", "c", 1)], "the rates form a circle"),
    ],
)
def test_rates_must_be_one_chain(rates: list[tuple[str, str, int]], message: str) -> None:
    with pytest.raises(InputProblems) as caught:
        reverse(revenue=1, marketing_share=1, deal=1, rates=rates)
    assert [problem.message for problem in caught.value.problems] == [message]
