"""Days, months and quarters in the agreement's time zone, without asking the database for its own idea of zones."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MICROS_PER_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(days=1)
#: Whole days by which instants are moved for dividing, since the database divides towards zero.
_LONG_AGO = 10_000_000 * MICROS_PER_DAY


def micros(instant: datetime) -> int:
    """An aware datetime as UTC microseconds, exactly."""
    return (instant - _EPOCH) // timedelta(microseconds=1)


def instant(value: int) -> str:
    """UTC microseconds as RFC 3339 text."""
    moment = _EPOCH + timedelta(microseconds=value)
    return moment.isoformat(timespec="microseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")


def day_start(day: date, time_zone: str) -> int:
    """The instant at which a calendar day begins in the zone."""
    return micros(datetime.combine(day, time(), tzinfo=ZoneInfo(time_zone)))


def local_sql(column: str, time_zone: str, since: int, until: int) -> str:
    """The wall clock of an instant column, in microseconds, by a search tree over the zone's changes in that time."""
    return f"({column} + {_tree(column, _offsets(time_zone, _year(since), _year(until)))})"


def day_sql(local: str) -> str:
    """The running number of the day a wall-clock column lies in."""
    return f"(({local} + {_LONG_AGO}) // {MICROS_PER_DAY} - {_LONG_AGO // MICROS_PER_DAY})::integer"


def index_sql(local: str, grid: str) -> str:
    """The running number of the month or quarter a wall-clock column lies in."""
    stamp = f"make_timestamp({local})"
    return f"(year({stamp}) * {4 if grid == 'quarter' else 12} + {grid}({stamp}) - 1)::integer"


@lru_cache(maxsize=4096)
def label(index: int, grid: str) -> str:
    """The name of a running number: `2026-03`, `2026-Q1`."""
    if grid == "quarter":
        return f"{index // 4:04d}-Q{index % 4 + 1}"
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def index_of_label(text: str) -> tuple[int, str] | None:
    """Running number and grid of a name, or nothing if it is none."""
    year, _, rest = text.partition("-")
    if not (year.isdecimal() and len(year) == 4):
        return None
    if rest in ("Q1", "Q2", "Q3", "Q4"):
        return int(year) * 4 + int(rest[1]) - 1, "quarter"
    if len(rest) == 2 and rest.isdecimal() and 1 <= int(rest) <= 12:
        return int(year) * 12 + int(rest) - 1, "month"
    return None


def index_of(value: int, time_zone: str, grid: str) -> int:
    """The running number of the month or quarter an instant lies in."""
    local = (_EPOCH + timedelta(microseconds=value)).astimezone(ZoneInfo(time_zone))
    month = local.year * 12 + local.month - 1
    return month // 3 if grid == "quarter" else month


def _year(value: int) -> int:
    return (_EPOCH + timedelta(microseconds=value)).year


@lru_cache(maxsize=32)
def _offsets(time_zone: str, first_year: int, last_year: int) -> tuple[tuple[int, int], ...]:
    """(instant from which it holds, offset), both in microseconds, from the first to the last of these years."""
    zone = ZoneInfo(time_zone)
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 2, tzinfo=UTC)
    found = [(micros(moment), _offset(moment, zone))]
    while moment < end:
        after = moment + _STEP
        if _offset(after, zone) != _offset(moment, zone):
            found.append(_change(moment, after, zone))
        moment = after
    return tuple(found)


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """The second at which the offset changes between two instants."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if _offset(middle, zone) == _offset(before, zone) else (before, middle)
    return micros(after), _offset(after, zone)


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    return (moment.astimezone(zone).utcoffset() or timedelta()) // timedelta(microseconds=1)


def _tree(column: str, offsets: tuple[tuple[int, int], ...]) -> str:
    if len({offset for _, offset in offsets}) == 1:
        return str(offsets[0][1])
    half = len(offsets) // 2
    below, above = _tree(column, offsets[:half]), _tree(column, offsets[half:])
    return f"case when {column} < {offsets[half][0]} then {below} else {above} end"
