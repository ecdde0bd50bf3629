"""Random fold tables, made with a seed, and a DuckDB that has them: what every test of the funnel starts from."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import duckdb

from handschlag.ledger.schema import FOLD_TABLES

ZONE = "Europe/Berlin"
DAY = 86_400_000_000


@dataclass(frozen=True)
class Label:
    key: str
    no: int
    kind: str | None = None


STAGES = [
    Label(key, no) for no, key in enumerate(("prospect", "marketing_lead", "sales_ready_lead", "opportunity", "won"))
]
DIMENSIONS = ("dim_origin", "dim_owner")
COLUMNS = {table: [*columns, *(DIMENSIONS if table == "passes" else ())] for table, columns in FOLD_TABLES.items()}
Tables = dict[str, list[dict[str, Any]]]
Run = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]


def at(text: str) -> int:
    """An ISO instant as UTC microseconds."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def loaded(tables: Tables) -> Run:
    """A way to ask these tables."""
    con = duckdb.connect()
    con.execute("set threads = 1")
    for name, columns in FOLD_TABLES.items():
        extra = ", dim_origin VARCHAR, dim_owner VARCHAR" if name == "passes" else ""
        con.execute(f"create table {name} ({', '.join(f'{c} {t}' for c, t in columns.items())}{extra})")
        if rows := tables.get(name):
            marks = ", ".join("?" for _ in COLUMNS[name])
            values = [row.get(column) for row in rows for column in COLUMNS[name]]
            con.execute(f"insert into {name} values {', '.join([f'({marks})'] * len(rows))}", values)
    return lambda sql, parameters: con.execute(sql, list(parameters)).fetchall()


def a_pass(no: int, **values: Any) -> dict[str, Any]:
    """A pass with everything a test does not care about filled in."""
    return {
        "pass_id": UUID(int=no), "person": UUID(int=1000 + no), "company": None, "component": f"c{no}", "kind": "new",
        "path": "marketing", "opened_at": at("2026-01-01"), "opened_by": "marketing", "opened_name": "page_view",
        "outcome": "open", "attempts": 1, "corrected": False, "retrospect": False, **values,
    }  # fmt: skip


def an_entry(no: int, stage: int, entered_at: int, basis: str = "derived", **values: Any) -> dict[str, Any]:
    return {
        "pass_id": UUID(int=no), "stage": STAGES[stage].key, "stage_no": stage, "entered_at": entered_at,
        "precision": "instant", "basis": basis, "counts": True, **values,
    }  # fmt: skip


def a_deal(no: int, **values: Any) -> dict[str, Any]:
    return {
        "opportunity": f"crm:opportunity:{no}", "pass_id": UUID(int=no), "created_at": at("2026-01-01"),
        "outcome": "open", "rule": "converted_lead", "bypass": False, "corrected": False, **values,
    }  # fmt: skip


def world(seed: int, size: int = 100) -> Tables:
    """Passes with everything that can happen to them; their instants lie around the turn of summer time."""
    dice = random.Random(seed)
    tables: Tables = {"passes": [], "entries": [], "moves": [], "opportunities": []}
    for no in range(1, size + 1):
        _add_pass(dice, tables, no, size)
    return tables


def _add_pass(dice: random.Random, tables: Tables, no: int, size: int) -> None:
    opened = at("2025-12-20") + dice.randrange(150 * DAY)
    path = dice.choice(["marketing", "marketing", "sales"])
    one = a_pass(
        no, person=dice.choice([None, UUID(int=1000 + dice.randrange(size // 2))]),
        company=dice.choice([None, UUID(int=5000 + dice.randrange(5))]), kind=dice.choice(["new"] * 5 + ["expansion"]),
        path=path, opened_at=opened, dim_origin=dice.choice([None, "unknown", "fair", "web"]),
    )  # fmt: skip
    tables["passes"].append(one)
    reached = dice.choice([0, 0, 1, 1, 2, 3, 4])
    moment, last = opened, opened
    for stage in range(reached + 1):
        if stage and path == "sales" and stage < 3:
            continue
        entry = an_entry(no, stage, moment, dice.choice(["derived", "derived", "reported", "implied"]))
        if dice.random() < 0.2:
            entry["precision"], entry["entered_at"] = "day", _local_midnight(moment)
        tables["entries"].append(entry)
        if dice.random() < 0.2:
            tables["entries"].append({**entry, "counts": False, "entered_at": moment + dice.randrange(DAY)})
        tables["moves"].append(_stay(no, stage, moment, 1))
        last = moment
        moment += dice.choice([0, dice.randrange(DAY), dice.randrange(40 * DAY), -dice.randrange(3 * DAY)])
    _close(dice, tables, one, reached, last)


def _close(dice: random.Random, tables: Tables, one: dict[str, Any], reached: int, last: int) -> None:
    """Ends the stays, closes the pass or not, and adds its opportunity."""
    no = one["pass_id"].int
    stays = sorted((stay for stay in tables["moves"] if stay["pass_id"] == one["pass_id"]), key=lambda s: s["from_at"])
    outcome = "won" if reached == 4 else dice.choice(["open", "open", "lost", "no_decision", "inactive"])
    end = (
        None
        if outcome == "open"
        else max(last, stays[-1]["from_at"]) + (0 if reached == 4 else dice.randrange(30 * DAY))
    )
    for stay, after in zip(stays, [*stays[1:], None], strict=True):
        stay["to_at"] = after["from_at"] if after else end
    value = None if outcome != "won" or dice.random() < 0.3 else dice.randrange(1, 10**7)
    ended = {"closed_at": end, "outcome": outcome, "value": value, "currency": dice.choice(["EUR", "USD"])}
    one.update(ended, corrected=dice.random() < 0.1)
    if reached >= 3 or dice.random() < 0.2:
        source = dice.choice(["crm", "crm", "shop" if outcome in ("won", "open") else "crm"])
        one["opportunity"] = f"{source}:opportunity:{no}"
        if outcome in ("won", "open", "lost", "no_decision"):
            tables["opportunities"].append(
                a_deal(
                    no, opportunity=one["opportunity"], created_at=one["opened_at"] + dice.randrange(DAY), **ended,
                    open_value=dice.choice([None, dice.randrange(10**6)]), bypass=dice.random() < 0.3,
                    corrected=one["corrected"], close_date=dice.choice([None, "2026-04-01", "2026-05-15", "soon"]),
                )
            )  # fmt: skip


def _stay(no: int, stage: int, moment: int, attempt: int) -> dict[str, Any]:
    return {
        "pass_id": UUID(int=no), "stage": STAGES[stage].key, "from_at": moment, "attempt": attempt, "cause": "entered",
    }  # fmt: skip


def _local_midnight(moment: int) -> int:
    from zoneinfo import ZoneInfo

    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)).astimezone(ZoneInfo(ZONE))
    return at(local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC).replace(tzinfo=None).isoformat())
