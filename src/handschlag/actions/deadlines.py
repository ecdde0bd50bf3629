"""The clocks that run now, and whether both sides kept the deadlines they agreed on."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.actions.exchanges import names
from handschlag.actions.houses import House
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.tables import Tables, tables
from handschlag.actions.wording import names_of
from handschlag.calendars.working_time import WorkingTime
from handschlag.errors import InputProblems, Problem
from handschlag.files import did_you_mean
from handschlag.funnel.periods import day_start
from handschlag.handover.clock_states import runs_sql, state_sql
from handschlag.handover.promise_terms import SIDES

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PER_PAGE = 50
_ATTEMPTS = ("attempt", "first_attempt", "attempts")
Row = dict[str, Any]


@needs("see_people")
def running_clocks(
    house: House,
    *,
    now: datetime,
    show: str = "",
    clock: str | None = None,
    page: int = 1,
    as_of: datetime | None = None,
) -> Row:
    """The clocks that run at `as_of` (default: now), what fell due first above; `show` is `open` (not due yet),
    `missed` (past due), or empty for both.

    `left` is the working time until a clock is due in microseconds (elapsed time, where it runs in no calendar), below
    zero once it is missed; None if it is never due.
    """
    _known(house, clock)
    at = micros(as_of or now)
    asked = tables(house, now=now, as_of=as_of)
    which = "($clock is null or c.clock = $clock)"
    counts = dict.fromkeys(("open", "missed"), 0) | dict(
        asked.run(
            f"select {state_sql('$at', 'c')}, count(*) from clocks c"
            f" where {runs_sql('$at', 'c')} and {which} group by 1",
            {"at": at, "clock": clock},
        )
    )
    count = counts[show] if show else sum(counts.values())
    pages = max(1, -(-count // _PER_PAGE))
    page = min(max(page, 1), pages)
    rows = _running(
        house, asked, at, f"{which} and ($show = '' or {state_sql('$at', 'c')} = $show)",
        {"clock": clock, "show": show}, offset=(page - 1) * _PER_PAGE,
    )  # fmt: skip
    return {
        "as_of": as_of or now, "counts": counts, "show": show, "clock": clock, "page": page, "pages": pages,
        "count": count, "rows": rows,
    }  # fmt: skip


def clocks_of_pass(house: House, asked: Tables, pass_id: str, now: datetime) -> list[Row]:
    """The clocks that run in one pass, as `running_clocks` has them."""
    return _running(house, asked, micros(now), "c.pass_id = $pass::uuid", {"pass": pass_id})


def _running(
    house: House, asked: Tables, at: int, which: str, params: Mapping[str, object], *, offset: int = 0
) -> list[Row]:
    columns = ("pass_id", "person", "name", "company", "clock", "since", "event", "queue", "due_at", "attempts",
               "holder", "judged", "state")  # fmt: skip
    rows = asked.run(
        "select c.pass_id::varchar, p.person::varchar, coalesce(n.name, n.email), n.company_name, c.clock,"
        f" c.started_at, c.event, c.queue, c.due_at, c.attempts, c.holder, c.judged, {state_sql('$at', 'c')}"
        " from clocks c join passes p using (pass_id) left join people n on n.person = p.person"
        f" where {runs_sql('$at', 'c')} and {which} order by c.due_at nulls last, c.started_at, c.pass_id, c.clock"
        f" limit {_PER_PAGE} offset {offset}",
        {"at": at, **params},
    )
    labels, called = clock_names(house), names()
    found = []
    for values in rows:
        row = dict(zip(columns, values, strict=True))
        working = working_time(house, row["clock"], row["queue"])
        found.append(
            {**row, "clock_name": labels[row["clock"]], "since": _instant(row["since"]),
             "due_at": _instant(row["due_at"]), "left": time_left(at, row["due_at"], working),
             "holder": called.get(row["holder"] or "", row["holder"])}
        )  # fmt: skip
    return found


@needs("see_figures")
def sla(
    house: House, *, now: datetime, start: date | None = None, end: date | None = None, as_of: datetime | None = None
) -> Row:
    """Each clock of the agreement: how many fell due in the window, and how many of these were met.

    The window goes from the day `start` to before the day `end` in the house's time zone; by default it is the last
    ninety days. `met`, `missed` and `share` are None where nothing that could stop the clock is known from any source.
    `late` of the missed were stopped afterwards. `open` and `cancelled` started in the window and are in neither.
    Medians are those of all that were met or missed, those that never stopped taken as longer than any; in seconds.
    """
    at = micros(as_of or now)
    today = (as_of or now).astimezone(ZoneInfo(house.time_zone)).date()
    first, last = start or today - timedelta(days=90), end or today + timedelta(days=1)
    begin, until = (day_start(day, house.time_zone) for day in (first, last))
    asked = tables(house, now=now, as_of=as_of)
    labels = clock_names(house)
    return {
        "from": first, "to": last - timedelta(days=1), "as_of": as_of or now,
        "agreement": house.agreement_label, "trial": house.trial,
        "clocks": [one | {"name": labels[one["clock"]]} for one in kept_in(house, asked, at, begin, until)],
    }  # fmt: skip


def kept_in(house: House, asked: Tables, at: int, begin: int, until: int) -> list[Row]:
    """Each clock of the agreement with what fell due from `begin` to before `until`, as it is known `at`."""
    rows = asked.run(
        "select clock, queue, started_at, due_at, stopped_at, state from ("
        f" select clocks.*, {state_sql('$at')} as state from clocks where judged and started_at <= $at)"
        " where case when state in ('met', 'missed') then due_at >= $begin and due_at < $until"
        " else started_at >= $begin and started_at < $until end",
        {"at": at, "begin": begin, "until": until},
    )
    by_clock: dict[str, list[Row]] = {key: [] for key in house.agreement.handover.clocks}
    for values in rows:
        by_clock[values[0]].append(dict(zip(("clock", "queue", "since", "due", "stop", "state"), values, strict=True)))
    return [_judged(house, asked, key, found, at) for key, found in by_clock.items()]


def _judged(house: House, asked: Tables, key: str, rows: list[Row], at: int) -> Row:
    states = {state: [row for row in rows if row["state"] == state] for state in ("met", "missed", "open", "cancelled")}
    counted = states["met"] + states["missed"]
    met, due = len(states["met"]), len(counted)
    promised = [
        (side, promise.share)
        for side in SIDES
        for name, promise in getattr(house.agreement.promises, side).items()
        if name == f"{key}_met"
    ]
    side, share = promised[0] if promised else (None, None)
    known = _is_known(house, asked, key)
    lasted = [(row, row["stop"] if row["stop"] is not None and row["stop"] <= at else None) for row in counted]
    return {
        "clock": key, "due": due, "known": known, "met": met if known else None,
        "missed": due - met if known else None,
        "late": sum(stop is not None for row, stop in lasted if row["state"] == "missed") if known else None,
        "open": len(states["open"]), "cancelled": len(states["cancelled"]),
        "share": round(Decimal(met) / due, 4) if known and due else None,
        "side": side, "promised": share,
        "kept": None if share is None or not known or not due else Decimal(met) / due >= share,
        "median_seconds": _median(None if stop is None else stop - row["since"] for row, stop in lasted),
        "median_working_seconds": _median(
            None if stop is None else time_left(row["since"], stop, working_time(house, key, row["queue"]))
            for row, stop in lasted
        ),
    }  # fmt: skip


def _is_known(house: House, asked: Tables, key: str) -> bool:
    """A source has told of attempts, if the clock waits for nothing else: without any, nobody missed anything."""
    clock = house.agreement.handover.clocks[key]
    stops = clock.stops.events if clock.stops is not None else ()
    if not all(event in _ATTEMPTS for event in stops):
        return True
    sales = any(event.startswith("handover.") for event in clock.starts.events)
    whose = " and coalesce(side, '') not in ('marketing', 'sdr')" if sales else ""
    return bool(asked.run(f"select 1 from deliveries where kind = 'attempt'{whose} limit 1"))


def _median(values: Iterable[int | None]) -> int | None:
    """In whole seconds; None if there are no values, or the middle one is longer than any."""
    never = float("inf")
    found = [never if value is None else value / 1_000_000 for value in values]
    middle = median(found) if found else never
    return None if middle == never else round(middle)


def clock_names(house: House) -> dict[str, dict[str, str]]:
    """What people call each clock."""
    return names_of(house.agreement.handover.clocks)


def working_time(house: House, clock: str, queue: str | None) -> WorkingTime | None:
    """The calendar in which a clock counts business time; None if it counts other time."""
    terms = next(each for each in house.terms.clocks if each.key == clock)
    return house.terms.working_time(terms, queue) if terms.in_working_time else None


def time_left(at: int, due: int | None, working: WorkingTime | None) -> int | None:
    """Working time from an instant to another in microseconds, negative if that lies before it."""
    if due is None:
        return None
    if working is None:
        return due - at
    return working.between(at, due) if due >= at else -working.between(due, at)


def _known(house: House, clock: str | None) -> None:
    agreed = house.agreement.handover.clocks
    if clock is not None and clock not in agreed:
        hint = did_you_mean(clock, agreed) or f"agreed are {', '.join(agreed) or '–'}"
        raise InputProblems(Problem(message=f"no clock `{clock}` is agreed", hint=hint))


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)
