"""What the fold reads of an agreement: plain frozen tables, without the file they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from handschlag.conditions.units import UnitKind
from handschlag.scoring.rules import ScoringRules

if TYPE_CHECKING:
    from handschlag.calendars.working_time import WorkingTime
    from handschlag.conditions import Duration, RecordCondition, StateCondition


@dataclass(frozen=True)
class StageTerms:
    """One stage on the path, entered by a state condition or by events, never by both.

    `no` counts from 0 in the agreement's order; the last stage is the win. `events` are keys such as
    `handover.accepted`, `opportunity.created`, `opportunity.won`; any of them enters the stage.
    """

    key: str
    no: int
    kind: str  # inventory | gate | sla
    phase: str  # awareness | interest | intent | evaluation | decision
    state: StateCondition | None = None
    events: tuple[str, ...] = ()


class MatchTerms(NamedTuple):
    """A target market or a persona: it fits where `when` is true and `not_when` is not. The first that fits counts."""

    key: str
    when: RecordCondition
    not_when: RecordCondition | None


@dataclass(frozen=True)
class CriterionTerms:
    """One agreed criterion. `answers` maps an answer to its state; an answer it does not name is `stated`.

    `hinted_when` hints at it while nobody has answered; `place` is where a profile has its record conditions, below 0.
    """

    key: str
    answers: Mapping[str, str]  # answer -> unknown | hinted | stated | confirmed | refuted
    met_from: str  # hinted | stated | confirmed: the weakest state that meets the criterion
    expires_us: int | None  # None: an answer holds for ever
    required: bool
    hinted_when: StateCondition | None = None
    place: int = -1


@dataclass(frozen=True)
class QueueTerms:
    """A work list: the open passes that stand in `stage` (its number) and once met `when`; `place` is where a profile
    has its record conditions. `scored`: it is put in an order of what people do.
    """

    key: str
    stage: int
    when: StateCondition | None
    place: int
    scored: bool = False
    calendar: str | None = None


@dataclass(frozen=True)
class ClockTerms:
    """A deadline of the hand-over: due after `length`, or so many `attempts` over so many `channels` within it.

    `calendar` is the one it runs in; where it is `of_queue`, the calendar of the queue it began with comes first.
    """

    key: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    length: Duration
    attempts: int | None
    channels: int
    calendar: str | None
    of_queue: bool

    @property
    def in_working_time(self) -> bool:
        """Whether it runs in business time, so only while its calendar is open."""
        return self.length.kind is UnitKind.BUSINESS


@dataclass(frozen=True)
class FoldTerms:
    """Everything the fold reads of one version of the agreement. All durations are microseconds.

    `resting_us` names the outcomes after which a person rests (opens no pass); None means for ever, an outcome it
    does not name means not at all. `return_back_to` holds the return reasons that lead to a stage of their own
    instead of `recycle_back_to`; reasons in `disqualifying_return_reasons` close the pass; `wakes_after` has the time
    after which a lead given back for a reason comes up again. `hash` is a digest over the terms: two agreements with
    the same hash fold alike.
    """

    stages: tuple[StageTerms, ...]
    opportunity_stage: str
    markets: tuple[MatchTerms, ...]
    personas: tuple[MatchTerms, ...]
    criteria: tuple[CriterionTerms, ...]
    inactive_after_us: int | None
    resting_us: Mapping[str, int | None]  # lost | no_decision | disqualified | inactive
    recycle_back_to: str
    disqualifying_return_reasons: frozenset[str]
    return_back_to: Mapping[str, str]  # reason -> stage key
    window_us: int
    customers: str  # expansion | new: the kind of pass that an existing customer's opportunity opens
    passive_touches: frozenset[str]  # types of touch that are recorded, but open no pass and count for nothing
    scoring: ScoringRules
    queues: tuple[QueueTerms, ...] = ()
    hand_raises: frozenset[str] = frozenset()  # types of touch by which a person asks to be talked to
    wakes_after: Mapping[str, Duration] = field(default_factory=dict)
    time_zone: str = "UTC"
    clocks: tuple[ClockTerms, ...] = ()
    calendars: Mapping[str, WorkingTime] = field(default_factory=dict)
    hash: str = field(default="", compare=False)

    @property
    def rules(self) -> tuple[StageTerms, ...]:
        """The stages that a condition enters."""
        return tuple(stage for stage in self.stages if stage.state is not None)

    @property
    def ready(self) -> str | None:
        """The stage whose leads are handed over: the last one before the opportunity stage that a condition enters."""
        opening = next(stage.no for stage in self.stages if stage.key == self.opportunity_stage)
        return next((stage.key for stage in reversed(self.rules) if stage.no < opening), None)

    def before_handover(self, queue: str) -> bool:
        """Whether leads wait in this queue for somebody to work them ripe; where no queue does, every one counts."""
        ripe = next((stage.no for stage in self.stages if stage.key == self.ready), len(self.stages))
        before = [each.key for each in self.queues if each.stage < ripe]
        return queue in before or not before

    def working_time(self, clock: ClockTerms, queue: str | None) -> WorkingTime | None:
        """In which calendar a clock runs that began with a queue, or without one."""
        of_queue = next((each.calendar for each in self.queues if each.key == queue), None) if clock.of_queue else None
        return self.calendars.get(of_queue or clock.calendar or "")

    @property
    def asks_engagement(self) -> bool:
        """Whether any condition asks what somebody did is worth; if none does, the fold need not count it."""
        asked = [stage.state for stage in self.stages] + [criterion.hinted_when for criterion in self.criteria]
        asked += [queue.when for queue in self.queues]
        if any(queue.scored for queue in self.queues):
            return True
        return any(one is not None and one.terms & {"engagement", "grade"} for one in asked)
