"""Reads the agreed goals per year and checks that they add up."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, RootModel, WithJsonSchema

from handschlag.files import Section, Terms
from handschlag.files.names import StageName, plain_error, refers_to
from handschlag.files.values import Amount, Key, Share

OWN = "own"


def _year(value: object) -> str:
    if isinstance(value, str) and len(value) == 4 and value.isascii() and value.isdigit() and value >= "1900":
        return value
    raise plain_error(f"`{value}` is no year", "write the year with four digits: 2026")


def _rates(value: Any) -> Any:
    if value == OWN or isinstance(value, dict):
        return None if value == OWN else value
    raise plain_error(f"expected `{OWN}` or a table of rates", "own: from one's own history; or `opportunity: 0.25`")


Year = Annotated[str, BeforeValidator(_year)]
_RATES_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"const": OWN},
            {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1}},
        ]
    }
)
Rates = Annotated[Mapping[StageName, Share] | None, BeforeValidator(_rates), _RATES_SCHEMA]
MarketName = Annotated[Key, refers_to("market", "market")]

_PARTS = ("from_existing_customers", "sales_sourced", "marketing_sourced", "partner_sourced")


class Goal(Terms):
    """What both sides want to reach in one year."""

    revenue: Amount
    """The revenue goal."""
    from_existing_customers: Amount = Decimal(0)
    """Part that comes from existing customers."""
    sales_sourced: Amount = Decimal(0)
    """Part that sales opens itself."""
    marketing_sourced: Amount = Decimal(0)
    """Part that marketing opens."""
    partner_sourced: Amount = Decimal(0)
    """Part that partners open."""
    average_deal: Amount | None = None
    """The value of an average win."""
    quarters: Annotated[tuple[Share, ...], Field(min_length=4, max_length=4)] | None = None
    """The four quarters' shares of the year."""
    rates: Rates = None
    """`own`: from one's own history; or the agreed rate from each stage to the next."""
    quotas: Mapping[Key, Amount] = Field(default_factory=dict)
    """Revenue quotas of teams or sellers."""
    teams: Mapping[Key, Amount] = Field(default_factory=dict)
    """Revenue goals of teams."""
    markets: Mapping[MarketName, Amount] = Field(default_factory=dict)
    """Revenue goals of target markets."""


class GoalsTerms(RootModel[Mapping[Year, Goal]]):
    """The goals by year."""


def parse(section: Section) -> Mapping[str, Goal]:
    """Read the section `goals`."""
    terms = section.validate(GoalsTerms)
    goals = terms.root if terms else {}
    for year, goal in goals.items():
        _check_goal(section, year, goal)
        _check_rates(section, year, goal)
    return goals


def _check_goal(section: Section, year: str, goal: Goal) -> None:
    parts = [getattr(goal, part) for part in _PARTS if part in goal.model_fields_set]
    if parts and section.whole((year,)) and sum(parts) != goal.revenue:
        difference = goal.revenue - sum(parts)
        message = f"the parts add up to {sum(parts):,}, the revenue goal is {goal.revenue:,}"
        hint = f"{abs(difference):,} {'are missing' if difference > 0 else 'are too much'}"
        section.problem((year, "revenue"), message, hint)
    if goal.quarters and sum(goal.quarters) != 1:
        section.problem((year, "quarters"), f"the quarters add up to {sum(goal.quarters)}, not to 1", "", key=True)
    if goal.average_deal == 0:
        section.problem(
            (year, "average_deal"), "an average deal of 0 needs endlessly many wins", "write the value of a win"
        )
    for split in ("teams", "markets"):
        total = sum(getattr(goal, split).values(), Decimal(0))
        if total > goal.revenue:
            message = f"the goals of the {split} add up to {total:,}, more than the revenue goal of {goal.revenue:,}"
            section.problem((year, split), message, "", key=True)


def _check_rates(section: Section, year: str, goal: Goal) -> None:
    stages = section.names.of("stage")
    if goal.rates is None or not stages:
        return
    for stage, rate in goal.rates.items():
        if stage == stages[-1]:
            message = f"there is no stage after `{stage}`"
            section.problem((year, "rates", stage), message, "a rate leads from its stage to the next one", key=True)
        elif rate == 0:
            section.problem(
                (year, "rates", stage), "a rate of 0 reaches no goal", "leave it out, or write `rates: own`"
            )
    chain = [stage for stage in stages[:-1] if stage in goal.rates]
    if chain and section.whole((year, "rates")) and stages[:-1][-len(chain) :] != tuple(chain):
        missing = next(s for s in stages[stages.index(chain[0]) : -1] if s not in goal.rates)
        message = f"the rate of `{missing}` is missing"
        section.problem((year, "rates"), message, "the rates form a chain up to the win", key=True)
