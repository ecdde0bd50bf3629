"""DuckDB expression that turns local time into UTC by one stated rule, exactly as Python's `zoneinfo` does.

A local time that exists twice (clocks go back) is the first of the two; one that does not exist (clocks go forward)
is read with the offset before the change. So the offset is a step function of local time.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

#: Instants are accepted in these years; outside of them a date is a typing error or a placeholder such as 9999-12-31.
FIRST_YEAR, LAST_YEAR = 1900, 2199

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Beyond this year the rules of today repeat; a source has no instants there, only placeholders.
_STEPS_UNTIL = 2100

Step = tuple[int, int]


def micros(year: int) -> int:
    """The first instant of a year, in microseconds."""
    return (datetime(year, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)


def names() -> tuple[str, ...]:
    """The names of all time zones."""
    return tuple(sorted(available_timezones()))


def is_zone(name: str) -> bool:
    """Whether a time zone of this name exists."""
    return name in available_timezones()


@cache
def offsets(zone: str) -> tuple[Step, ...]:
    """From which local time on (microseconds) which offset holds (microseconds); the first holds for all before."""
    info = ZoneInfo(zone)
    instant = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    end = datetime(_STEPS_UNTIL, 1, 1, tzinfo=UTC)
    steps: list[Step] = [(micros(FIRST_YEAR) - 10**12, _offset(info, instant))]
    while instant < end:
        later = instant + timedelta(days=7)
        if _offset(info, later) != _offset(info, instant):
            change = _change(info, instant, later)
            before, after = steps[-1][1], _offset(info, change)
            steps.append(((change - _EPOCH) // timedelta(microseconds=1) + max(before, after), after))
            later = change
        instant = later
    return tuple(steps)


def to_utc(local: str, zone: str) -> str:
    """UTC microseconds for a column of local microseconds. `local` must be a column: it is named several times."""
    steps = offsets(zone)
    if len(steps) == 1:
        return f"({local} - {steps[0][1]})" if steps[0][1] else local
    return f"({local} - {_choose(local, steps)})"


def _choose(local: str, steps: tuple[Step, ...]) -> str:
    """Halve the steps until one is left: eight comparisons for a century of summer times."""
    if len(steps) == 1:
        return str(steps[0][1])
    middle = len(steps) // 2
    low, high = _choose(local, steps[:middle]), _choose(local, steps[middle:])
    return f"case when {local} < {steps[middle][0]} then {low} else {high} end"


def _offset(info: ZoneInfo, instant: datetime) -> int:
    offset = instant.astimezone(info).utcoffset()
    return (offset or timedelta()) // timedelta(microseconds=1)


def _change(info: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second with another offset than `before` has."""
    old = _offset(info, before)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle <= before:
            break
        if _offset(info, middle) == old:
            before = middle
        else:
            after = middle
    return after
