"""The fold against the naive fold, written apart from the same page: all tables equal on random histories."""

from typing import Any

from hypothesis import given, settings

from handschlag.fold.component import fold_component
from handschlag.fold.facts import Fact, Profile, ProfileChange
from handschlag.fold.tables import dimensions_of, table_rows
from handschlag.ledger.schema import FOLD_TABLES
from tests.fold.agreements import terms_of
from tests.fold.histories import History, histories
from tests.fold.naive import naive_fold
from tests.fold.naive_order import ORDER, existing_facts, fields_of
from tests.fold.three_valued import field_value, first_match, holds

VALID_FROM = 1_767_225_600_000_000
_COLUMNS = (
    "id", "kind", "subject", "occurred_at", "related", "name", "precision", "version", "side", "actor", "channel",
    "campaign", "amount", "currency", "fields", "person", "company", "other_person", "other_company",
)  # fmt: skip

Tables = dict[str, list[dict[str, Any]]]


def profile_of(terms, profile: dict[str, str]) -> Profile:
    """What the record conditions say of a profile."""
    records = {
        (stage.no, number): holds(condition.tree, field_value(profile))
        for stage in terms.stages
        if stage.state is not None
        for number, condition in enumerate(stage.state.records)
    }
    return Profile(first_match(terms.markets, profile), first_match(terms.personas, profile), records)


def profile_changes(terms, facts, membership) -> list[ProfileChange]:
    """Every profile fact, for each person it is about, with the profile from then on."""
    found = []
    for person, company in membership.items():
        own: dict[str, str] = {}
        of_company: dict[str, str] = {}
        for fact in existing_facts(facts):
            if fact["kind"] == "person" and fact["person"] == person:
                own.update(fields_of(fact))
            elif fact["kind"] == "company" and fact["company"] == company:
                of_company.update(fields_of(fact))
            else:
                continue
            profile = profile_of(terms, {**own, **of_company})
            version = -1 if fact["version"] is None else fact["version"]
            rank = ORDER.index(fact["kind"])
            found.append(ProfileChange(person, fact["occurred_at"], rank, version, fact["id"], profile))
    return found


def real_fold(history: History, facts: list[dict[str, Any]] | None = None) -> Tables:
    terms = terms_of(history.agreement)
    facts = history.facts if facts is None else facts
    folded = fold_component(
        terms,
        [Fact(*(fact[column] for column in _COLUMNS)) for fact in facts],
        profile_changes(terms, facts, history.membership),
        membership=history.membership,
        nobody=profile_of(terms, {}),
        decided=history.decided,
    )
    tables = {
        name: [dict(zip(FOLD_TABLES[name], row, strict=True)) for row in rows]
        for name, rows in table_rows(terms, "component", folded, VALID_FROM).items()
    }
    dims = {a_pass.pass_id: dimensions_of(folded, a_pass) for a_pass in folded.passes}
    tables["passes"] = [{**row, "dims": dims[row["pass_id"]]} for row in tables["passes"]]
    return arranged(tables)


def oracle(history: History) -> Tables:
    terms = terms_of(history.agreement)
    return arranged(naive_fold(terms, history.facts, history.membership, history.decided, "component", VALID_FROM))


def arranged(tables: Tables) -> Tables:
    """Rows in an order of their own; the stays of a pass keep theirs."""
    return {name: sorted(rows, key=lambda row: row_place(name, row)) for name, rows in tables.items()}


def row_place(table: str, row: dict[str, Any]) -> tuple[Any, ...]:
    if table == "moves":
        return (row["pass_id"],)
    return tuple(str(row.get(column)) for column in ("pass_id", "stage_no", "counts", "opportunity", "person"))


@settings(max_examples=600)
@given(histories())
def test_both_folds_say_the_same(history: History) -> None:
    ours, theirs = real_fold(history), oracle(history)
    for table in theirs:
        assert ours[table] == theirs[table], table
