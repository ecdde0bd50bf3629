"""What counts as the same e-mail address, domain and company name."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, strategies as st

from handschlag.linking import keys
from handschlag.linking.addresses import normalise_email
from handschlag.linking.domains import ascii_host
from handschlag.linking.names import normalise_name


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anna.Berg@Acme.DE", "anna.berg@acme.de"),
        ("\t anna@acme.de \n", "anna@acme.de"),
        ("\ufeffanna@acme.de\u200b", "anna@acme.de"),
        ("mailto:Anna@Acme.de?subject=Hallo", "anna@acme.de"),
        ("Anna Berg <anna@acme.de>", "anna@acme.de"),
        ("anna@müller.de", "anna@xn--mller-kva.de"),
        ("anna@MU\u0308LLER.de", "anna@xn--mller-kva.de"),
        ("anna@xn--mller-kva.de", "anna@xn--mller-kva.de"),
        ("anna+news@acme.de", "anna+news@acme.de"),
        ("an.na@gmail.com", "an.na@gmail.com"),
        ("änne@acme.de", "änne@acme.de"),
        ("o'neill@acme.ie", "o'neill@acme.ie"),
        ("anna@firma.test", "anna@firma.test"),
        ("", ""),
        ("anna", ""),
        ("anna@acme", ""),
        ("anna..berg@acme.de", ""),
        ("anna@@acme.de", ""),
        ("a b@acme.de", ""),
        ("anna@acme.de; bob@acme.de", ""),
        ("anna@-acme.de", ""),
    ],
)
def test_an_address_has_one_spelling(written: str, address: str) -> None:
    assert normalise_email(written) == address


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Acme GmbH", "acme"),
        ("ACME  G.m.b.H.", "acme"),
        ("Acme Ges.m.b.H.", "acme"),
        ("Acme, Inc.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme UG (haftungsbeschränkt) & Co. KG", "acme"),
        ("Acme S.A. de C.V.", "acme"),
        ("Acme Sp. z o.o.", "acme"),
        ("Müller & Söhne OHG", "mueller soehne"),
        ("Mueller und Soehne", "mueller soehne"),
        ("Mu\u0308ller & So\u0308hne", "mueller soehne"),
        ("Straßenbau AG", "strassenbau"),
        ("Nestlé S.A.", "nestle"),
        ("McDonald’s Ltd.", "mcdonalds"),
        ("A.B.C. Logistik SE", "abc logistik"),
        ("AG", "ag"),
        ("Co. Co. Ltd", "co"),
        ("株式会社トヨタ", "株式会社トヨタ"),
        ("n/a", ""),
        ("k. A.", ""),
        ("Privat", ""),
        ("--", ""),
        ("X", ""),
    ],
)
def test_a_company_name_has_one_spelling(written: str, name: str) -> None:
    assert normalise_name(written) == name


def texts(kind: str, **fields: str) -> list[str]:
    return [key.text for key in keys(kind, fields)]


def test_a_person_is_known_by_the_address_and_belongs_by_domain_or_name() -> None:
    assert keys("person", {"email": "Anna@mail.Acme.co.uk", "company_name": "Acme Ltd"}) == [
        ("email:anna@mail.acme.co.uk", "same_email"),
        ("domain:acme.co.uk", "email_domain"),
        ("name:acme", "company_name"),
    ]


def test_a_functions_mailbox_is_nobody_but_belongs_to_its_company() -> None:
    assert texts("person", email="info@acme.de") == ["domain:acme.de"]
    assert texts("person", email="No-Reply+x@acme.de") == ["domain:acme.de"]


@pytest.mark.parametrize("domain", ["gmail.com", "gmx.de", "web.de", "t-online.de", "posteo.de", "mailinator.com"])
def test_free_and_throw_away_mail_names_no_company(domain: str) -> None:
    assert texts("person", email=f"anna@{domain}") == [f"email:anna@{domain}"]
    assert texts("company", domain=domain) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"domain": "Acme.de"}, ["domain:acme.de"]),
        ({"domain": "@acme.de"}, ["domain:acme.de"]),
        ({"website": "https://www.Acme.com:8080/de/?a=b"}, ["domain:acme.com"]),
        ({"website": "shop.acme.com/x"}, ["domain:acme.com"]),
        ({"website": "https://müller.de"}, ["domain:xn--mller-kva.de"]),
        ({"email": "info@acme.de"}, ["domain:acme.de"]),
        ({"domain": "acme.de", "website": "www.acme.com"}, ["domain:acme.com", "domain:acme.de"]),
        ({"website": "https://www.facebook.com/acme"}, []),
        ({"website": "http://[broken"}, []),
        ({"domain": "co.uk"}, []),
        ({"domain": "192.168.0.1"}, []),
        ({"domain": "acme"}, []),
        ({"domain": "see below"}, []),
        ({"company_name": "Acme GmbH"}, ["name:acme"]),
    ],
)
def test_a_company_is_known_by_its_domains_and_its_name(fields: dict[str, str], expected: list[str]) -> None:
    assert [key.text for key in keys("company", fields)] == expected


def test_other_kinds_have_no_keys() -> None:
    assert keys("opportunity", {"email": "anna@acme.de", "domain": "acme.de"}) == []


LABEL = st.text(alphabet="ab9-", min_size=1, max_size=4)


@given(st.lists(LABEL, min_size=1, max_size=4).map(".".join))
def test_the_short_way_to_a_host_agrees_with_the_long_one(host: str) -> None:
    try:
        found = validate_email(f"a@{host}", check_deliverability=False, globally_deliverable=False).ascii_domain
    except EmailNotValidError:
        found = ""
    assert ascii_host(host) == (found if "." in host else "")


@given(st.text(max_size=30))
def test_no_text_breaks_the_normalisers_and_a_second_pass_changes_nothing(text: str) -> None:
    address, name = normalise_email(text), normalise_name(text)
    assert normalise_email(address) == address
    assert normalise_name(name) in (name, "")
    keys("company", {"domain": text, "website": text, "email": text, "company_name": text})
