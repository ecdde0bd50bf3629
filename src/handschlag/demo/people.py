"""The people who work there: their roles, addresses, where they heard of the house, and whether they have a project."""

from handschlag.demo.dice import Dice
from handschlag.demo.house import CHANNELS, Channel
from handschlag.demo.names import FILM_NUMBERS, FIRST_NAMES, LAST_NAMES, address_part
from handschlag.demo.world import Company, Person

_WEB_PEOPLE = 5_250
_COLD_PEOPLE = 560
_FREE_MAIL_SHARE = 0.055
_STUDENT_SHARE = 0.022
_COMPETITOR_SHARE = 0.008

#: Chance of a real project, before the channel's quality and the person's fit are counted in.
_PROJECT = 0.165
_COLD_QUALITY = 1.7

_DEPARTMENTS = (
    ("IT", 27.0), ("Produktion", 38.0), ("Finanzen", 11.0), ("Geschäftsführung", 14.0), ("Einkauf", 4.0),
    ("Marketing", 2.0), ("Personal", 1.0), ("Sonstige", 3.0),
)  # fmt: skip
_LEVELS = (("c_level", 10.0), ("head", 34.0), ("manager", 37.0), ("staff", 13.0))

#: Job titles as people really type them, by department and level.
_TITLES: dict[str, dict[str, tuple[str, ...]]] = {
    "IT": {
        "c_level": ("CIO", "CTO", "Bereichsleiter IT"),
        "head": ("Leiter IT", "IT-Leitung", "Head of IT", "Leitung Informationstechnik"),
        "manager": ("Teamleiter ERP", "IT Manager", "Projektleiter Digitalisierung"),
        "staff": ("Systemadministrator", "ERP-Berater", "IT-Referent"),
    },
    "Produktion": {
        "c_level": ("COO", "Technischer Geschäftsführer", "Werkleiter"),
        "head": ("Leiter Produktion", "Produktionsleitung", "Head of Production", "Leitung Fertigung"),
        "manager": ("Leiter Arbeitsvorbereitung", "Produktionsplaner", "Lean Manager"),
        "staff": ("Arbeitsvorbereiter", "Fertigungssteuerer", "Industriemeister"),
    },
    "Finanzen": {
        "c_level": ("CFO", "Kaufmännischer Geschäftsführer"),
        "head": ("Leiter Controlling", "Kaufmännische Leitung", "Leiter Finanzen"),
        "manager": ("Controller", "Finance Manager"),
        "staff": ("Buchhaltung", "Sachbearbeiter Controlling"),
    },
    "Geschäftsführung": {
        "c_level": ("Geschäftsführer", "Geschäftsführerin", "Vorstand", "CEO"),
        "head": ("Prokurist", "Assistenz der Geschäftsführung"),
        "manager": ("Referent der Geschäftsleitung", "Business Development"),
        "staff": ("Assistenz", "Sekretariat"),
    },
}
_OTHER_TITLES = {
    "c_level": ("Direktor", "Bereichsleiter"),
    "head": ("Abteilungsleiter", "Head of Department"),
    "manager": ("Manager", "Teamleiter"),
    "staff": ("Referent", "Sachbearbeiter", "Mitarbeiter"),
    "student": ("Student", "Werkstudentin", "Masterand"),
}


def make_people(companies: list[Company]) -> list[Person]:
    """People found through marketing's channels first, then those only sales has called; numbers count through."""
    businesses = [c for c in companies if c.sort == "business"]
    running, total = [], 0.0
    for company in businesses:
        total += company.employees**0.45
        running.append(total)
    people: list[Person] = []
    taken: set[str] = set()
    for no in range(1, _WEB_PEOPLE + _COLD_PEOPLE + 1):
        dice = Dice("person", no)
        cold = no > _WEB_PEOPLE
        channel = None if cold else dice.weighted([(c, c.share) for c in CHANNELS])
        company = businesses[_position(running, dice.between(0, total))]
        person = _person(no, company, channel, companies, dice)
        person.email = unique_address(person.email, taken)
        people.append(person)
        if person.company is not None:
            person.company.people.append(person)
    return people


def _position(running: list[float], mark: float) -> int:
    low, high = 0, len(running) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if running[middle] < mark else (low, middle)
    return low


def _person(no: int, company: Company, channel: Channel | None, companies: list[Company], dice: Dice) -> Person:
    first, last = dice.pick(FIRST_NAMES), dice.pick(LAST_NAMES)
    department, level = dice.weighted(_DEPARTMENTS), _level(channel, dice)
    free_mail = False
    if channel is not None:
        draw = dice.between(0, 1)
        if draw < _STUDENT_SHARE:
            company, level, department = (
                dice.pick([c for c in companies if c.sort == "university"]),
                "student",
                "Sonstige",
            )
        elif draw < _STUDENT_SHARE + _COMPETITOR_SHARE:
            company, department = dice.pick([c for c in companies if c.sort == "competitor"]), "Marketing"
        else:
            free_mail = draw > 1 - _FREE_MAIL_SHARE
    person = Person(
        no=no,
        first=first,
        last=last,
        email=mail_address(first, last, None if free_mail else company.domain, dice),
        phone=dice.pick(FILM_NUMBERS).format(dice.whole(0, 999)) if channel is None or dice.chance(0.62) else "",
        title=dice.pick(_TITLES.get(department, _OTHER_TITLES).get(level, _OTHER_TITLES[level])),
        department=department,
        seniority=level,
        company=None if free_mail else company,
        origin=channel.origin if channel else "",
        project=False,
        found_by="marketing" if channel else "sales",
        company_as_typed=company.name,
    )
    person.project = dice.chance(_project_chance(person, channel))
    return person


def _level(channel: Channel | None, dice: Dice) -> str:
    lift = channel.seniority if channel else 1.25
    return dice.weighted(
        [(level, weight * lift if level != "staff" else weight / lift**2) for level, weight in _LEVELS]
    )


def _project_chance(person: Person, channel: Channel | None) -> float:
    if person.seniority == "student" or (person.company and person.company.sort != "business"):
        return 0.0
    fit = 1.0 if person.company and person.company.in_market and person.in_persona else 0.22
    return min(0.8, _PROJECT * (channel.quality if channel else _COLD_QUALITY) * fit)


def mail_address(first: str, last: str, domain: str | None, dice: Dice) -> str:
    """An address of the company; or one of a free provider that cannot exist there (it allows no underscore)."""
    name, family = address_part(first), address_part(last)
    if domain is None:
        return f"{name}_{family}_{dice.whole(10, 99)}@{dice.pick(('gmail.com', 'googlemail.com'))}"
    return dice.weighted([(f"{name}.{family}@{domain}", 7.0), (f"{name[0]}.{family}@{domain}", 3.0)])


def unique_address(address: str, taken: set[str]) -> str:
    """The address, with a number where somebody of the same name has it already."""
    local, domain = address.split("@")
    found, n = address, 2
    while found in taken:
        found, n = f"{local}{n}@{domain}", n + 1
    taken.add(found)
    return found
