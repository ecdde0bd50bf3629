"""When a clock of the agreement falls due, when it warns before, and when a miss has which consequence."""

from __future__ import annotations

from dataclasses import dataclass

from handschlag.calendars.working_time import WorkingTime, elapsed_or_calendar
from handschlag.conditions import Duration
from handschlag.conditions.consequences import Action
from handschlag.conditions.units import UnitKind
from handschlag.handover.clock_terms import Clock


@dataclass(frozen=True)
class Due:
    """The instants of one run of a clock, in microseconds since 1970 UTC.

    `warnings` lie between start and due; one that would lie before the start is left out, since nobody could be warned.
    `consequences` are (instant, what happens), in the order of the agreement.
    """

    due: int
    warnings: tuple[int, ...]
    consequences: tuple[tuple[int, Action], ...]


def length_of(clock: Clock) -> Duration:
    """How long a clock runs: until it is due, or the time for its attempts."""
    length = clock.due if clock.due is not None else clock.within
    assert length is not None, "an agreement with a clock that is never due is not sound"
    return length


def needs_calendar(clock: Clock) -> bool:
    """Whether any of its times is business time."""
    warned = [one.duration for one in clock.warn]
    late = [one.after for one in clock.missed if one.after is not None]
    return any(one.kind is UnitKind.BUSINESS for one in [length_of(clock), *warned, *late])


def due_of(clock: Clock, start: int, working: WorkingTime | None, zone: str) -> Due:
    """The instants of a clock that starts at `start`; `working` is None only where it needs no calendar."""
    due = later(start, length_of(clock), working, zone)
    warnings = [_earlier(due, one.duration, working, zone) for one in clock.warn]
    return Due(
        due,
        tuple(sorted({at for at in warnings if at > start})),
        tuple((due if one.after is None else later(due, one.after, working, zone), one.action) for one in clock.missed),
    )


def later(at: int, length: Duration, working: WorkingTime | None, zone: str) -> int:
    """The instant at which so long has passed; `working` is None only where no business time is meant."""
    if length.kind is UnitKind.BUSINESS:
        assert working is not None, "business time needs a calendar"
        return working.due(at, length.count, length.unit.key)
    return elapsed_or_calendar(at, length.count, length.unit.key, length.unit.microseconds, zone)


def _earlier(at: int, length: Duration, working: WorkingTime | None, zone: str) -> int:
    if length.kind is UnitKind.BUSINESS:
        assert working is not None, "business time needs a calendar"
        return working.ahead(at, length.count, length.unit.key)
    return elapsed_or_calendar(at, -length.count, length.unit.key, length.unit.microseconds, zone)
