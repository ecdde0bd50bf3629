"""The clocks of the agreement: when one that starts now falls due."""

from datetime import UTC, datetime, timedelta
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.wording import texts
from handschlag.agreement.words import readable
from handschlag.calendars.working_time import WorkingTime
from handschlag.errors import InputProblems, Problem
from handschlag.files import did_you_mean
from handschlag.handover.clock_due import due_of, needs_calendar
from handschlag.handover.clock_terms import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@needs("see_figures")
def clock_due(house: House, *, clock: str, start: datetime, calendar: str | None = None) -> dict[str, Any]:
    """When a clock that starts at an instant is due, warns, and has consequences.

    Business time runs in `calendar`, by default the clock's own. A clock without one runs in that of the responsible
    person, so it has to be named; where the house has only one, that is meant.
    """
    found, key, working = _chosen(house, clock, calendar)
    zone = working.zone if working is not None else house.time_zone
    try:
        due = due_of(found, (start - _EPOCH) // timedelta(microseconds=1), working, zone)
        instants = {
            "due": _instant(due.due), "warnings": [_instant(at) for at in due.warnings],
            "missed": [
                {"at": _instant(at), "what": one.text, "text": {"de": one.de, "en": one.en}}
                for at, one in due.consequences
            ],
        }  # fmt: skip
    except (ValueError, OverflowError) as error:  # NeverOpen, or a date that no calendar has
        hint = "shorten it in the agreement, or name a start of these years"
        message = f"clock `{clock}` started then is not due in any year one could name"
        raise InputProblems(Problem(message=message, hint=hint)) from error
    return {
        "clock": clock, "name": texts(found.name or readable(clock), clock), "calendar": key, "time_zone": zone,
        "start": start, **instants,
    }  # fmt: skip


@needs("see_figures")
def zone_of(house: House, *, clock: str, calendar: str | None = None) -> str:
    """The time zone a clock runs in: an instant without an offset is meant in it."""
    _found, _key, working = _chosen(house, clock, calendar)
    return working.zone if working is not None else house.time_zone


def _chosen(house: House, clock: str, calendar: str | None) -> tuple[Clock, str | None, WorkingTime | None]:
    agreement = house.agreement
    found: Clock = _known(agreement.handover.clocks, clock, "clock")
    key = calendar or found.calendar
    if key is None and len(agreement.calendars) == 1:
        key = next(iter(agreement.calendars))
    if key is not None:
        return found, key, WorkingTime(_known(agreement.calendars, key, "calendar"), agreement.time_zone)
    if needs_calendar(found):
        hint = f"name one with --calendar: {', '.join(agreement.calendars) or 'the agreement has none yet'}"
        message = f"clock `{clock}` runs in the calendar of the responsible person"
        raise InputProblems(Problem(message=message, hint=hint))
    return found, None, None


def _known(named: Any, key: str, what: str) -> Any:
    if key not in named:
        known = f"known are {', '.join(named)}" if named else f"the agreement has no {what}"
        raise InputProblems(Problem(message=f"unknown {what} `{key}`", hint=did_you_mean(key, named) or known))
    return named[key]


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
