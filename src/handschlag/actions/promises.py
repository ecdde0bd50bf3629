"""What both sides promised each other, and how it was kept, period by period, with equal weight."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.actions.deadlines import clock_names, kept_in
from handschlag.actions.houses import House
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.promise_counts import NOT_KNOWN, Counts, Measured
from handschlag.actions.reach import known_until
from handschlag.actions.tables import tables
from handschlag.agreement.document.promises import said
from handschlag.agreement.document.voice import Voice
from handschlag.funnel.periods import day_start
from handschlag.handover.promise_periods import grid_of, last_periods
from handschlag.handover.promise_terms import SIDES, Promised

Row = dict[str, Any]


@needs("see_figures")
def promises(house: House, *, now: datetime, as_of: datetime | None = None) -> Row:
    """Every promise of each side with its last four periods, the running one last, and how each clock was kept in the
    running quarter.

    A period's `value` is an amount, or a share of `of`; None where there is nothing to count, or (`known` is false)
    where no source tells of it. `until` is the newest instant that any source told of. `kept` compares the value with
    what was promised; an amount in the running period with `so_far`, what was promised for the part of it that has
    passed.
    """
    at = as_of or now
    asked = tables(house, now=now, as_of=as_of)
    counts = Counts(house, asked, micros(at))
    until = known_until(asked, at)
    today = at.astimezone(ZoneInfo(house.time_zone)).date()
    voices = {language: Voice(house.agreement, language) for language in ("de", "en")}
    start, end = last_periods("quarter", today)[-1]
    begin, closing = _instants(house, start, end)
    labels = clock_names(house)
    clocks = kept_in(house, asked, micros(at), begin, closing)
    return {
        "as_of": at, "until": until, "agreement": house.agreement_label, "trial": house.trial,
        "sides": [
            {"side": side, "promises": [_promise(house, counts, voices, today, until, *one) for one in agreed.items()]}
            for side in SIDES
            if (agreed := getattr(house.agreement.promises, side)) or side != "sdr"
        ],
        "quarter": {"from": start, "clocks": [one | {"name": labels[one["clock"]]} for one in clocks]},
    }  # fmt: skip


def _promise(
    house: House,
    counts: Counts,
    voices: Mapping[str, Voice],
    today: date,
    known: datetime | None,
    key: str,
    promised: Promised,
) -> Row:
    grid = grid_of(promised)
    periods = []
    for start, end in last_periods(grid, today):
        begin, until = _instants(house, start, end)
        running, reached = start <= today < end, 0 if known is None else micros(known)
        found = counts.measure(key, promised, begin, until, running=running) if reached >= begin else NOT_KNOWN
        passed = Decimal(max(min(reached, until), begin) - begin) / (until - begin)
        periods.append(_period(start, end, found, promised, passed if running else None))
    return {
        "key": key, "said": {language: str(said(voice, key, promised).text) for language, voice in voices.items()},
        "promised": promised.share if promised.share is not None else promised.rate and promised.rate.count,
        "unit": "count" if promised.rate is not None else "share", "grid": grid, "periods": periods,
    }  # fmt: skip


def _period(start: date, end: date, found: Measured, promised: Promised, passed: Decimal | None) -> Row:
    """`passed` is the part of the running period that is over; None of one that has ended."""
    so_far = None
    if promised.rate is not None:
        so_far = promised.rate.count * (Decimal(1) if passed is None else passed)
    wanted = promised.share if promised.share is not None else so_far
    return {
        "from": start, "before": end, "running": passed is not None, "value": found.value, "of": found.of,
        "known": found.known, "so_far": None if so_far is None else round(so_far, 1),
        "kept": None if found.value is None or wanted is None else found.value >= wanted,
    }  # fmt: skip


def _instants(house: House, start: date, end: date) -> tuple[int, int]:
    return day_start(start, house.time_zone), day_start(end, house.time_zone)
