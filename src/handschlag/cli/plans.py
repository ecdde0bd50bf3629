"""`plan reverse`: how many of everything a revenue goal needs, counted backwards without lags."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from handschlag.cli.options import Json
from handschlag.cli.output import print_json, print_table
from handschlag.cli.words import language_of, word
from handschlag.errors import Problem, WrongUsage

app = typer.Typer(no_args_is_help=True, help="Turn the funnel upside down: from the goal to what it needs.")


def parse_number(text: str, option: str) -> Decimal:
    """`0.6`, `60%`, `5_000_000`: more than nothing, and exact, never a float."""
    try:
        number = Decimal(text.removesuffix("%").replace("_", "").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number <= 0:
        raise WrongUsage(Problem(message=f"{option}: '{text}' is no number above 0", hint="write 5000000, 0.25 or 25%"))
    return number / 100 if text.endswith("%") else number


def parse_rate(text: str) -> tuple[str, str, Decimal]:
    """`opportunity:won=0.25`."""
    stages, equals, number = text.partition("=")
    start, colon, end = stages.partition(":")
    if not (equals and colon and start and end):
        raise WrongUsage(Problem(message=f"--rate: '{text}' is no rate", hint="write it as opportunity:won=0.25"))
    return start.strip(), end.strip(), parse_number(number, "--rate")


@app.command()
def reverse(
    revenue: Annotated[str, typer.Option(metavar="R", help="The revenue goal, for example 5000000.")],
    deal: Annotated[str, typer.Option(metavar="D", help="The average deal, for example 100000.")],
    rate: Annotated[list[str], typer.Option(metavar="FROM:TO=X", help="A conversion rate; give one for each step.")],
    marketing_share: Annotated[str, typer.Option(metavar="S", help="Marketing's share of it: 0.6 or 60%.")] = "1",
    json: Json = False,
) -> None:
    """Count back from a revenue goal to the leads it needs; exact, rounded up at every step."""
    from handschlag.actions import plans

    result = plans.reverse(
        revenue=parse_number(revenue, "--revenue"),
        marketing_share=parse_number(marketing_share, "--marketing-share"),
        deal=parse_number(deal, "--deal"),
        rates=[parse_rate(text) for text in rate],
    )
    if json:
        print_json(result)
        return
    language = language_of()
    rows = [(stage, count) for stage, count in result["needed"].items()]
    print_table(word("needed", language), [word("stage", language), word("count", language)], rows, numbers=[1])
