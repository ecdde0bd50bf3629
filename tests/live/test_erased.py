"""Of a person who is erased nothing stays of what people told here, on either database."""

from collections.abc import Callable

from handschlag.actions.attempts import record_attempt
from handschlag.actions.claiming import claim, release
from handschlag.actions.erasing import erase_person
from handschlag.actions.houses import House
from handschlag.actions.leads import find_people
from handschlag.store import head
from handschlag.store.models import Claim
from tests.live.test_queues import NOW, by, filled


def test_notes_and_claims_go(new_house: Callable[..., House]) -> None:
    house = filled(new_house)
    jan = by(house, "jan")
    for name in ("bea", "cem"):
        who = f"{name}@{name}.example"
        record_attempt(jan, person=who, channel="phone", outcome="reached", note=f"secret of {name}", now=NOW)
        claim(jan, queue="sdr", person=who, now=NOW)
    release(jan, queue="sdr", person="bea@bea.example", now=NOW)
    assert "secret of bea" in str(head.rows()) and Claim.objects.filter(subject="crm:lead:bea").count() == 1
    erase_person(house, person="bea@bea.example", now=NOW)
    assert "bea" not in str(head.rows()) and "secret of cem" in str(head.rows())
    assert [one.subject for one in Claim.objects.all()] == ["crm:lead:cem"]
    assert [one["name"] for one in find_people(house, text="", now=NOW)["people"]] == [
        "Anna Amsel", "cem", "dora", "emil",
    ]  # fmt: skip
