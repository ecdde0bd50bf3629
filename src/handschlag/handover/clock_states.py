"""In which state a clock is at an instant: SQL over the table `clocks` (docs/explanation/fold.md, "Clocks")."""

from __future__ import annotations

STATES = ("open", "missed", "met", "cancelled")


def state_sql(at: str, table: str = "clocks") -> str:
    """One of STATES at the instant `at` (SQL, UTC microseconds) for a row of `table` that has started by then."""
    stopped, cancelled, due = (f"{table}.{column}" for column in ("stopped_at", "cancelled_at", "due_at"))
    in_time = f"({due} is null or {{}} <= {due})"
    return (
        f"case when {stopped} <= {at} and {in_time.format(stopped)} then 'met'"
        f" when {cancelled} <= {at} and {in_time.format(cancelled)} then 'cancelled'"
        f" when {due} < {at} then 'missed' else 'open' end"
    )


def runs_sql(at: str, table: str = "clocks") -> str:
    """Whether it has started, and neither stopped nor been cancelled by then."""
    return (
        f"{table}.started_at <= {at} and ({table}.stopped_at is null or {table}.stopped_at > {at})"
        f" and ({table}.cancelled_at is null or {table}.cancelled_at > {at})"
    )
