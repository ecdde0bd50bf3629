"""`plan reverse`: the example of the article, exactly, and what is no plan."""

import pytest

from tests.cli.conftest import Run

GOAL = ("plan", "reverse", "--revenue", "5000000", "--marketing-share", "60%", "--deal", "100000")
RATES = (
    "--rate", "opportunity:won=25%",
    "--rate", "sales_ready_lead:opportunity=75%",
    "--rate", "marketing_lead:sales_ready_lead=10%",
)  # fmt: skip


def test_the_articles_example(run: Run) -> None:
    """30 wins, 4 x 30 opportunities, 120 / 0.75 sales ready leads (not 120 x 1.25), ten times that in leads."""
    planned = run(*GOAL, *RATES, "--json")
    assert planned.status == 0
    assert planned.document["needed"] == {
        "won": 30,
        "opportunity": 120,
        "sales_ready_lead": 160,
        "marketing_lead": 1600,
    }


def test_the_order_of_the_rates_does_not_matter(run: Run) -> None:
    turned = [part for pair in reversed(list(zip(RATES[::2], RATES[1::2], strict=True))) for part in pair]
    assert run(*GOAL, *turned, "--json").document["needed"]["marketing_lead"] == 1600


def test_division_is_exact(run: Run) -> None:
    """30 / 0.3 is 100; in floating point it is a little more, which would be rounded up to 101."""
    needed = run("plan", "reverse", "--revenue", "30", "--deal", "1", "--rate", "lead:won=0.3", "--json").document[
        "needed"
    ]
    assert needed == {"won": 30, "lead": 100}


@pytest.mark.parametrize(
    "rates",
    [
        ("--rate", "opportunity:won=120%"),
        ("--rate", "opportunity:won=25%", "--rate", "opportunity:won=30%"),
        ("--rate", "a:b=10%", "--rate", "c:d=10%"),
    ],
)
def test_rates_that_make_no_chain(run: Run, rates: tuple[str, ...]) -> None:
    refused = run(*GOAL, *rates)
    assert refused.status in (1, 2)
    assert (refused.out, refused.err != "", "Traceback" in refused.err) == ("", True, False)
