"""Values as people write them, against expectations worked out in plain Python or by hand."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings, strategies as st

from handschlag.mapping.numbers import canonical_number, plain_number
from handschlag.mapping.texts import json_object, json_text
from tests.reading.exports import loaded, stage, touches, why, written

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(*parts: int, zone: str = "UTC") -> int:
    return (datetime(*parts, tzinfo=ZoneInfo(zone)) - EPOCH) // timedelta(microseconds=1)  # type: ignore[misc,arg-type]


def one(sql: str, *values: object) -> Any:
    with duckdb.connect() as con:
        [(value,)] = con.execute(f"select {sql.replace('X', '$1::varchar')}", values).fetchall()
    return value


def table(tmp_path: Path, how: Any, *rows: str, head: str = "who;when;what") -> tuple[Any, list[dict[str, Any]]]:
    return stage(written(tmp_path, "e.csv", "\n".join([head, *rows]) + "\n"), how)


@pytest.mark.parametrize(
    ("format_", "zone", "text", "expected", "precision"),
    [
        ("iso", "UTC", "2025-06-04", micros(2025, 6, 4), "day"),
        ("iso", "Europe/Berlin", "2025-06-04", micros(2025, 6, 4, zone="Europe/Berlin"), "day"),
        ("iso", "Europe/Berlin", "2025-06-04 09:42:09", micros(2025, 6, 4, 7, 42, 9), "instant"),
        ("iso", "Europe/Berlin", "2025-12-04T09:42:09", micros(2025, 12, 4, 8, 42, 9), "instant"),
        ("iso", "Europe/Berlin", "2025-06-04T09:42:09Z", micros(2025, 6, 4, 9, 42, 9), "instant"),
        ("iso", "Europe/Berlin", "2025-06-04T09:42:09.5+05:30", micros(2025, 6, 4, 4, 12, 9, 500_000), "instant"),
        ("iso", "Europe/Berlin", "2025-06-04 09:42-03", micros(2025, 6, 4, 12, 42), "instant"),
        # The hour that exists twice is the first, the one that does not exist is read with the offset before it.
        ("iso", "Europe/Berlin", "2025-10-26 02:30:00", micros(2025, 10, 26, 0, 30), "instant"),
        ("iso", "Europe/Berlin", "2025-03-30 02:30:00", micros(2025, 3, 30, 1, 30), "instant"),
        ('"%d.%m.%Y"', "Europe/Berlin", "4.6.2025", micros(2025, 6, 4, zone="Europe/Berlin"), "day"),
        ('"%d.%m.%Y %H:%M"', "Europe/Berlin", "04.06.2025 09:42", micros(2025, 6, 4, 7, 42), "instant"),
        ('["%d.%m.%Y %H:%M", "%d.%m.%y"]', "UTC", "04.06.25", micros(2025, 6, 4), "day"),
        ('"%m/%d/%Y %I:%M %p"', "UTC", "6/4/2025 3:07 PM", micros(2025, 6, 4, 15, 7), "instant"),
        (
            '"%Y-%m-%d %H:%M:%S %z"',
            "Europe/Berlin",
            "2025-06-04 09:42:09 +0200",
            micros(2025, 6, 4, 7, 42, 9),
            "instant",
        ),
        ("epoch_s", "Europe/Berlin", "1749022929", micros(2025, 6, 4, 7, 42, 9), "instant"),
        ("epoch_ms", "Europe/Berlin", "1749022929500", micros(2025, 6, 4, 7, 42, 9, 500_000), "instant"),
    ],
)
def test_instants(tmp_path: Path, format_: str, zone: str, text: str, expected: int, precision: str) -> None:
    how = loaded(f"""
mapping: 1
connection: web
files:
  - match: "*"
    facts:
      - kind: touch
        subject: {{object: person, id: who}}
        at: {{column: when, format: {format_}, time_zone: {zone}}}
        name: {{column: what}}
""")
    done, facts = table(tmp_path, how, f"p1;{text};a")
    assert why(done) == []
    assert [(fact["occurred_at"], fact["precision"]) for fact in facts] == [(expected, precision)]


def grouped(number: Decimal, decimal: str, group: str) -> str:
    return f"{number:,f}".translate({ord(","): group, ord("."): decimal})


@settings(max_examples=200, deadline=None)
@given(
    number=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    style=st.sampled_from([(".", ","), (".", ""), (".", " "), (".", "'"), (",", "."), (",", ""), (",", "\u00a0")]),
)
def test_numbers_in_every_style(number: Decimal, style: tuple[str, str]) -> None:
    decimal, group = style
    read = one(plain_number("X", decimal), grouped(number, decimal, group))
    assert Decimal(read) == number
    canonical = one(canonical_number("X"), read)
    plain = format(number.normalize(), "f")
    assert canonical == ("0" if number == 0 else plain)


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1.234", ",", "1234"), ("1.234", ".", "1.234"), ("1,5", ".", None), ("1.5", ",", None),
        ("12.34.567", ",", None),
        ("100-", ",", "-100"), ("\u22125", ".", "-5"), ("+5", ".", "5"), (".5", ".", ".5"), ("", ".", None),
        ("-", ".", None),
        (".", ".", None), ("1e5", ".", None), ("5 €", ",", None), ("abc", ",", None), ("1 2", ".", None),
        ("--5", ".", None), ("5.", ".", None),
    ],
)  # fmt: skip
def test_numbers_by_example(text: str, decimal: str, expected: str | None) -> None:
    assert one(plain_number("X", decimal), text) == expected


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1.234,50", "EUR", 123450), ("1.234,50 €", "EUR", 123450), ("EUR 5", "EUR", 500), ("-0,005", "EUR", -1),
        ("0,004", "EUR", 0), ("1.234", "JPY", 1234), ("1,234", "KWD", 1234), ("$ 12", "USD", 1200),
    ],
)  # fmt: skip
def test_amounts(tmp_path: Path, text: str, currency: str, minor: int) -> None:
    how = touches("decimal: ','", f"amount: {{column: money, currency: {currency}}}")
    done, facts = table(tmp_path, how, f"p1;2025-01-01;a;{text}", head="who;when;what;money")
    assert why(done) == []
    assert [(fact["amount"], fact["currency"]) for fact in facts] == [(minor, currency)]


def test_an_amount_in_another_currency_is_not_taken_for_ours(tmp_path: Path) -> None:
    how = touches("decimal: ','", "amount: {column: money, currency: EUR}")
    done, facts = table(tmp_path, how, "p1;2025-01-01;a;12 USD", head="who;when;what;money")
    assert why(done) == [(2, "money", "not a number with the decimal sign `,`", "12 USD")]
    assert facts == []


def test_currencies_in_a_column(tmp_path: Path) -> None:
    how = touches(fact="amount: {column: money, currency: {column: code}}")
    rows = (
        "p1;2025-01-01;a;5;JPY",
        "p2;2025-01-01;a;5;EUR",
        "p3;2025-01-01;a;;",
        "p4;2025-01-01;a;5;",
        "p5;2025-01-01;a;5;XXY",
    )
    done, facts = table(tmp_path, how, *rows, head="who;when;what;money;code")
    assert [(fact["amount"], fact["currency"]) for fact in facts] == [(5, "JPY"), (500, "EUR"), (None, None)]
    assert why(done) == [
        (5, "code", "an amount without a currency", ""),
        (6, "code", "not the code of a currency; expected is one such as EUR", "XXY"),
    ]


def test_missing_values(tmp_path: Path) -> None:
    how = touches('missing: ["Select", "n/a"]', 'channel: {column: channel, missing: "-"}')
    rows = [f"p1;2025-01-01;a;{word}" for word in ("Select", " n/a ", "-", "", "web", "select")]
    _, facts = table(tmp_path, how, *rows, head="who;when;what;channel")
    assert sorted(str(fact["channel"]) for fact in facts) == ["None", "None", "None", "None", "select", "web"]


@pytest.mark.parametrize(
    ("otherwise", "names", "reasons"),
    [
        ("keep", ["form_submitted", "Anruf"], [(4, "what", "the name is missing", "Select")]),
        (
            "missing", ["form_submitted"],
            [(3, "what", "the name is missing", "Anruf"), (4, "what", "the name is missing", "Select")],
        ),
        (
            "quarantine", ["form_submitted"],
            [
                (3, "what", "the mapping does not name this value; it names Formular, Select", "Anruf"),
                (4, "what", "the name is missing", "Select"),
            ],
        ),
    ],
)  # fmt: skip
def test_values_that_are_translated(tmp_path: Path, otherwise: str, names: list[str], reasons: list[Any]) -> None:
    how = loaded(f"""
mapping: 1
connection: web
files:
  - match: "*"
    facts:
      - kind: touch
        subject: {{object: person, id: who}}
        at: when
        name: {{column: what, values: {{Formular: form_submitted, Select: null}}, otherwise: {otherwise}}}
""")
    done, facts = table(tmp_path, how, "p1;2025-01-01;Formular", "p2;2025-01-01;Anruf", "p3;2025-01-01;Select")
    assert [fact["name"] for fact in facts] == names
    assert why(done) == reasons


visible = st.characters(exclude_categories=("Cs", "Cc"))


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True),
        st.none() | st.text(visible | st.sampled_from("\n\t\r"), min_size=1, max_size=8),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_fields_are_the_json_that_python_writes(fields: dict[str, str | None]) -> None:
    """The same content is the same bytes, whoever writes it; what is empty is left out."""
    names = list(fields)
    with duckdb.connect() as con:
        columns = {name: json_text(f"c{number}") for number, name in enumerate(names)}
        source = ", ".join(f"${number + 1}::varchar as c{number}" for number in range(len(names)))
        [(written_,)] = con.execute(
            f"select {json_object(columns)} from (select {source})", list(fields.values())
        ).fetchall()
    kept = {name: value for name, value in fields.items() if value is not None}
    expected = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if kept else None
    assert written_ == expected


def test_typed_fields(tmp_path: Path) -> None:
    how = touches(
        "decimal: ','",
        "fields: {z: {column: size, type: number}, b: {column: flag, type: boolean}, d: {column: day, type: date, "
        'format: "%d.%m.%Y"}, i: {column: stamp, type: instant, time_zone: Europe/Berlin}, c: {constant: x}, t: note}',
    )
    head = "who;when;what;size;flag;day;stamp;note"
    _, facts = table(
        tmp_path,
        how,
        "p1;2025-01-01;a;1.000,50;Ja;31.12.2025;2025-06-04 09:42:09;  n  ",
        "p2;2025-01-01;a;;;;;",
        head=head,
    )
    assert [fact["fields"] for fact in facts] == [
        '{"b":true,"c":"x","d":"2025-12-31","i":"2025-06-04T07:42:09Z","t":"n","z":1000.5}',
        '{"c":"x"}',
    ]


def test_invisible_characters(tmp_path: Path) -> None:
    rows = ['" p\x071 ";2025-01-01;"a\r\nb"', "\u00a0p2\ufeff; 2025-01-01 ;\ta\t"]
    _, facts = table(tmp_path, touches(fact="fields: {note: what}"), *rows)
    assert [(fact["subject"], fact["name"], json.loads(fact["fields"])["note"]) for fact in facts] == [
        ("web:person:p1", "a b", "a\r\nb"),
        ("web:person:p2", "a", "a"),
    ]
