"""Event expressions: at which events a clock starts or stops, or a stage is entered."""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from handschlag.conditions.parsed import Parsed, Place, did_you_mean, shown
from handschlag.conditions.sentences import Label, Language, default_label
from handschlag.conditions.sentences.joining import Clause, joined
from handschlag.errors import Problem


@dataclass(frozen=True)
class Event:
    """Something that happens at an instant: who or what, and what happens, in both languages."""

    key: str
    subject_de: str
    happens_de: str
    subject_en: str
    happens_en: str

    def clause(self, language: Language) -> Clause:
        return (
            Clause(self.subject_de, self.happens_de) if language == "de" else Clause(self.subject_en, self.happens_en)
        )


EVENTS: dict[str, Event] = {
    event.key: event
    for event in (
        Event("queue.entered", "der Lead", "kommt in die Warteschlange", "the lead", "enters the queue"),
        Event("hand_raise", "die Person", "meldet sich von sich aus", "the person", "raises a hand"),
        Event("first_attempt", "", "es gibt den ersten Kontaktversuch", "the first contact attempt", "is made"),
        Event("attempt", "", "es gibt einen Kontaktversuch", "a contact attempt", "is made"),
        Event("handover.offered", "die Übergabe", "wird angeboten", "the hand-over", "is offered"),
        Event("handover.accepted", "die Übergabe", "wird angenommen", "the hand-over", "is accepted"),
        Event("handover.returned", "der Lead", "wird zurückgegeben", "the lead", "is returned"),
        Event("opportunity.created", "eine Opportunity", "wird angelegt", "an opportunity", "is created"),
        Event("opportunity.won", "die Opportunity", "wird gewonnen", "the opportunity", "is won"),
        Event("opportunity.lost", "die Opportunity", "wird verloren", "the opportunity", "is lost"),
        Event(
            "opportunity.no_decision",
            "die Opportunity",
            "endet ohne Entscheidung",
            "the opportunity",
            "ends without a decision",
        ),
    )
}

#: The entering of a stage is an event too: `stage.` and the stage's key.
STAGE_PREFIX = "stage."
_WORD = re.compile(r"\S+")
_LIKE_AN_EVENT = re.compile(r"\s*[a-z_][\w.]*(\s+(or|and)\s+[a-z_][\w.]*)*\s*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class EventExpression:
    """One event, or several of which the first to happen counts."""

    text: str = field(compare=False)
    events: tuple[str, ...]

    @property
    def canonical(self) -> str:
        """Its normal form: parses to an equal expression."""
        return " or ".join(self.events)

    def sentence(self, language: Language, label: Label = default_label) -> str:
        """What it says, in German or English."""
        clauses = [_stage(key, language, label) or EVENTS[key].clause(language) for key in self.events]
        return str(joined(clauses, "or", language))


def _stage(key: str, language: Language, label: Label) -> Clause | None:
    if not key.startswith(STAGE_PREFIX):
        return None
    name = label(f"stage:{key.removeprefix(STAGE_PREFIX)}", language)
    if language == "de":
        return Clause("der Lead", f"erreicht die Phase „{name}“")
    return Clause("the lead", f"enters the stage “{name}”")


def looks_like_event(text: str, names: Collection[str]) -> bool:
    """Whether a text is meant as an event expression, where it could also be a condition that knows these names."""
    if not _LIKE_AN_EVENT.match(text):
        return False
    words = [word for word in text.split() if word.lower() not in ("or", "and") and word not in names]
    return any("." in word or word in EVENTS or _misspelt(word, names) for word in words)


def _misspelt(word: str, names: Collection[str]) -> bool:
    """Whether an unknown word is more like an event than like any other name."""
    close = difflib.get_close_matches(word.lower(), [*names, *EVENTS], n=1)
    return bool(close) and close[0] in EVENTS


def parse_event(
    text: str,
    known: Mapping[str, Event] = EVENTS,
    *,
    stages: Collection[str] | None = None,
    file: str = "",
    line: int = 0,
    column: int = 0,
) -> Parsed[EventExpression]:
    """Parse `handover.accepted or handover.returned`. `stages`: the keys of the stages, None if any may come."""
    place = Place(file, line, column)
    reader = _Reader(text, place, known, stages)
    reader.read()
    if reader.problems:
        return Parsed(None, tuple(sorted(reader.problems)))
    return Parsed(EventExpression(text, tuple(dict.fromkeys(reader.events))))


class _Reader:
    """Reads names and `or` in turns."""

    def __init__(self, text: str, place: Place, known: Mapping[str, Event], stages: Collection[str] | None) -> None:
        self.text = text
        self.place = place
        self.known = known
        self.stages = stages
        self.events: list[str] = []
        self.problems: list[Problem] = []

    def read(self) -> None:
        words = list(_WORD.finditer(self.text))
        if not words:
            self._complain(0, "the event is missing", f"known are {', '.join(self.known)}")
        name_next = True
        for word in words:
            joiner = word.group().lower() in ("or", "and")
            if joiner == name_next:
                message = (
                    f"`{shown(word.group())}` cannot stand here" if joiner else "between two events `or` is missing"
                )
                self._complain(word.start(), message)
            elif word.group().lower() == "and":
                self._complain(
                    word.start(), "two events do not happen at once", "write `or`: the first to happen counts"
                )
            if not joiner:
                self._name(word.group(), word.start())
            name_next = joiner
        if words and name_next:
            self._complain(words[-1].start(), f"after `{shown(words[-1].group())}` an event is missing")

    def _name(self, name: str, at: int) -> None:
        stage = name.removeprefix(STAGE_PREFIX)
        if name.startswith(STAGE_PREFIX) and stage:
            if self.stages is not None and stage not in self.stages:
                hint = did_you_mean(stage, self.stages) or f"known are {', '.join(sorted(self.stages))}"
                self._complain(at, f"unknown stage `{shown(stage)}`", hint)
        elif name not in self.known:
            names = [*self.known, *(f"{STAGE_PREFIX}{stage}" for stage in self.stages or ())]
            hint = did_you_mean(name, names) or f"known are {', '.join(self.known)}, {STAGE_PREFIX}<key>"
            self._complain(at, f"unknown event `{shown(name)}`", hint)
        self.events.append(name)

    def _complain(self, at: int, message: str, hint: str = "") -> None:
        self.problems.append(self.place.problem(self.text, at, message, hint))
