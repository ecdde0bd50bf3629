"""The lists behind figures, and finding people: exactly who the raw rows say, in order, page by page."""

import html
from typing import Any

import pytest
from django.test import Client

from tests.funnel.oracle import Oracle
from tests.web.expected import company_name_of, funnel, name_of, profiles, tables
from tests.web.reading import by_id, cells, having, links, opened, text
from tests.web.small_house import TODAY
from tests.web.test_funnel_page import END
from tests.web.written import STAGES, day, money

SIGNS = {"EUR": "€", "CHF": "CHF"}
WORDS = {"no_decision": "no decision"}


def line(one: dict[str, Any], oracle: Oracle) -> list[str]:
    """A pass as the list shows it."""
    furthest = max(no for pass_id, no in oracle.entries if pass_id == one["pass_id"])
    closed = one["closed_at"] is not None and one["closed_at"] <= oracle.as_of
    value = money(one["value"], SIGNS[one["currency"]]) if closed and one["value"] is not None else ""
    outcome = one["outcome"] if closed else "open"
    return [
        name_of(one["person"]), company_name_of(one["person"]), day(one["opened_at"]), list(STAGES.values())[furthest],
        WORDS.get(outcome, outcome), value,
    ]  # fmt: skip


def entered(oracle: Oracle, no: int, group: str | None = None) -> list[tuple[int, str]]:
    return [(oracle.entries[one, no]["entered_at"], one) for one in oracle.entered(no, None, group)]


def closed(oracle: Oracle, outcome: str) -> list[tuple[int, str]]:
    return [(deal["closed_at"], deal["pass_id"]) for deal in oracle.ended(outcome, None)]


BY_CHANNEL = {"by": "channel"}
FIGURES: dict[str, tuple[dict[str, str], Any]] = {
    "opportunity": ({"figure": "entered", "stage": "opportunity"}, lambda o: entered(o, 3)),
    "missing": (
        {"figure": "entered", "stage": "prospect", **BY_CHANNEL, "group": "(missing)"},
        lambda o: entered(o, 0, "(missing)"),
    ),
    "unknown": (
        {"figure": "entered", "stage": "prospect", **BY_CHANNEL, "group": "unknown"},
        lambda o: entered(o, 0, "unknown"),
    ),
    "implied": (
        {"figure": "entered_implied", "stage": "marketing_lead"},
        lambda o: [(o.entries[one, 1]["entered_at"], one) for one in o.entered(1, None, None, "implied")],
    ),
    "negative": (
        {"figure": "negative", "stage": "prospect", "to": "marketing_lead"},
        lambda o: [each for each in entered(o, 0) if (each[1], 1) in o.entries and o.lag(each[1], 0, 1) < 0],
    ),
    "won": ({"figure": "won"}, lambda o: closed(o, "won")),
    "lost": ({"figure": "lost"}, lambda o: closed(o, "lost")),
    "no_decision": ({"figure": "no_decision"}, lambda o: closed(o, "no_decision")),
    "open": ({"figure": "open"}, lambda o: [(deal["created_at"], deal["pass_id"]) for deal in o.still_open(None)]),
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_passes_behind_a_figure(client_in: Client, name: str) -> None:
    query, behind = FIGURES[name]
    oracle = funnel(END[TODAY], by=query.get("by"))
    found = behind(oracle) if "by" in query else behind(funnel(END[TODAY]))
    expected = [line(oracle.passes[one], oracle) for _, one in sorted(found)]
    assert 0 < len(expected) < 50
    page = opened(client_in, "/funnel/passes/", {**query, "as_of": TODAY})
    assert cells(by_id(page, "list")) == expected
    assert text(having(page, "num")[0]).startswith(f"{len(expected)} pass{'' if len(expected) == 1 else 'es'}")


def test_of_another_unit_each_is_listed_once_with_its_first_pass(client_in: Client) -> None:
    oracle = funnel(END[TODAY])
    first: dict[str, tuple[int, str]] = {}
    for at, one in sorted(entered(oracle, 3)):
        if company := oracle.passes[one]["company"]:
            first.setdefault(company, (at, one))
    expected = [line(oracle.passes[one], oracle) for _, one in sorted(first.values())]
    assert 0 < len(expected) < len(oracle.entered(3, None, None))
    question = {"figure": "entered", "stage": "opportunity", "unit": "company", "as_of": TODAY}
    page = opened(client_in, "/funnel/passes/", question)
    assert cells(by_id(page, "list")) == expected
    assert text(having(page, "num")[0]) == f"{len(expected)} companies"


def test_a_long_list_is_turned_page_by_page(client_in: Client) -> None:
    oracle = funnel(END[TODAY])
    expected = [line(oracle.passes[one], oracle) for _, one in sorted(entered(oracle, 0))]
    page = opened(client_in, "/funnel/passes/", {"figure": "entered", "stage": "prospect", "as_of": TODAY})
    found = cells(by_id(page, "list"))
    assert found == expected[:50]
    assert text(having(page, "pager")[0]) == "Page 1 of 2 Next →"
    page = opened(client_in, links(page)["Next →"])
    assert cells(by_id(page, "list")) == expected[50:]
    assert text(having(page, "pager")[0]) == "← Previous Page 2 of 2"


def test_a_pass_without_a_person_has_no_link(client_in: Client) -> None:
    page = opened(client_in, "/funnel/passes/", {"figure": "lost", "as_of": TODAY})
    assert "nobody named" in [row[0] for row in cells(by_id(page, "list"))]
    assert "nobody named" not in links(by_id(page, "list"))


def people() -> list[str]:
    """Everybody, known by address, or by record where there is none."""
    return [who for who in profiles() if "@" in who or ":contact:" in who]


def shown(who: str) -> list[str]:
    return [name_of(who), company_name_of(who), profiles()[who].get("email", "")]


def test_everybody_is_found_in_order_and_the_nameless_at_the_end(client_in: Client) -> None:
    expected = sorted(map(shown, people()), key=lambda row: (row[0] == "without a name", row[0].lower()))
    first, second = (opened(client_in, "/leads/", {"page": number}) for number in (1, 2))
    assert cells(by_id(first, "list")) == expected[:50]
    assert cells(by_id(second, "list")) == expected[50:]
    assert text(by_id(first, "list")).startswith(f"{len(expected)} persons ")
    assert expected[-1] == ["without a name", "", ""]


@pytest.mark.parametrize(
    "typed",
    ["ANNA", "söhne", "@alpenblech.example", "Müller & Söhne", "<b>Ivo", "O'Brien & Co", "einkaeufer7", " Zoe "],
)
def test_people_are_found_by_name_address_or_company(client_in: Client, typed: str) -> None:
    expected = [shown(who) for who in people() if typed.strip().lower() in " ".join(shown(who)).lower()]
    assert 0 < len(expected) < 5
    page = opened(client_in, "/leads/", {"q": typed})
    assert cells(by_id(page, "list")) == sorted(expected, key=lambda row: row[0].lower())
    assert by_id(page, "q").get("value") == typed.strip()


@pytest.mark.parametrize("typed", ["nobody is called so", "<script>alert(1)</script>", "%", "_", "100 %"])
def test_nobody_is_said_and_what_was_typed_stays_text(client_in: Client, typed: str) -> None:
    page = opened(client_in, "/leads/", {"q": typed})
    said = f"Nobody is called “{typed}”, and no e-mail or company contains it. Try fewer letters."
    assert text(by_id(page, "list")) == said


def test_names_with_signs_of_html_stay_text(client_in: Client) -> None:
    """The house has a name, a company and a campaign that would be markup if they were written as they are."""
    there = {row["dim_campaign"] for row in tables()["passes"] if "dim_campaign" in row}
    signs = ["<b>Ivo</b> O'Brien & Co", "Glas <Klar> GmbH", 'Leitfaden "Plan & Ist" <2025>']
    assert signs[2] in there
    raw = "".join(
        client_in.get(path).content.decode()
        for path in ("/leads/", "/funnel/?by=campaign", "/funnel/passes/?figure=entered&stage=prospect&page=1")
    )
    for each in signs:
        assert html.escape(each) in raw, each
        assert each not in raw, each
