"""Two persons are joined by hand on the page of one of them, and parted again."""

from collections.abc import Callable

from django.test import Client

from handschlag.actions.houses import House
from handschlag.actions.leads import find_people, lead
from handschlag.actions.links import explain_link
from tests.web.expected import emails, person_of
from tests.web.reading import by_id, having, opened, text
from tests.web.small_house import MADE, person_id

ONE, OTHER = "bernd.muster@mueller-soehne.example", "theo.uhland@uhland-umform.example"


def records(who: str) -> list[str]:
    return sorted(subject for subject in emails() if person_of(subject) == who)


def told(house: House, who: str) -> tuple[int, list[str], list[str]]:
    """How many persons there are; of one the records, and those that were joined by hand."""
    found = lead(house, person=who, now=MADE)
    by_hand = [link["subject"] for link in found["links"] if link["reason"] == "by_hand"]
    count = find_people(house, text="", now=MADE)["count"]
    return count, sorted(subject["subject"] for subject in found["subjects"]), sorted(by_hand)


def test_joined_and_parted(small_house: House, client_as: Callable[..., Client]) -> None:
    client = client_as("head_of_sales")
    people = len({person_of(subject) for subject in emails()})
    one, other = person_id(small_house, ONE), person_id(small_house, OTHER)
    assert told(small_house, ONE) == (people, records(ONE), [])

    client.post(f"/leads/{one}/join/", {"other": other})
    joined = sorted([records(ONE)[0], records(OTHER)[0]])
    for who in (ONE, OTHER, one, other):
        assert told(small_house, who) == (people - 1, sorted(records(ONE) + records(OTHER)), joined)
    why = explain_link(small_house, a=records(ONE)[0], b=records(OTHER)[0], now=MADE)
    assert (why["one"], [step["reason"] for step in why["steps"]]) == (True, ["by_hand"])
    page = opened(client, f"/leads/{one}/")
    assert [text(each).count("joined by hand") for each in [by_id(page, "records")]] == [2]

    [undo] = [
        form for form in by_id(page, "records").iter("form")
        if [each.get("value") for each in form.iter("input") if each.get("name") == "subject"] == [joined[0]]
        and any((each.get("value") or "").startswith("hand:") for each in form.iter("input"))
    ]  # fmt: skip
    client.post(f"/leads/{one}/part/", {each.get("name") or "": each.get("value") or "" for each in undo.iter("input")})
    assert told(small_house, ONE)[:2] == (people, records(ONE))
    assert told(small_house, OTHER)[:2] == (people, records(OTHER))


def test_who_is_one_already_is_told_so(client_as: Callable[..., Client], small_house: House) -> None:
    one = person_id(small_house, ONE)
    answer = client_as("admin").post(f"/leads/{one}/join/", {"other": one}, headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert f"`{records(ONE)[0]}` and `{records(ONE)[0]}` are one already" in answer.content.decode()


def test_a_seller_cannot(client_as: Callable[..., Client], small_house: House) -> None:
    one, other = person_id(small_house, ONE), person_id(small_house, OTHER)
    seller = client_as("seller")
    assert seller.post(f"/leads/{one}/join/", {"other": other}).status_code == 403
    assert having(by_id(opened(seller, f"/leads/{one}/"), "records"), "quietly") == []
    assert told(small_house, ONE)[1] == records(ONE)
