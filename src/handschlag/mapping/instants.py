"""DuckDB expressions that read instants and days as people write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handschlag.mapping.texts import is_number, literal
from handschlag.mapping.zones import FIRST_YEAR, LAST_YEAR, micros

#: Formats with a name, and by how much their number is multiplied to give microseconds.
EPOCHS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}
#: What a pattern may contain.
DIRECTIVES = "YymdHIMSfpzbBjaA"
_STAMP = "____-__-__ __:__:__"
_STAMPED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_TIME = re.compile("%-?[HI]")


@dataclass(frozen=True)
class Reading:
    """How a column is read: raw microseconds, whether they are local time (SQL), whether they are a day (SQL)."""

    raw: str
    local: str
    day: str


def is_stamp(text: str) -> bool:
    """Whether a text is written `2026-01-31 09:42:09`."""
    return _STAMPED.fullmatch(text) is not None


def problem_with(format_: str) -> str:
    """What is wrong with a format, in words; nothing if it is fine."""
    if format_ == "iso" or format_ in EPOCHS:
        return ""
    if "%" not in format_:
        return f"`{format_}` is no format"
    unknown = re.findall(rf"%(?!-?[{DIRECTIVES}]|%)(.?)", format_)
    if unknown:
        return f"`%{unknown[0]}` in `{format_}` is unknown"
    if not (re.search("%-?[Yy]", format_) and re.search("%-?[mbBj]", format_)):
        return f"`{format_}` names no year and month"
    return ""


def read_text(text: str, formats: Sequence[str]) -> Reading:
    """Read a text in the first of the formats that fits it."""
    readings = [_read_one(text, one) for one in formats]
    if len(readings) == 1:
        return readings[0]
    raw = f"coalesce({', '.join(reading.raw for reading in readings)})"
    return Reading(raw, _of_first(readings, "local"), _of_first(readings, "day"))


def read_stamp(text: str) -> Reading:
    """Read a text that is written `2026-01-31 09:42:09`, and nothing else."""
    raw = f"case when {text} like '{_STAMP}' then epoch_us(try_cast({text} as timestamp)) end"
    return Reading(raw, "true", "false")


def read_typed(column: str, kind: str, formats: Sequence[str]) -> Reading | None:
    """Read a column that has a type of its own; None if it has to be read as text."""
    if kind == "DATE":
        return Reading(f"epoch_us({column}::timestamp)", "true", "true")
    if kind == "TIMESTAMP WITH TIME ZONE":
        return Reading(f"epoch_us({column})", "false", "false")
    if kind.startswith("TIMESTAMP"):
        return Reading(f"epoch_us({column}::timestamp)", "true", "false")
    if is_number(kind) and formats[0] in EPOCHS:
        return Reading(_epoch(f"{column}::varchar", formats[0]), "false", "false")
    return None


def in_range(value: str) -> str:
    """SQL condition: an instant lies in the years that are believed."""
    return f"{value} between {micros(FIRST_YEAR)} and {micros(LAST_YEAR + 1) - 1}"


def _read_one(text: str, format_: str) -> Reading:
    if format_ == "iso":
        return _iso(text)
    if format_ in EPOCHS:
        return Reading(_epoch(text, format_), "false", "false")
    raw = f"epoch_us(try_strptime({text}, {literal(format_)}))"
    return Reading(raw, "false" if "%z" in format_ else "true", "false" if _TIME.search(format_) else "true")


def _iso(text: str) -> Reading:
    """ISO 8601. The cast to TIMESTAMP ignores what follows the time; so it is used for one exact shape only."""
    plain = f"{text} like '{_STAMP}'"
    raw = (
        f"case when {plain} then epoch_us(try_cast({text} as timestamp))"
        f" when length({text}) <= 10 then epoch_us(try_cast({text} as date)::timestamp)"
        f" else epoch_us(try_cast({text} as timestamptz)) end"
    )
    local = f"case when {plain} then true else not regexp_matches({text}[12:], '[A-Za-z+-]') end"
    return Reading(raw, local, f"length({text}) <= 10")


def _epoch(text: str, format_: str) -> str:
    return f"try_cast(round(try_cast({text} as decimal(28, 6)) * {EPOCHS[format_]}) as bigint)"


def _of_first(readings: Sequence[Reading], what: str) -> str:
    parts = [f"when {reading.raw} is not null then {getattr(reading, what)}" for reading in readings[:-1]]
    return f"case {' '.join(parts)} else {getattr(readings[-1], what)} end"
