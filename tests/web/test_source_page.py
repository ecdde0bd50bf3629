"""From a fact to the very row of the export that states it, whatever the file looks like."""

from collections import Counter

import pytest
from django.test import Client

from handschlag.actions.houses import House
from handschlag.actions.leads import lead
from tests.web.raw import made_from, micros, rows
from tests.web.reading import cells, having, links, opened, text
from tests.web.small_house import MADE, person_id
from tests.web.written import instant

KINDS = {
    "person": "Profile of the person", "company": "Profile of the company", "relation": "Relation",
    "touch": "Touchpoint", "attempt": "Attempt", "consent": "Consent", "stage_reported": "Stage reported",
    "criterion_answer": "Criterion answered", "handover_offered": "Hand-over offered",
    "handover_accepted": "Hand-over accepted", "handover_returned": "Returned",
    "opportunity_created": "Opportunity created", "opportunity_changed": "Opportunity changed",
    "opportunity_won": "Opportunity won", "opportunity_lost": "Opportunity lost",
    "customer_renewed": "Customer renewed", "customer_cancelled": "Customer cancelled",
}  # fmt: skip

#: Plain rows, rows that state several facts, values with quotes, separators, signs of HTML and a formula.
LINES = [
    ("contacts.csv", 2), ("contacts.csv", 6), ("activities.csv", 2), ("activities.csv", 8), ("lifecycle.csv", 3),
    ("Firmen.csv", 3), ("Kontakte.csv", 2), ("Kontakte.csv", 11), ("Kontakte.csv", 21), ("Aktivitaeten.csv", 2),
    ("Qualifizierung.csv", 2), ("Uebergaben.csv", 7), ("Verkaufschancen.csv", 2), ("Verkaufschancen.csv", 8),
    ("Phasenverlauf.csv", 18), ("Verkaufschancen_Kontakte.csv", 2), ("Vertraege.csv", 2), ("Vertraege.csv", 3),
]  # fmt: skip


@pytest.mark.parametrize(("file", "line"), LINES)
def test_a_fact_leads_to_its_row(client_in: Client, file: str, line: int) -> None:
    made = made_from(file, line)
    row = {column: " ".join(value.split()) or "empty" for column, value in rows(file)[line - 2].items()}
    for fact in made:
        page = opened(client_in, f"/facts/{fact['id']}/source/")
        [where] = [each for each in having(page, "num") if each.tag == "p"]
        imported = instant(micros(MADE))
        assert text(where) == f"Source record {fact['subject']} · {file}, line {line} · imported {imported}"
        assert dict(cells(having(page, "raw")[0])) == row
        [listed] = having(page, "made")
        kinds = [text(kind) for kind in having(listed, "quiet")]
        assert sorted(kinds) == sorted(KINDS[each["kind"]] for each in made)
        assert len(listed.findall(".//strong")) == 1


def test_a_repeated_row_leads_to_its_first_line(client_in: Client) -> None:
    """The house has one: the same activity on two lines."""
    keys = Counter(row["Activity ID"] for row in rows("activities.csv"))
    [(key, times)] = [each for each in keys.items() if each[1] > 1]
    lines = [line for line, row in enumerate(rows("activities.csv"), start=2) if row["Activity ID"] == key]
    assert times == len(lines) == 2
    page = opened(client_in, f"/facts/{made_from('activities.csv', lines[1])[0]['id']}/source/")
    assert f"activities.csv, line {min(lines)} " in text(page)


def test_the_way_back_is_the_person(small_house: House, client_in: Client) -> None:
    anna = person_id(small_house, "anna.beispiel@mueller-soehne.example")
    touch, deal = made_from("contacts.csv", 2)[0], made_from("Verkaufschancen.csv", 2)[0]
    for fact, query in ((touch, {}), (deal, {"person": anna})):
        page = opened(client_in, f"/facts/{fact['id']}/source/", query)
        assert links(page)["← To the person"] == f"/leads/{anna}/"
    assert "← To the person" not in links(opened(client_in, f"/facts/{deal['id']}/source/"))
    assert "← To the person" not in links(opened(client_in, f"/facts/{deal['id']}/source/", {"person": "nobody"}))


def test_a_file_that_is_gone_is_told(small_house: House, client_in: Client) -> None:
    for kept in (small_house.ledger / "sources").iterdir():
        kept.unlink()
    page = opened(client_in, f"/facts/{made_from('activities.csv', 2)[0]['id']}/source/")
    [said] = having(page, "empty")
    assert text(said) == "The imported file is no longer kept, so its line cannot be shown."


def test_a_link_was_made_here(small_house: House, client_in: Client) -> None:
    person = lead(small_house, person="anna.beispiel@mueller-soehne.example", now=MADE)
    page = opened(client_in, f"/facts/{person['links'][0]['fact']}/source/")
    [said] = having(page, "empty")
    assert text(said) == "This fact was not imported: it was made here."
