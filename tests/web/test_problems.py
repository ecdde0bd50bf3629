"""What cannot be shown is said in words, in both languages, and never as a traceback."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory

from handschlag.errors import InputProblems, NotPermitted, OutsideSystemFailed, Problem
from handschlag.web.problems import ProblemsMiddleware
from handschlag.web.views import problems
from tests.web import house
from tests.web.house import ANNA

WORDS = {
    400: ("This request makes no sense", "Diese Anfrage ergibt keinen Sinn"),
    403: ("You may not see this", "Das dürfen Sie nicht sehen"),
    404: ("There is nothing here", "Hier ist nichts"),
    500: ("Something went wrong here", "Hier ist etwas schiefgegangen"),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
@pytest.mark.parametrize("status", WORDS)
def test_each_problem_has_a_page_in_both_languages(
    fake_client: Client, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    fake_client.raise_request_exception = False
    for language, expected in zip(("en", "de"), WORDS[status], strict=True):
        answer = fake_client.get(_broken(status, monkeypatch), headers={"Accept-Language": language})
        page = answer.content.decode()
        assert answer.status_code == status
        assert f"<h1>{expected}</h1>" in page
        assert "Traceback" not in page


def _broken(status: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address that ends in this status, because the house answers so."""

    errors = {400: SuspiciousOperation(), 403: PermissionDenied(), 500: RuntimeError("a fault of ours")}
    if status == 404:
        return "/nothing/"

    def fail(*args: object, **query: object) -> None:
        raise errors[status]

    monkeypatch.setattr(house, "find_people", fail)
    return "/leads/"


@pytest.mark.parametrize(
    "path",
    [
        "/leads/0190a000-0000-7000-8000-00000000dead/",
        "/facts/0190a000-0000-7000-8000-00000000dead/source/",
        "/funnel/passes/",
    ],
)
def test_what_does_not_exist_is_not_found(fake_client: Client, path: str) -> None:
    assert fake_client.get(f"/leads/{ANNA}/").status_code == 200
    assert fake_client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (
            InputProblems(Problem("agreement.yaml", 7, 12, "unknown stage `x`", "did you mean `y`?"), "a second one"),
            400,
        ),
        (OutsideSystemFailed("the database is locked", "a second one"), 503),
    ],
)
def test_all_problems_of_a_file_are_listed_at_once(rf: RequestFactory, error: Exception, status: int) -> None:
    answer = ProblemsMiddleware(problems.failed).process_exception(rf.get("/"), error)
    assert answer is not None
    page = answer.content.decode()
    assert answer.status_code == status
    assert "a second one" in page
    assert ("<code>agreement.yaml:7:12</code> unknown stage `x`<br>" in page) == (status == 400)


@pytest.mark.django_db
@pytest.mark.usefixtures("fake_house")
def test_a_missing_right_is_told_and_a_fault_is_left_to_django(rf: RequestFactory) -> None:
    middleware = ProblemsMiddleware(problems.failed)
    refused = middleware.process_exception(rf.get("/"), NotPermitted("no"))
    assert refused is not None
    assert refused.status_code == 403
    assert middleware.process_exception(rf.get("/"), ValueError("ours")) is None
