"""What can be asked of the funnel, and what happens to what cannot."""

from datetime import date

import pytest
from django.test import Client

from handschlag.web.question import FunnelQuestion, day_after, page_number, periods


def asked(**query: str) -> dict[str, object]:
    return FunnelQuestion(query).asked()


def test_an_empty_question_leaves_everything_open() -> None:
    assert asked() == {"start": None, "end": None, "by": None, "cohort": None, "path": None}


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
def test_a_wrong_day_is_named_and_kept(fake_client: Client, query: dict[str, str], field: str, problem: str) -> None:
    page = fake_client.get("/funnel/", query, headers={"Accept-Language": "en"}).content.decode()
    assert f'<span class="problem" id="{field}-problem">{problem}</span>' in page
    assert f'value="{query[field]}"' in page


@pytest.mark.parametrize("typed", ["tomorrow", "2026-13-01", "9999-12-31", "0001-01-01"])
def test_a_wrong_as_of_is_named_and_kept(fake_client: Client, typed: str) -> None:
    page = fake_client.get("/leads/", {"as_of": typed}, headers={"Accept-Language": "en"}).content.decode()
    assert f"“{typed}” is not a day" in page
    assert f'name="as_of" value="{typed}"' in page


def test_an_unknown_dimension_is_told_with_what_there_is(fake_client: Client) -> None:
    answer = fake_client.get("/funnel/", {"by": "chanel"}, headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "unknown dimension `chanel`" in page
    assert "available: cohort, path, kind, campaign, channel" in page


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
