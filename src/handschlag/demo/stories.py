"""Four leads told in full, for whoever clicks on one: textbook, recycled, left lying, disputed."""

from datetime import date, datetime

from handschlag.demo.deals import PHASES
from handschlag.demo.journeys import fill_in_forms
from handschlag.demo.world import Activity, Company, Contract, Conversation, Deal, Handover, Person, Touch, World

_FIRST_NO = 9_001


def tell_stories(world: World) -> None:
    """Adds the four to the world; their names stand in the tutorial."""
    before = len(world.people)
    for number, story in enumerate((_textbook, _recycled, _left_lying, _disputed)):
        story(world, _FIRST_NO + number * 10)
    for person in world.people[before:]:
        fill_in_forms(person)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _company(world: World, no: int, line: str) -> Company:
    """The line is `name|domain|industry|employees|state|postcode|city`."""
    name, domain, industry, employees, subdivision, postcode, city = line.split("|")
    company = Company(no, name, f"{domain}.example", industry, int(employees), "DE", subdivision, postcode, city)
    world.companies.append(company)
    return company


def _person(world: World, no: int, company: Company, name: str, role: str, origin: str) -> Person:
    first, last, email = name.split("|")
    title, department, seniority = role.split("|")
    found = Person(
        no, first, last, f"{email}@{company.domain}", f"+49 30 23125 {no % 1000:03d}", title, department, seniority,
        company, origin, True, "marketing" if origin else "sales", company.name,
    )  # fmt: skip
    company.people.append(found)
    world.people.append(found)
    return found


def _touches(person: Person, channel: str, campaign: str, *lines: str) -> None:
    """Each line is `instant type path|title`."""
    for line in lines:
        day, time, sort, rest = line.split(" ", 3)
        path, title = rest.split("|")
        person.touches.append(Touch(_at(f"{day}T{time}"), sort, channel, campaign, path, title))
    person.touches.sort(key=lambda touch: touch.at)


def _acted(person: Person, by: str, team: str, *lines: str, deal: Deal | None = None) -> None:
    """Each line is `instant sort outcome|subject`."""
    for line in lines:
        day, time, sort, rest = line.split(" ", 3)
        outcome, subject = rest.split("|")
        person.activities.append(Activity(_at(f"{day}T{time}"), sort, outcome, by, team, subject, deal=deal))
    person.activities.sort(key=lambda activity: activity.at)


def _said(person: Person, by: str, line: str) -> None:
    """The line is `instant|budget|authority|need|time|note`."""
    at, budget, authority, need, time, note = line.split("|")
    person.conversations.append(Conversation(_at(at), by, budget, authority, need, time, note))


def _offered(person: Person, rep: str, seller: str, at: str, accepted: str) -> None:
    person.handovers.append(Handover(_at(at), rep, seller, accepted=_at(accepted)))


def _deal(world: World, person: Person, title: str, owner: str, amount: int, *phases: str) -> Deal:
    at = [_at(day) for day in phases]
    deal = Deal(person.company, title, at[0], owner, amount, at[-1].date(), list(zip(at, PHASES, strict=False)))
    deal.contacts.append((person, "Entscheider"))
    deal.lead = person
    world.deals.append(deal)
    return deal


def _close(deal: Deal, at: str, outcome: str, reason: str = "", competitor: str = "") -> None:
    deal.closed, deal.outcome, deal.reason, deal.competitor = _at(at), outcome, reason, competitor
    deal.expected_close = deal.closed.date()


def _textbook(world: World, no: int) -> None:
    """Found by a search, taught by a webinar, called within minutes, won in ten weeks."""
    company = _company(world, no, "Hollerbach Zahnräder GmbH|hollerbach-zahnraeder|Maschinenbau|340|NW|57072|Siegen")
    person = _person(
        world, no, company, "Katharina|Brandt|k.brandt", "Leiterin Produktion|Produktion|head", "Organic Search"
    )
    finance = _person(world, no + 1, company, "Georg|Adler|g.adler", "Kaufmännischer Leiter|Finanzen|head", "")
    _touches(
        person, "organic_search", "",
        "2026-01-13 09:12:31 page_view /blog/planung-ohne-excel|",
        "2026-01-13 09:16:02 page_view /produkt/feinplanung|",
        "2026-01-13 09:18:44 form_submitted /leitfaden|Leitfaden Feinplanung",
        "2026-01-13 09:18:58 content_download /leitfaden|Leitfaden Feinplanung",
    )  # fmt: skip
    _touches(
        person, "webinar", "C-1009",
        "2026-01-27 08:40:10 webinar_registered /webinare|Liefertreue in 90 Tagen",
        "2026-02-04 11:00:00 webinar_attended |Liefertreue in 90 Tagen",
    )  # fmt: skip
    _touches(
        person, "direct", "",
        "2026-02-05 08:21:17 page_view /preise|",
        "2026-02-05 08:24:50 page_view /referenzen|",
        "2026-02-05 08:31:05 demo_requested /demo|Demo",
    )  # fmt: skip
    person.known_to_marketing = _at("2026-01-13T09:18:44")
    person.known_to_crm = finance.known_to_crm = _at("2026-02-05T08:33:00")
    person.lifecycle = [
        (_at("2026-02-05T08:31:05"), "marketingqualifiedlead"),
        (_at("2026-02-05T14:15:00"), "salesqualifiedlead"),
    ]
    person.owner = "Sibel Arslan"
    _acted(person, "Lena Aydin", "sdr", "2026-02-05 08:43:12 call erreicht|1. Anruf")
    note = "Liefertreue 78 %, neue Halle ab Juli.\nHerr Adler (Finanzen) entscheidet mit."
    _said(person, "Lena Aydin", f"2026-02-05T08:58:00|freigegeben|beeinflusst|konkret|3-6 Monate|{note}")
    _offered(person, "Lena Aydin", "Sibel Arslan", "2026-02-05T09:20:00", accepted="2026-02-05T10:45:00")
    _acted(person, "Sibel Arslan", "sales", "2026-02-05 10:31:40 call erreicht|Erstgespräch Vertrieb")
    deal = _deal(world, person, "Feinplanung Hollerbach", "Sibel Arslan", 96_400,
                 "2026-02-06T09:10:00", "2026-02-24T10:00:00", "2026-03-17T16:30:00",
                 "2026-04-08T09:00:00")  # fmt: skip
    deal.contacts.append((finance, "Entscheider"))
    _acted(
        person, "Sibel Arslan", "sales",
        "2026-02-24 10:00:00 meeting stattgefunden|Vorführung im Werk",
        "2026-03-17 16:32:00 mail gesendet|Angebot",
        deal=deal,
    )  # fmt: skip
    _acted(finance, "Sibel Arslan", "sales", "2026-04-01 13:00:00 meeting stattgefunden|Wirtschaftlichkeit", deal=deal)
    _close(deal, "2026-04-17T11:20:00", "won")


def _recycled(world: World, no: int) -> None:
    """Too early, given back with a date, kept warm, and won at the second attempt."""
    company = _company(
        world, no, "Lindenhain Prüftechnik AG|lindenhain-prueftechnik|Elektrotechnik|780|BW|72760|Reutlingen"
    )
    person = _person(world, no, company, "Jonas|Wittig|jonas.wittig", "Leiter IT|IT|head", "Offline Sources")
    _touches(person, "trade_fair", "C-1005", "2025-04-02 14:20:00 trade_fair_visit |Standgespräch")
    _touches(
        person, "email", "C-1011",
        "2025-05-06 09:02:11 email_sent |Newsletter 05/2025",
        "2025-05-06 12:40:30 email_opened |Newsletter 05/2025",
        "2025-10-07 09:10:05 email_sent |Newsletter 10/2025",
        "2025-10-07 09:55:41 email_opened |Newsletter 10/2025",
        "2025-10-07 09:56:02 email_clicked /integration/erp|Newsletter 10/2025",
        "2025-10-07 09:56:06 page_view /integration/erp|",
        "2025-10-07 10:03:19 page_view /preise|",
    )  # fmt: skip
    person.known_to_marketing = _at("2025-04-02T14:20:00")
    person.known_to_crm = _at("2025-04-08T08:50:00")
    person.owner = "Petra Lindner"
    _acted(
        person,
        "Tobias Krämer",
        "sdr",
        "2025-04-08 10:05:00 call Mailbox|1. Anruf",
        "2025-04-09 15:15:00 call erreicht|2. Anruf",
    )
    _said(
        person,
        "Tobias Krämer",
        "2025-04-09T15:32:00|geplant|entscheidet|latent|6-12 Monate|ERP-Umstellung läuft bis Herbst.",
    )
    person.lifecycle = [
        (_at("2025-04-09T15:40:00"), "marketingqualifiedlead"),
        (_at("2025-10-10T11:45:00"), "salesqualifiedlead"),
    ]
    person.handovers.append(
        Handover(_at("2025-04-10T09:00:00"), "Tobias Krämer", "Petra Lindner", returned=_at("2025-04-11T13:30:00"),
                 reason="timing", wake_up=date(2025, 10, 6))
    )  # fmt: skip
    _acted(person, "Petra Lindner", "sales", "2025-04-11 13:05:00 call erreicht|Erstgespräch Vertrieb")
    _second_attempt(world, person)


def _second_attempt(world: World, person: Person) -> None:
    """Half a year later, on the day agreed."""
    _acted(person, "Tobias Krämer", "sdr", "2025-10-08 09:30:00 call erreicht|Wiedervorlage")
    note = "Umstellung fertig, will noch im Jahr entscheiden."
    _said(person, "Tobias Krämer", f"2025-10-08T09:55:00|freigegeben|entscheidet|konkret|bis 3 Monate|{note}")
    _offered(person, "Tobias Krämer", "Petra Lindner", "2025-10-08T10:20:00", accepted="2025-10-08T15:10:00")
    deal = _deal(world, person, "Feinplanung und Leitstand Lindenhain", "Petra Lindner", 118_200,
                 "2025-10-09T09:30:00", "2025-10-22T13:00:00", "2025-11-11T17:00:00",
                 "2025-12-02T10:00:00")  # fmt: skip
    _acted(
        person, "Petra Lindner", "sales",
        "2025-10-22 13:00:00 visit stattgefunden|Vorführung",
        "2025-12-02 10:00:00 meeting stattgefunden|Vertragsgespräch",
        deal=deal,
    )  # fmt: skip
    _close(deal, "2025-12-15T16:05:00", "won")


def _left_lying(world: World, no: int) -> None:
    """A request for a demo that waited eight days for a seller; a competitor did not wait."""
    company = _company(world, no, "Ottermoor Armaturen GmbH & Co. KG|ottermoor-armaturen|Metall|210|HE|34117|Kassel")
    person = _person(world, no, company, "Sabine|Oellers|oellers", "CFO|Finanzen|c_level", "Paid Search")
    _touches(
        person, "paid_search", "C-1002",
        "2026-05-18 20:14:09 page_view /produkt/leitstand|",
        "2026-05-18 20:17:53 page_view /preise|",
        "2026-05-18 20:21:30 demo_requested /demo|Demo",
    )  # fmt: skip
    person.known_to_marketing = _at("2026-05-18T20:21:30")
    person.known_to_crm = _at("2026-05-18T20:25:00")
    person.owner = "Joachim Reuter"
    person.lifecycle = [
        (_at("2026-05-18T20:21:30"), "marketingqualifiedlead"),
        (_at("2026-05-19T14:10:00"), "salesqualifiedlead"),
    ]
    _acted(person, "Mira Nowak", "sdr", "2026-05-19 09:05:00 call erreicht|1. Anruf")
    note = "Vertrag des bisherigen Anbieters endet im August."
    _said(person, "Mira Nowak", f"2026-05-19T09:24:00|freigegeben|entscheidet|konkret|bis 3 Monate|{note}")
    _offered(person, "Mira Nowak", "Joachim Reuter", "2026-05-19T09:45:00", accepted="2026-05-29T16:40:00")
    _touches(person, "direct", "", "2026-05-22 08:02:44 page_view /kontakt|", "2026-05-26 07:58:10 page_view /preise|")
    _acted(person, "Joachim Reuter", "sales", "2026-05-29 16:20:00 call erreicht|Erstgespräch Vertrieb")
    deal = _deal(
        world, person, "Leitstand Ottermoor", "Joachim Reuter", 74_500, "2026-06-01T11:00:00", "2026-06-12T10:00:00"
    )
    _acted(person, "Joachim Reuter", "sales", "2026-06-12 10:00:00 meeting stattgefunden|Vorführung", deal=deal)
    _close(deal, "2026-06-25T09:15:00", "lost", "Wettbewerb", "Plantafel Nord")


def _disputed(world: World, no: int) -> None:
    """Sales called first, marketing taught the whole company: whose win is it?"""
    company = _company(world, no, "Falkenberg Seilwinden GmbH|falkenberg-seilwinden|Maschinenbau|460|HB|28195|Bremen")
    chief = _person(
        world, no, company, "Murat|Yıldırım|m.yildirim", "Technischer Geschäftsführer|Produktion|c_level", ""
    )
    planner = _person(
        world, no + 1, company, "Doris|Engel|d.engel", "Leiterin Arbeitsvorbereitung|Produktion|manager", "Webinar"
    )
    chief.known_to_crm = _at("2025-05-20T09:00:00")
    chief.owner = "Carola Stein"
    _acted(
        chief, "Carola Stein", "sales",
        "2025-05-20 09:15:00 call nicht erreicht|Kaltakquise 1",
        "2025-05-27 10:40:00 call erreicht|Kaltakquise 2",
    )  # fmt: skip
    _touches(
        planner, "webinar", "C-1010",
        "2025-06-03 10:02:00 page_view /webinare|",
        "2025-06-03 10:05:30 webinar_registered /webinare|Rüstzeiten senken",
        "2025-06-11 11:00:00 webinar_attended |Rüstzeiten senken",
    )  # fmt: skip
    _touches(
        planner, "organic_search", "",
        "2025-06-16 13:20:10 page_view /referenzen|",
        "2025-06-16 13:26:41 page_view /preise|",
        "2025-06-24 15:01:00 page_view /integration/erp|",
    )  # fmt: skip
    planner.known_to_marketing = _at("2025-06-03T10:05:30")
    planner.known_to_crm = _at("2025-07-01T10:12:00")
    planner.owner = "Carola Stein"
    deal = _deal(world, chief, "Feinplanung Falkenberg", "Carola Stein", 88_900,
                 "2025-07-01T10:00:00", "2025-07-15T09:00:00", "2025-08-05T15:00:00",
                 "2025-08-27T10:00:00")  # fmt: skip
    deal.contacts.append((planner, "Anwender"))
    _acted(
        chief, "Carola Stein", "sales",
        "2025-07-15 09:00:00 meeting stattgefunden|Vorführung",
        "2025-08-27 10:00:00 call erreicht|Vertragsfragen",
        deal=deal,
    )  # fmt: skip
    _acted(planner, "Carola Stein", "sales", "2025-07-15 11:00:00 meeting stattgefunden|Fachgespräch", deal=deal)
    _close(deal, "2025-09-10T14:30:00", "won")
    world.contracts.append(Contract(company, _at("2026-09-10T00:00:00"), "renewed", 88_900))
