"""What the fold is given: durations as microseconds, defaults filled in, and a hash over nothing but that."""

import pickle

import pytest

from handschlag.agreement import fold_terms, loads, preset_text
from handschlag.fold.terms import FoldTerms
from handschlag.ledger.kinds import PASSIVE_TOUCHES
from tests.agreement.writing import SOUND, with_more, written

DAY = 24 * 60 * 60 * 1_000_000


def terms(data: bytes) -> FoldTerms:
    loaded = loads(data, "a")
    assert loaded.problems == []
    assert loaded.agreement is not None
    return fold_terms(loaded.agreement)


def article() -> FoldTerms:
    return terms(preset_text("article", "en").encode())


def test_the_stages_of_the_basic_model() -> None:
    found = article()
    assert [(s.key, s.no, s.kind, s.phase, s.state.text if s.state else None, s.events) for s in found.stages] == [
        ("prospect", 0, "inventory", "awareness", "touches >= 1", ()),
        ("marketing_lead", 1, "inventory", "interest", "market is not null and persona is not null and "
         "(email is not null or phone is not null)", ()),
        ("sales_ready_lead", 2, "sla", "intent", "criteria_met >= 3 and need_met", ()),
        ("opportunity", 3, "inventory", "evaluation", None, ("handover.accepted",)),
        ("won", 4, "gate", "decision", None, ("opportunity.won",)),
    ]  # fmt: skip
    assert found.opportunity_stage == "opportunity"


def test_the_rules_of_the_basic_model() -> None:
    found = article()
    assert [(m.key, m.when.text, m.not_when.text if m.not_when else None) for m in found.markets] == [
        (
            "midmarket_dach",
            "country in ('DE', 'AT', 'CH') and employees between 50 and 2000",
            "industry = 'competitor'",
        ),
    ]
    assert [m.key for m in found.personas] == ["it_lead", "finance_lead", "user"]
    assert [(c.key, dict(c.answers), c.met_from, c.expires_us, c.required) for c in found.criteria] == [
        ("budget", {"approved": "confirmed", "planned": "stated", "none": "refuted"}, "stated", 180 * DAY, False),
        ("authority", {"decides": "confirmed", "influences": "stated", "neither": "refuted"}, "stated", 365 * DAY,
         False),
        ("need", {"concrete": "confirmed", "latent": "stated", "none": "refuted"}, "stated", 180 * DAY, True),
        ("time", {"within_3_months": "confirmed", "within_9_months": "stated", "later": "refuted"}, "stated",
         120 * DAY, False),
    ]  # fmt: skip
    assert found.inactive_after_us == 180 * DAY
    assert found.resting_us == {"lost": 90 * DAY, "no_decision": 90 * DAY, "disqualified": None}
    assert found.recycle_back_to == "marketing_lead"
    assert found.disqualifying_return_reasons == frozenset({"no_fit"})
    assert found.return_back_to == {}
    assert (found.window_us, found.customers) == (90 * DAY, "expansion")
    assert found.passive_touches == frozenset(PASSIVE_TOUCHES)


def test_defaults() -> None:
    found = terms(written("    recycled: {back_to: prospect}", "    recycled:"))
    assert found.recycle_back_to == "sales_ready_lead"
    assert found.inactive_after_us is None
    assert found.resting_us == {"lost": 90 * DAY, "no_decision": 90 * DAY, "disqualified": None}
    assert found.window_us == 90 * DAY


def test_what_is_agreed_instead() -> None:
    detours = """\
    disqualified: {new_pass_after: 1 week}
    lost: {new_pass_after: never}
    inactive: {after: 2 weeks without touch}"""
    found = terms(written("    recycled: {back_to: prospect}", detours))
    assert found.resting_us == {"lost": None, "no_decision": 90 * DAY, "disqualified": 7 * DAY}
    assert found.inactive_after_us == 14 * DAY
    passes = "passes: {window: 36 hours, customers: new, passive_touches: [banner]}\n"
    reasons = """\
handover:
  return_reasons: {a: {}, b: {back_to: prospect}, c: {back_to: disqualified}, d: {back_to: nurture}}
"""
    found = terms(with_more(passes + reasons))
    assert (found.window_us, found.customers) == (3 * DAY // 2, "new")
    assert found.passive_touches == frozenset({"banner"})
    assert found.return_back_to == {"b": "prospect"}
    assert found.disqualifying_return_reasons == frozenset({"c"})


@pytest.mark.parametrize(
    ("enters", "stage"),
    [("handover.accepted", "opportunity"), ("opportunity.created", "opportunity"), ("touches >= 5", "won")],
)
def test_the_opportunity_stage(enters: str, stage: str) -> None:
    assert terms(written("enters: handover.accepted", f'enters: "{enters}"')).opportunity_stage == stage


@pytest.mark.parametrize(
    "data",
    [
        SOUND.encode(),
        written("title: {de: Vereinbarung, en: Agreement}", "title: Another"),
        written('"touches >= 1"', '"  touches  >=  1 "'),
        written("currency: EUR", "currency: CHF"),
        with_more('goals: {"2026": {revenue: 100}}\n'),
    ],
)
def test_the_hash_is_about_the_fold_only(data: bytes) -> None:
    assert terms(data).hash == terms(SOUND.encode()).hash
    assert terms(data) == terms(SOUND.encode())


@pytest.mark.parametrize(
    "data",
    [
        written("touches >= 1", "touches >= 2"),
        written("country in ('DE', 'AT', 'CH')", "country in ('DE', 'AT')"),
        written("concrete: confirmed", "concrete: stated"),
        written("back_to: prospect", "back_to: sales_ready_lead"),
        with_more("passes: {window: 30 days}\n"),
    ],
)
def test_the_hash_changes_with_what_the_fold_reads(data: bytes) -> None:
    assert terms(data).hash != terms(SOUND.encode()).hash


def test_terms_travel_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(article())) == article()
