"""Makes the fold's terms out of an agreement: durations as microseconds, defaults filled in, labels left out."""

import hashlib
import json
from collections.abc import Mapping

from handschlag.agreement.model import Agreement
from handschlag.calendars.working_time import WorkingTime
from handschlag.conditions import Duration, RecordCondition, StateCondition
from handschlag.fold.terms import ClockTerms, CriterionTerms, FoldTerms, MatchTerms, QueueTerms, StageTerms
from handschlag.funnel.terms import DEFAULT_REST
from handschlag.handover.clock_due import length_of
from handschlag.handover.clock_terms import Clock
from handschlag.handover.terms import DISQUALIFIED, NURTURE
from handschlag.ledger.kinds import HAND_RAISES, PASSIVE_TOUCHES
from handschlag.market.terms import Market, Persona
from handschlag.scoring.rules import ScoringRules, scoring_rules

#: Where a profile has the record conditions of queues: behind those of stages, apart from those of criteria.
_QUEUE_PLACE = 1_000


def fold_terms(agreement: Agreement) -> FoldTerms:
    """What the fold reads of an agreement."""
    funnel, passes, reasons = agreement.funnel, agreement.passes, agreement.handover.return_reasons
    stages = _stages(agreement)
    quiet = funnel.detours.inactive.after
    passive = PASSIVE_TOUCHES if passes.passive_touches is None else passes.passive_touches
    terms = {
        "stages": stages,
        "opportunity_stage": _opportunity_stage(stages),
        "markets": _matches(agreement.markets),
        "personas": _matches(agreement.personas),
        "criteria": _criteria(agreement),
        "inactive_after_us": quiet.duration.microseconds if quiet else None,
        "resting_us": {outcome: _microseconds(funnel.detours.rest_after(outcome)) for outcome in DEFAULT_REST},
        "recycle_back_to": funnel.detours.recycled.back_to or stages[1].key,
        "disqualifying_return_reasons": frozenset(k for k, r in reasons.items() if r.back_to == DISQUALIFIED),
        "return_back_to": {k: r.back_to for k, r in reasons.items() if r.back_to not in (DISQUALIFIED, NURTURE)},
        "window_us": passes.window.microseconds,
        "customers": passes.customers,
        "passive_touches": frozenset(passive),
        "scoring": scoring_rules(agreement.scoring, agreement.time_zone),
        "queues": _queues(agreement, stages),
        "hand_raises": frozenset(HAND_RAISES if passes.hand_raises is None else passes.hand_raises),
        "wakes_after": {k: r.wake_up for k, r in reasons.items() if isinstance(r.wake_up, Duration)},
        "time_zone": agreement.time_zone,
        "clocks": _clocks(agreement, stages),
        "calendars": {key: WorkingTime(each, agreement.time_zone) for key, each in agreement.calendars.items()},
    }
    return FoldTerms(**terms, hash=_hash(terms))  # type: ignore[arg-type]  # the table above names every field


def _stages(agreement: Agreement) -> tuple[StageTerms, ...]:
    return tuple(
        StageTerms(
            stage.key,
            number,
            stage.kind,
            stage.phase,
            stage.enters if isinstance(stage.enters, StateCondition) else None,
            stage.events,
        )
        for number, stage in enumerate(agreement.funnel.stages)
    )


def _opportunity_stage(stages: tuple[StageTerms, ...]) -> str:
    """The first stage entered by an accepted hand-over or an opportunity; the win at the latest."""
    opening = (s.key for s in stages if any(e == "handover.accepted" or e.startswith("opportunity.") for e in s.events))
    return next(opening, stages[-1].key)


def _matches(rules: Mapping[str, Market] | Mapping[str, Persona]) -> tuple[MatchTerms, ...]:
    return tuple(MatchTerms(key, rule.when, rule.not_when) for key, rule in rules.items())


def _criteria(agreement: Agreement) -> tuple[CriterionTerms, ...]:
    return tuple(
        CriterionTerms(
            key,
            {answer: terms.state for answer, terms in criterion.answers.items()},
            criterion.met_from,
            _microseconds(criterion.expires),
            criterion.required,
            criterion.hinted_when,
            -1 - number,
        )
        for number, (key, criterion) in enumerate(agreement.criteria.criteria.items())
    )


def _queues(agreement: Agreement, stages: tuple[StageTerms, ...]) -> tuple[QueueTerms, ...]:
    numbers = {stage.key: stage.no for stage in stages}
    return tuple(
        QueueTerms(
            key,
            numbers[queue.takes],
            queue.when,
            _QUEUE_PLACE + number,
            bool({"grade", "engagement"} & {*queue.order}),
            queue.calendar,
        )
        for number, (key, queue) in enumerate(agreement.handover.queues.items())
    )


def _clocks(agreement: Agreement, stages: tuple[StageTerms, ...]) -> tuple[ClockTerms, ...]:
    """A clock runs in its own calendar; else in that of who works the list it begins with; what begins with an offer in
    that of the first list of sales; else in the house's first.
    """
    return tuple(
        ClockTerms(
            key, clock.starts.events, clock.stops.events if clock.stops is not None else (), length_of(clock),
            clock.attempts, clock.channels_at_least or 0, clock.calendar or _calendar(agreement, stages, clock),
            clock.calendar is None,
        )
        for key, clock in agreement.handover.clocks.items()
    )  # fmt: skip


def _calendar(agreement: Agreement, stages: tuple[StageTerms, ...], clock: Clock) -> str | None:
    numbers = {stage.key: stage.no for stage in stages}
    ready = max((stage.no for stage in stages[: numbers[_opportunity_stage(stages)]] if stage.state), default=0)
    of_sales = (q.calendar for q in agreement.handover.queues.values() if q.calendar and numbers[q.takes] >= ready)
    offered = any(event.startswith("handover.") for event in clock.starts.events)
    return (next(of_sales, None) if offered else None) or next(iter(agreement.calendars), None)


def _microseconds(span: Duration | str | None) -> int | None:
    """A duration's length; None for ever."""
    return span.microseconds if isinstance(span, Duration) else None


def _hash(terms: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(_plain(terms), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    """A value of the terms as JSON; conditions by their normal form."""
    if isinstance(value, RecordCondition | StateCondition):
        return value.canonical
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(str(part) for part in value)
    if isinstance(value, Duration):
        return value.canonical
    if isinstance(value, WorkingTime):
        return [value.zone, value.calendar.model_dump(mode="json", exclude={"name"})]
    if isinstance(value, StageTerms | CriterionTerms | QueueTerms | ClockTerms | ScoringRules):
        return {name: _plain(part) for name, part in vars(value).items()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
