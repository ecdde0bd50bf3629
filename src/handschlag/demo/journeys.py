"""What people do on the web site, with mails and at events, and when the marketing tool calls them qualified."""

from dataclasses import replace
from datetime import datetime, timedelta

from handschlag.demo.dice import Dice
from handschlag.demo.house import (
    CAMPAIGNS,
    CHANNEL_OF,
    THRESHOLD_AFTER,
    THRESHOLD_BEFORE,
    THRESHOLD_LOWERED,
    Campaign,
    campaigns_on,
)
from handschlag.demo.seasons import END, arrival, at_web_hours, working_instant
from handschlag.demo.world import Answers, Person, Touch

_PAGES = (
    ("/", 14.0), ("/produkt", 16.0), ("/produkt/feinplanung", 13.0), ("/produkt/leitstand", 9.0), ("/referenzen", 9.0),
    ("/blog/planung-ohne-excel", 10.0), ("/blog/liefertreue", 8.0), ("/blog/engpass-finden", 7.0),
    ("/unternehmen", 4.0), ("/karriere", 2.0), ("/integration/erp", 8.0),
)  # fmt: skip
_GUIDES = ("Leitfaden Feinplanung", "Checkliste Engpass", "Kennzahlen der Fertigung", "Vergleich Leitstand und Excel")
_WEBINARS = ("Planung ohne Excel", "Liefertreue in 90 Tagen", "Rüstzeiten senken", "Leitstand in der Praxis")

#: What the marketing tool counts until it calls a contact qualified; it does not ask who it is.
_TOOL_POINTS = {
    "page_view": 1, "form_submitted": 8, "content_download": 9, "webinar_registered": 8, "webinar_attended": 16,
    "email_clicked": 2, "trade_fair_visit": 14, "demo_requested": 60, "contact_request": 60,
}  # fmt: skip
_PRICE_POINTS = 7


def live_through(person: Person) -> None:
    """Gives a person found by marketing all touches of the two years, and the instant the tool first knew them."""
    dice = Dice("journey", person.no)
    channel = CHANNEL_OF[person.origin]
    first, campaign = _first_contact(channel.channel, dice)
    opening = _opening(channel.channel, campaign, first, dice)
    late = timedelta(days=1) if opening[-1].at >= END else timedelta(0)
    person.touches += [replace(touch, at=touch.at - late) for touch in opening]
    person.known_to_marketing = person.touches[-1].at
    heat = 3.2 if person.project else dice.weighted([(0.25, 46.0), (0.8, 34.0), (2.0, 20.0)])
    _come_back(person, heat, dice)
    _receive_mails(person, heat, dice)
    if person.project and dice.chance(0.42):
        _ask_for_demo(person, dice)
    person.touches = sorted((t for t in person.touches if t.at < END), key=lambda t: t.at)
    fill_in_forms(person)


def _first_contact(channel: str, dice: Dice) -> tuple[datetime, Campaign | None]:
    at = arrival(dice)
    if channel == "trade_fair":
        if dice.chance(0.15):
            return at, None
        fair = dice.pick([campaign for campaign in CAMPAIGNS if campaign.channel == channel])
        day = fair.start + timedelta(days=dice.whole(0, (fair.end - fair.start).days))
        return at_web_hours(day, dice), fair
    running = campaigns_on(channel, at.date())
    return at, dice.pick(running) if running else None


def _opening(channel: str, campaign: Campaign | None, at: datetime, dice: Dice) -> list[Touch]:
    """The first visit: some pages, then the form by which the tool learns a name."""
    key = campaign.key if campaign else ""
    if channel == "trade_fair":
        return [Touch(at, "trade_fair_visit", channel, key, title="Standgespräch" if campaign else "Regionalforum")]
    if channel == "content_syndication":
        return [Touch(at, "form_submitted", channel, key, "/leitfaden/fachportal", "Leitfaden Feinplanung")]
    touches = _visit(channel, key, at, dice.whole(1, 4), dice)
    end = touches[-1].at + timedelta(seconds=dice.whole(25, 240))
    if channel == "webinar":
        return [*touches, Touch(end, "webinar_registered", channel, key, "/webinare", dice.pick(_WEBINARS))]
    guide = dice.pick(_GUIDES)
    return [
        *touches,
        Touch(end, "form_submitted", channel, key, "/leitfaden", guide),
        Touch(end + timedelta(seconds=dice.whole(5, 50)), "content_download", channel, key, "/leitfaden", guide),
    ]


def _visit(channel: str, campaign: str, at: datetime, pages: int, dice: Dice, price: float = 0.07) -> list[Touch]:
    touches = []
    for _ in range(pages):
        path = "/preise" if dice.chance(price) else dice.weighted(_PAGES)
        touches.append(Touch(at, "page_view", channel, campaign, path))
        at += timedelta(seconds=int(dice.skewed(70, 0.9)) + 1)
    return touches


def _come_back(person: Person, heat: float, dice: Dice) -> None:
    """Later visits, denser where somebody is interested, and what they do on them."""
    at = person.touches[-1].at
    for _ in range(dice.count(heat * 2.2)):
        at = at_web_hours((at + timedelta(days=1 + dice.exponential(11.0 if person.project else 24.0))).date(), dice)
        if at >= END:
            return
        channel = dice.weighted([("direct", 5.0), ("organic_search", 4.0), ("email", 2.5), ("paid_search", 1.0)])
        running = campaigns_on(channel, at.date())
        key = running[-1].key if running else ""
        person.touches += _visit(channel, key, at, 1 + dice.count(1.6), dice, 0.22 if person.project else 0.06)
        _do_something(person, at + timedelta(minutes=dice.whole(12, 40)), channel, key, dice)


def _do_something(person: Person, at: datetime, channel: str, campaign: str, dice: Dice) -> None:
    lift = 1.5 if person.project else 1.0
    if dice.chance(0.13 * lift):
        guide = dice.pick(_GUIDES)
        person.touches.append(Touch(at, "form_submitted", channel, campaign, "/leitfaden", guide))
        person.touches.append(
            Touch(at + timedelta(seconds=9), "content_download", channel, campaign, "/leitfaden", guide)
        )
    elif dice.chance(0.10 * lift):
        title = dice.pick(_WEBINARS)
        person.touches.append(Touch(at, "webinar_registered", "webinar", "C-1009", "/webinare", title))
        if dice.chance(0.58):
            person.touches.append(
                Touch(
                    working_instant(at + timedelta(days=6), 2, dice), "webinar_attended", "webinar", "C-1009", "", title
                )
            )


def _receive_mails(person: Person, heat: float, dice: Dice) -> None:
    """The monthly newsletter: sent, perhaps opened, seldom clicked; a security gateway clicks everything at once."""
    assert person.known_to_marketing is not None
    day = person.known_to_marketing.date().replace(day=1)
    for _ in range(6):
        day = (day + timedelta(days=32)).replace(day=1)
        sent = working_instant(datetime(day.year, day.month, day.day), 1.5, dice)
        if dice.chance(0.5) or sent >= END:
            continue
        title = f"Newsletter {sent:%m/%Y}"
        person.touches.append(Touch(sent, "email_sent", "email", "C-1011", title=title))
        if person.company is not None and person.company.gateway:
            person.touches += scanner_burst(sent, title, dice)
        if dice.chance(0.36):
            opened = sent + timedelta(minutes=int(dice.skewed(160, 1.3)))
            person.touches.append(Touch(opened, "email_opened", "email", "C-1011", title=title))
            if dice.chance(0.1 + 0.05 * heat):
                clicked = opened + timedelta(seconds=dice.whole(8, 200))
                person.touches.append(Touch(clicked, "email_clicked", "email", "C-1011", "/blog/liefertreue", title))
                person.touches += _visit("email", "C-1011", clicked + timedelta(seconds=3), dice.whole(1, 3), dice)


#: The links of one newsletter, in the order a scanner follows them.
_LINKS = ("/blog/planung-ohne-excel", "/blog/liefertreue", "/webinare", "/preise", "/abmelden")


def scanner_burst(sent: datetime, title: str, dice: Dice) -> list[Touch]:
    """Every link of a mail clicked within two seconds of its delivery: a machine, nobody's interest."""
    at = sent + timedelta(seconds=dice.whole(2, 9))
    return [
        Touch(at + timedelta(seconds=n // 3), "email_clicked", "email", "C-1011", link, title)
        for n, link in enumerate(_LINKS)
    ]


def _ask_for_demo(person: Person, dice: Dice) -> None:
    """Somewhere in the middle of the interest somebody asks to see the product."""
    active = [t for t in person.touches if t.type not in ("email_sent", "email_opened")]
    after = active[min(len(active) - 1, int(dice.between(0.3, 0.95) * len(active)))]
    at = after.at + timedelta(minutes=dice.whole(2, 25))
    sort = ("demo_requested", "/demo") if dice.chance(0.72) else ("contact_request", "/kontakt")
    person.touches.append(
        Touch(at, sort[0], after.channel, after.campaign, sort[1], "Demo" if sort[1] == "/demo" else "Kontakt")
    )


_FORMS = ("form_submitted", "webinar_registered", "demo_requested", "contact_request", "trade_fair_visit")


def fill_in_forms(person: Person) -> None:
    """Progressive profiling: the first form asks for little, a later one for the rest; some fields stay untouched."""
    dice = Dice("answers", person.no)
    forms = [touch for touch in person.touches if touch.type in _FORMS]
    person.answers = []
    size = size_label(person.company.employees) if person.company and dice.chance(0.95) else ""
    department = person.department if dice.chance(0.955) else ""
    seniority = person.seniority if dice.chance(0.97) else ""
    at_once = dice.chance(0.74)
    for number, touch in enumerate(forms[:1] if at_once else forms[:2]):
        rest = at_once or number == 1
        form = touch.title or touch.type
        person.answers.append(
            Answers(touch.at, form, department if rest else "", seniority if rest else "", size if number == 0 else "")
        )


def size_label(employees: int) -> str:
    """The range of a form that holds this number of employees."""
    return next((label for most, label in _SIZES if employees <= most), "mehr als 2.000")


_SIZES = ((49, "1-49"), (249, "50-249"), (999, "250-999"), (2000, "1.000-2.000"))


def qualified_by_tool(person: Person) -> datetime | None:
    """When the tool's points first reached its threshold of that day."""
    points = 0
    for touch in person.touches:
        points += _PRICE_POINTS if touch.path == "/preise" else _TOOL_POINTS.get(touch.type, 0)
        known = person.known_to_marketing is not None and touch.at >= person.known_to_marketing
        if known and points >= (THRESHOLD_BEFORE if touch.at < THRESHOLD_LOWERED else THRESHOLD_AFTER):
            return touch.at
    return None


def asked_for_sales(person: Person) -> datetime | None:
    """The first time a person raised a hand."""
    return next((t.at for t in person.touches if t.type in ("demo_requested", "contact_request")), None)
