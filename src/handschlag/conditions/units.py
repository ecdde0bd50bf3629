"""The visible table of the units of time."""

from dataclasses import dataclass
from enum import StrEnum

_SECOND = 1_000_000


class UnitKind(StrEnum):
    """What a unit of time is measured by."""

    ELAPSED = "elapsed"  # the clock on the wall: always the same length
    CALENDAR = "calendar"  # the calendar: months and years differ in length
    BUSINESS = "business"  # the hours and days somebody works


@dataclass(frozen=True)
class Unit:
    """A unit of time. `microseconds` only where its length is always the same; `de`: one, several, after `nach`."""

    key: str
    kind: UnitKind
    microseconds: int | None
    de: tuple[str, str, str]
    en: tuple[str, str]


def _unit(key: str, kind: UnitKind, de: tuple[str, str, str], seconds: int | None = None) -> Unit:
    english = f"calendar {key}" if kind is UnitKind.CALENDAR else key
    return Unit(key, kind, None if seconds is None else seconds * _SECOND, de, (english, f"{english}s"))


UNITS: dict[str, Unit] = {
    unit.key: unit
    for unit in (
        _unit("minute", UnitKind.ELAPSED, ("Minute", "Minuten", "Minuten"), 60),
        _unit("hour", UnitKind.ELAPSED, ("Stunde", "Stunden", "Stunden"), 3_600),
        _unit("day", UnitKind.ELAPSED, ("Tag", "Tage", "Tagen"), 86_400),
        _unit("week", UnitKind.ELAPSED, ("Woche", "Wochen", "Wochen"), 604_800),
        _unit("month", UnitKind.CALENDAR, ("Kalendermonat", "Kalendermonate", "Kalendermonaten")),
        _unit("quarter", UnitKind.CALENDAR, ("Kalenderquartal", "Kalenderquartale", "Kalenderquartalen")),
        _unit("year", UnitKind.CALENDAR, ("Kalenderjahr", "Kalenderjahre", "Kalenderjahren")),
        _unit("business minute", UnitKind.BUSINESS, ("Arbeitsminute", "Arbeitsminuten", "Arbeitsminuten")),
        _unit("business hour", UnitKind.BUSINESS, ("Arbeitsstunde", "Arbeitsstunden", "Arbeitsstunden")),
        _unit("business day", UnitKind.BUSINESS, ("Arbeitstag", "Arbeitstage", "Arbeitstagen")),
    )
}

#: The periods something can be agreed for: German, English.
PERIODS: dict[str, tuple[str, str]] = {
    "day": ("pro Tag", "per day"),
    "week": ("pro Woche", "per week"),
    "month": ("pro Monat", "per month"),
    "quarter": ("pro Quartal", "per quarter"),
    "year": ("pro Jahr", "per year"),
}

#: What a time can pass without: German, English.
WITHOUT: dict[str, tuple[str, str]] = {"touch": ("ohne Kontaktpunkt", "without a touchpoint")}
