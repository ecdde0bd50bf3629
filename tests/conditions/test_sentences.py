"""What conditions say in English and German."""

from itertools import product

import pytest

from handschlag.conditions import STATE_TERMS
from handschlag.conditions.fields import FIELDS as STANDARD_FIELDS
from handschlag.conditions.nodes import AllOf, AnyOf, Node
from handschlag.conditions.sentences import sentence
from handschlag.conditions.sentences.opposites import plain
from handschlag.conditions.sentences.phrases import PHRASES
from handschlag.conditions.sentences.state_phrases import CRITERION_STATE_WORDS, STATE_PHRASES
from handschlag.conditions.tables import CRITERION_STATES, FUNCTIONS
from tests.conditions.house import record, state


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        (
            "employees between 50 and 2000 and country in ('DE', 'AT', 'CH')",
            "the company has between 50 and 2,000 employees and sits in Germany, Austria or Switzerland",
            "das Unternehmen hat zwischen 50 und 2.000 Beschäftigte und sitzt in Deutschland, Österreich oder der Schweiz",  # noqa: E501
        ),
        (
            "department = 'IT' and seniority in ('head', 'c_level')",
            "the person works in the department IT and the seniority is “head” or “c_level”",
            "die Person arbeitet in der Abteilung IT und die Hierarchiestufe ist „head“ oder „c_level“",
        ),
        (
            "country in ('NL', 'US') and country <> 'GB'",
            "the company sits in the Netherlands or the United States and does not sit in the United Kingdom",
            "das Unternehmen sitzt in den Niederlanden oder den Vereinigten Staaten und sitzt nicht im Vereinigten Königreich",  # noqa: E501
        ),
        ("country = 'Germany'", "the company sits in “Germany”", "das Unternehmen sitzt in „Germany“"),
        (
            "industry not in ('bank', 'insurance')",
            "the company does not belong to the industry “bank” or “insurance”",
            "das Unternehmen gehört nicht zur Branche „bank“ oder „insurance“",
        ),
        ("language = 'de'", "the person speaks German", "die Person spricht Deutsch"),
        ("employees = 1", "the company has exactly 1 employee", "das Unternehmen hat genau 1 Beschäftigten"),
        ("employees <> 7", "the number of employees is not 7", "die Zahl der Beschäftigten beträgt nicht 7"),
        ("employees in (5, 6)", "the company has 5 or 6 employees", "das Unternehmen hat 5 oder 6 Beschäftigte"),
        (
            "employees not between 5 and 1200",
            "the company has fewer than 5 or more than 1,200 employees",
            "das Unternehmen hat weniger als 5 oder mehr als 1.200 Beschäftigte",
        ),
        ("revenue >= 1000000.5", "the company's revenue is at least 1,000,000.5", "der Umsatz des Unternehmens beträgt mindestens 1.000.000,5"),  # noqa: E501
        (
            "revenue / employees > 1000",
            "“company's revenue ÷ number of employees” is more than 1,000",
            "„Umsatz des Unternehmens ÷ Zahl der Beschäftigten“ beträgt mehr als 1.000",
        ),
        ("employees > seats", "the number of employees is more than the field “seats”", "die Zahl der Beschäftigten ist größer als das Feld „seats“"),  # noqa: E501
        ("email_is_free", "the person uses a free e-mail address", "die Person nutzt eine Freemail-Adresse"),
        ("not email_is_free", "the person does not use a free e-mail address", "die Person nutzt keine Freemail-Adresse"),  # noqa: E501
        ("signed", "the field “signed” is “yes”", "das Feld „signed“ ist „ja“"),
        ("signed = email_is_free", "the field “signed” has the same answer as the free-mail mark", "das Feld „signed“ hat dieselbe Antwort wie das Freemail-Merkmal"),  # noqa: E501
        ("path like '/preise%'", "the page visited begins with “/preise”", "die besuchte Seite beginnt mit „/preise“"),
        ("path not like '%.pdf'", "the page visited does not end with “.pdf”", "die besuchte Seite endet nicht auf „.pdf“"),  # noqa: E501
        ("plan ilike '%gold%'", "the field “plan” contains “gold” (capitals or not)", "das Feld „plan“ enthält „gold“ (Groß- und Kleinschreibung egal)"),  # noqa: E501
        ("plan like 'a_c%'", "the field “plan” matches the pattern “a_c%”", "das Feld „plan“ entspricht dem Muster „a_c%“"),  # noqa: E501
        ("plan like '%'", "the field “plan” is known", "das Feld „plan“ ist bekannt"),
        ("plan like ''", "the field “plan” is “”", "das Feld „plan“ ist „“"),
        ("postcode between '2' and '3'", "the postcode lies between “2” and “3” in the alphabet", "die Postleitzahl liegt alphabetisch zwischen „2“ und „3“"),  # noqa: E501
        ("close_date >= '2026-01-31'", "the expected close date is on or after 31 January 2026", "der erwartete Abschlusstermin liegt am oder nach dem 31. Januar 2026"),  # noqa: E501
        (
            "close_date not in ('2026-01-31', '2026-02-01')",
            "the expected close date is neither 31 January 2026 nor 1 February 2026",
            "der erwartete Abschlusstermin ist weder der 31. Januar 2026 noch der 1. Februar 2026",
        ),
        ("close_date > next_step_at", "the expected close date is later than the date of the next step", "der erwartete Abschlusstermin liegt später als der Termin des nächsten Schritts"),  # noqa: E501
        ("lower(country) = 'de'", "the country in small letters is “de”", "das Land in Kleinbuchstaben ist „de“"),
        ("length(postcode) = 5", "the number of characters of “postcode” is 5", "die Zeichenzahl von „Postleitzahl“ beträgt 5"),  # noqa: E501
        (
            "coalesce(department, plan) = 'IT'",
            "the department (or, where unknown, the field “plan”) is “IT”",
            "die Abteilung (oder, falls unbekannt, das Feld „plan“) ist „IT“",
        ),
        (
            "not (country = 'DE' or employees < 5)",
            "the company does not sit in Germany and has at least 5 employees",
            "das Unternehmen sitzt nicht in Deutschland und hat mindestens 5 Beschäftigte",
        ),
        (
            "(country = 'DE' or language = 'de') and employees > 50",
            "(the company sits in Germany or the person speaks German) and the company has more than 50 employees",
            "(das Unternehmen sitzt in Deutschland oder die Person spricht Deutsch) und das Unternehmen hat mehr als 50 Beschäftigte",  # noqa: E501
        ),
        (
            "country in ('DE', 'AT') or employees > 50",
            "the company sits in Germany or Austria, or has more than 50 employees",
            "das Unternehmen sitzt in Deutschland oder Österreich, oder hat mehr als 50 Beschäftigte",
        ),
    ],
)  # fmt: skip
def test_record_sentences(text: str, english: str, german: str) -> None:
    assert record(text).sentence("en") == english
    assert record(text).sentence("de") == german


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        (
            "engagement >= 40 and fit >= 30 and criteria_met >= 3 and need_met",
            "the engagement score is at least 40 points, the fit score is at least 30 points, at least 3 criteria are met, and the criterion “need” is met",  # noqa: E501
            "das Interesse beträgt mindestens 40 Punkte, die Eignung beträgt mindestens 30 Punkte, mindestens 3 Kriterien sind erfüllt und das Kriterium „Bedarf“ ist erfüllt",  # noqa: E501
        ),
        (
            "market is not null and persona is not null and (email is not null or phone is not null)",
            "the company belongs to a target market, the person matches a persona, and the e-mail address or the phone number is known",  # noqa: E501
            "das Unternehmen gehört zu einem Zielmarkt, die Person entspricht einer Persona und die E-Mail-Adresse oder die Telefonnummer ist bekannt",  # noqa: E501
        ),
        ("touches >= 1", "the person has at least 1 touchpoint", "die Person hat mindestens 1 Kontaktpunkt"),
        ("touched('pricing_page') < 2", "the person has fewer than 2 touchpoints of the kind “pricing page”", "die Person hat weniger als 2 Kontaktpunkte der Art „pricing page“"),  # noqa: E501
        ("attempts >= 6", "there have been at least 6 contact attempts", "es gab mindestens 6 Kontaktversuche"),
        ("days_since_touch between 1 and 30", "the time since the last touchpoint is between 1 and 30 days", "die Zeit seit dem letzten Kontaktpunkt beträgt zwischen 1 und 30 Tage"),  # noqa: E501
        ("days_since_stage in (1, 2)", "the time in the present stage is 1 or 2 days", "die Zeit in der jetzigen Phase beträgt 1 oder 2 Tage"),  # noqa: E501
        ("market <> 'enterprise'", "the company belongs to a target market other than “enterprise”", "das Unternehmen gehört zu einem anderen Zielmarkt als „enterprise“"),  # noqa: E501
        ("persona is null", "the person matches no persona", "die Person entspricht keiner Persona"),
        ("need_state in ('stated', 'confirmed')", "the criterion “need” is stated or confirmed", "das Kriterium „Bedarf“ ist genannt oder bestätigt"),  # noqa: E501
        ("not authority_met", "the criterion “authority” is not met", "das Kriterium „Entscheidungsbefugnis“ ist nicht erfüllt"),  # noqa: E501
        ("grade in ('A1', 'B1') and not target", "the grade is A1 or B1 and the rule “target” does not apply", "die Note ist A1 oder B1 und die Regel „target“ trifft nicht zu"),  # noqa: E501
        (
            "touches >= 1 and (fit > 10 and need_met or engagement > 20)",
            "the person has at least 1 touchpoint and ((the fit score is more than 10 points and the criterion “need” is met) or the engagement score is more than 20 points)",  # noqa: E501
            "die Person hat mindestens 1 Kontaktpunkt und ((die Eignung beträgt mehr als 10 Punkte und das Kriterium „Bedarf“ ist erfüllt) oder das Interesse beträgt mehr als 20 Punkte)",  # noqa: E501
        ),
    ],
)  # fmt: skip
def test_state_sentences(text: str, english: str, german: str) -> None:
    assert state(text).sentence("en") == english
    assert state(text).sentence("de") == german


def test_the_names_of_the_house() -> None:
    names = {
        "plan": "Vertrag",
        "country": "Sitz",
        "market:enterprise": "Konzerne",
        "criterion:need": "Anlass",
        "touch:webinar": "Webseminar",
        "named:target": "Wunschkunde",
    }

    def label(key: str, language: str) -> str:
        return names[key]

    said = {
        "plan = 'x' or country = 'DE'": "das Feld „Vertrag“ ist „x“ oder das Feld „Sitz“ ist „DE“",
        "market = 'enterprise'": "das Unternehmen gehört zum Zielmarkt „Konzerne“",
        "need_met": "das Kriterium „Anlass“ ist erfüllt",
        "touched('webinar') > 1": "die Person hat mehr als 1 Kontaktpunkt der Art „Webseminar“",
        "target": "die Regel „Wunschkunde“ trifft zu",
    }
    assert {text: state(text).sentence("de", label) for text in said} == said


def test_braces_in_names_do_no_harm() -> None:
    def label(key: str, language: str) -> str:
        return "{0} {kind} {x"

    assert state("touched('webinar') = 2").sentence("en", label) == (
        "the person has exactly 2 touchpoints of the kind “{0} {kind} {x”"
    )
    assert record("plan = '{0}'").sentence("en", label) == "the field “{0} {kind} {x” is “{0}”"


def test_tables_are_complete() -> None:
    assert set(STATE_PHRASES) == {*STATE_TERMS, *(name for name, function in FUNCTIONS.items() if function.of_state)}
    assert {name for fields in STANDARD_FIELDS.values() for name in fields} - set(PHRASES) == set()
    assert {language: set(words) for language, words in CRITERION_STATE_WORDS.items()} == {
        "en": set(CRITERION_STATES),
        "de": set(CRITERION_STATES),
    }


def _shapes(leaves: tuple[Node, ...], outer: type[AllOf] | type[AnyOf]) -> list[Node]:
    """Every tree over these leaves, in this order, whose root is `outer` (or the leaf alone)."""
    if len(leaves) == 1:
        return [leaves[0]]
    inner: type[AllOf] | type[AnyOf] = AnyOf if outer is AllOf else AllOf
    trees: list[Node] = []
    for cuts in product([False, True], repeat=len(leaves) - 1):
        if any(cuts):
            groups, start = [], 0
            for end in [*(place + 1 for place, cut in enumerate(cuts) if cut), len(leaves)]:
                groups.append(_shapes(leaves[start:end], inner))
                start = end
            trees += [outer(parts) for parts in product(*groups)]
    return trees


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_two_meanings_in_one_sentence(language: str) -> None:
    """Every and/or tree of up to four of these comparisons says something that no other tree says."""
    texts = ["country in ('DE', 'AT')", "not employees between 5 and 9", "email is not null", "phone is not null"]
    atoms = [record(text).tree for text in texts]
    said: dict[str, Node] = {}
    count = 0
    for length in (1, 2, 3, 4):
        for leaves in product(atoms, repeat=length):
            for outer in (AllOf, AnyOf):
                for tree in _shapes(leaves, outer):
                    count += 1
                    text = sentence(tree, "de" if language == "de" else "en")
                    assert said.setdefault(text, plain(tree)) == plain(tree), text
    assert count > 5000
