"""Record conditions: what is understood, what is refused, and where the refusal points."""

import pytest

from handschlag.conditions import parse_record
from handschlag.errors import Problem
from tests.conditions.house import FIELDS, record


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("country in ('DE', 'AT')", "country in ('DE', 'AT')"),
        ("country IN ('DE')", "country in ('DE')"),
        ("(country='DE')  AND\n employees>=50", "country = 'DE' and employees >= 50"),
        ("50 <= employees", "employees >= 50"),
        ("'DE' = country", "country = 'DE'"),
        ("employees != 5 or employees == 6", "employees <> 5 or employees = 6"),
        ("not country in ('DE')", "country not in ('DE')"),
        ("not (country = 'DE' and signed)", "not (country = 'DE' and signed)"),
        ("not not signed", "signed"),
        ("signed and (email is null or not (phone is null))", "signed and (email is null or phone is not null)"),
        (
            "signed and (signed and (signed and signed))",
            "signed and signed and signed and signed",
        ),
        ("path not like '/it''s%'", "path not like '/it''s%'"),
        ("close_date between '2026-01-01' and '2026-12-31'", "close_date between '2026-01-01' and '2026-12-31'"),
        ("employees - -5 * seats > 1.50", "(employees - (-5 * seats)) > 1.5"),
        ("lower(Coalesce(country, department)) = 'de'", "lower(coalesce(country, department)) = 'de'"),
        ("date > '2026-01-01' and order < 3", "date > '2026-01-01' and order < 3"),
        ("email_is_free = false", "email_is_free = false"),
        ("employees in (1, 2, 2, -3)", "employees in (1, 2, -3)"),
        ("-employees < 5", "(0 - employees) < 5"),
    ],
)
def test_canonical(text: str, canonical: str) -> None:
    assert record(text).canonical == canonical
    assert record(canonical) == record(text)


def test_fields_are_those_read() -> None:
    assert record("coalesce(country, plan) = 'x' or seats * 2 > employees").fields == {
        "country", "plan", "seats", "employees",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [(1, "the condition is empty")]),
        ("  \n ", [(1, "the condition is empty")]),
        ("employees > 200 or 1", [(20, "1 alone is not a condition")]),
        ("country = 'DE' or 'AT'", [(19, "'AT' alone is not a condition")]),
        ('country = "DE"', [(11, '"DE" is in double quotes')]),
        ("\"country\" = 'DE'", [(1, '"country" is in double quotes')]),
        ("country = ‘DE’", [(11, "the quote ‘ is not understood here"), (14, "the quote ’ is not understood here")]),
        ("country = 'DE", [(11, "a text begins here and does not end: a single quote is missing")]),
        ("country = 5", [(11, "`country` is text, 5 is a number: they cannot be compared")]),
        ("employees = '5'", [(13, "`employees` is a number, '5' is text: they cannot be compared")]),
        ("country = employees", [(11, "`country` is text, `employees` is a number: they cannot be compared")]),
        ("signed > true", [(1, "`signed` is yes or no and cannot be more or less than something")]),
        ("signed = 1", [(10, "`signed` is yes or no, 1 is a number: they cannot be compared")]),
        ("close_date > 'soon'", [(14, "'soon' is no date")]),
        ("close_date > '2026-02-30'", [(14, "'2026-02-30' is no date")]),
        ("employees", [(1, "`employees` is a number and needs a comparison")]),
        ("true", [(1, "true alone is not a condition")]),
        ("1 = 1", [(1, "this compares nothing of the record")]),
        ("country = null", [(11, "nothing can be compared with null")]),
        ("country in ('DE', null)", [(19, "nothing can be compared with null")]),
        ("employees in (1, seats)", [(18, "`seats` cannot stand in a list")]),
        ("1 < employees < 5", [(1, "two comparisons follow each other directly")]),
        ("employees between 9 and 5", [(19, "nothing lies between 9 and 5: the first is more than the second")]),
        ("employees > 2.000", [(13, "2.000 could be read as 2000 or as 2")]),
        ("employees > 2_000", [(13, "the number 2_000 has signs between its digits")]),
        ("employees > 1e3", [(13, "the number 1e3 is not understood")]),
        ("employees > 2,000", [(14, "a comma only stands between the values of a list")]),
        (
            "employees + country > 4",
            [(13, "only numbers can be added, subtracted, multiplied or divided; `country` is text")],
        ),
        ("lower(employees) = 'x'", [(7, "`lower` takes text here; `employees` is a number")]),
        ("lower(country, plan) = 'x'", [(1, "`lower` takes 1 value in its brackets")]),
        ("coalesce(country) = 'x'", [(1, "`coalesce` takes 2 to 8 values in its brackets")]),
        ("coalesce(country, 5) = 'x'", [(19, "`coalesce` takes text here; 5 is a number")]),
        ("employees like '5%'", [(1, "only a text field can be like a pattern; `employees` is a number")]),
        ("country like plan", [(14, "a pattern in single quotes is expected here")]),
        ("count(country) > 1", [(1, "`count` looks at many records; a condition looks at one")]),
        ("lowr(country) = 'x'", [(1, "unknown function `lowr`")]),
        (
            "touched('webinar') > 1",
            [(1, "`touched` looks at the state of a lead; this condition only sees the fields of one record")],
        ),
        (
            "engagement >= 40",
            [(1, "`engagement` is about the state of a lead; this condition only sees the fields of one record")],
        ),
        ("signed; signed", [(7, "a semicolon does not belong into a condition: there is only one condition here")]),
        ("signed -- really", [(8, "a comment cannot stand inside a condition")]),
        ("/* hm */ signed", [(1, "a comment cannot stand inside a condition")]),
        ("signed && signed", [(8, "`&&` is not understood in a condition")]),
        ("person.country = 'DE'", [(1, "unknown field `person`"), (7, "a point does not belong here")]),
        ("country 'DE'", [(9, "between `country` and `'DE'` something is missing")]),
        ("signed and", [(8, "the condition ends after `and`; something is missing")]),
        ("signed not", [(8, "the condition ends after `not`; something is missing")]),
        ("and signed", [(1, "before `and` something is missing")]),
        ("(signed", [(1, "this bracket is opened and never closed")]),
        ("signed)", [(7, "this bracket is closed and was never opened")]),
        ("country in 'DE'", [(12, "after `in` a list in brackets is expected")]),
        ("country in ()", [(13, "something is missing before the closing bracket")]),
        ("employees is 5", [(14, "after `is` only `null` or `not null` is understood")]),
        ("employees is not 5", [(1, "after `is` only `null` or `not null` is understood")]),
        ("null is null", [(1, "nothing can be compared with null")]),
        ("lower('x') is null", [(1, "this says nothing about the record")]),
        ("signed = (employees > 5)", [(11, "a value is expected here, not a condition")]),
        ("signed\x00", [(7, "an invisible control character stands here")]),
        (
            "contry = 'DE' and employes > '5' and plan = 7 and seats = 'x'",
            [
                (1, "unknown field `contry`"),
                (19, "unknown field `employes`"),
                (45, "`plan` is text, 7 is a number: they cannot be compared"),
                (59, "`seats` is a number, 'x' is text: they cannot be compared"),
            ],
        ),
    ],
)
def test_refused(text: str, problems: list[tuple[int, str]]) -> None:
    parsed = parse_record(text, FIELDS)
    assert parsed.value is None
    assert [(problem.column, problem.message) for problem in parsed.problems if problem.line == 1] == problems


def test_subquery_is_refused() -> None:
    parsed = parse_record("country in (select country from companies)", FIELDS)
    assert parsed.problems[0] == Problem("", 1, 13, "a question to a whole table does not belong into a condition")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("contry = 'DE'", "did you mean `country`?"),
        ("COUNTRY = 'DE'", "did you mean `country`?"),
        ('country = "DE"', "use single quotes for a text: 'DE'"),
        ("\"country\" = 'DE'", "fields are written without quotes: country"),
        ("employees = '5'", "write the number without quotes"),
        ("country = 5", "write '5' in single quotes"),
        ("signed = 1", "write `signed` or `not signed`"),
        ("employees > 2.000", "write 2000 or 2"),
        ("lowr(country) = 'x'", "did you mean `lower`?"),
        ("employees between 9 and 5", "write between 5 and 9"),
        ("signed && signed", "write `and`"),
    ],
)
def test_hints(text: str, hint: str) -> None:
    assert [problem.hint for problem in parse_record(text, FIELDS).problems] == [hint]


def test_place_in_the_file() -> None:
    parsed = parse_record("signed and\n contry = 'DE'", FIELDS, file="agreement.yaml", line=12, column=9)
    assert [(p.file, p.line, p.column) for p in parsed.problems] == [("agreement.yaml", 13, 10)]


def test_no_fields_at_all() -> None:
    assert [p.hint for p in parse_record("country = 'DE'", {}).problems] == ["no fields are mapped"]


def test_too_long_and_too_deep() -> None:
    def messages(text: str) -> list[str]:
        return [problem.message for problem in parse_record(text, FIELDS).problems]

    assert messages("signed and " * 2000 + "signed") == ["the condition is longer than 20000 characters"]
    assert messages(" and ".join(["signed"] * 201)) == ["more than 200 conditions are joined here"]
    assert messages("(" * 500 + "signed" + ")" * 500) == ["brackets are nested more than 20 deep"]
    assert messages("not " * 500 + "signed") == ["there are too many signs in a row here"]
    assert record("not not (" * 20 + "signed" + ")" * 20) == record("signed")
    assert record("- - -(" * 20 + "seats" + ")" * 20 + " > 1").fields == {"seats"}
    assert record(" and ".join(["signed"] * 200)).sql(lambda name, _: name).count("signed") == 200


def test_sql_quotes_whatever_the_user_wrote() -> None:
    sql = record("plan = 'x'') or (''1''=''1' and path like '%''%'").sql(lambda name, kind: f"{name}_{kind}")
    assert sql == "(((plan_text) = 'x'') or (''1''=''1') AND ((path_text) LIKE '%''%'))"
