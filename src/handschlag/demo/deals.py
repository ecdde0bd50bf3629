"""Opportunities: how long they take, what is said meanwhile, how they end, and what a customer does afterwards."""

from datetime import datetime, timedelta

from handschlag.demo.dice import Dice
from handschlag.demo.house import CHANNEL_OF, SELLERS
from handschlag.demo.seasons import END, in_days, working_instant
from handschlag.demo.world import Activity, Company, Contract, Deal, Person

PHASES = ("Bedarfsanalyse", "Präsentation", "Angebot", "Verhandlung")
_REASONS = (
    ("Preis", 30.0),
    ("Funktion fehlt", 17.0),
    ("Zeitpunkt", 20.0),
    ("Wettbewerb", 22.0),
    ("Kein Kontakt mehr", 11.0),
)
_COMPETITORS = ("Plantafel Nord", "Taktwerk Systeme", "Feinplan Digital", "Eigenentwicklung")
_ROLES = ("Entscheider", "Beeinflusser", "Anwender", "Technischer Prüfer")
_SKILL = {seller.name: seller.skill for seller in SELLERS}
_MEDIAN_DAYS = 72


def open_deal(person: Person, at: datetime, owner: str, dice: Dice, factor: float = 1.0) -> Deal:
    """An opportunity for this person's company, lived through to its end or to the end of the two years."""
    company = person.company
    name = company.name if company else person.company_as_typed
    deal = Deal(
        company=company,
        title=f"{dice.pick(('Feinplanung', 'Leitstand', 'Feinplanung und Leitstand', 'Pilotwerk'))} {name.split()[0]}",
        created=at,
        owner=owner,
        amount=_amount(company, dice),
        expected_close=(at + timedelta(days=dice.whole(60, 120))).date(),
        contacts=[(person, dice.pick(_ROLES))],
    )
    _run(deal, dice.skewed(_MEDIAN_DAYS, 0.55), dice.chance(_win_chance(person, owner) * factor), dice)
    _talk(deal, person, dice)
    return deal


def _amount(company: Company | None, dice: Dice) -> int:
    size = company.employees if company else 80
    return int(min(148_000, max(17_500, dice.skewed(44_000, 0.42) * (size / 250) ** 0.16)) // 100 * 100)


def _win_chance(person: Person, owner: str) -> float:
    base = 0.30 if person.project else 0.06
    channel = CHANNEL_OF.get(person.origin)
    quality = 0.75 + 0.25 * min(channel.quality, 2.0) if channel else 0.95
    answered = [h.accepted - h.offered for h in person.handovers if h.accepted]
    waited = answered[-1] if answered else timedelta(days=1)
    speed = 1.2 if waited < timedelta(hours=8) else (0.8 if waited > timedelta(days=3) else 1.0)
    return base * quality * speed * _SKILL.get(owner, 1.0)


def _run(deal: Deal, days: float, wins: bool, dice: Dice) -> None:
    reached = len(PHASES) if wins else dice.whole(1, len(PHASES))
    for number, phase in enumerate(PHASES[:reached]):
        at = deal.created if number == 0 else in_days(deal.created, days * (0.12 + 0.24 * number), dice)
        if at < END and (not deal.phases or at > deal.phases[-1][0]):
            deal.phases.append((at, phase))
    closed = in_days(deal.created, days * (1.0 if wins else dice.between(0.7, 1.6)), dice)
    closed = max(closed, working_instant(deal.phases[-1][0], 2.0, dice))
    if closed >= END:
        return
    deal.closed, deal.expected_close = closed, closed.date()
    if wins:
        deal.outcome = "won"
    elif dice.chance(0.2):
        deal.outcome, deal.reason = (
            "no_decision",
            dice.pick(("Projekt gestoppt", "Keine Entscheidung", "Budget verschoben")),
        )
    else:
        deal.outcome, deal.reason = "lost", dice.weighted(_REASONS)
        if deal.reason == "Wettbewerb":
            deal.competitor = dice.pick(_COMPETITORS)


def _talk(deal: Deal, person: Person, dice: Dice) -> None:
    """The seller's calls, meetings and mails while the opportunity is open."""
    end = deal.closed or END
    days = (end - deal.created).days
    for _ in range(2 + dice.count(4.0)):
        at = in_days(deal.created, dice.between(0, max(days - 2, 0)), dice)
        if at >= end:
            continue
        sort, outcome = dice.weighted(
            [
                (("call", "erreicht"), 4.0),
                (("meeting", "stattgefunden"), 3.0),
                (("mail", "gesendet"), 3.0),
                (("visit", "stattgefunden"), 1.0),
            ]
        )
        person.activities.append(Activity(at, sort, outcome, deal.owner, "sales", f"zu {deal.title}", deal=deal))


def involve_colleagues(deal: Deal, dice: Dice) -> None:
    """One or two further people of the company stand on the opportunity; most were never spoken to by name."""
    if deal.company is None:
        return
    taken = [person for person, _ in deal.contacts]
    others = [p for p in deal.company.people if p not in taken and p.in_persona]
    for other in dice.sample(others, dice.weighted([(0, 35.0), (1, 45.0), (2, 20.0)])):
        deal.contacts.append((other, dice.pick(_ROLES)))
        if other.known_to_crm is None or other.known_to_crm > deal.created:
            other.known_to_crm = deal.created + timedelta(minutes=12)


def after_the_win(deal: Deal, dice: Dice) -> tuple[Deal | None, Contract | None]:
    """A customer may buy more, and renews or cancels after a year."""
    assert deal.closed is not None and deal.amount is not None
    if deal.company is None:
        return None, None
    more = None
    at = in_days(deal.closed, dice.between(120, 320), dice)
    if dice.chance(0.28) and at < END:
        amount = int(deal.amount * dice.between(0.25, 0.6)) // 100 * 100
        days = (at + timedelta(days=60)).date()
        more = Deal(deal.company, f"Erweiterung {deal.title}", at, deal.owner, amount, days, sort="expansion")
        more.contacts.append((deal.contacts[0][0], "Entscheider"))
        _run(more, dice.skewed(38, 0.4), dice.chance(0.68), dice)
    year = in_days(deal.closed, 365, dice)
    if year >= END:
        return more, None
    return more, Contract(deal.company, year, "renewed" if dice.chance(0.86) else "cancelled", deal.amount)
