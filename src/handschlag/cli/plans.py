"""`plan reverse`: how many of everything a revenue goal needs, counted backwards without lags."""

from typing import Annotated, Any

import typer

from handschlag.cli.numbers import count
from handschlag.cli.options import Json
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import Problem, WrongUsage

app = typer.Typer(no_args_is_help=True, help="Turn the funnel upside down: from the goal to what it needs.")


@app.callback()
def plan() -> None:
    """Turn the funnel upside down: from the goal to what it needs."""


@app.command()
def reverse(
    revenue: Annotated[str, typer.Option(metavar="R", help="The revenue goal, for example 5_000_000.")],
    deal: Annotated[str, typer.Option(metavar="D", help="The average deal, for example 100_000.")],
    rate: Annotated[list[str], typer.Option(metavar="FROM:TO=X", help="A conversion rate; give one for each step.")],
    marketing_share: Annotated[str, typer.Option(metavar="S", help="Marketing's share of it: 0.6 or 60%.")] = "100%",
    json: Json = False,
) -> None:
    """Count back from a revenue goal to the leads it needs; exact, rounded up at every step."""
    from handschlag.actions import plans

    rates = parse_rates(rate)
    result = plans.reverse(revenue=revenue, marketing_share=marketing_share, deal=deal, rates=rates)
    if json:
        print_json(result)
    else:
        _tell(result, language_of())


def parse_rates(texts: list[str]) -> list[tuple[str, str, str]]:
    """Each is `opportunity:won=0.25`; the numbers are read where they are needed."""
    problems = []
    rates = []
    for text in texts:
        stages, _, number = (part.strip() for part in text.partition("="))
        start, _, end = (part.strip() for part in stages.partition(":"))
        if start and end and number:
            rates.append((start, end, number))
        else:
            problems.append(Problem(message=f"--rate: `{text}` is no rate", hint="write it as opportunity:won=25%"))
    if problems:
        raise WrongUsage(*problems)
    return rates


def _tell(result: dict[str, Any], language: Language) -> None:
    first, *steps = result["steps"]
    rows = [(first["stage"], count(first["needed"], language), f"{first['marketing_revenue']} / {first['deal']}")]
    rows += [
        (step["stage"], count(step["needed"], language), f"{step['next_needed']} / {step['rate']}") for step in steps
    ]
    columns = [word("stage", language), word("needed", language), word("calculation", language)]
    print_table("", columns, rows, numbers=[1])
    if result["note"]:
        print_line(result["note"][language])
