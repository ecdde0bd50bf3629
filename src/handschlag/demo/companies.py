"""The companies of the region: most are customers one could have, some are too small, some are none."""

from handschlag.demo.dice import Dice
from handschlag.demo.names import LEGAL_FORMS, PLACES, address_part, company_stems
from handschlag.demo.world import Company

_BUSINESSES = 2_900
_COMPETITORS = ("Plantafel Nord", "Taktwerk Systeme", "Feinplan Digital")
_UNIVERSITIES = ("Hochschule Erlenfurt", "Technische Universität Lindenhain", "Duale Hochschule Wiesenstein")


def make_companies() -> list[Company]:
    dice = Dice("companies")
    stems = dice.sample(company_stems(), _BUSINESSES)
    businesses = [_business(no, *stem) for no, stem in enumerate(stems, start=1)]
    start = len(businesses) + 1
    others = [
        *(_other(start + n, f"{name} GmbH", "competitor", "Software", 120) for n, name in enumerate(_COMPETITORS)),
        *(_other(start + 10 + n, name, "university", "Bildung", 900) for n, name in enumerate(_UNIVERSITIES)),
    ]
    return businesses + others


def _business(no: int, stem: str, craft: str, industry: str) -> Company:
    dice = Dice("company", no)
    city, digits, subdivision, country, _ = dice.weighted([(place, place[4]) for place in PLACES])
    return Company(
        no=no,
        name=f"{stem} {craft} {dice.weighted(LEGAL_FORMS)}",
        domain=f"{address_part(stem)}-{address_part(craft)}.example",
        industry=industry,
        employees=_size(dice),
        country=country,
        subdivision=subdivision,
        postcode=digits + f"{dice.whole(0, 999 if country == 'DE' else 99):0{3 if country == 'DE' else 2}d}",
        city=city,
        gateway=dice.chance(0.035),
    )


def _size(dice: Dice) -> int:
    low, high = dice.weighted(
        [((8, 49), 12.0), ((50, 249), 49.0), ((250, 999), 27.0), ((1000, 2000), 7.0), ((2001, 9500), 5.0)]
    )
    return int(low * (high / low) ** dice.between(0, 1))


def _other(no: int, name: str, sort: str, industry: str, employees: int) -> Company:
    domain = f"{address_part(name.removesuffix(' GmbH'))}.example"
    return Company(no, name, domain, industry, employees, "DE", "BE", "10115", "Berlin", sort=sort)
