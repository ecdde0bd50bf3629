"""The encoding behind a fact's id is fixed for ever: these vectors were written down by hand from its description."""

from hashlib import md5
from uuid import UUID

from hypothesis import given, strategies as st

from handschlag.engines.duck import connect, load
from handschlag.ledger.identity import encoding, fact_id, id_sql, identity_sql
from handschlag.ledger.kinds import KINDS
from handschlag.ledger.schema import FACT_COLUMNS

US = "\x1f"
VECTORS = [
    (
        {"kind": "person", "subject": "crm:lead:1", "occurred_at": 5, "version": 7, "fields": '{"email":"a@b.de"}'},
        f"person{US}crm:lead:1{US}v{US}7",
        "1333e111-f7e4-e35d-e1f2-5b847a32bbe6",
    ),
    (
        {"kind": "touch", "subject": "ma:contact:1", "occurred_at": 5, "key": "e-17", "name": "page_view"},
        f"touch{US}ma:contact:1{US}k{US}e-17",
        "0576fc57-3aff-2986-9629-75c015e7eba4",
    ),
    (
        {
            "kind": "touch", "subject": "ma:contact:1", "occurred_at": -5, "name": "page_view", "side": "marketing",
            "channel": "ä", "amount": 3, "currency": "EUR", "fields": "{}",
        },
        f"touch{US}ma:contact:1{US}c{US}-5{US}page_view{US}{US}marketing{US}{US}ä{US}{US}3{US}EUR{US}{{}}",
        "e3123955-c02e-cfe3-a72e-9c7b1fbb6957",
    ),
    (
        {"kind": "opportunity_won", "subject": "crm:opp:1", "occurred_at": 5},
        f"opportunity_won{US}crm:opp:1{US}c{US}5" + US * 9,
        "cb3d19f0-51ab-351b-da29-900196b2b6f5",
    ),
]  # fmt: skip


def test_the_encoding_is_the_described_one():
    for fact, text, number in VECTORS:
        assert encoding(fact) == text
        assert fact_id(fact) == UUID(number) == UUID(md5(text.encode()).hexdigest())


def test_a_separator_in_a_value_is_taken_out():
    clean = {"kind": "touch", "subject": "ma:contact:1", "occurred_at": 5, "name": "ab"}
    assert fact_id({**clean, "name": f"a{US}b"}) == fact_id(clean)


texts = st.none() | st.text(max_size=6)
facts = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(sorted(KINDS)),
        "subject": st.text(min_size=1, max_size=8),
        "related": texts, "name": texts, "key": texts, "side": texts, "actor": texts, "channel": texts,
        "campaign": texts, "currency": texts, "fields": texts,
        "occurred_at": st.integers(-(2**62), 2**62),
        "version": st.none() | st.integers(0, 2**62),
        "amount": st.none() | st.integers(-(2**62), 2**62),
    }
)  # fmt: skip


@given(st.lists(facts, min_size=1, max_size=20))
def test_duckdb_and_python_agree(made):
    usable = [f for f in made if not any(isinstance(v, str) and "\x00" in v for v in f.values())]
    con = connect()
    con.execute(f"create table f ({', '.join(f'{c} {t}' for c, t in FACT_COLUMNS.items())}, n integer)")
    for number, fact in enumerate(usable):
        values = [fact.get(column) for column in FACT_COLUMNS]
        con.execute(f"insert into f values ({', '.join('?' for _ in values)}, ?)", [*values, number])
    assert con.execute(f"select {id_sql()} from f order by n").fetchall() == [(fact_id(fact),) for fact in usable]
    same = con.execute(f"select count(distinct {id_sql()}), count(distinct {identity_sql()}) from f").fetchone()
    assert same is not None and same[0] == same[1]
    con.close()


def test_a_table_from_python_rows_reads_back():
    rows = [("a", 1), ('quote " comma , line\nend', None), ("ü;'", -5)]
    con = connect()
    assert load(con, "t", {"a": "VARCHAR", "b": "BIGINT"}, rows) == 3
    assert con.execute("from t").fetchall() == rows
    assert load(con, "t", {"a": "VARCHAR", "b": "BIGINT"}, []) == 0
    assert con.execute("from t").fetchall() == []
