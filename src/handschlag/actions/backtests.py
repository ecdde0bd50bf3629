"""What a candidate agreement would have made of the house's history, before anybody signs it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from handschlag.actions.agreements import FILE
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.leads import moment
from handschlag.actions.permission import needs
from handschlag.actions.tables import Progress, Tables, tables_known_then
from handschlag.actions.wording import names_of, stage_list, texts
from handschlag.agreement import Agreement, Loaded, digest, loads
from handschlag.agreement.words import readable
from handschlag.conditions.events import STAGE_PREFIX
from handschlag.dashboard.backtest.lanes import CANDIDATE, TABLES, TODAY, Lane, prepare
from handschlag.dashboard.backtest.load import Work, load
from handschlag.dashboard.backtest.quality import quality
from handschlag.dashboard.backtest.stages import groups, months, stages
from handschlag.dashboard.backtest.wins import summary, wins
from handschlag.engines.duck import Connection, connect, quote
from handschlag.errors import InputProblems, Problem
from handschlag.fold.terms import FoldTerms
from handschlag.funnel.shapes import ask

Row = dict[str, Any]

#: Minutes in a working month of one person: more of them per lead is a slip of the hand.
MOST_MINUTES = 10_000


@needs("see_figures")
def backtest(
    house: House,
    *,
    candidate: bytes,
    file: str = FILE,
    now: datetime,
    minutes: int | None = None,
    progress: Progress | None = None,
) -> Row:
    """Replay history under the agreement in the text `candidate` and under the house's own, side by side.

    Both see what was known at each instant. `file` names the text in problems; `minutes` is how long somebody works
    on one lead of a queue. Whoever may not see persons gets the wins counted, without their rows.
    """
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        hint = f"a whole number from 1 to {MOST_MINUTES:,}"
        raise InputProblems(Problem(message=f"{minutes} minutes per lead cannot be", hint=hint))
    proposed = house.under(_agreement(loads(candidate, file), house))
    agreements = (house.agreement, proposed.agreement)
    lanes = (_lane(TODAY, house.terms), _lane(CANDIDATE, proposed.terms))
    both = [tables_known_then(one, now=now, progress=progress) for one in (house, proposed)]
    with outside(), _side_by_side(house, both) as con:

        def run(sql: str, params: Sequence[object]) -> list[tuple[Any, ...]]:
            return con.execute(sql, list(params)).fetchall()

        question = ask(run, stages=(), time_zone=house.time_zone, as_of=round(now.timestamp() * 1_000_000))
        prepare(run, lanes, question)
        passes = months(run, question, lanes)
        won = wins(run, question)
        found = {
            "stages": stages(run, lanes),
            "wins": {**summary(won), "rows": [_told(row) for row in won] if house.by.may("see_people") else []},
            "quality": quality(run, question, lanes),
            "load": [
                row for lane, one in zip(lanes, agreements, strict=True)
                for row in load(run, question, lane, _works(one, lane), minutes)
            ],
            "groups": [row for by in ("market", "persona") for row in groups(run, by)],
        }  # fmt: skip
    return {
        "as_of": now, "time_zone": house.time_zone, "currency": house.currency, "trial": house.trial,
        "today": _version(house, lanes[0]), "candidate": _version(proposed, lanes[1]),
        "decides_alike": house.terms.hash == proposed.terms.hash,
        "labels": _labels(*agreements), "passes": passes, "difference": found,
    }  # fmt: skip


def _agreement(loaded: Loaded, house: House) -> Agreement:
    """The candidate, if it can be compared with what the house has."""
    if loaded.agreement is None or loaded.problems:
        raise InputProblems(*loaded.problems)
    own = house.agreement
    different = [
        Problem(
            message=f"the candidate counts in {theirs}, the agreement of this house in {ours}",
            hint=f"figures of the two cannot stand side by side: keep `{key}: {ours}`",
        )
        for key, ours, theirs in (
            ("time_zone", own.time_zone, loaded.agreement.time_zone),
            ("currency", own.currency, loaded.agreement.currency),
        )
        if ours != theirs
    ]
    if different:
        raise InputProblems(*different)
    return loaded.agreement


def _lane(name: str, terms: FoldTerms) -> Lane:
    return Lane(name, tuple(stage.key for stage in terms.rules), terms.ready)


@contextmanager
def _side_by_side(house: House, both: Sequence[Tables]) -> Iterator[Connection]:
    """A connection that has the tables of both lanes, and today's also under their own names."""
    con = connect(house.derived / "spill")
    try:
        for lane, one in zip((TODAY, CANDIDATE), both, strict=True):
            for table in TABLES:
                source = f"read_parquet({quote(str(one.folder / f'{table}.parquet'))})"
                con.execute(f"create view {lane}_{table} as select * from {source}")
        for table in ("passes", "entries", "moves", "opportunities"):
            source = f"read_parquet({quote(str(both[0].folder / f'{table}.parquet'))})"
            con.execute(f"create view {table} as select * from {source}")
        yield con
    finally:
        con.close()


def _works(agreement: Agreement, lane: Lane) -> list[Work]:
    """The queues and clocks that a rule of this agreement feeds."""
    queues = [Work("queue", key, queue.takes) for key, queue in agreement.handover.queues.items()]
    works = [work for work in queues if work.stage in lane.rules]
    starts = {
        "handover.offered": [] if lane.ready is None else [lane.ready],
        "queue.entered": [work.stage for work in works if work.stage != lane.ready],
        **{f"{STAGE_PREFIX}{key}": [key] for key in lane.rules},
    }
    clocks = [
        Work("clock", key, stage)
        for key, clock in agreement.handover.clocks.items()
        for stage in dict.fromkeys(stage for event in clock.starts.events for stage in starts.get(event, []))
    ]
    return [*works, *clocks]


def _version(house: House, lane: Lane) -> Row:
    return {
        "agreement": house.agreement_label, "digest": digest(house.agreement), "valid_from": house.agreement.valid_from,
        "rules": list(lane.rules), "ready": lane.ready,
    }  # fmt: skip


def _told(row: Row) -> Row:
    return row | {key: moment(row[key]) for key in ("created_at", "closed_at", "today", "candidate")}


def _labels(today: Agreement, candidate: Agreement) -> dict[str, Row]:
    """What the two call their stages, markets, personas, queues and clocks; today's words come first."""
    found: dict[str, Row] = {}
    for each in (candidate, today):
        named = {
            "stage": {stage["key"]: stage["label"] for stage in stage_list(each)},
            "market": names_of(each.markets),
            "persona": names_of(each.personas),
            **{
                what: {key: texts(one.name or readable(key), key) for key, one in of.items()}
                for what, of in (("queue", each.handover.queues), ("clock", each.handover.clocks))
            },
        }
        for what, names in named.items():
            found.setdefault(what, {}).update(names)
    return found


def candidate_file(path: Path) -> bytes:
    """The text of a candidate in a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "there is no such file" if missing else f"cannot be read: {error.strerror}"
        hint = f"copy {FILE} and change the copy" if missing else ""
        raise InputProblems(Problem(file=str(path), message=reason, hint=hint)) from error
