"""The funnel's figures a second time: plain loops, fractions and datetimes, written apart from the product."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.funnel.worlds import DAY, STAGES, ZONE, Tables

Row = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def local(micros: int) -> datetime:
    return (EPOCH + timedelta(microseconds=micros)).astimezone(ZoneInfo(ZONE))


def month(micros: int) -> str:
    return f"{local(micros):%Y-%m}"


def midnight(day: date) -> int:
    return (datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(ZONE)) - EPOCH) // timedelta(microseconds=1)


def text(value: Fraction | None, places: int) -> str | None:
    """A fraction as the product writes it: rounded half to even, no trailing zeros."""
    if value is None:
        return None
    rounded = Decimal(round(value * 10**places)).scaleb(-places)
    return f"{rounded.normalize():f}"


def quantile(values: Iterable[int], share: Fraction) -> Fraction | None:
    """Between the two neighbouring observations, linearly (the default of numpy and of DuckDB's quantile_cont)."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


class Oracle:
    """All figures of one question, one loop each."""

    def __init__(
        self, tables: Tables, as_of: int, *, start: date | None = None, end: date | None = None, by: str | None = None,
        cohort: str | None = None, kind: str | None = "new", path: str | None = None, unit: str = "pass",
    ) -> None:  # fmt: skip
        self.as_of, self.by, self.cohort, self.unit = as_of, by, "month" if by == "cohort" else cohort, unit
        self.start = None if start is None else midnight(start)
        self.end = None if end is None else midnight(end)
        kind = None if by == "kind" else kind
        self.passes = {
            p["pass_id"]: p
            for p in tables["passes"]
            if (kind is None or p["kind"] == kind) and (path is None or p["path"] == path)
        }
        self.entries = {
            (e["pass_id"], e["stage_no"]): e
            for e in tables["entries"]
            if e["counts"] and e["entered_at"] <= as_of and e["pass_id"] in self.passes
        }
        self.moves = [m for m in tables["moves"] if m["pass_id"] in self.passes]
        self.all_deals = tables["opportunities"]
        self.deals = [o for o in tables["opportunities"] if o["pass_id"] in self.passes and o["created_at"] <= as_of]

    def inside(self, moment: int | None) -> bool:
        if moment is None or moment > self.as_of:
            return False
        return (self.start is None or moment >= self.start) and (self.end is None or moment < self.end)

    def group(self, pass_id: Any, moment: int) -> str | None:
        one = self.passes[pass_id]
        if self.by is None:
            return None
        if self.by == "cohort":
            return month(moment)
        if self.by in ("path", "kind"):
            return str(one[self.by])
        value = one.get(f"dim_{self.by}")
        return "(missing)" if value is None else str(value)

    def cell(self, pass_id: Any, moment: int) -> tuple[str | None, str | None]:
        """(cohort, group) of something that happened to a pass."""
        return (month(moment) if self.cohort else None), self.group(pass_id, moment)

    def units(self, pass_ids: Iterable[Any]) -> int:
        if self.unit == "pass":
            return len(list(pass_ids))
        return len({self.passes[p].get(self.unit) for p in pass_ids} - {None})

    def entered(self, stage: int, cohort: str | None, group: str | None, basis: str | None = None) -> list[Any]:
        return [
            pass_id
            for (pass_id, no), e in self.entries.items()
            if no == stage and self.inside(e["entered_at"]) and self.cell(pass_id, e["entered_at"]) == (cohort, group)
            and (basis is None or e["basis"] == basis)
        ]  # fmt: skip

    def cells(self) -> list[tuple[str | None, str | None]]:
        return sorted(
            {self.cell(p, e["entered_at"]) for (p, _), e in self.entries.items() if self.inside(e["entered_at"])},
            key=str,
        )

    def reached(self, first: int, second: int, cohort: str | None, group: str | None) -> list[Any]:
        return [pass_id for pass_id in self.entered(first, cohort, group) if (pass_id, second) in self.entries]

    def lag(self, pass_id: Any, first: int, second: int) -> int:
        """Elapsed microseconds; a date without time is never before something of the same day."""
        a, b = self.entries[pass_id, first], self.entries[pass_id, second]
        lag: int = b["entered_at"] - a["entered_at"]
        if "day" in (a["precision"], b["precision"]) and local(a["entered_at"]).date() == local(b["entered_at"]).date():
            return max(lag, 0)
        return lag

    def timed(self, first: int, second: int, cohort: str | None, group: str | None) -> list[Any]:
        return [
            pass_id
            for pass_id in self.reached(first, second, cohort, group)
            if self.lag(pass_id, first, second) >= 0
            and "implied" not in (self.entries[pass_id, first]["basis"], self.entries[pass_id, second]["basis"])
        ]

    def days(self, pass_id: Any, first: int, second: int) -> int:
        a, b = (local(self.entries[pass_id, no]["entered_at"]).date() for no in (first, second))
        return (b - a).days

    def closed(self, deal: Row) -> bool:
        return deal["closed_at"] is not None and deal["closed_at"] <= self.as_of

    def ended(self, outcome: str, group: str | None) -> list[Row]:
        return [
            o
            for o in self.deals
            if self.closed(o) and o["outcome"] == outcome and self.inside(o["closed_at"])
            and self.group(o["pass_id"], o["closed_at"]) == group
        ]  # fmt: skip

    def still_open(self, group: str | None) -> list[Row]:
        last = self.as_of if self.end is None else min(self.end - 1, self.as_of)
        return [
            o
            for o in self.deals
            if o["created_at"] <= last and (o["closed_at"] is None or o["closed_at"] > last)
            and self.group(o["pass_id"], o["created_at"]) == group
        ]  # fmt: skip

    def standing(self, stage: str, group: str | None, moment: int) -> int:
        """How many stays in the stage hold just before an instant."""
        return sum(
            m["from_at"] < moment and (m["to_at"] is None or m["to_at"] >= moment)
            for m in self.moves
            if m["stage"] == stage and self.group(m["pass_id"], m["from_at"]) == group
        )


def plain(first: int, second: int) -> tuple[str, str]:
    return STAGES[first].key, STAGES[second].key


def pairs() -> list[tuple[int, int]]:
    return [(a, b) for a in range(len(STAGES)) for b in range(a + 1, len(STAGES))]


def in_days(micros: Fraction | None) -> Fraction | None:
    return None if micros is None else micros / DAY
