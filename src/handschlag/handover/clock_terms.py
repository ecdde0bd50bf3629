"""Reads the clocks of the hand-over: what starts them, what stops them, when they are due, and what a miss means."""

from collections.abc import Mapping

from handschlag.conditions.terms import Before, Consequences, Events, Length
from handschlag.files import Section, Terms, Words
from handschlag.files.names import CalendarName
from handschlag.files.values import Count


class Clock(Terms):
    """A deadline: either due after a time, or a number of attempts within a time."""

    name: Words | None = None
    """What people call it."""
    starts: Events
    """The event that starts it."""
    stops: Events | None = None
    """The event that stops it."""
    due: Length | None = None
    """How long after its start it is due."""
    attempts: Count | None = None
    """How many attempts are owed."""
    within: Length | None = None
    """The time for these attempts."""
    channels_at_least: Count | None = None
    """Over how many channels they are spread at least."""
    calendar: CalendarName | None = None
    """The calendar it runs in; without it that of the responsible person."""
    warn: tuple[Before, ...] = ()
    """When to warn."""
    missed: Consequences = ()
    """What happens when it is missed."""


def check_clocks(section: Section, clocks: Mapping[str, Clock]) -> None:
    """A clock has a due time and a stop, or attempts and a time for them, and its warnings lie before it is due."""
    for key, clock in clocks.items():
        path = ("clocks", key)
        if not section.whole(path):
            continue
        if clock.due is None and clock.attempts is None:
            hint = "write `due: 2 business hours` with `stops:`, or `attempts: 6` with `within:`"
            section.problem(path, f"clock `{key}` is never due", hint, key=True)
        if clock.due is not None and clock.stops is None:
            section.problem(path, f"nothing stops clock `{key}`", "for example `stops: first_attempt`", key=True)
        if (clock.attempts is None) != (clock.within is None):
            missing = "within" if clock.within is None else "attempts"
            section.problem(
                path, f"clock `{key}` lacks `{missing}`", "`attempts: 6` goes with `within: 10 business days`", key=True
            )
        if clock.due is not None and clock.attempts is not None:
            section.problem(
                path, f"clock `{key}` has two deadlines", "keep `due` or `attempts`, or make two clocks", key=True
            )
        if clock.channels_at_least and clock.attempts and clock.channels_at_least > clock.attempts:
            message = f"{clock.attempts} attempts cannot use {clock.channels_at_least} channels"
            section.problem((*path, "channels_at_least"), message)
