"""The arithmetic holds on any history, whatever a source got wrong, and for windows and months."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from handschlag.dashboard.reconciliation import Asked, Sources, Waiting, reconcile
from handschlag.engines.duck import connect, load, name, quote
from handschlag.engines.folding import fold_ledger
from handschlag.engines.ledger import open_ledger
from handschlag.engines.subjects import SUBJECTS as COLUMNS
from handschlag.ledger.schema import FOLD_TABLES
from tests.fold.agreements import AGREEMENTS, terms_of
from tests.fold.histories import History, histories
from tests.fold.test_conformance import VALID_FROM
from tests.fold.test_whole_ledger import apart, subjects
from tests.reconciliation.laws import sums, unexplained

ZONES = {"crm": "America/Los_Angeles"}
WAITING = (
    Waiting("crm", "opportunity", "crm:deal:99", 1, 1_767_225_600_000_000, {"file": "deals.csv", "line": 7}),
    Waiting("ma", "activity", "ma:contact:0", 1, None, {"file": "acts.csv", "line": 9}),
)
ASKED = (
    Asked("Europe/Berlin", ZONES),
    Asked("Europe/Berlin", ZONES, by_month=True),
    Asked("Europe/Berlin", ZONES, source="crm", by_month=True),
    Asked("Europe/Berlin", ZONES, start=date(2026, 1, 5), end=date(2026, 1, 20)),
)


def reconciled(together: list[History], agreement: str, folder: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Every question's answer, and what the tables say by themselves."""
    con = connect(folder / "spill")
    facts = [fact for history in together for fact in history.facts]
    open_ledger(con, segments=[], superseded=[], head=[*facts, *facts[:3]])
    load(con, "subjects", COLUMNS, (row for n, history in enumerate(together) for row in subjects(history, n)))
    terms = terms_of(agreement)
    fold_ledger(con, terms, folder=folder, decided={}, valid_from=VALID_FROM, free_domains=frozenset)
    for table in FOLD_TABLES:
        con.execute(
            f"create view {name(table)} as select * from read_parquet({quote(str(folder / f'{table}.parquet'))})"
        )

    def run(sql: str, params: Any = ()) -> list[tuple[Any, ...]]:
        return con.execute(sql, list(params)).fetchall()

    sources = Sources("EUR", sorted(terms.passive_touches), [stage.key for stage in terms.stages], {})
    answers = [reconcile(run, asked, sources, WAITING) for asked in ASKED]
    deals = "from opportunities o join passes p using (pass_id) where p.kind = 'new'"
    said: dict[Any, Any] = {
        ("lead", None): run("select count(*) from passes where kind = 'new'")[0][0],
        ("company", None): run("select count(distinct company) from subjects where about = 'company'")[0][0],
        ("opportunity", None): run(f"select count(*) {deals}")[0][0],
        ("won", None): run(f"select count(*) {deals} and o.outcome = 'won'")[0][0],
    }
    said |= {
        ("value", currency): int(value)
        for currency, value in run(
            f"select o.currency, sum(o.value) {deals} and o.outcome = 'won' and o.value <> 0 group by all"
        )
    }
    con.close()
    return answers, said


@settings(max_examples=5, derandomize=True, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_differences_explain_the_totals(data: st.DataObject) -> None:
    history = data.draw(histories())
    with TemporaryDirectory() as folder:
        answers, said = reconciled([apart(history, 0)], history.agreement, Path(folder))
    for answer in answers:
        assert unexplained(answer) == {}
    whole, by_month, *_ = answers
    ours = {key: number for key, number in sums(whole, "ours").items() if key[0] not in ("activity", "other")}
    assert ours == {key: number for key, number in said.items() if number}
    for side in ("theirs", "ours"):
        assert sums(by_month, side) == sums(whole, side)
    assert all(row["reason"] for row in whole["differences"])


def test_a_row_whose_date_cannot_be_read_has_no_month() -> None:
    history = History(next(iter(AGREEMENTS)), [], {}, {})
    assert datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1_000_000 == WAITING[0].at
    with TemporaryDirectory() as folder:
        (whole, by_month, _, window), _ = reconciled([history], history.agreement, Path(folder))
    assert [row["month"] for row in whole["totals"]] == [None, None]
    assert {(row["source"], row["month"]) for row in by_month["totals"]} == {("crm", "2025-12"), ("ma", "undated")}
    assert window["totals"] == []
