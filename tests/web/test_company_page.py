"""The page of a company, compared with the raw rows: who belongs to it, what happened, and why it fits a market."""

from handschlag.actions.companies import company, find_companies
from handschlag.actions.houses import House
from tests.web.expected import company_of_record, membership, person_of
from tests.web.raw import facts, rows
from tests.web.small_house import MADE

MUELLER = "crm:company:F-70001"
DOMAIN = "mueller-soehne.example"


def told(house: House, **asked: object) -> list[dict[str, object]]:
    """Every moment of the journey, page after page."""
    first = company(house, company=MUELLER, now=MADE, **asked)["story"]  # type: ignore[arg-type]
    found = list(first["moments"])
    for page in range(2, first["pages"] + 1):
        found += company(house, company=MUELLER, now=MADE, page=page, **asked)["story"]["moments"]  # type: ignore[arg-type]
    assert len(found) == first["count"]
    return found


def mine(kinds_left_out: tuple[str, ...], side: str = "") -> set[str]:
    """The facts of the raw rows that belong to the company's account."""
    deals = {
        f"crm:deal:{row['VerkaufschanceNr']}" for row in rows("Verkaufschancen.csv") if row["FirmaNr"] == "F-70001"
    }
    return {
        str(fact["id"])
        for fact in facts()
        if fact["kind"] not in kinds_left_out
        and (not side or fact["side"] == side)
        and (
            membership().get(person_of(fact["subject"]) or "") == DOMAIN
            or company_of_record(fact["subject"]) == DOMAIN
            or fact["subject"] in deals
        )
    }


def test_the_journey_holds_every_fact_of_the_account_and_no_other(small_house: House) -> None:
    found = [each["fact"] for each in told(small_house) if each["what"] == "fact"]
    assert len(found) > 20
    assert sorted(map(str, found)) == sorted(mine(("person", "company", "relation")))


def test_profiles_come_too_where_they_are_asked_for(small_house: House) -> None:
    found = [each["fact"] for each in told(small_house, profiles=True) if each["what"] == "fact"]
    assert sorted(map(str, found)) == sorted(mine(()))


def test_one_side_is_told_alone(small_house: House) -> None:
    for side in ("marketing", "sdr", "sales"):
        found = [str(each["fact"]) for each in told(small_house, side=side) if each["what"] == "fact"]
        assert found
        assert sorted(found) == sorted(mine(("person", "company", "relation"), side))


def test_it_is_the_newest_first(small_house: House) -> None:
    instants = [each["occurred_at"] for each in told(small_house)]
    assert instants == sorted(instants, reverse=True)  # type: ignore[type-var]


def test_its_people_are_those_of_its_domain(small_house: House) -> None:
    found = company(small_house, company=MUELLER, now=MADE)
    people = {person for person, home in membership().items() if home == DOMAIN}
    assert found["persons"] == len(people) == len(found["people"])


def test_why_it_fits_is_said_condition_by_condition(small_house: House) -> None:
    found = company(small_house, company=MUELLER, now=MADE)["market"]
    [row] = [row for row in rows("Firmen.csv") if row["FirmaNr"] == "F-70001"]
    chosen = next(market for market in found["markets"] if market["market"] == found["fits"])
    assert all(each["holds"] for each in chosen["conditions"] if each["rule"] == "when")
    values = {key: value for each in chosen["conditions"] for key, value in each["values"].items()}
    assert int(values["employees"]) == int(row["Mitarbeiter"])


def test_the_list_finds_by_name_and_counts_persons(small_house: House) -> None:
    found = find_companies(small_house, text="söhne", now=MADE)
    assert [each["name"] for each in found["companies"]] == ["Müller & Söhne Maschinenbau GmbH & Co. KG"]
    people = [person for person, home in membership().items() if home == DOMAIN]
    assert found["companies"][0]["persons"] == len(people)
