"""Trying a change: the page shows what the naive fold makes of the raw rows under the candidate."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from handschlag.actions.houses import House
from handschlag.agreement import fold_terms, loads
from handschlag.web import formats
from tests.backtest import plain
from tests.backtest.plain import PlainLane
from tests.web import expected
from tests.web.raw import facts
from tests.web.reading import by_id, cells, having, links, read, text
from tests.web.small_house import MADE, SMALL

RULE = "criteria_met >= 2 and need_met"
TEXT = (SMALL / "agreement.yaml").read_text("utf-8")
LOOSER, STRICTER = TEXT.replace(RULE, "touches >= 3"), TEXT.replace(RULE, "criteria_met >= 4 and need_met")
ENGLISH = {"Accept-Language": "en"}


def tried(client: Client, candidate: str, language: str = "en", **more: str) -> Any:
    data = {"text": candidate.replace("\n", "\r\n"), **more}
    return client.post("/agreement/try/", data, headers={"Accept-Language": language})


def lanes(candidate: str) -> tuple[PlainLane, PlainLane]:
    found = []
    for written in (TEXT, candidate):
        agreement = loads(written.encode(), "agreement.yaml").agreement
        assert agreement is not None
        terms = fold_terms(agreement)
        tables: dict[str, list[dict[str, Any]]] = {}
        for number, component in enumerate(expected.components(MADE)):
            for table, rows in expected.naive_fold(
                terms, component, expected.membership(), {}, str(number), expected.VALID_FROM
            ).items():
                tables.setdefault(table, []).extend(rows)
        rules = [stage.key for stage in terms.stages if stage.state is not None]
        as_of = round(datetime.now(UTC).timestamp() * 1_000_000)
        told = [{**fact, "person": expected.person_of(fact["subject"])} for fact in facts()]
        found.append(PlainLane(tables, rules, "sales_ready_lead", told, as_of))
    return found[0], found[1]


@pytest.mark.parametrize("candidate", [LOOSER, STRICTER], ids=["looser", "stricter"])
def test_the_figures_are_those_of_the_naive_fold(client_in: Client, candidate: str) -> None:
    answer = tried(client_in, candidate, minutes="30")
    assert answer.status_code == 200
    page = read(answer.content.decode())
    today, other = lanes(candidate)
    assert len(today.ready) > 3 and today.ready != other.ready
    lines = cells(by_id(page, "stages"))
    assert [[int(cell.replace(",", "")) for cell in line[1:-1]] for line in lines] == [
        list(row[1:-1]) for row in plain.stages(today, other)
    ]
    months = sorted(row for row in plain.months(today, other, "Europe/Berlin") if row[1] == "sales_ready_lead")
    lines = cells(by_id(page, "months"))
    assert [[int(cell) for cell in line[1:]] for line in lines] == [list(row[2:]) for row in months]
    statuses = list(plain.wins(today, other).values())
    kinds = [text(one) for one in having(page, "kind")]
    words = {"lost": "no longer", "later": "later", "same": "at the same instant", "earlier": "earlier"}
    words |= {"gained": "additionally", "neither": "under neither"}
    assert kinds == [f"{word} {statuses.count(key)}" for key, word in words.items()]
    lines = cells(by_id(page, "quality"))
    rows = [row for outcome in ("opportunity", "won") for row in plain.quality(today, other, outcome, "Europe/Berlin")]
    assert [[int(line[place]) for place in (2, 3, 4, 8)] for line in lines] == [
        [row[key] for key in ("ready", "sent", "reached", "immature")] for row in rows
    ]
    assert [line[5] for line in lines] == [formats.share(row["reached"], row["sent"]) for row in rows]


def test_a_win_leads_to_its_person(client_in: Client) -> None:
    page = read(tried(client_in, STRICTER).content.decode())
    lost = [each for each in links(by_id(page, "wins")).values() if each.startswith("/leads/")]
    today, other = lanes(STRICTER)
    changed = [one for one in plain.wins(today, other).values() if one not in ("same", "neither")]
    assert len(lost) == len(changed) > 0


def test_whoever_may_not_see_persons_sees_no_name(client_as: Callable[[str], Client]) -> None:
    answer = tried(client_as("read_only"), STRICTER)
    page = answer.content.decode()
    assert (answer.status_code, "/leads/" in page, "Your role shows figures, not persons." in page) == (
        200,
        False,
        True,
    )


def test_problems_are_shown_with_their_lines_and_nothing_is_lost(client_in: Client) -> None:
    broken = TEXT.replace(RULE, "criterions_met >= 2")
    answer = tried(client_in, broken, "de")
    page = answer.content.decode()
    line = broken[: broken.index("criterions_met")].count("\n") + 1
    assert answer.status_code == 400
    assert "Der Entwurf hat 1 Problem" in page
    assert f"Zeile {line}" in page
    assert "criterions_met &gt;= 2" in page.partition("<textarea")[2]


def test_minutes_that_are_none(client_in: Client) -> None:
    answer = tried(client_in, LOOSER, minutes="half an hour")
    assert (answer.status_code, "expected a whole number such as 25" in answer.content.decode()) == (400, True)
    refused = tried(client_in, LOOSER, minutes="0")
    assert (refused.status_code, "0 minutes per lead cannot be" in refused.content.decode()) == (400, True)


def test_the_text_of_today_stands_there_to_be_changed(client_in: Client) -> None:
    page = client_in.get("/agreement/try/", headers=ENGLISH).content.decode()
    assert "criteria_met &gt;= 2 and need_met" in page.partition("<textarea")[2]
    same = text(read(tried(client_in, TEXT).content.decode()))
    assert "The candidate decides like today's agreement" in same
    assert "from today's text" not in same
    other = text(read(tried(client_in, LOOSER).content.decode()))
    assert "2 lines differ from today's text" in other


def test_while_the_houses_own_file_is_broken_its_problems_are_shown(small_house: House, client_in: Client) -> None:
    """There is nothing to compare a candidate with."""
    file = small_house.path / "agreement.yaml"
    file.write_text(TEXT.replace(RULE, "criterions_met >= 2"), "utf-8")
    for answer in (client_in.get("/agreement/try/", headers=ENGLISH), tried(client_in, LOOSER)):
        assert answer.status_code == 400
        assert "criterions_met" in answer.content.decode()


def test_many_wins_that_change_are_cut_and_said(client_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handschlag.web.shapes.backtest.SHOWN", 1)
    page = read(tried(client_in, STRICTER).content.decode())
    today, other = lanes(STRICTER)
    changed = [one for one in plain.wins(today, other).values() if one not in ("same", "neither")]
    named = [each for each in links(by_id(page, "wins")).values() if each.startswith("/leads/")]
    assert len(named) == 1
    assert f"and {len(changed) - 1} more" in text(by_id(page, "wins"))
