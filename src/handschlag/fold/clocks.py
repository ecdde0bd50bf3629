"""Clocks of a pass: from what happens in it, which ran from when until when (docs/explanation/fold.md, "Clocks")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
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
    for one in happened:
        running.hear(one)
    held = [one for one in happened if one.holds]
    since = [one.at for one in held]
    for run in running.all:
        until = _settled_at(run)
        number = len(held) if until is None else bisect_right(since, until)
        run.holder = held[number - 1].holder if number else None
    return running.all


class _Running:
    def __init__(self, terms: FoldTerms) -> None:
        self.terms = terms
        self.all: list[Run] = []
        self.going: list[Run] = []  # those that neither stopped nor were cancelled
        self.attempted = False
        self.contacts: list[Happening] = []  # attempts and contacts of the day of the last of them

    def hear(self, one: Happening) -> None:
        """First what stops, then what ends without its stop, then what begins."""
        for run in self.going:
            _may_stop(self.terms, run, one)
            if run.runs and (one.what in ("closed", "back") or (run.queue is not None and one.what == "stands")):
                run.cancelled_at = one.at
        if one.what == "assigned" and one.instead:
            self._again(one)
        self.going = [run for run in self.going if run.runs]
        for clock in self.terms.clocks:
            event = self._begun_by(clock, one)
            if event is not None and not any(run.clock is clock for run in self.going):
                self._start(clock, one, event)
        if one.what in ("attempt", "contact"):
            self._remember(one)

    def _remember(self, one: Happening) -> None:
        if self.contacts and self._day(self.contacts[-1].at) != self._day(one.at):
            self.contacts = []
        self.contacts.append(one)
        self.attempted = self.attempted or one.what == "attempt"

    def _begun_by(self, clock: ClockTerms, one: Happening) -> str | None:
        """The event it begins with, if this is one."""
        for event in clock.starts:
            if event.startswith(_STAGE):
                if one.what == "stands" and self.terms.stages[one.stage].key == event.removeprefix(_STAGE):
                    return event
            elif event == "queue.entered":
                if one.what == event and self.terms.before_handover(one.name):
                    return event
            elif event in ATTEMPTS:
                if one.what == "attempt" and (event == "attempt" or not self.attempted):
                    return event
            elif one.what == event:
                return event
        return None

    def _start(self, clock: ClockTerms, one: Happening, event: str) -> None:
        queue = one.name if event == "queue.entered" else None
        run = Run(clock, one.at, event, one.fact, queue, self._due(clock, one, queue))
        for earlier in self._same_time(one):
            if run.runs:
                _may_stop(self.terms, run, earlier)
        self._add(run)

    def _add(self, run: Run) -> None:
        self.all.append(run)
        if run.runs:
            self.going.append(run)

    def _same_time(self, start: Happening) -> list[Happening]:
        """Attempts and contacts at the instant of the start, or, known to the day only, on its day."""
        if not self.contacts or self._day(self.contacts[-1].at) != self._day(start.at):
            return []
        return [one for one in self.contacts if one.at == start.at or one.precision == "day"]

    def _again(self, one: Happening) -> None:
        """The lead was given to somebody else: what runs begins anew for that person, beside the first."""
        for run in [run for run in self.going if run.runs]:
            if not run.judged:
                run.cancelled_at = one.at
                continue
            due = self._due(run.clock, one, run.queue)
            self._add(Run(run.clock, one.at, run.event, one.fact, run.queue, due, judged=False))

    def _day(self, at: int) -> date:
        return (_EPOCH + timedelta(microseconds=at)).astimezone(ZoneInfo(self.terms.time_zone)).date()

    def _due(self, clock: ClockTerms, one: Happening, queue: str | None) -> int | None:
        """What is known to the day only began, in favour of whoever has to act, when the day was over."""
        start = one.at
        if one.precision == "day":
            tomorrow = self._day(start) + timedelta(days=1)
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


def _settled_at(run: Run) -> int | None:
    """When it was decided who was responsible: with its end, or when it fell due before that."""
    known = [at for at in (run.due_at, run.stopped_at, run.cancelled_at) if at is not None]
    return min(known, default=None)
