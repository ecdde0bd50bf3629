"""The page on which sources and house are compared: totals as the files have them, and every record that differs."""

from collections import Counter
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.web.expected import domains, funnel, membership
from tests.web.raw import cents, facts, made_from, read, rows
from tests.web.reading import cells, having, links, opened, text
from tests.web.small_house import TODAY
from tests.web.test_funnel_page import END
from tests.web.written import money

FILES = {"activities.csv": "marketing", "Aktivitaeten.csv": "crm", "Verkaufschancen.csv": "crm"}


def number(said: str) -> int:
    """`+€42,000` and `−28` as whole numbers."""
    sign = -1 if said.startswith("−") else 1
    return sign * int("".join(letter for letter in said if letter.isdigit()) or 0)


def totals(page: Element) -> dict[tuple[str, str], list[str]]:
    """By source and what: in the source, here, difference."""
    [sums] = having(page, "sums")
    return {
        (text(one.find("h2")), line[0]): line[1:]
        for one in sums.findall("div")
        for line in cells(one)
    }  # fmt: skip


def differing(client: Client, **query: str) -> list[tuple[str, list[str]]]:
    """Reason and line of every record, over all pages."""
    found = []
    page = opened(client, "/reconciliation/", {"as_of": TODAY, **query})
    while True:
        for group in having(page, "differing"):
            found += [(text(group.find("h3")), line) for line in cells(group)]
        way = links(page).get("Next →")
        if way is None:
            return found
        page = opened(client, way)


def won_value(currency: str) -> int:
    won = [row for row in rows("Verkaufschancen.csv") if row["Ergebnis"] == "Gewonnen" and row["Währung"] == currency]
    return sum(cents(row["Betrag"]) or 0 for row in won)


def test_theirs_is_what_the_files_say(client_in: Client) -> None:
    won = [row for row in rows("Verkaufschancen.csv") if row["Ergebnis"] == "Gewonnen"]
    expected = {
        ("crm", "Leads"): str(len(rows("Kontakte.csv"))),
        ("crm", "Companies"): str(len(rows("Firmen.csv"))),
        ("crm", "Opportunities"): str(len(rows("Verkaufschancen.csv"))),
        ("crm", "Won"): str(len(won)),
        ("crm", "Won value (EUR)"): money(won_value("EUR")),
        ("crm", "Won value (CHF)"): money(won_value("CHF"), "CHF"),
        ("crm", "Touches and activities"): str(len(rows("Aktivitaeten.csv"))),
        ("marketing", "Leads"): str(len(rows("contacts.csv"))),
        ("marketing", "Touches and activities"): str(len(rows("activities.csv"))),
    }
    found = totals(opened(client_in, "/reconciliation/", {"as_of": TODAY}))
    assert {key: found[key][0] for key in expected} == expected


def test_ours_is_what_the_funnel_says(client_in: Client) -> None:
    ours: Counter[str] = Counter()
    for (_, what), line in totals(opened(client_in, "/reconciliation/", {"as_of": TODAY})).items():
        ours[what] += number(line[1])
    oracle = funnel(END[TODAY])
    values = {"EUR": 0, "CHF": 0}
    for deal in oracle.ended("won", None):
        if deal["value"] is not None:
            values[deal["currency"]] += deal["value"]
    companies = {*domains().values(), *(company for company in membership().values() if company)}
    assert {key: count for key, count in ours.items() if key != "Further statements"} == {
        "Leads": len(oracle.passes),
        "Companies": len(companies),
        "Opportunities": len(oracle.deals),
        "Won": len(oracle.ended("won", None)),
        "Won value (EUR)": round(values["EUR"] / 100),
        "Won value (CHF)": round(values["CHF"] / 100),
        "Touches and activities": sum(fact["kind"] in ("touch", "attempt") for fact in facts()),
    }


@pytest.mark.parametrize("source", ["crm", "marketing"])
def test_every_difference_is_explained_by_its_records(client_in: Client, source: str) -> None:
    effects: Counter[str] = Counter()
    for _, line in differing(client_in, source=source):
        effects[line[1]] += number(line[2])
    found = totals(opened(client_in, "/reconciliation/", {"as_of": TODAY, "source": source}))
    assert {key[0] for key in found} == {source}
    for (_, what), (theirs, here, difference) in found.items():
        assert number(theirs) - number(here) == (0 if difference == "none" else number(difference)), what
        assert effects[what] == number(theirs) - number(here), what


def test_rows_in_quarantine_are_named_by_file_line_field_and_value(client_in: Client) -> None:
    wrong = {
        ("Verkaufschancen.csv", "Betrag", "auf Anfrage"),
        ("Aktivitaeten.csv", "Datum", "31.02.2026 10:00:00"),
        ("activities.csv", "Activity Type", "Chat"),
    }
    lines = dict(read()[2])
    expected = sorted(f"{file}, line {lines[file]} · {field}: {value}" for file, field, value in wrong)
    said = [line[3] for reason, line in differing(client_in, reason="quarantined")]
    assert len(said) == 3
    assert all(shown.startswith(one) for one, shown in zip(expected, sorted(said), strict=True)), said


def test_reasons_count_their_records_and_lead_to_them(client_in: Client) -> None:
    page = opened(client_in, "/reconciliation/", {"as_of": TODAY})
    everything = Counter(reason for reason, _ in differing(client_in))
    [why] = having(page, "why")
    assert {text(link[0]): int(text(link[1])) for link in why.iter("a")} == everything
    for link in why.iter("a"):
        [heading] = having(opened(client_in, link.get("href", "").partition("#")[0]), "differing")
        assert text(heading.find("h3")) == text(link[0])


def test_by_month_sums_to_the_same(client_in: Client) -> None:
    def columns(**query: str) -> Counter[tuple[str, int]]:
        found: Counter[tuple[str, int]] = Counter()
        for (name, what), line in totals(opened(client_in, "/reconciliation/", {"as_of": TODAY, **query})).items():
            source, _, thing = name.partition(" · ")
            for side in (0, 1):
                found[f"{source} {thing or what}", side] += number(line[side])
        return Counter({key: count for key, count in found.items() if count})

    whole = columns()
    assert {key for key, _ in whole} > {"crm Won", "marketing Leads"}
    assert columns(by="month") == whole


def test_a_record_leads_to_its_person_and_to_its_row(client_in: Client) -> None:
    page = opened(client_in, "/reconciliation/", {"as_of": TODAY, "reason": "came_back"})
    [group] = having(page, "differing")
    [(person, lead), (record, source)] = links(group).items()
    assert (person, record) == ("Wanda Abel", "marketing:contact:824")
    assert text(next(opened(client_in, lead).iter("h1"))) == person
    assert source.startswith(f"/facts/{made_from('contacts.csv', 25)[0]['id']}/source/")
