"""Consequence lists and warnings: what happens before a clock is due, when it is missed, and afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handschlag.conditions.durations import Duration, parse_duration
from handschlag.conditions.parsed import Parsed, Place, did_you_mean, shown
from handschlag.conditions.sentences import Language


@dataclass(frozen=True)
class Action:
    """Something the product does by itself: how it is written, and how it reads."""

    text: str
    key: str
    target: str | None
    de: str
    en: str


ACTIONS: dict[str, Action] = {
    action.text: action
    for action in (
        Action("notify owner", "notify", "owner", "wird die zuständige Person benachrichtigt", "the owner is notified"),
        Action(
            "notify manager", "notify", "manager", "wird die Führungskraft benachrichtigt", "the manager is notified"
        ),
        Action("notify team", "notify", "team", "wird das Team benachrichtigt", "the team is notified"),
        Action("notify marketing", "notify", "marketing", "wird das Marketing benachrichtigt", "marketing is notified"),
        Action("notify sales", "notify", "sales", "wird der Vertrieb benachrichtigt", "sales is notified"),
        Action("reassign", "reassign", None, "wird der Lead neu zugeteilt", "the lead is reassigned"),
        Action(
            "back to queue",
            "back_to_queue",
            None,
            "geht der Lead zurück in die Warteschlange",
            "the lead goes back to the queue",
        ),
        Action(
            "auto-accept",
            "auto_accept",
            None,
            "gilt die Übergabe als automatisch angenommen",
            "the hand-over counts as auto-accepted",
        ),
    )
}
_AFTER = re.compile(r"\s*after\s+(?P<duration>[^:]*?)\s*:\s*(?P<action>.*)\Z", re.IGNORECASE | re.DOTALL)
_BEFORE = re.compile(r"(?P<duration>.*?)\s+before\s*\Z", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Consequence:
    """What happens when a clock is missed: at once, or some time after."""

    action: Action
    after: Duration | None = None

    @property
    def canonical(self) -> str:
        return f"after {self.after.canonical}: {self.action.text}" if self.after else self.action.text

    def sentence(self, language: Language) -> str:
        if language == "de":
            return f"{f'{self.after.sentence(language)} später' if self.after else 'sofort'} {self.action.de}"
        return f"{f'{self.after.sentence(language)} later' if self.after else 'at once'}, {self.action.en}"


@dataclass(frozen=True)
class EarlyWarning:
    """A warning some time before a clock is due."""

    duration: Duration

    @property
    def canonical(self) -> str:
        return f"{self.duration.canonical} before"

    def sentence(self, language: Language) -> str:
        return f"{self.duration.sentence(language)} {'vorher' if language == 'de' else 'before'}"


def parse_consequence(
    text: str | Mapping[str, str], *, file: str = "", line: int = 0, column: int = 0
) -> Parsed[Consequence]:
    """Parse `notify owner` or `after 4 business hours: reassign` (which YAML hands over as a pair)."""
    if not isinstance(text, str):
        text = ", ".join(f"{key}: {value}" for key, value in text.items())
    place = Place(file, line, column)
    match = _AFTER.match(text)
    name = match["action"] if match else text
    problems, after = [], None
    if match:
        start = place.problem(text, match.start("duration"), "")
        parsed = parse_duration(match["duration"], file=file, line=start.line, column=start.column)
        problems, after = list(parsed.problems), parsed.value
    action = ACTIONS.get(" ".join(name.lower().split()))
    if action is None:
        at = match.start("action") if match else 0
        hint = did_you_mean(name.strip(), ACTIONS) or f"known are {', '.join(ACTIONS)}"
        problems.append(place.problem(text, at, f"unknown consequence `{shown(name.strip())}`", hint))
    if problems or action is None:
        return Parsed(None, tuple(problems))
    return Parsed(Consequence(action, after))


def parse_warning(text: str, *, file: str = "", line: int = 0, column: int = 0) -> Parsed[EarlyWarning]:
    """Parse `30 minutes before`."""
    match = _BEFORE.match(text)
    if not match:
        problem = Place(file, line, column).problem(
            text, 0, f"`{shown(text)}` is no warning", "as in `30 minutes before`"
        )
        return Parsed(None, (problem,))
    parsed = parse_duration(match["duration"], file=file, line=line, column=column)
    return Parsed(None, parsed.problems) if parsed.value is None else Parsed(EarlyWarning(parsed.value))
