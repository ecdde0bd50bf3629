"""The fold against the naive fold, written apart from the same page: all tables equal on random histories."""

import json
from typing import Any

from hypothesis import given, settings, strategies as st

from handschlag.fold.component import Folded, fold_component
from handschlag.fold.facts import Fact, Profile, ProfileChange
from handschlag.fold.tables import dimensions_of, table_rows
from handschlag.ledger.schema import FOLD_TABLES
from handschlag.scoring.engagement import Engagement
from handschlag.scoring.points import points
from tests.fold.agreements import terms_of
from tests.fold.histories import (
    DAY,
    PERSONS,
    PROFILE,
    START,
    TOUCH_FIELDS,
    History,
    event,
    histories,
    mailing,
    record,
    resolve,
)
from tests.fold.naive import NaiveFold, naive_fold
from tests.fold.naive_order import ORDER, existing_facts, fields_of
from tests.fold.naive_scores import is_bot, matches
from tests.fold.three_valued import field_value, first_match, holds

VALID_FROM = 1_767_225_600_000_000
_COLUMNS = (
    "id", "kind", "subject", "occurred_at", "related", "name", "precision", "version", "side", "actor", "channel",
    "campaign", "amount", "currency", "fields", "person", "company", "other_person", "other_company",
)  # fmt: skip

Tables = dict[str, list[dict[str, Any]]]


def profile_of(terms, profile: dict[str, str]) -> Profile:
    """What the record conditions say of a profile."""
    records = (
        {
            (stage.no, number): holds(condition.tree, field_value(profile))
            for stage in terms.stages
            if stage.state is not None
            for number, condition in enumerate(stage.state.records)
        }
        | {
            (criterion.place, number): holds(condition.tree, field_value(profile))
            for criterion in terms.criteria
            if criterion.hinted_when is not None
            for number, condition in enumerate(criterion.hinted_when.records)
        }
        | {
            (queue.place, number): holds(condition.tree, field_value(profile))
            for queue in terms.queues
            if queue.when is not None
            for number, condition in enumerate(queue.when.records)
        }
    )
    fit = sum(rule.units for rule in terms.scoring.fit if holds(rule.when.tree, field_value(profile)) is True)
    own = profile.get("email", "").partition("@")[2] in terms.scoring.own_domains
    return Profile(first_match(terms.markets, profile), first_match(terms.personas, profile), records, fit, own)


def fact_of(terms, fact: dict[str, Any]) -> Fact:
    """The fact as the fold reads it, with what the rules' conditions say of it."""
    found = Fact(*(fact[column] for column in _COLUMNS))
    found.matches = tuple(matches(rule, fact) for rule in terms.scoring.engagement)
    found.bot = is_bot(fact)
    return found


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


def folded_by_the_real_one(history: History, facts: list[dict[str, Any]] | None = None) -> Folded:
    terms = terms_of(history.agreement)
    facts = history.facts if facts is None else facts
    return fold_component(
        terms,
        [fact_of(terms, fact) for fact in facts],
        profile_changes(terms, facts, history.membership),
        membership=history.membership,
        nobody=profile_of(terms, {}),
        decided=history.decided,
    )


def real_fold(history: History, facts: list[dict[str, Any]] | None = None) -> Tables:
    terms = terms_of(history.agreement)
    folded = folded_by_the_real_one(history, facts)
    tables = {
        name: [dict(zip(FOLD_TABLES[name], row, strict=True)) for row in rows]
        for name, rows in table_rows(terms, "component", folded, VALID_FROM).items()
    }
    for row in tables["queued"]:
        row["engagement"] = counted_on(terms, row["engagement"], folded.last_at + DAY)
    dims = {a_pass.pass_id: dimensions_of(folded, a_pass) for a_pass in folded.passes}
    tables["passes"] = [{**row, "dims": dims[row["pass_id"]]} for row in tables["passes"]]
    return arranged(tables)


def counted_on(terms, state: str | None, at: int) -> Any:
    """What is left at a later instant of an engagement that was kept."""
    return None if state is None else points(Engagement.resumed(terms.scoring, json.loads(state)).at(at))


def oracle(history: History) -> Tables:
    terms = terms_of(history.agreement)
    return arranged(naive_fold(terms, history.facts, history.membership, history.decided, "component", VALID_FROM))


def arranged(tables: Tables) -> Tables:
    """Rows in an order of their own; the stays of a pass keep theirs."""
    return {name: sorted(rows, key=lambda row: row_place(name, row)) for name, rows in tables.items()}


def row_place(table: str, row: dict[str, Any]) -> tuple[Any, ...]:
    if table == "moves":
        return (row["pass_id"],)
    if table == "queued":
        return (row["pass_id"], row["entered_at"], row["queue"])
    if table == "clocks":
        return (row["pass_id"], row["clock"], row["started_at"], row["judged"], row["cancelled_at"] or 0)
    return tuple(str(row.get(column)) for column in ("pass_id", "stage_no", "counts", "opportunity", "person"))


@settings(max_examples=400)
@given(histories())
def test_both_folds_say_the_same(history: History) -> None:
    ours, theirs = real_fold(history), oracle(history)
    for table in theirs:
        assert ours[table] == theirs[table], table


@settings(max_examples=200)
@given(histories(("handover",)))
def test_both_folds_see_the_same_hints(history: History) -> None:
    naive = NaiveFold(terms_of("handover"), history.facts, history.membership, history.decided)
    naive.run()
    people = folded_by_the_real_one(history).people
    assert {person: people[person].hinted for person in people} == naive.hints


#: Dense enough that caps, bursts, midnights and hours of decay meet: three days around New Year, by quarters of hours.
DENSE = st.integers(-4 * 12, 4 * 60).map(lambda quarter: START + quarter * 15 * 60_000_000)
NAMES = ("page_view", "page_view", "page_view", "webinar_attended", "email_opened", "email_clicked")
BUSY = st.lists(
    st.one_of(
        event("touch", "crm:lead:0", name=st.sampled_from(NAMES), fields=TOUCH_FIELDS, channel=st.just("web")),
        event("touch", "crm:lead:0", name=st.sampled_from(NAMES), fields=TOUCH_FIELDS, channel=st.just("web")),
        event("attempt", "crm:lead:0", name=st.just("reached"), side=st.sampled_from(("sales", "sdr"))),
        event("consent", "crm:lead:0", name=st.just("email"), fields=st.just('{"state":"withdrawn"}')),
        record("person", "crm:lead:0", fields=PROFILE),
    ).flatmap(lambda fact: DENSE.map(lambda at: {**fact, "occurred_at": at})),
    min_size=1,
    max_size=25,
)


@settings(max_examples=200)
@given(st.one_of(BUSY, mailing("crm:lead:0")), st.integers(0, 40))
def test_both_folds_count_the_same_points(told: list[dict[str, Any]], quarters: int) -> None:
    """Every score at the end of a history, and some hours later."""
    facts = [resolve(fact, dict.fromkeys(PERSONS)) for fact in told]
    history = History("scored", facts, dict.fromkeys(PERSONS), {})
    naive = NaiveFold(terms_of("scored"), facts, history.membership, {})
    naive.run()
    person = folded_by_the_real_one(history).people[PERSONS[0]]
    at = max(fact["occurred_at"] for fact in facts) + quarters * 15 * 60_000_000
    assert person.engagement is not None
    assert points(person.engagement.at(at)) == naive.engagement(person.id, at)
    assert points(person.profile.fit) == naive.fit(person.id)
