"""The back-test once more, in plain Python over the naive fold's tables of the two agreements."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
DAY = 86_400_000_000
KINDS_READ = ("person", "company", "consent", "criterion_answer", "touch", "attempt", "stage_reported")
HANDOVERS = ("handover_offered", "handover_accepted", "handover_returned")


class PlainLane:
    """One agreement's tables; `rules` and `ready` as the agreement has them."""

    def __init__(self, tables: dict[str, list[Row]], rules: list[str], ready: str | None, facts: list[Row], as_of: int):
        self.rules, self.as_of = rules, as_of
        self.passes = {row["pass_id"]: row for row in tables["passes"]}
        self.deals = {row["opportunity"]: row for row in tables["opportunities"] if row["created_at"] <= as_of}
        self.entered = {
            (row["pass_id"], row["stage"]): row["entered_at"]
            for row in tables["entries"]
            if row["counts"] and row["basis"] == "derived" and row["stage"] in rules and row["entered_at"] <= as_of
            and self.passes[row["pass_id"]]["kind"] == "new"
        }  # fmt: skip
        self.ready = {a_pass: at for (a_pass, stage), at in self.entered.items() if stage == ready}
        self.given = {
            self._pass_at(fact) for fact in facts if fact["kind"] in HANDOVERS and fact["occurred_at"] <= as_of
        }

    def _pass_at(self, fact: Row) -> str | None:
        """The pass somebody's hand-over belongs to: the open one opened last, else the one opened last."""
        at = fact["occurred_at"]
        theirs = [p for p in self.passes.values() if p["person"] == fact["person"] and p["opened_at"] <= at]

        def place(p: Row) -> tuple[Any, ...]:
            closed = p["closed_at"]
            is_open = closed is None or closed > at or (closed == at and p["outcome"] != "inactive")
            return (is_open, p["opened_at"], p["pass_id"])

        return max(theirs, key=place)["pass_id"] if theirs else None

    def deal_of(self, a_pass: str) -> Row | None:
        return next((deal for deal in self.deals.values() if deal["pass_id"] == a_pass), None)

    def won(self, deal: Row) -> bool:
        return deal["outcome"] == "won" and deal["closed_at"] <= self.as_of

    def reached(self, a_pass: str, outcome: str) -> int | None:
        """When a ripe lead got there: with a deal that began later than it was ripe."""
        deal = self.deal_of(a_pass)
        if deal is None or deal["created_at"] < self.ready[a_pass]:
            return None
        if outcome == "opportunity":
            return int(deal["created_at"])
        return int(deal["closed_at"]) if self.won(deal) else None


def month(at: int, zone: str) -> str:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m")


def months(today: PlainLane, candidate: PlainLane, zone: str) -> set[tuple[str, str, int | None, int | None]]:
    counts = [
        Counter((month(at, zone), stage) for (_, stage), at in lane.entered.items()) for lane in (today, candidate)
    ]
    return {
        (
            *key,
            *(
                count[key] if key[1] in lane.rules else None
                for count, lane in zip(counts, (today, candidate), strict=True)
            ),
        )
        for key in {*counts[0], *counts[1]}
    }


def stages(today: PlainLane, candidate: PlainLane) -> list[tuple[Any, ...]]:
    """(stage, today, candidate, same, earlier, later, lost, gained, median microseconds sooner)"""
    found = []
    for stage in dict.fromkeys([*today.rules, *candidate.rules]):
        a, b = ({p: at for (p, key), at in lane.entered.items() if key == stage} for lane in (today, candidate))
        both = [(a[p], b[p]) for p in a if p in b]
        sooner = [x - y for x, y in both if x != y]
        change = (
            sum(x == y for x, y in both), sum(y < x for x, y in both), sum(y > x for x, y in both),
            len(a) - len(both), len(b) - len(both),
        )  # fmt: skip
        in_both = stage in today.rules and stage in candidate.rules
        found.append((
            stage, len(a) if stage in today.rules else None, len(b) if stage in candidate.rules else None,
            *(change if in_both else (None,) * 5), int(median(sooner)) if sooner else None,
        ))  # fmt: skip
    return found


def wins(today: PlainLane, candidate: PlainLane) -> dict[str, str]:
    found = {}
    for key, deal in today.deals.items():
        if not today.won(deal) or today.passes[deal["pass_id"]]["kind"] != "new":
            continue
        other = candidate.deals.get(key)
        a = before(today.ready.get(deal["pass_id"]), deal["created_at"])
        b = before(candidate.ready.get(other["pass_id"]) if other else None, deal["created_at"])
        if a is None:
            found[key] = "neither" if b is None else "gained"
        elif b is None:
            found[key] = "lost"
        else:
            found[key] = "same" if a == b else "earlier" if b < a else "later"
    return found


def before(at: int | None, limit: int) -> int | None:
    return at if at is not None and at <= limit else None


def quality(today: PlainLane, candidate: PlainLane, outcome: str, zone: str) -> list[Row]:
    ripe = mature(today, candidate, outcome, zone)
    found = []
    for lane in (today, candidate):
        judged = [p for p, at in lane.ready.items() if ripe[month(at, zone)]]
        sent = [p for p in judged if p in lane.given or lane.deal_of(p) is not None]
        deals = [d for d in lane.deals.values() if lane.passes[d["pass_id"]]["kind"] == "new"]
        deals = [d for d in deals if outcome == "opportunity" or lane.won(d)]
        found.append({
            "ready": len(judged), "sent": len(sent), "unsent": len(judged) - len(sent),
            "reached": sum(lane.reached(p, outcome) is not None for p in sent),
            "immature": len(lane.ready) - len(judged), "outcomes": len(deals),
            "foreseen": sum(before(lane.ready.get(d["pass_id"]), d["created_at"]) is not None for d in deals),
        })  # fmt: skip
    return found


def mature(today: PlainLane, candidate: PlainLane, outcome: str, zone: str) -> dict[str, bool]:
    """A month is judged once its last entry is as far back as 90 % of the conversions of earlier judged months took."""
    last: dict[str, int] = {}
    for lane in (today, candidate):
        for at in lane.ready.values():
            last[month(at, zone)] = max(at, last.get(month(at, zone), at))
    lags: dict[str, list[int]] = {}
    for a_pass, at in today.ready.items():
        reached = today.reached(a_pass, outcome)
        if reached is not None:
            lags.setdefault(month(at, zone), []).append((reached - at) // DAY)
    wait = ninety([lag for some in lags.values() for lag in some])
    seen: list[int] = []
    found = {}
    for key in sorted(last):
        found[key] = wait is not None and today.as_of >= last[key] + wait * DAY
        if found[key] and key in lags:
            seen += lags[key]
            wait = ninety(seen)
    return found


def ninety(lags: list[int]) -> int | None:
    days = sorted(lags)
    return next((day + 1 for place, day in enumerate(days, 1) if 10 * place >= 9 * len(days)), None)
