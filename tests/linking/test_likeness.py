"""Who may be the same person although nothing proves it."""

import pytest

from handschlag.linking.likeness import likeness, phone_number


def person(
    name: str, company: str | None = None, phone: str | None = None, company_name: str | None = None
) -> dict[str, str | None]:
    return {"name": name, "company": company, "company_name": company_name, "phone": phone}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (person("Anna Müller", "acme"), person("ANNA  MUELLER", "acme"), "name_and_company"),
        (person("José Núñez", "acme"), person("Jose Nunez", "acme"), "name_and_company"),
        (person("Anna Müller", "acme"), person("Anna Müller", None), "name_only"),
        (person("Anna Müller", None), person("Anna Müller", None), "name_only"),
        (person("Anna Müller", "acme", "+49 221 98765-0"), person("Anna Müller", "other", "0221/987650"),
         "name_and_phone"),
        (person("Anna Müller", "1", None, "Acme GmbH"), person("Anna Müller", None, None, "ACME"), "name_and_company"),
        (person("Anna Müller", "1", None, "Acme GmbH"), person("Anna Müller", None, None, "Other"), None),
        (person("Anna Müller", "acme"), person("Anna Müller", "other"), None),
        (person("Anna Müller", "acme", "0221 111111"), person("Anna Müller", "other", "0221 222222"), None),
        (person("Anna Müller", "acme"), person("Anne Müller", "acme"), None),
        (person("Müller", "acme"), person("Müller", "acme"), None),
        (person("", "acme"), person("", "acme"), None),
    ],
)  # fmt: skip
def test_likeness(one: dict[str, str | None], other: dict[str, str | None], reason: str | None) -> None:
    assert likeness(one, other) == reason
    assert likeness(other, one) == reason


@pytest.mark.parametrize(
    "text", ["+49 221 98765-0", "0049 (221) 987650", "0221/987650", "0221 98 76 50", "+49221987650"]
)
def test_one_line_written_in_many_ways(text: str) -> None:
    assert phone_number(text) == "221987650"


@pytest.mark.parametrize("text", ["", "-", "n/a", "110", "00 49"])
def test_what_is_no_number(text: str) -> None:
    assert phone_number(text) == ""
