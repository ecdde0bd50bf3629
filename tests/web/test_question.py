"""What can be asked of the funnel, and what happens to what cannot."""

from datetime import date

import pytest
from django.test import Client

from handschlag.ledger.schema import DIMENSIONS
from handschlag.web.question import FunnelQuestion, day_after, page_number, periods
from tests.web.expected import tables
from tests.web.reading import having, opened, text


def asked(**query: str) -> dict[str, object]:
    return FunnelQuestion(query).asked()


def test_an_empty_question_leaves_everything_open() -> None:
    assert asked() == {"start": None, "end": None, "by": None, "cohort": None, "path": None, "unit": None}


def test_days_are_read_as_browsers_and_people_write_them() -> None:
    for typed in ("2025-03-31", "31.03.2025", "31/03/2025"):
        assert asked(start=typed)["start"] == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("query", "field", "problem"),
    [
        ({"start": "yesterday"}, "start", "This is not a day; expected a date such as 2026-03-31."),
        ({"end": "2025-02-30"}, "end", "This is not a day; expected a date such as 2026-03-31."),
        ({"start": "0001-01-01"}, "start", "This year is out of reach; expected one from 1970 to 2200."),
        ({"end": "9999-12-31"}, "end", "This year is out of reach; expected one from 1970 to 2200."),
        ({"start": "2025-03-02", "end": "2025-03-01"}, "end", "The end lies before the beginning."),
    ],
)
def test_a_wrong_day_is_named_and_kept(client_in: Client, query: dict[str, str], field: str, problem: str) -> None:
    page = client_in.get("/funnel/", query, headers={"Accept-Language": "en"}).content.decode()
    assert f'<span class="problem" id="{field}-problem">{problem}</span>' in page
    assert f'value="{query[field]}"' in page


@pytest.mark.parametrize("typed", ["tomorrow", "2026-13-01", "9999-12-31", "0001-01-01"])
def test_a_wrong_as_of_is_named_and_kept(client_in: Client, typed: str) -> None:
    page = client_in.get("/leads/", {"as_of": typed}, headers={"Accept-Language": "en"}).content.decode()
    assert f"“{typed}” is not a day" in page
    assert f'name="as_of" value="{typed}"' in page


def test_an_unknown_dimension_is_told_with_what_there_is(client_in: Client) -> None:
    [problem] = having(opened(client_in, "/funnel/", {"by": "chanel"}, status=400), "problems")
    named = {key.removeprefix("dim_") for row in tables()["passes"] for key in row if key.startswith("dim_")}
    there = ["cohort", "path", "kind", *sorted({*named, *DIMENSIONS})]
    assert len(there) > 20
    hint = f"did you mean `channel`? available: {', '.join(there)}"
    assert text(problem) == f"unknown dimension `chanel` {hint}"


def test_pages_of_a_list() -> None:
    typed = [None, "", "0", "-1", "two", "1" * 30, "7"]
    assert [page_number(text) for text in typed] == [1, 1, 1, 1, 1, 1, 7]


def test_the_last_day_of_a_window_belongs_to_it() -> None:
    assert day_after(date(2025, 12, 31)) == date(2026, 1, 1)
    assert day_after(None) is None


def test_periods_one_click_away() -> None:
    assert [(start, end) for _, start, end in periods(date(2026, 2, 14))] == [
        (date(2025, 3, 1), date(2026, 2, 14)),
        (date(2026, 1, 1), date(2026, 2, 14)),
        (date(2025, 1, 1), date(2025, 12, 31)),
        (None, None),
    ]
    assert periods(date(2026, 12, 31))[0][1] == date(2026, 1, 1)
