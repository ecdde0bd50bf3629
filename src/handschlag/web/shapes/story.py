"""One person's timeline: facts of both sides and the stages they led to, newest first, month by month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.web import formats, words
from handschlag.web.shapes.stages import Stage
from handschlag.web.words import said

#: At one instant a fact comes before the stage it leads to, and that before the pass it closes.
FACT, ENTRY, CLOSE = range(3)

#: So many moments are shown unless all are asked for.
MANY = 300

#: Kinds whose details are whole records.
PROFILES = ("person", "company")


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: a fact, an entry to a stage, or the end of a pass."""

    instant: datetime
    rank: int
    by_day: bool  # the source knows the day only
    title: str
    side: str = "none"
    basis: str = ""  # of an entry
    counts: bool = True  # an entry that does not count is the other opinion
    note: str = ""
    details: Sequence[tuple[str, str]] = ()
    folded: bool = False  # long details, shown on demand
    fact: Any = None
    source: Mapping[str, Any] | None = None
    person: str | None = None  # whose it is, where a story has several persons
    name: str = ""
    mine: bool = False  # the reader may take it back

    @property
    def what(self) -> str:
        return ("fact", "entry", "close")[self.rank]


@dataclass(frozen=True)
class Month:
    first: date
    moments: list[Moment]


@dataclass(frozen=True)
class Story:
    months: list[Month]
    left_out: int


def story_of(
    lead: Mapping[str, Any], labels: Mapping[str, str], zone: str, *, side: str = "", every: bool = False
) -> Story:
    """The moments of all sides, or of one; stages are nobody's and always shown."""
    moments = [*_facts(lead), *_entries(lead, labels), *_closes(lead)]
    kept = [moment for moment in moments if not side or moment.rank != FACT or moment.side == side]
    kept.sort(key=lambda moment: (moment.instant, moment.rank), reverse=True)
    shown = kept if every else kept[:MANY]
    return Story(by_month(shown, zone), len(kept) - len(shown))


def by_month(moments: Sequence[Moment], zone: str) -> list[Month]:
    """Moments in order, those of one month (of the house) together."""

    def month(moment: Moment) -> date:
        return moment.instant.astimezone(ZoneInfo(zone)).date().replace(day=1)

    return [Month(first, list(group)) for first, group in groupby(moments, key=month)]


def _facts(lead: Mapping[str, Any]) -> Iterator[Moment]:
    for fact in lead["timeline"]:
        yield fact_of(fact, person=str(lead["person"]))


def fact_of(fact: Mapping[str, Any], **whose: Any) -> Moment:
    """The moment of one fact."""
    return Moment(
        fact["occurred_at"],
        FACT,
        fact["precision"] == "day",
        said(fact["title"]),
        side=fact["side"] or "none",
        details=_details(fact),
        folded=fact["kind"] in PROFILES,
        fact=fact["fact"],
        source=fact["source"],
        mine=fact.get("mine", False),
        **whose,
    )


def entry_of(entry: Mapping[str, Any], at: datetime, labels: Mapping[str, str], **whose: Any) -> Moment:
    """The moment at which a stage was entered."""
    return Moment(
        at,
        ENTRY,
        entry["precision"] == "day",
        labels.get(entry["stage"], entry["stage"]),
        basis=entry["basis"],
        counts=entry["counts"],
        fact=entry["fact"],
        **whose,
    )


def close_of(outcome: str, reason: Mapping[str, str] | None, at: datetime, **whose: Any) -> Moment:
    """The moment at which a pass ended, and what the agreement calls the reason."""
    return Moment(at, CLOSE, False, words.word("outcomes", outcome), note=said(reason or ""), **whose)


def _details(fact: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who did it, what it is worth, and every mapped field."""
    details = {"actor": fact["actor"], **fact["details"]}
    if fact["amount"] is not None and fact["currency"]:
        details["amount"] = formats.money(fact["amount"], fact["currency"])
    return words.by_importance(details)


def _entries(lead: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[Moment]:
    for one in lead["passes"]:
        for entry in one["entries"]:
            yield entry_of(entry, entry["entered_at"], labels)


def _closes(lead: Mapping[str, Any]) -> Iterator[Moment]:
    """A win is an entry already; the other ends are not."""
    for one in lead["passes"]:
        if one["closed_at"] and one["outcome"] not in ("open", "won"):
            yield close_of(one["outcome"], one["reason_name"], one["closed_at"])


def tracks_of(lead: Mapping[str, Any], stages: Sequence[Stage]) -> list[dict[str, Any]]:
    """Each pass with all stages of the agreement: when it entered each, and where it stands."""
    return [{**one, "track": _track(one, stages)} for one in lead["passes"]]


def _track(one: Mapping[str, Any], stages: Sequence[Stage]) -> list[dict[str, Any]]:
    entered = {entry["stage"]: entry for entry in one["entries"] if entry["counts"]}
    here = next((move["stage"] for move in one["moves"] if move["to_at"] is None), None)
    return [
        {
            "key": stage.key,
            "label": stage.label,
            "side": stage.side,
            "here": stage.key == here,
            "entered_at": entered[stage.key]["entered_at"] if stage.key in entered else None,
            "basis": entered[stage.key]["basis"] if stage.key in entered else "",
        }
        for stage in stages
    ]
