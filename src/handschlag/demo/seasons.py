"""When things happen: the two years of the example house, its seasons, its working days and hours."""

from datetime import date, datetime, timedelta

from handschlag.demo.dice import Dice

START = datetime(2024, 11, 1)
END = datetime(2026, 11, 1)

#: Interest by month: summer and Christmas are quiet, the trade fairs of April and October loud.
_MONTHS = (0.95, 1.10, 1.15, 1.30, 1.00, 0.95, 0.72, 0.58, 1.15, 1.32, 1.10, 0.52)
_WEEKDAYS = (1.10, 1.20, 1.15, 1.10, 0.85, 0.22, 0.28)
_GROWTH_PER_YEAR = 0.22

#: Days on which nobody of the house works.
DAYS_OFF = frozenset(
    date.fromisoformat(day)
    for day in (
        "2024-12-24", "2024-12-25", "2024-12-26", "2024-12-31", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-01",
        "2025-05-29", "2025-06-09", "2025-06-19", "2025-10-03", "2025-12-24", "2025-12-25", "2025-12-26", "2025-12-31",
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-06-04",
    )
)  # fmt: skip

_OPENS, _CLOSES = 8.5, 17.5


def _intensity(day: date) -> float:
    years = (day - START.date()).days / 365.0
    holiday = 0.3 if day in DAYS_OFF else 1.0
    return _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()] * (1 + _GROWTH_PER_YEAR * years) * holiday


_CALENDAR = [START.date() + timedelta(days=n) for n in range((END - START).days)]
_RUNNING: list[float] = []
for _day in _CALENDAR:
    _RUNNING.append((_RUNNING[-1] if _RUNNING else 0.0) + _intensity(_day))


def arrival(dice: Dice) -> datetime:
    """A day of the two years, drawn by season, at an hour when people read the web."""
    mark = dice.between(0, _RUNNING[-1])
    low, high = 0, len(_RUNNING) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if _RUNNING[middle] < mark else (low, middle)
    return at_web_hours(_CALENDAR[low], dice)


def at_web_hours(day: date, dice: Dice) -> datetime:
    hour = dice.between(8.0, 18.0) if dice.chance(0.82) else dice.between(6.0, 23.4)
    return _on(day, hour, dice.whole(0, 59))


def _on(day: date, hour: float, second: int) -> datetime:
    midnight = datetime(day.year, day.month, day.day)
    return midnight + timedelta(minutes=int(hour * 60), seconds=second)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF


def working_instant(start: datetime, hours: float, dice: Dice) -> datetime:
    """The instant `hours` of office time after `start`; what arrives at night is begun in the morning."""
    day, left = start.date(), hours
    hour = start.hour + start.minute / 60 + start.second / 3600
    while True:
        if is_working_day(day):
            begin = max(hour, _OPENS)
            if begin + left <= _CLOSES:
                found = _on(day, begin + left, dice.whole(0, 59))
                return found if found > start else start + timedelta(minutes=1)
            left -= max(0.0, _CLOSES - begin)
        day, hour = day + timedelta(days=1), 0.0


def in_days(start: datetime, days: float, dice: Dice) -> datetime:
    """Some office hour about `days` calendar days after `start`."""
    day = (start + timedelta(days=max(days, 0.0))).date()
    while not is_working_day(day):
        day += timedelta(days=1)
    found = _on(day, dice.between(_OPENS, _CLOSES), dice.whole(0, 59))
    return found if found > start else working_instant(start, dice.between(0.3, 2.0), dice)
