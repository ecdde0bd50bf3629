"""What a role sees first: the figures both sides share, the pace towards the goal, and what waits for somebody."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.access.naming import same
from handschlag.access.roles import SIDES
from handschlag.actions.funnels import funnel
from handschlag.actions.houses import House
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.reach import known_until
from handschlag.actions.tables import tables
from handschlag.actions.today_lists import LISTS, Asked
from handschlag.actions.wording import stage_list
from handschlag.planning.pace import planned_share

Row = dict[str, Any]

#: Whose page it is: the side a role works for; the others see both sides from above.
MANAGEMENT = "management"
VIEWS = ("marketing", "sdr", "sales", MANAGEMENT)

#: What each sees of what waits.
SHOWN = {
    "marketing": ("returned",),
    "sdr": ("to_reach",),
    "sales": ("unanswered", "follow_ups"),
    MANAGEMENT: ("closed",),
}

#: Of so many stages before and with the win the entries are shared figures; the fifth is what the wins are worth.
_STAGES = 4


@needs("see_figures")
def today_view(house: House) -> str:
    """The view of one's role."""
    return SIDES.get(house.by.role, MANAGEMENT)


@needs("see_figures")
def today(house: House, *, now: datetime, as_of: datetime | None = None, view: str | None = None) -> Row:
    """The figures of the month, the pace of the year, and the lists of one view (by default that of one's role).

    `until` is the day up to which any source delivered something; figures of the month end there, since nothing is
    known after it. Whoever may not see persons gets the counts of the lists without their rows.
    """
    at = as_of or now
    asked = tables(house, now=now, as_of=as_of)
    until = known_until(asked, at)
    chosen = view if view in VIEWS else today_view(house)
    found: Row = {
        "as_of": at, "until": until, "view": chosen, "figures": [], "month": None, "goal": None, "lists": [],
        "waiting": [],
    }  # fmt: skip
    if until is None:
        return found
    day = until.astimezone(ZoneInfo(house.time_zone)).date()
    month, before = _month(day)
    lists = Asked(
        asked, house.terms, house.agreement, micros(at), micros(until), at.astimezone(ZoneInfo(house.time_zone)).date(),
        frozenset(same(name) for name in (*house.by.known_as, house.by.username)),
    )  # fmt: skip
    sees = house.by.may("see_people")
    shown = {key: LISTS[key](lists) for key in SHOWN[chosen]}
    others = [key for view_ in VIEWS for key in SHOWN[view_] if key not in shown and key != "closed"]
    return found | {
        "month": {"start": month[0], "last": month[1] - timedelta(days=1), "before": before[0]},
        "figures": _figures(house, month, before, at, now),
        "goal": _goal(house, day, at, now),
        "lists": [{"key": key, **(one if sees else one | {"rows": []})} for key, one in shown.items()],
        "waiting": [{"key": key, "count": LISTS[key](lists)["count"]} for key in others],
    }


Window = tuple[date, date]


def _month(day: date) -> tuple[Window, Window]:
    """The month of a day up to that day, and as many days of the month before; ends are days that do not belong."""
    first = day.replace(day=1)
    earlier = (first - timedelta(days=1)).replace(day=1)
    end = day + timedelta(days=1)
    return (first, end), (earlier, min(earlier + (end - first), first))


def _figures(house: House, month: Window, before: Window, at: datetime, now: datetime) -> list[Row]:
    """The shared figures of the month beside those of as many days before."""
    two = [_report(house, window, at, now, "new", ("entered", "average_deal")) for window in (month, before)]
    found: list[Row] = []
    for stage in stage_list(house.agreement)[-_STAGES:]:
        counts = [_entered(report, stage["key"]) for report in two]
        found.append({"stage": stage["key"], "label": stage["label"], "count": counts[0], "before": counts[1]})
    values = [_won(report["average_deal"], house.currency, "value") for report in two]
    return [*found, {"stage": None, "label": None, "count": values[0], "before": values[1]}]


def _report(
    house: House, window: Window, at: datetime, now: datetime, kind: str | None, parts: tuple[str, ...]
) -> Row:  # fmt: skip
    return funnel(house, as_of=at, now=now, start=window[0], end=window[1], kind=kind, parts=parts)


def _entered(report: Row, stage: str) -> int:
    return sum(int(row["count"]) for row in report["entered"] if row["stage"] == stage)


def _won(rows: list[Row], currency: str, key: str) -> int:
    values = [value for row in rows for value in row["values"] if value["currency"] == currency]
    return sum(int(value[key]) for value in values)


def _goal(house: House, day: date, at: datetime, now: datetime) -> Row | None:
    """Won value of the year beside the revenue goal and the part of it that is planned up to this day."""
    goal = house.agreement.goals.get(str(day.year))
    if goal is None:
        return None
    year = (date(day.year, 1, 1), day + timedelta(days=1))
    won = _won(_report(house, year, at, now, None, ("win_rate",))["win_rate"], house.currency, "won")
    total = int(goal.revenue * 100)
    planned = int((planned_share(day, goal.quarters) * Decimal(total)).to_integral_value())
    return {"year": day.year, "revenue": total, "won": won, "planned": planned, "ahead": won - planned}
