"""Connections, and the rows that were set aside: everything commands do with them is done on the pages too."""

from datetime import UTC, datetime

from django.test import Client

from handschlag.actions.funnels import funnel
from handschlag.actions.houses import House
from handschlag.actions.quarantine import quarantine
from tests.web.raw import rows
from tests.web.reading import by_id, cells, having, opened, text


def waiting(house: House) -> int:
    return len(quarantine(house))


def test_every_system_with_its_rows(small_house: House, client_in: Client) -> None:
    page = opened(client_in, "/connections/")
    names = [text(each) for item in having(page, "systems")[0] for each in item.iter("h2")]
    assert names == ["crm", "marketing"]
    files = {
        "marketing": ("contacts.csv", "activities.csv", "lifecycle.csv", "campaigns.csv", "campaign_costs.csv"),
        "crm": (
            "Firmen.csv", "Kontakte.csv", "Aktivitaeten.csv", "Qualifizierung.csv", "Uebergaben.csv",
            "Verkaufschancen.csv", "Phasenverlauf.csv", "Verkaufschancen_Kontakte.csv", "Vertraege.csv", "Kosten.csv",
        ),
    }  # fmt: skip
    for item, name in zip(having(page, "systems")[0], names, strict=True):
        facts = {text(line[0]): text(line[1]) for line in having(item, "facts")[0]}
        assert facts["Rows read"] == f"{sum(len(rows(file)) for file in files[name]):,}"
    listed = {line[0].split()[0]: line[2] for line in cells(by_id(page, "list"))}
    assert listed == {file: f"{len(rows(file)):,}" for part in files.values() for file in part}


def test_a_row_is_mended_on_its_page(small_house: House, client_in: Client) -> None:
    one = next(row for row in quarantine(small_house) if row["line"] and row["field"] and row["reason"] != "decided")
    before = waiting(small_house)
    address = f"/connections/set-aside/row/{one['row']}/"
    page = opened(client_in, address)
    fields = {label.text: label.get("for", "") for label in page.iter("label") if label.text in one["record"]}
    still_wrong = client_in.post(address, {fields[one["field"]]: "still wrong", "do": "mend"})
    assert (still_wrong.status_code, b"still wrong" in still_wrong.content) == (200, True)
    assert waiting(small_house) == before
    client_in.post(address, {"do": "dismiss", "why": "a test record"})
    assert waiting(small_house) == before - 1
    [shown] = having(opened(client_in, address), "state")
    assert text(shown).endswith("a test record")
    client_in.post(address, {"do": "take_back"})
    assert waiting(small_house) == before


def test_a_row_without_a_reason_is_not_left_out(small_house: House, client_in: Client) -> None:
    one = next(row for row in quarantine(small_house) if row["line"])
    page = client_in.post(f"/connections/set-aside/row/{one['row']}/", {"do": "dismiss", "why": " "})
    assert (page.status_code, b"say why these rows are left out" in page.content) == (200, True)


def opportunities(house: House) -> int:
    """All opportunities of the funnel as of now, whatever kind of business they are."""
    [every] = funnel(house, as_of=datetime.now(UTC), kind=None, parts=["bypass"])["bypass"]
    return int(every["opportunities"])


def test_a_mended_opportunity_is_in_the_funnel(small_house: House, client_in: Client) -> None:
    deals = {row["VerkaufschanceNr"] for row in rows("Verkaufschancen.csv")}
    assert opportunities(small_house) == len(deals) - 1
    [one] = [row for row in quarantine(small_house) if row["field"] == "Betrag"]
    address = f"/connections/set-aside/row/{one['row']}/"
    names = {label.text: label.get("for", "") for label in opened(client_in, address).iter("label")}
    answer = client_in.post(address, {names["Betrag"]: "12.500,00", "do": "mend"}, follow=True)
    assert answer.redirect_chain[-1][1] == 302
    assert opportunities(small_house) == len(deals)
    assert [row["field"] for row in quarantine(small_house, state="mended")] == ["Betrag"]


def test_a_value_gets_a_meaning_for_all_rows(small_house: House, client_in: Client) -> None:
    [one] = [row for row in quarantine(small_house) if row["reason"] == "value_unknown"]
    listed = by_id(opened(client_in, "/connections/set-aside/"), "list")
    [href] = [
        link.get("href", "")
        for line in listed.findall(".//tbody/tr")
        if "Chat" in text(line)
        for link in line.iter("a")
    ]
    page = opened(client_in, href)
    [select] = [each for each in page.iter("select") if each.get("name") == "mean-0"]
    words = {option.text: option.get("value", "") for option in select.iter("option")}
    before = waiting(small_house)
    answer = client_in.post(href, {"mean-0": words["Page viewed"], "do": "meaning"}, follow=True)
    assert b"1 of 1 rows came in." in answer.content
    assert waiting(small_house) == before - 1
    assert one["row"] not in {row["row"] for row in quarantine(small_house)}


def test_what_nobody_set_aside_is_not_found(client_in: Client) -> None:
    assert client_in.get("/connections/set-aside/00000000/").status_code == 404
    assert client_in.get("/connections/set-aside/row/0000000000000000/").status_code == 404
