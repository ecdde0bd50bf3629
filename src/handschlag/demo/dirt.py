"""What is wrong with real exports, planted on purpose and counted, so that an import can be held to it."""

from collections import Counter
from datetime import datetime, timedelta

from handschlag.demo.crm import CONTACT_HEADER
from handschlag.demo.dice import Dice
from handschlag.demo.house import OWN_DOMAIN, SELLERS
from handschlag.demo.journeys import fill_in_forms
from handschlag.demo.names import spelt_out
from handschlag.demo.people import mail_address, unique_address
from handschlag.demo.seasons import END, arrival, in_days
from handschlag.demo.sheets import Sheet
from handschlag.demo.world import Deal, Person, Touch, World

_FIRST_NO = 9_100


def plant_in_world(world: World) -> None:
    """Dirt that happened: tests, throw-away and second addresses, deals without a lead, wins before any contact."""
    _odd_contacts(world)
    _second_addresses(world)
    _deals_without_lead(world)
    _wins_before_contact(world)
    for deal in Dice("no amount").sample(
        [d for d in world.deals if d.outcome == "won" and d.sort == "new" and d.no == 0], 7
    ):
        deal.amount = None


def _odd_contacts(world: World) -> None:
    dice = Dice("odd contacts")
    odd = [
        *((f"test{n}@{OWN_DOMAIN}", "Test", "Test") for n in range(1, 8)),
        *((f"asdf{n}@asdf.example", "Max", "Mustermann") for n in range(1, 6)),
        *((f"zz_{dice.whole(10_000, 99_999)}@mailinator.com", "A", "B") for _ in range(8)),
    ]
    businesses = [company for company in world.companies if company.sort == "business" and not company.people]
    odd += [(f"info@{company.domain}", "", "Info") for company in dice.sample(businesses, 10)]
    for number, (email, first, last) in enumerate(odd):
        person = Person(
            _FIRST_NO + number,
            first,
            last,
            email,
            "",
            "",
            "Sonstige",
            "staff",
            None,
            "Direct Traffic",
            False,
            "marketing",
        )
        at = arrival(dice)
        person.touches = [
            Touch(at, "page_view", "direct", "", "/produkt"),
            Touch(at + timedelta(minutes=2), "form_submitted", "direct", "", "/leitfaden", "Leitfaden Feinplanung"),
        ]
        person.known_to_marketing = person.touches[-1].at
        world.people.append(person)


def _second_addresses(world: World) -> None:
    """People who filled in a second form with a private address: two records, one human, and no way to see it."""
    dice = Dice("second addresses")
    choice = [
        p for p in world.people if p.found_by == "marketing" and p.company and p.project and p.no < _FIRST_NO
        and p.touches[0].at < END - timedelta(days=60)
    ]  # fmt: skip
    taken = {person.email for person in world.people}
    for number, person in enumerate(dice.sample(choice, 18)):
        at = in_days(person.touches[0].at, dice.between(5, 40), dice)
        email = unique_address(mail_address(person.first, person.last, None, dice), taken)
        copy = Person(_FIRST_NO + 200 + number, person.first, person.last, email, "", person.title, person.department,
                      person.seniority, None, "Direct Traffic", False, "marketing",
                      person.company_as_typed)  # fmt: skip
        copy.same_as = person.no
        copy.touches = [Touch(at, "form_submitted", "direct", "", "/leitfaden", "Kennzahlen der Fertigung")]
        copy.known_to_marketing = at
        fill_in_forms(copy)
        world.people.append(copy)


def _deals_without_lead(world: World) -> None:
    dice = Dice("deals without lead")
    empty = [company for company in world.companies if company.sort == "business" and not company.people]
    for number, company in enumerate(dice.sample(empty, 8)):
        at = in_days(arrival(dice), 0, dice)
        amount = dice.whole(180, 900) * 100
        deal = Deal(company if number < 5 else None, f"Anfrage Telefon {number + 1}", at, dice.pick(SELLERS).name,
                    amount, (at + timedelta(days=70)).date(), [(at, "Bedarfsanalyse")])  # fmt: skip
        closed = in_days(at, dice.between(20, 80), dice)
        if closed < datetime(2026, 10, 25):
            deal.closed, deal.outcome = closed, "won" if number % 2 else "lost"
            deal.reason = "" if number % 2 else "Preis"
        world.deals.append(deal)


def _wins_before_contact(world: World) -> None:
    """Signed first, entered into the marketing tool afterwards: the form lies after the win."""
    dice = Dice("wins before contact")
    choice = [
        p
        for p in world.people
        if p.found_by == "marketing" and not p.lifecycle and p.known_to_crm is None and p.no < _FIRST_NO
        and p.company and p.company.people == [p] and p.company.in_market and p.in_persona
        and p.touches[0].at > datetime(2025, 6, 1)
    ]  # fmt: skip
    for person in dice.sample(choice, 5):
        created = in_days(person.touches[0].at - timedelta(days=dice.whole(40, 90)), 0, dice)
        closed = in_days(person.touches[0].at - timedelta(days=dice.whole(4, 20)), 0, dice)
        deal = Deal(person.company, f"Nachtrag {person.company_as_typed.split()[0]}", created, dice.pick(SELLERS).name,
                    dice.whole(250, 700) * 100, closed.date(), [(created, "Angebot")], "won", closed,
                    lead=person)  # fmt: skip
        deal.contacts.append((person, "Entscheider"))
        person.known_to_crm, person.owner = created, deal.owner
        world.deals.append(deal)


def plant_in_sheets(sheets: dict[str, Sheet]) -> Counter[str]:
    """Dirt of the exports themselves; returns how many rows of each sort were planted."""
    planted: Counter[str] = Counter()
    planted["crm_contacts_twice"] = _contacts_twice(sheets["Kontakte.csv"])
    planted["crm_companies_twice"] = _companies_twice(sheets["Firmen.csv"])
    for file, number in (("activities.csv", 240), ("Kontakte.csv", 30), ("Aktivitaeten.csv", 60), ("contacts.csv", 25)):
        planted["repeated_rows"] += _repeat(sheets[file], number)
    planted["impossible_dates"] = (
        _unreadable(
            sheets["activities.csv"],
            "Activity Date",
            ("2026-02-30 10:00:00", "2025-13-01 09:00:00", "0000-00-00 00:00:00"),
            14,
        )
        + _unreadable(
            sheets["Aktivitaeten.csv"],
            "Datum",
            ("31.02.2026 09:15:00", "29.02.2025 11:00:00", "00.00.0000 00:00:00"),
            9,
        )
        + _unreadable(sheets["Uebergaben.csv"], "Angeboten am", ("31.04.2026 08:00:00",), 2)
    )
    planted["unreadable_amounts"] = _unreadable(sheets["Verkaufschancen.csv"], "Betrag", ("auf Anfrage", "n. V."), 3)
    return planted


def _contacts_twice(sheet: Sheet) -> int:
    """The same person entered again by a colleague: another number, the address and name spelt otherwise."""
    dice = Dice("contacts twice")
    number, mail, last = (CONTACT_HEADER.index(name) for name in ("KontaktNr", "E-Mail", "Nachname"))
    chosen = dice.sample([row for row in sheet.rows if row[mail]], 62)
    for n, row in enumerate(chosen):
        copy = list(row)
        copy[number], copy[last] = f"K-{110_000 + n}", spelt_out(row[last])
        copy[mail] = dice.pick((row[mail].upper(), f" {row[mail]} ", row[mail].capitalize()))
        for name in ("Status", "Aussortiert am", "Aussortiert weil", "Inhaber"):
            copy[CONTACT_HEADER.index(name)] = ""
        sheet.rows.append(copy)
    return len(chosen)


def _companies_twice(sheet: Sheet) -> int:
    dice = Dice("companies twice")
    chosen = dice.sample(sheet.rows, 41)
    for n, row in enumerate(chosen):
        copy = list(row)
        copy[0] = f"F-{90_000 + n}"
        copy[1] = spelt_out(row[1]).replace("GmbH & Co. KG", "GmbH").upper()
        copy[2] = row[2] if n % 3 else ""
        sheet.rows.append(copy)
    return len(chosen)


def _repeat(sheet: Sheet, number: int) -> int:
    dice = Dice("repeat", sheet.file)
    for row in dice.sample(range(len(sheet.rows)), number):
        sheet.rows.insert(dice.whole(0, len(sheet.rows)), list(sheet.rows[row]))
    return number


def _unreadable(sheet: Sheet, column: str, values: tuple[str, ...], number: int) -> int:
    """Further rows, each with a value that means nothing; they carry numbers of their own, so nothing true is lost."""
    dice = Dice("unreadable", sheet.file, column)
    place, clean = sheet.column(column), list(sheet.rows)
    for n in range(number):
        row = list(dice.pick(clean))
        row[0], row[place] = f"{row[0].split('-')[0]}-99{n:04d}" if "-" in row[0] else f"99{n:05d}", dice.pick(values)
        sheet.rows.insert(dice.whole(0, len(sheet.rows)), row)
    return number
