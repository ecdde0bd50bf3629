"""The goals of each year, with the calculation from the revenue goal back to the leads it needs."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from handschlag.agreement.document.blocks import Block, Grid, Heading, Paragraph, Points, Said
from handschlag.agreement.document.voice import Voice
from handschlag.planning.reverse import reverse
from handschlag.planning.terms import Goal

_PARTS = {
    "from_existing_customers": ("Bestandskunden", "existing customers"),
    "sales_sourced": ("vom Vertrieb eröffnet", "opened by sales"),
    "marketing_sourced": ("vom Marketing eröffnet", "opened by marketing"),
    "partner_sourced": ("von Partnern eröffnet", "opened by partners"),
}


def goals(voice: Voice) -> Iterator[Block]:
    """One part per year."""
    if not voice.agreement.goals:
        return
    yield Heading(voice.say("Gemeinsame Ziele", "Shared goals"))
    for year, goal in voice.agreement.goals.items():
        yield Heading(year, 3)
        revenue = voice.money(goal.revenue)
        yield Paragraph(Said(voice.say(f"Das gemeinsame Umsatzziel für {year} ist {revenue}.",
                                       f"The shared revenue goal for {year} is {revenue}.")))  # fmt: skip
        yield from _parts(voice, goal)
        yield from _quarters(voice, goal)
        yield from _calculation(voice, goal)
        yield from _splits(voice, goal)


def _parts(voice: Voice, goal: Goal) -> Iterator[Block]:
    points = []
    for part, words in _PARTS.items():
        amount = getattr(goal, part)
        if part in goal.model_fields_set and amount:
            share = voice.percent((amount / goal.revenue).quantize(Decimal("0.001")).normalize())
            points.append(Said(f"{voice.money(amount)} ({share})", strong=f"{voice.say(*words)}:"))
    if points:
        yield Paragraph(Said(voice.say("Davon sollen kommen:", "Of it are to come:")))
        yield Points(tuple(points))


def _quarters(voice: Voice, goal: Goal) -> Iterator[Block]:
    if goal.quarters:
        shares = ", ".join(
            f"{voice.say('Q', 'Q')}{number} {voice.money(goal.revenue * share)} ({voice.percent(share)})"
            for number, share in enumerate(goal.quarters, 1)
        )
        yield Paragraph(Said(voice.say(f"Über das Jahr verteilt: {shares}.", f"Over the year: {shares}.")))


def _calculation(voice: Voice, goal: Goal) -> Iterator[Block]:
    if goal.average_deal is None:
        return
    if goal.rates is None:
        deal = voice.money(goal.average_deal)
        yield Paragraph(
            Said(
                voice.say(
                    f"Ein Gewinn bringt im Mittel {deal}. Wie viele Leads das Ziel braucht, ergibt sich aus den "
                    f"Quoten der "
                    "eigenen Vergangenheit und wird im laufenden Plan ausgewiesen.",
                    f"An average win brings {deal}. How many leads the goal needs follows from the rates of one’s own "
                    "past and is shown in the running plan.",
                )
            )
        )
        return
    if goal.marketing_sourced and goal.rates:
        yield from _table(voice, goal, goal.average_deal)


def _table(voice: Voice, goal: Goal, deal: Decimal) -> Iterator[Block]:
    order = [stage.key for stage in voice.agreement.funnel.stages]
    following = dict(pairwise(order))
    rates = [(stage, following[stage], rate) for stage, rate in (goal.rates or {}).items()]
    steps = reverse(revenue=goal.marketing_sourced, marketing_share=1, deal=deal, rates=rates)["steps"]
    rows = [_wins(voice, goal, deal, steps[0]["needed"])]
    for step in steps[1:]:
        rate = (goal.rates or {})[step["stage"]]
        sum_ = f"{voice.number(step['next_needed'])} / {voice.percent(rate)}"
        rows.append((Said(voice.stage(step["stage"])), Said(sum_), Said("", strong=voice.number(step["needed"]))))
    head = (voice.say("Gebraucht", "Needed"), voice.say("Rechnung", "Calculation"), voice.say("Anzahl", "Count"))
    caption = voice.say("Der Funnel auf den Kopf gestellt: was das Marketing dafür liefern muss",
                        "The funnel turned on its head: what marketing has to deliver for it")  # fmt: skip
    yield Grid(head, tuple(rows), caption)
    yield Paragraph(Said(voice.say("Jede Anzahl ist aufgerundet.", "Every count is rounded up.")))


def _wins(voice: Voice, goal: Goal, deal: Decimal, needed: int) -> tuple[Said, ...]:
    last = voice.agreement.funnel.stages[-1].key
    calculation = f"{voice.money(goal.marketing_sourced)} / {voice.money(deal)}"
    return Said(voice.stage(last)), Said(calculation), Said("", strong=voice.number(needed))


def _splits(voice: Voice, goal: Goal) -> Iterator[Block]:
    markets = voice.agreement.markets
    for amounts, words in (
        ({voice.called(k, markets[k].name): v for k, v in goal.markets.items()}, ("Je Zielmarkt", "Per target market")),
        ({voice.called(k): v for k, v in goal.teams.items()}, ("Je Team", "Per team")),
        ({voice.called(k): v for k, v in goal.quotas.items()}, ("Vorgaben des Vertriebs", "Quotas of sales")),
    ):
        if amounts:
            listed = ", ".join(f"{name} {voice.money(amount)}" for name, amount in amounts.items())
            yield Paragraph(Said(f"{listed}.", strong=f"{voice.say(*words)}:"))
