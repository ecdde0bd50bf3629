"""What cannot be shown is said in words, in both languages, and never as a traceback."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from handschlag.actions.houses import House
from handschlag.errors import InputProblems, NotPermitted, OutsideSystemFailed, Problem
from handschlag.web import urls
from handschlag.web.problems import ProblemsMiddleware
from handschlag.web.urls import handler400, handler403, handler404, handler500
from handschlag.web.views import problems
from tests.web.reading import having, opened, read, text
from tests.web.small_house import person_id

WORDS = {
    400: ("This request makes no sense", "Diese Anfrage ergibt keinen Sinn"),
    403: ("You may not see this", "Das dürfen Sie nicht sehen"),
    404: ("There is nothing here", "Hier ist nichts"),
    500: ("Something went wrong here", "Hier ist etwas schiefgegangen"),
}
#: An address that ends in this status, whose role asks, and what else the request says.
ENDS = {
    400: ("/leads/", "admin", {"Host": "elsewhere.example"}),
    403: ("/leads/", "read_only", {}),
    404: ("/nothing/", "admin", {}),
    500: ("/fault/", "admin", {}),
}


def fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


#: The house's addresses and one behind which there is a fault.
urlpatterns = [*urls.urlpatterns, path("fault/", fault)]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("status", WORDS)
def test_each_problem_has_a_page_in_both_languages(client_as: Callable[..., Client], status: int) -> None:
    address, role, headers = ENDS[status]
    client = client_as(role, headers=headers, raise_request_exception=False)
    for language, expected in zip(("en", "de"), WORDS[status], strict=True):
        page = opened(client, address, language=language, status=status)
        assert [text(heading) for heading in page.iter("h1")] == [expected]
        assert "a fault of ours" not in text(page)
        assert "Traceback" not in text(page)


@pytest.mark.parametrize(
    "path",
    [
        "/leads/0190a000-0000-7000-8000-00000000dead/",
        "/facts/0190a000-0000-7000-8000-00000000dead/source/",
        "/funnel/passes/",
        "/reconciliation/?source=nobody",
    ],
)
def test_what_does_not_exist_is_not_found(small_house: House, client_in: Client, path: str) -> None:
    anna = person_id(small_house, "anna.beispiel@mueller-soehne.example")
    assert client_in.get(f"/leads/{anna}/").status_code == 200
    assert client_in.get(path).status_code == 404


def test_all_problems_of_the_agreement_are_listed_at_once(small_house: House, client_in: Client) -> None:
    file = small_house.path / "agreement.yaml"
    lines = file.read_text("utf-8").splitlines()
    wrong = [number for number, line in enumerate(lines, start=1) if line.lstrip().startswith("phase:")]
    file.write_text("\n".join(line.replace("phase: ", "phase: un") for line in lines), "utf-8")
    [listed] = having(opened(client_in, "/funnel/", status=400), "problems")
    places = [text(code) for code in listed.iter("code")]
    assert [place.rpartition(":")[0] for place in places] == [f"{file}:{number}" for number in wrong]


def test_a_file_that_is_gone_is_told(small_house: House, client_in: Client) -> None:
    for file in small_house.derived.glob("*/people.parquet"):
        file.unlink()
    [listed] = having(opened(client_in, "/leads/", status=503), "problems")
    assert text(listed).startswith("a file cannot be read or written: IO Error: No files found that match the pattern")


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
def test_every_problem_of_an_error_is_on_its_page(
    rf: RequestFactory, small_house: House, error: Exception, status: int
) -> None:
    answer = ProblemsMiddleware(problems.failed).process_exception(rf.get("/"), error)
    assert answer is not None
    [listed] = having(read(answer.content.decode()), "problems")
    assert answer.status_code == status
    assert [text(each) for each in listed] == (
        ["agreement.yaml:7:12 unknown stage `x` did you mean `y`?", "a second one"]
        if status == 400
        else ["the database is locked", "a second one"]
    )


def test_a_missing_right_is_told_and_a_fault_is_left_to_django(rf: RequestFactory, small_house: House) -> None:
    middleware = ProblemsMiddleware(problems.failed)
    refused = middleware.process_exception(rf.get("/"), NotPermitted("no"))
    assert refused is not None
    assert refused.status_code == 403
    assert middleware.process_exception(rf.get("/"), ValueError("ours")) is None
