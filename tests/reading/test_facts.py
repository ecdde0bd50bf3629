"""From rows to facts: several of one row, records with versions, conditions, relations, conflicts."""

from pathlib import Path
from typing import Any

import duckdb

from handschlag.engines import staging
from handschlag.ledger.schema import FACT_COLUMNS
from tests.reading.exports import loaded, stage, touches, why, written

DEALS = """
mapping: 1
connection: crm
files:
  - match: "*"
    version: {version}
    facts:
      - kind: opportunity_created
        subject: {{object: deal, id: id}}
        at: created
        fields: {{owner: owner}}
        relations: {{company: {{object: account, id: firm}}}}
      - kind: opportunity_won
        when: "state = 'won'"
        subject: {{object: deal, id: id}}
        at: closed
"""
HEAD = "id,created,closed,state,owner,firm,changed\n"


def short(facts: list[dict[str, Any]]) -> list[tuple[str, str, str | None, int | None]]:
    return [(fact["kind"], fact["subject"], fact["related"], fact["version"]) for fact in facts]


def test_many_facts_of_one_row(tmp_path: Path) -> None:
    how = loaded(DEALS.format(version="{column: changed}"))
    text = HEAD + "d1,2025-01-01,2025-02-01,won,Anna,f1,1970-01-02\nd2,2025-01-01,,open,Ben,,1970-01-03\n"
    done, facts = stage(written(tmp_path, "e.csv", text), how)
    day = 86_400_000_000
    assert short(facts) == [
        ("opportunity_created", "crm:deal:d1", None, day),
        ("opportunity_created", "crm:deal:d2", None, 2 * day),
        ("opportunity_won", "crm:deal:d1", None, day),
        ("relation", "crm:deal:d1", "crm:account:f1", None),
    ]
    assert [fact["recorded_at"] for fact in facts] == [day, 2 * day, day, day]
    assert (done.read, done.facts, done.skipped, done.quarantined) == (2, 4, 0, [])


def test_one_wrong_fact_sets_the_row_aside(tmp_path: Path) -> None:
    how = loaded(DEALS.format(version="{column: changed}"))
    text = HEAD + "d1,2025-01-01,,won,Anna,f1,1970-01-02\nd2,2025-01-01,x,open,Ben,,1970-01-03\n"
    done, facts = stage(written(tmp_path, "e.csv", text), how)
    assert why(done) == [(2, "closed", "the instant is missing", "")]
    assert short(facts) == [("opportunity_created", "crm:deal:d2", None, 172_800_000_000)]


def test_what_does_not_apply_is_skipped_and_said(tmp_path: Path) -> None:
    how = touches(fact="when: \"what <> 'spam'\"")
    text = "who,when,what\np1,2025-01-01,a\n,,spam\np2,2025-01-01,b\n"
    done, facts = stage(written(tmp_path, "e.csv", text), how)
    assert (done.read, done.facts, done.skipped, done.quarantined) == (3, 2, 1, [])
    assert len(facts) == 2


def test_a_conflict_in_the_same_version(tmp_path: Path) -> None:
    how = loaded(DEALS.format(version="{column: changed}"))
    same = "d1,2025-01-01,,open,Anna,,2025-01-05\n"
    text = HEAD + same + same + "d2,2025-01-01,,open,Anna,,2025-01-05\nd2,2025-01-01,,open,Ben,,2025-01-05\n"
    text += "d3,2025-01-01,,open,Anna,,2025-01-05\nd3,2025-01-01,,open,Ben,,2025-01-06\n"
    for size in (0, 1 << 60):
        staging_from, staging.FAST_FROM = staging.FAST_FROM, size
        try:
            done, facts = stage(written(tmp_path, "e.csv", text), how)
        finally:
            staging.FAST_FROM = staging_from
        reason = "conflict: lines 4, 5 say different things about `d2` in the same version"
        assert why(done) == [(4, "", reason, ""), (5, "", reason, "")]
        assert [fact["subject"] for fact in facts] == ["crm:deal:d1"] * 2 + ["crm:deal:d3"] * 2


def test_a_conflict_without_versions(tmp_path: Path) -> None:
    how = loaded(DEALS.format(version="null").replace("    version: null\n", ""))
    text = HEAD + "d1,2025-01-01,,open,Anna,,\nd2,2025-01-01,,open,Anna,,\nd1,2025-01-01,,open,Ben,,\n"
    done, facts = stage(written(tmp_path, "e.csv", text), how)
    reason = "conflict: lines 2, 4 say different things about `d1` and no `version` tells which is newer"
    assert why(done) == [(2, "", reason, ""), (4, "", reason, "")]
    assert [fact["subject"] for fact in facts] == ["crm:deal:d2"]


def test_versions_of_every_kind(tmp_path: Path) -> None:
    row = HEAD + "d1,2025-01-01,,open,Anna,,12\n"
    for version, expected in (("{sequence: changed}", 12), ("{exported_at: 1970-01-02}", 86_400_000_000)):
        _, facts = stage(written(tmp_path, "e.csv", row), loaded(DEALS.format(version=version)))
        assert [fact["version"] for fact in facts] == [expected]


def test_when_it_was_recorded(tmp_path: Path) -> None:
    row = "who,when,what,noted\np1,1970-01-02,a,1970-01-03\n"
    day = 86_400_000_000
    for part, expected in (("", day), ("recorded: {column: noted}", 2 * day), ("recorded: {}", 99)):
        _, facts = stage(written(tmp_path, "e.csv", row), touches(part))
        assert [fact["recorded_at"] for fact in facts] == [expected]


def test_the_staged_file_has_the_columns_of_a_fact(tmp_path: Path) -> None:
    stage(written(tmp_path, "e.csv", "who,when,what\np1,2025-01-01,a\n"), touches())
    with duckdb.connect() as con:
        described = con.execute(f"describe from read_parquet('{tmp_path}/staged.parquet')").fetchall()
    assert {row[0]: row[1] for row in described} == FACT_COLUMNS
    assert [row[0] for row in described] == list(FACT_COLUMNS)


def test_nested_json(tmp_path: Path) -> None:
    how = touches(fact='key: "meta.id"\n        channel: {column: "a.b"}')
    lines = [
        '{"who": "p1", "when": "2025-01-01", "what": "a", "meta": {"id": 7}, "a": {"b": "nested"}}',
        '{"who": "p2", "when": "2025-01-01", "what": "a", "meta": {"id": "x"}, "a.b": "flat"}',
        '{"who": "p3", "when": "2025-01-01", "what": "a", "meta": null}',
    ]
    done, facts = stage(written(tmp_path, "e.jsonl", "\n".join(lines)), how)
    assert why(done) == []
    assert [(fact["key"], fact["channel"]) for fact in facts] == [("7", "nested"), ("x", "flat"), (None, None)]


def test_typed_columns_of_parquet(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        con.execute(
            "copy (select 4711.0::double as who, timestamp '2025-06-04 09:42:09' as \"when\", 'a' as what, 5 as n,"
            " 12.345::decimal(9,3) as money, date '2025-12-31' as day, true as flag"
            " union all select 4712, null, 'b', 6, 1, null, null)"
            f" to '{tmp_path}/e.parquet'"
        )
    how = touches(
        "record: n",
        "amount: {column: money, currency: EUR}\n        fields: {n: {column: n, type: number}, "
        "d: {column: day, type: date}, f: {column: flag, type: boolean}}",
    )
    done, facts = stage(tmp_path / "e.parquet", how)
    assert why(done) == [(2, "when", "the instant is missing", "")]
    assert [(f["subject"], f["occurred_at"], f["amount"], f["fields"]) for f in facts] == [
        ("web:person:4711", 1_749_030_129_000_000, 1235, '{"d":"2025-12-31","f":true,"n":5}')
    ]
