"""The options that commands share, and how their values are read."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from handschlag.errors import Problem, WrongUsage

#: Where a command's wish for JSON is kept, so that also errors are shown as such.
JSON_WISHED = "handschlag.json"


def _remember_json(context: typer.Context, wished: bool) -> bool:
    context.meta[JSON_WISHED] = wished
    return wished


Json = Annotated[
    bool, typer.Option("--json", callback=_remember_json, help="Print one JSON document on standard output.")
]
Workspace = Annotated[
    Path,
    typer.Option("--workspace", envvar="HANDSCHLAG_WORKSPACE", help="The workspace's folder.", metavar="DIR"),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="INSTANT", help="What was known then: an instant, or a day (its end). Default: now."
    ),
]

HERE = Path(".")


def now() -> datetime:
    """The clock of the command line; everything below gets the time as an argument."""
    return datetime.now(UTC)


def parse_day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(Problem(message=f"{option}: '{text}' is no day", hint="write it as 2026-06-30")) from None


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a local day."""
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(microseconds=1)


def parse_as_of(text: str | None, time_zone: str, option: str = "--as-of") -> datetime:
    """An instant; one without an offset is meant in the house's time zone, a bare day means its end."""
    if text is None:
        return now()
    zone = ZoneInfo(time_zone)
    try:
        if len(text) == len("2026-06-30"):
            return end_of_day(date.fromisoformat(text), zone)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUsage(
            Problem(
                message=f"{option}: '{text}' is no instant",
                hint="write it as 2026-06-30T18:00:00+02:00, or as a day: 2026-06-30",
            )
        ) from None
    return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)
