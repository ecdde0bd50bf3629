"""Lets two years pass: who becomes a lead when, who calls, who buys, in the order in which it happened."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from handschlag.demo.deals import after_the_win, involve_colleagues, open_deal
from handschlag.demo.dice import Dice
from handschlag.demo.house import CHANNEL_OF, SELLERS
from handschlag.demo.journeys import asked_for_sales, fill_in_forms, live_through, qualified_by_tool
from handschlag.demo.qualifying import ask, call, hand_over, sales_ready, seller_for
from handschlag.demo.seasons import END, START, arrival, in_days, working_instant
from handschlag.demo.world import Activity, Company, Deal, Handover, Person, Touch, World

_BYPASS = 0.05
_LATER_KNOWN_TO_MARKETING = 0.22


@dataclass
class _House:
    """What the house knows while time passes: which companies are customers, and where a deal is open."""

    world: World
    customers: dict[int, datetime] = field(default_factory=dict)
    busy: dict[int, Deal] = field(default_factory=dict)

    def is_customer(self, company: Company | None, at: datetime) -> bool:
        return company is not None and self.customers.get(company.no, END) <= at

    def open_deal_of(self, company: Company | None, at: datetime) -> Deal | None:
        deal = self.busy.get(company.no) if company else None
        return deal if deal and deal.created <= at < (deal.closed or END) else None

    def add(self, deal: Deal, dice: Dice) -> None:
        involve_colleagues(deal, dice)
        self.world.deals.append(deal)
        if deal.company is None:
            return
        self.busy[deal.company.no] = deal
        if deal.outcome == "won" and deal.closed is not None:
            self.customers.setdefault(deal.company.no, deal.closed)
            more, contract = after_the_win(deal, dice)
            self.world.deals += [more] if more else []
            self.world.contracts += [contract] if contract else []


@dataclass(frozen=True)
class _Signal:
    """Something that makes somebody of the house act on a person."""

    at: datetime
    sort: str  # hand_raise | points | fair | cold | seller
    person: Person


def pass_time(world: World) -> None:
    """Fills touches, activities, hand-overs, deals and contracts of a world of companies and people."""
    for person in world.people:
        if person.found_by == "marketing":
            live_through(person)
    house = _House(world)
    signals = [signal for person in world.people if (signal := _signal(person)) is not None]
    for signal in sorted(signals, key=lambda s: (s.at, s.person.no)):
        _act(signal, house)
    for person in world.people:
        person.activities.sort(key=lambda a: a.at)
    world.deals.sort(key=lambda d: d.created)


def _signal(person: Person) -> _Signal | None:
    dice = Dice("signal", person.no)
    if person.found_by == "sales":
        return _Signal(working_instant(arrival(dice), 0.5, dice), "cold", person)
    if person.project and dice.chance(_BYPASS):
        middle = person.touches[len(person.touches) // 2].at
        return _Signal(in_days(middle, dice.between(2, 20), dice), "seller", person)
    found = [
        (at, sort)
        for at, sort in ((asked_for_sales(person), "hand_raise"), (qualified_by_tool(person), "points"))
        if at
    ]
    if not found and person.origin == "Offline Sources" and dice.chance(0.7):
        found = [(in_days(person.touches[0].at, dice.between(3, 12), dice), "fair")]
    if not found:
        return None
    at, sort = min(found)
    return _Signal(at, sort, person) if START <= at < END else None


def _act(signal: _Signal, house: _House) -> None:
    person, dice = signal.person, Dice("act", signal.person.no)
    if signal.at >= END or house.is_customer(person.company, signal.at):
        return
    if signal.sort in ("hand_raise", "points"):
        person.lifecycle.append((signal.at, "marketingqualifiedlead"))
    open_here = house.open_deal_of(person.company, signal.at)
    if open_here is not None and person not in [p for p, _ in open_here.contacts]:
        open_here.contacts.append((person, "Anwender"))
        person.known_to_crm = min(person.known_to_crm or END, signal.at + timedelta(minutes=20))
        return
    person.known_to_crm = min(person.known_to_crm or END, signal.at + timedelta(minutes=dice.whole(2, 9)))
    if signal.sort == "cold":
        _cold(person, signal.at, house, dice)
    elif signal.sort == "seller":
        _seller_alone(person, signal.at, house, dice)
    else:
        _lead(person, signal, house, dice)


def _cold(person: Person, at: datetime, house: _House, dice: Dice) -> None:
    """A seller's own work: calls without a lead before them."""
    seller = seller_for(person, dice)
    person.owner = seller.name
    for n in range(dice.whole(1, 4)):
        if at >= END:
            return
        reached = dice.chance(0.5 if person.project else 0.25)
        outcome = "erreicht" if reached else "nicht erreicht"
        person.activities.append(Activity(at, "call", outcome, seller.name, "sales", f"Kaltakquise {n + 1}"))
        if reached:
            break
        at = in_days(at, dice.between(2, 12), dice)
    if dice.chance(_LATER_KNOWN_TO_MARKETING):
        _found_later(person, at, dice)
    opened = in_days(at, dice.between(1, 15), dice)
    if person.project and opened < END and not house.is_customer(person.company, opened):
        house.add(open_deal(person, opened, seller.name, dice), dice)


def _found_later(person: Person, called: datetime, dice: Dice) -> None:
    """After the call the person looks at the web site: marketing's tool meets somebody the CRM already knows."""
    person.origin = dice.pick(
        [origin for origin in CHANNEL_OF if origin not in ("Offline Sources", "Content Syndication")]
    )
    project, person.project = person.project, False
    live_through(person)
    person.project = project
    shift = timedelta(days=(in_days(called, dice.between(2, 40), dice) - person.touches[0].at).days)  # same hour
    moved = [replace(touch, at=touch.at + shift) for touch in person.touches]
    seen = [touch for touch in moved if touch.at < END]
    known = [touch.at for touch in seen if touch.type not in ("page_view", "email_sent")]
    person.known_to_marketing = known[0] if known else None
    person.touches = seen if known else []
    fill_in_forms(person)


def _seller_alone(person: Person, at: datetime, house: _House, dice: Dice) -> None:
    """A seller makes an opportunity of a web contact without any hand-over."""
    seller = dice.pick(SELLERS)
    person.owner = seller.name
    person.activities.append(Activity(at, "call", "erreicht", seller.name, "sales", "Direkt angerufen"))
    opened = working_instant(at, dice.between(1, 16), dice)
    if opened < END:
        house.add(open_deal(person, opened, seller.name, dice), dice)


def _lead(person: Person, signal: _Signal, house: _House, dice: Dice) -> None:
    """The agreed way: rep, conversation, hand-over, seller; and again after a return."""
    at, hand_raised = signal.at, signal.sort == "hand_raise"
    for attempt in range(3):
        talk = call(person, at, hand_raised, dice)
        person.owner = talk.rep.name
        if talk.reached is None:
            return
        if (reason := _not_for_us(person, dice)) is not None:
            person.disqualified = (talk.reached + timedelta(minutes=4), reason)
            return
        said = ask(person, talk, dice)
        if not sales_ready(said):
            again = talk.reached + timedelta(days=dice.whole(50, 120))
            if attempt or not person.project or again >= END:
                return
            at, hand_raised = again, False
            continue
        handover = hand_over(person, said, dice)
        if handover.accepted is not None:
            return _take_over(person, handover, house, dice)
        if handover.wake_up is None:
            if handover.reason == "no_fit" and handover.returned is not None:
                person.disqualified = (handover.returned + timedelta(minutes=5), "no_fit")
            return
        at = working_instant(datetime.combine(handover.wake_up, datetime.min.time()), dice.between(0, 6), dice)
        if at >= END or not dice.chance(0.75):
            return


def _not_for_us(person: Person, dice: Dice) -> str | None:
    if person.seniority == "student":
        return "student"
    if person.company is not None and person.company.sort == "competitor":
        return "competitor"
    fits = person.company is None or person.company.in_market
    return "no_fit" if dice.chance(0.10 if fits else 0.55) and not person.project else None


def _take_over(person: Person, handover: Handover, house: _House, dice: Dice) -> None:
    assert handover.accepted is not None
    person.owner = handover.seller
    person.lifecycle.append((handover.offered + timedelta(minutes=15), "salesqualifiedlead"))
    opened = working_instant(handover.accepted, dice.between(0.1, 20.0), dice)
    if opened >= END:
        return
    deal = open_deal(person, opened, handover.seller, dice)
    if dice.chance(0.82):
        deal.lead = person
    house.add(deal, dice)
    _second_chance(person, deal, house, dice)


def _second_chance(person: Person, deal: Deal, house: _House, dice: Dice) -> None:
    """Some who said no come back after the time of rest, of their own accord."""
    if deal.outcome != "lost" or deal.closed is None or not dice.chance(0.16):
        return
    back = in_days(deal.closed, dice.between(100, 240), dice)
    if back >= END or person.known_to_marketing is None:
        return
    person.touches.append(Touch(back, "demo_requested", "direct", "", "/demo", "Demo"))
    talk = call(person, back, True, dice)
    if talk.reached is None:
        return
    said = ask(person, talk, dice)
    handover = hand_over(person, said, dice) if sales_ready(said) else None
    if handover is not None and handover.accepted is not None:
        opened = working_instant(handover.accepted, dice.between(0.1, 9.0), dice)
        if opened < END:
            house.add(open_deal(person, opened, handover.seller, dice, factor=1.4), dice)
