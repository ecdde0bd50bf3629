"""Arrival plays no part: any order, repetition and cut of the same facts folds to the same tables."""

from hypothesis import given, strategies as st

from tests.fold.histories import History, histories
from tests.fold.test_conformance import real_fold


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_play_no_part(history: History, random) -> None:
    again = history.facts + random.sample(history.facts, len(history.facts) // 2)
    random.shuffle(again)
    assert real_fold(history, again) == real_fold(history)


@given(histories())
def test_a_corrected_fact_is_as_if_it_had_never_been(history: History) -> None:
    wrong = {fact["fields"].split('"')[3] for fact in history.facts if fact["kind"] == "correction"}
    without = [fact for fact in history.facts if fact["kind"] != "correction" and fact["id"] not in wrong]
    assert real_fold(history, without) == real_fold(history)


@given(histories())
def test_superseded_versions_of_a_record_play_no_part(history: History) -> None:
    """Except for profiles and open opportunities, whose versions are a history."""
    newest: dict[tuple[str, str], int] = {}
    wrong = {fact["fields"].split('"')[3] for fact in history.facts if fact["kind"] == "correction"}
    records = ("opportunity_created", "opportunity_won", "opportunity_lost", "opportunity_no_decision")
    versions = [f for f in history.facts if f["kind"] in records and f["version"] is not None and f["id"] not in wrong]
    for fact in versions:
        place = (fact["kind"], fact["subject"])
        newest[place] = max(fact["version"], newest.get(place, 0))
    old = [fact for fact in versions if fact["version"] < newest[fact["kind"], fact["subject"]]]
    assert real_fold(history, [fact for fact in history.facts if fact not in old]) == real_fold(history)
