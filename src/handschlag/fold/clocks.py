"""Clocks of a pass: from what happens in it, which ran from when until when (docs/explanation/fold.md, "Clocks")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handschlag.calendars.working_time import instant_of
from handschlag.fold.state import Happening
from handschlag.fold.terms import ClockTerms, FoldTerms
from handschlag.handover.clock_due import later

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Instants that no calendar has: later is never.
_LAST = 1 << 62

ATTEMPTS = ("attempt", "first_attempt")
_STAGE, _OFFERS = "stage.", "handover."


@dataclass(slots=True)
class Run:
    """A clock that ran in a pass. `due_at` is None if it is never due. It ended by `stopped_by` at `stopped_at`, or
    without it at `cancelled_at`. Only what is `judged` counts for promises: what began anew for somebody else is not.
    """

    clock: ClockTerms
    started_at: int
    event: str
    fact: str | None
    queue: str | None
    due_at: int | None
    judged: bool = True
    stopped_at: int | None = None
    stopped_by: str | None = None
    stop_fact: str | None = None
    cancelled_at: int | None = None
    attempts: int = 0
    channels: set[str] = field(default_factory=set)
    holder: str | None = None

    @property
    def runs(self) -> bool:
        return self.stopped_at is None and self.cancelled_at is None


def run_clocks(terms: FoldTerms, happened: Sequence[Happening]) -> list[Run]:
    """Every run of every clock in a pass, in the order in which they started."""
    running = _Running(terms)
    for number, one in enumerate(happened):
        running.hear(one, happened[:number])
    for run in running.all:
        run.holder = _holder(happened, _settled_at(run))
    return running.all


class _Running:
    def __init__(self, terms: FoldTerms) -> None:
        self.terms = terms
        self.all: list[Run] = []

    def hear(self, one: Happening, before: Sequence[Happening]) -> None:
        """First what stops, then what ends without its stop, then what begins."""
        for run in self._going():
            _may_stop(self.terms, run, one)
        for run in self._going():
            if one.what in ("closed", "back") or (run.queue is not None and one.what == "stands"):
                run.cancelled_at = one.at
        if one.what == "assigned" and one.instead:
            self._again(one)
        for clock in self.terms.clocks:
            event = self._begun_by(clock, one, before)
            if event is not None and not any(run.clock is clock for run in self._going()):
                self._start(clock, one, event, before)

    def _going(self) -> list[Run]:
        return [run for run in self.all if run.runs]

    def _begun_by(self, clock: ClockTerms, one: Happening, before: Sequence[Happening]) -> str | None:
        """The event it begins with, if this is one."""
        for event in clock.starts:
            if event.startswith(_STAGE):
                if one.what == "stands" and self.terms.stages[one.stage].key == event.removeprefix(_STAGE):
                    return event
            elif event == "queue.entered":
                if one.what == event and self.terms.before_handover(one.name):
                    return event
            elif event in ATTEMPTS:
                if one.what == "attempt" and (event == "attempt" or not _attempted(before)):
                    return event
            elif one.what == event:
                return event
        return None

    def _start(self, clock: ClockTerms, one: Happening, event: str, before: Sequence[Happening]) -> None:
        queue = one.name if event == "queue.entered" else None
        run = Run(clock, one.at, event, one.fact, queue, self._due(clock, one, queue))
        self.all.append(run)
        for earlier in _same_time(self.terms, one, before):
            if run.runs and earlier.what in ("attempt", "contact"):
                _may_stop(self.terms, run, earlier)

    def _again(self, one: Happening) -> None:
        """The lead was given to somebody else: what runs begins anew for that person, beside the first."""
        for run in self._going():
            if not run.judged:
                run.cancelled_at = one.at
                continue
            due = self._due(run.clock, one, run.queue)
            self.all.append(Run(run.clock, one.at, run.event, one.fact, run.queue, due, judged=False))

    def _due(self, clock: ClockTerms, one: Happening, queue: str | None) -> int | None:
        """What is known to the day only began, in favour of whoever has to act, when the day was over."""
        start = one.at
        if one.precision == "day":
            tomorrow = _day(start, self.terms.time_zone) + timedelta(days=1)
            start = instant_of(tomorrow, time(), self.terms.time_zone)
        working = self.terms.working_time(clock, queue)
        try:
            due = later(start, clock.length, working, working.zone if working else self.terms.time_zone)
        except (ValueError, OverflowError):
            return None
        return due if due < _LAST else None


def _may_stop(terms: FoldTerms, run: Run, one: Happening) -> None:
    """Whatever happens stops the clock if it is what the clock waits for."""
    if one.what in ("attempt", "contact"):
        by = _attempt_stops(run, one)
    elif one.what == "stands":
        by = next((event for event in run.clock.stops if _reached(terms, event, one.stage)), None)
    else:
        by = one.what if one.what in run.clock.stops else None
    if by is not None:
        run.stopped_at, run.stopped_by, run.stop_fact = max(one.at, run.started_at), by, one.fact


def _attempt_stops(run: Run, one: Happening) -> str | None:
    """An attempt of sales, where sales has to act; so many of them, where so many are owed; or a contact."""
    if one.what == "attempt" and run.event.startswith(_OFFERS) and one.side in ("marketing", "sdr"):
        return None
    if run.clock.attempts is None:
        return next((event for event in run.clock.stops if event in ATTEMPTS), None)
    if one.what == "attempt":
        run.attempts += 1
        run.channels |= {one.channel} if one.channel else set()
    made = run.attempts >= run.clock.attempts and len(run.channels) >= run.clock.channels
    return "attempts" if made else "contact" if one.two_way else None


def _reached(terms: FoldTerms, event: str, stage: int) -> bool:
    """The pass came to stand in this stage, or further on."""
    key = event.removeprefix(_STAGE)
    return event.startswith(_STAGE) and any(each.key == key and each.no <= stage for each in terms.stages)


def _attempted(before: Iterable[Happening]) -> bool:
    return any(one.what == "attempt" for one in before)


def _same_time(terms: FoldTerms, start: Happening, before: Sequence[Happening]) -> list[Happening]:
    """What happened at the instant of the start, or, known to the day only, on its day."""
    day = _day(start.at, terms.time_zone)
    return [
        one for one in before if one.at == start.at or (one.precision == "day" and _day(one.at, terms.time_zone) == day)
    ]


def _day(at: int, zone: str) -> date:
    return (_EPOCH + timedelta(microseconds=at)).astimezone(ZoneInfo(zone)).date()


def _settled_at(run: Run) -> int | None:
    """When it was decided who was responsible: with its end, or when it fell due before that."""
    known = [at for at in (run.due_at, run.stopped_at, run.cancelled_at) if at is not None]
    return min(known, default=None)


def _holder(happened: Sequence[Happening], until: int | None) -> str | None:
    """Who had the lead then: to whom it was given or offered, or who accepted it."""
    held = [one.holder for one in happened if one.holds and (until is None or one.at <= until)]
    return held[-1] if held else None
