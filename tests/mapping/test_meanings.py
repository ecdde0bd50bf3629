"""What people say of a column is worked into the mapping's text: it says just that, and keeps every comment."""

from itertools import permutations

import pytest
from hypothesis import given, settings, strategies as st

from handschlag.mapping import loads
from handschlag.mapping.meanings import Saying, applies, work_in
from handschlag.mapping.models import FactPart, FilePart

TEXT = """\
# The CRM's export.
mapping: 1
connection: crm
files:
  - match: "leads*.csv"   # every night
    columns: {Status: [Zustand, State], Seen: Gesehen}
    missing: "-"
    version: {column: Changed}
    facts:
      - kind: person
        subject: {object: lead, id: Id}
        at: Created
        fields:
          email: E-Mail
          status: {column: Status, values: {Offen: open}}
          seen: {column: Seen, type: date}
      - kind: touch
        subject: {object: lead, id: Id}
        at: {column: Created, format: "%d.%m.%Y"}
        name: {column: Status, values: {Qualifiziert: qualified}}
        side: {column: Side}
      - kind: opportunity_won
        subject: {object: deal, id: Deal}
        at: Won
        amount: {column: Amount, currency: {column: Currency}}
  - match: "*.csv"
    facts:
      - {kind: person, subject: {object: lead, id: Id}, at: Created, fields: {email: E-Mail}}
"""


def told(*sayings: Saying) -> FilePart:
    """The first part of the mapping once all that is said of it; every problem would show."""
    text = work_in(TEXT, sayings)
    assert work_in(text, sayings) == text
    for comment in ("# The CRM's export.", "# every night"):
        assert comment in text
    found = loads(text.encode(), "m.yaml")
    assert found.problems == []
    assert found.mapping is not None
    assert found.mapping.files[1] == plain().files[1]
    return found.mapping.files[0]


def plain():  # type: ignore[no-untyped-def]
    found = loads(TEXT.encode(), "m.yaml").mapping
    assert found is not None
    return found


def said(column: str, kind: str, value: str = "", target: str = "", reads: str = "") -> Saying:
    return Saying("leads-2026.csv", column, kind, value, target, reads)


def facts(*sayings: Saying) -> tuple[FactPart, FactPart, FactPart]:
    person, touch, won = told(*sayings).facts
    return person, touch, won


def test_saying_nothing_changes_nothing() -> None:
    assert work_in(TEXT, []) == TEXT
    assert work_in(TEXT, [Saying("deals.jsonl", "Status", "missing", "Select")]) == TEXT
    assert work_in(TEXT, [said("Nowhere", "missing", "Select")]) == TEXT


def test_a_value_is_missing_wherever_its_column_is_read() -> None:
    person, touch, won = facts(
        said("Status", "missing", "Select"), said("E-Mail", "missing", "n/a"), said("Id", "missing", "0")
    )
    assert person.fields["status"].missing == touch.name.missing == ("Select",)  # type: ignore[union-attr]
    assert person.fields["email"].missing == ("n/a",)
    assert person.subject.missing == touch.subject.missing == ("0",)
    assert (person.fields["email"].column, won.subject.missing) == ("E-Mail", ())


def test_what_is_missing_everywhere_need_not_be_said_again() -> None:
    assert work_in(TEXT, [said("Status", "missing", "-")]) == TEXT


def test_a_value_means_a_word_only_where_such_words_are_read() -> None:
    person, touch, _ = facts(said("Status", "means", "Warm", "qualified", "touch.name"))
    assert touch.name.values == {"Qualifiziert": "qualified", "Warm": "qualified"}  # type: ignore[union-attr]
    assert person.fields["status"].values == {"Offen": "open"}


def test_another_word_for_the_same_value_takes_its_place() -> None:
    first, second = (said("Status", "means", "Warm", target, "touch.name") for target in ("qualified", "open"))
    _, touch, _ = facts(first)
    text = work_in(work_in(TEXT, [first]), [second])
    found = loads(text.encode(), "m.yaml").mapping
    assert found is not None
    assert found.files[0].facts[1].name.values == {"Qualifiziert": "qualified", "Warm": "open"}  # type: ignore[union-attr]
    assert touch.name.values["Warm"] == "qualified"  # type: ignore[index,union-attr]


def test_words_of_a_column_that_had_none_leave_all_others_as_they_are() -> None:
    _, touch, won = facts(
        said("Side", "means", "Mktg", "marketing", "touch.side"),
        said("Currency", "means", "Euro", "EUR", "opportunity_won.currency"),
    )
    assert (touch.side.values, touch.side.otherwise) == ({"Mktg": "marketing"}, "keep")  # type: ignore[union-attr]
    assert won.amount is not None
    assert (won.amount.currency.values, won.amount.currency.otherwise) == ({"Euro": "EUR"}, "keep")


def test_what_becomes_of_values_nobody_names() -> None:
    person, touch, _ = facts(said("Status", "otherwise", target="keep", reads="person.fields.status"))
    assert (person.fields["status"].otherwise, touch.name.otherwise) == ("keep", "quarantine")  # type: ignore[union-attr]


def test_dates_are_also_written_so() -> None:
    person, touch, won = facts(
        *(said(column, "format", target="%d/%m/%y") for column in ("Created", "Changed", "Seen", "E-Mail"))
    )
    part = told(said("Changed", "format", target="%d/%m/%y"))
    assert person.at is not None and touch.at is not None and part.version is not None
    assert person.at.format == part.version.format == person.fields["seen"].format == ("iso", "%d/%m/%y")
    assert touch.at.format == ("%d.%m.%Y", "%d/%m/%y")
    assert person.fields["email"].format == ("iso",)
    assert won.at is not None and won.at.format == ("iso",)


def test_a_column_is_known_by_every_name_it_may_have() -> None:
    own = told(said("Status", "missing", "Select"), said("Seen", "format", target="%d/%m/%y"))
    for name in ("Zustand", "State"):
        assert told(said(name, "missing", "Select"), said("Gesehen", "format", target="%d/%m/%y")) == own
        assert applies(TEXT, said(name, "missing", "x"))
    assert own.facts[0].fields["status"].missing == ("Select",)


def test_the_default_format_of_dates_still_holds_beside_a_new_one() -> None:
    text = TEXT.replace("connection: crm", 'connection: crm\nformat: ["%m/%d/%Y", "iso"]')
    found = loads(work_in(text, [said("Created", "format", target="%d/%m/%y")]).encode(), "m.yaml").mapping
    assert found is not None
    person, touch, _ = found.files[0].facts
    assert person.at is not None and person.at.format == ("%m/%d/%Y", "iso", "%d/%m/%y")
    assert touch.at is not None and touch.at.format == ("%d.%m.%Y", "%d/%m/%y")
    assert work_in(text, [said("Created", "format", target="iso")]).count("iso") == 2


def test_numbers_have_another_decimal_sign() -> None:
    assert (plain().files[0].decimal, told(said("Amount", "decimal", target=",")).decimal) == (".", ",")


def test_rows_without_it_do_not_state_the_fact() -> None:
    person, touch, won = facts(said("Won", "no_fact"), said("Deal", "no_fact"))
    assert won.at is not None and won.subject.if_missing == won.at.if_missing == "no_fact"
    assert person.subject.if_missing == touch.subject.if_missing == "quarantine"


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_which_things_are_said_does_not_matter(order: tuple[int, ...]) -> None:
    sayings = [
        said("Status", "missing", "Select"), said("Status", "means", "Warm", "qualified", "touch.name"),
        said("Created", "format", target="%d/%m/%y"), said("E-Mail", "missing", "n/a"),
    ]  # fmt: skip
    assert told(*(sayings[number] for number in order)) == told(*sayings)


@settings(max_examples=100)
@given(
    st.sampled_from(
        ("null", "~", "1", "0x1F", "1_000", "true", "no", "2026-01-31", "- x", "a: b", "a #b", "'", '"', "{", "*")
    )
    | st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1
    )
)
def test_a_value_is_taken_by_the_letter(value: str) -> None:
    person, touch, _ = facts(
        said("E-Mail", "missing", value), said("Status", "means", value, "qualified", "touch.name")
    )
    assert person.fields["email"].missing == (value,)
    assert touch.name.values == {"Qualifiziert": "qualified", value: "qualified"}  # type: ignore[union-attr]


def test_whether_a_mapping_reads_such_a_column() -> None:
    assert applies(TEXT, said("Status", "missing", "x"))
    assert not applies(TEXT, said("Nowhere", "missing", "x"))
    assert not applies(TEXT, Saying("a.jsonl", "Status", "missing", "x"))
