"""The export of the marketing tool: contacts, activities, lifecycle history, campaigns and what they cost."""

from datetime import date, datetime, timedelta
from functools import cache

from handschlag.demo.dice import Dice
from handschlag.demo.house import CAMPAIGNS, Campaign
from handschlag.demo.names import address_part
from handschlag.demo.seasons import END
from handschlag.demo.sheets import CLOUD, Sheet
from handschlag.demo.world import Person, World

_COUNTRIES = {"DE": "Germany", "AT": "Austria", "CH": "Switzerland", "NL": "Netherlands", "CZ": "Czech Republic"}
_LEVELS = {
    "c_level": "C-Level / Geschäftsführung",
    "head": "Leitung / Head of",
    "manager": "Manager / Teamleitung",
    "staff": "Fachkraft",
    "student": "Studium / Ausbildung",
}
#: What the tool calls the types of touch.
_TYPES = {
    "page_view": "Page view",
    "form_submitted": "Form submission",
    "content_download": "Content download",
    "webinar_registered": "Webinar registration",
    "webinar_attended": "Webinar attended",
    "email_sent": "Email sent",
    "email_opened": "Email opened",
    "email_clicked": "Email link clicked",
    "trade_fair_visit": "Event visited",
    "demo_requested": "Demo request",
    "contact_request": "Contact request",
}
_CAMPAIGN_TITLES = {campaign.key: campaign.title for campaign in CAMPAIGNS}
#: What a select field says that nobody has touched, in the two languages of the forms.
UNTOUCHED = ("Select", "-- Bitte wählen --")


def stamp(at: datetime) -> str:
    return at.isoformat(sep=" ")


def contact_id(person: Person) -> str:
    """The tool's number of a person; it has nothing to do with the CRM's."""
    return _number(person.no)


@cache
def _number(no: int) -> str:
    return str(880_000_000_000 + Dice("marketing id", no).whole(0, 999_999) * 10_000 + no)


def marketing_sheets(world: World) -> list[Sheet]:
    people = sorted(
        (p for p in world.people if p.known_to_marketing is not None), key=lambda p: (p.known_to_marketing, p.no)
    )
    return [_contacts(people), _answers(people), _activities(people), _lifecycle(people), _campaigns(), _costs()]


def _contacts(people: list[Person]) -> Sheet:
    sheet = Sheet(
        "contacts.csv",
        CLOUD,
        (
            "Record ID", "First Name", "Last Name", "Email", "Phone Number", "Job Title", "Abteilung", "Karrierestufe",
            "Company Name", "Branche", "Unternehmensgröße", "Country/Region", "Postal Code", "City", "Original Source",
            "Lifecycle Stage", "Newsletter opt-in", "Newsletter opt-out", "Contact owner", "Create Date",
            "Last Modified Date",
        ),
    )  # fmt: skip
    for person in people:
        sheet.add(*_contact(person))
    return sheet


def _contact(person: Person) -> list[str]:
    dice, company = Dice("contact row", person.no), person.company
    assert person.known_to_marketing is not None
    last = person.touches[-1].at if person.touches else person.known_to_marketing
    opted = person.known_to_marketing + timedelta(hours=dice.whole(0, 40))
    out = opted + timedelta(days=dice.whole(20, 400)) if dice.chance(0.06) else END
    return [
        contact_id(person),
        person.first,
        person.last,
        person.email,
        person.phone,
        person.title,
        _chosen([each.department for each in person.answers], dice),
        _chosen([_LEVELS.get(each.seniority, "") for each in person.answers], dice),
        _as_typed(person.company_as_typed, dice),
        company.industry if company and dice.chance(0.8) else "",
        _chosen([each.size for each in person.answers], dice),
        _COUNTRIES[company.country] if company else "Germany",
        company.postcode if company and dice.chance(0.5) else "",
        company.city if company and dice.chance(0.6) else "",
        _source(person, dice),
        person.lifecycle[-1][1] if person.lifecycle else "lead",
        stamp(opted) if dice.chance(0.7) and opted < END else "",
        stamp(out) if out < END else "",
        person.owner,
        stamp(person.known_to_marketing),
        stamp(max(last, person.known_to_marketing) + timedelta(minutes=1)),
    ]


def _chosen(answers: list[str], dice: Dice) -> str:
    """The last answer given, or what the select field says that nobody touched."""
    given = [answer for answer in answers if answer]
    return given[-1] if given else dice.pick(UNTOUCHED)


def _as_typed(name: str, dice: Dice) -> str:
    """Company names as people type them into a form."""
    bare = " ".join(name.split()[:2])
    return dice.weighted([(name, 5.0), (bare, 3.0), (bare.lower(), 1.0), (bare.upper(), 0.6), ("", 0.8)])


def _source(person: Person, dice: Dice) -> str:
    """Mostly known; sometimes empty, sometimes the tool says that it does not know, which is not the same."""
    return dice.weighted([(person.origin, 0.955), ("", 0.02), ("Unknown", 0.025)])


def _activities(people: list[Person]) -> Sheet:
    sheet = Sheet(
        "activities.csv",
        CLOUD,
        ("Activity ID", "Contact ID", "Activity Type", "Activity Date", "Channel", "Campaign", "Page URL", "Title"),
    )
    happened = [(touch, contact_id(person)) for person in people for touch in person.touches]
    happened.sort(key=lambda pair: (pair[0].at, pair[1]))
    for number, (touch, contact) in enumerate(happened, start=5_000_001):
        campaign = _CAMPAIGN_TITLES.get(touch.campaign, "")
        sheet.add(
            str(number), contact, _TYPES[touch.type], stamp(touch.at), touch.channel, campaign, touch.path, touch.title
        )
    return sheet


def _answers(people: list[Person]) -> Sheet:
    """The submissions of forms with select fields: they say when each answer became known."""
    sheet = Sheet(
        "form_answers.csv",
        CLOUD,
        ("Submission ID", "Contact ID", "Form", "Submitted", "Abteilung", "Karrierestufe", "Unternehmensgröße"),
    )
    given = [(answers, contact_id(person)) for person in people for answers in person.answers]
    for number, (answers, contact) in enumerate(sorted(given, key=lambda pair: (pair[0].at, pair[1])), start=70_001):
        dice = Dice("submission", number)
        chosen = (answers.department, _LEVELS.get(answers.seniority, ""), answers.size)
        sheet.add(
            str(number), contact, answers.form, stamp(answers.at), *(text or dice.pick(UNTOUCHED) for text in chosen)
        )
    return sheet


def _lifecycle(people: list[Person]) -> Sheet:
    sheet = Sheet("lifecycle.csv", CLOUD, ("Record ID", "Property", "Value", "Timestamp", "Source type"))
    rows = []
    for person in people:
        assert person.known_to_marketing is not None
        rows.append((person.known_to_marketing, contact_id(person), "lead", "FORM"))
        for at, stage in person.lifecycle:
            source = "WORKFLOW" if stage == "marketingqualifiedlead" else "CRM_SYNC"
            rows.append((at, contact_id(person), stage, source))
    for at, contact, stage, source in sorted(rows):
        sheet.add(contact, "lifecyclestage", stage, stamp(at), source)
    return sheet


def _campaigns() -> Sheet:
    sheet = Sheet(
        "campaigns.csv",
        CLOUD,
        ("Campaign ID", "Campaign Name", "Channel", "Start Date", "End Date", "Department", "Last Modified Date"),
    )
    for c in CAMPAIGNS:
        changed = stamp(datetime.combine(c.start, datetime.min.time()) + timedelta(hours=9))
        sheet.add(c.key, c.title, c.channel, c.start.isoformat(), c.end.isoformat(), c.side.title(), changed)
    return sheet


def _months(campaign: Campaign) -> list[date]:
    day, found = campaign.start.replace(day=1), []
    while day <= campaign.end:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _costs() -> Sheet:
    sheet = Sheet(
        "campaign_costs.csv",
        CLOUD,
        ("Cost ID", "Campaign ID", "Campaign Name", "Month", "Category", "Amount", "Currency", "Department"),
    )
    for campaign in CAMPAIGNS:
        months = _months(campaign)
        for category, total in (("Media", campaign.media), ("People", campaign.people)):
            for number, month in enumerate(months, start=1):
                key = f"{address_part(campaign.key)}-{category.lower()}-{number:02d}"
                amount = f"{total / len(months):.2f}"
                sheet.add(
                    key, campaign.key, campaign.title, month.isoformat(), category, amount, "EUR", campaign.side.title()
                )
    return sheet
