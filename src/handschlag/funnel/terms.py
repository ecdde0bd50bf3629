"""Reads the funnel of the agreement: its stages in order, the detours off it, and what makes a pass."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from handschlag.conditions.durations import Duration
from handschlag.conditions.events import EventExpression
from handschlag.conditions.terms import FOR_EVER, Entering, Quiet, Rest, Span, StateText
from handschlag.conditions.units import UNITS
from handschlag.files import Section, Terms, Words
from handschlag.files.names import StageName, refers_to
from handschlag.files.text import LABELLED
from handschlag.files.values import Distinct, Key, one_of

PHASES = ("awareness", "interest", "intent", "evaluation", "decision")
KINDS = ("inventory", "gate", "sla")
DETOURS = ("recycled", "disqualified", "inactive", "lost", "no_decision")
WIN = "opportunity.won"

#: What holds where nothing is agreed: how far back a touch connects an opportunity, and how long somebody rests.
DEFAULT_WINDOW = Duration(90, UNITS["day"])
DEFAULT_REST: Mapping[str, Duration | str] = {
    "lost": Duration(90, UNITS["day"]),
    "no_decision": Duration(90, UNITS["day"]),
    "disqualified": FOR_EVER,
}

Reasons = Annotated[Mapping[Key, Words | None], *LABELLED]
"""A list of keys, or a table of keys with what people call them."""


class Stage(Terms):
    """One stage on the way from first contact to win."""

    key: Key
    """Its name in conditions, mappings and reports; it stays when the label changes."""
    name: Words | None = None
    """What people call it."""
    was: Annotated[tuple[Key, ...], Distinct] = ()
    """Keys it had in earlier versions of the agreement."""
    phase: Annotated[str, *one_of(*PHASES)]
    """Where the customer stands."""
    kind: Annotated[str, *one_of(*KINDS)] = "inventory"
    """inventory: may rest here; gate: is decided at once; sla: has a deadline."""
    enters: Entering
    """A condition on what is known, or an event."""
    leaves: StateText | None = None
    """A condition that ends the stage; without it, who entered stays entered."""
    definition: Words | None = None
    """The definition both sides agreed on, in words."""

    @property
    def events(self) -> tuple[str, ...]:
        """The events that enter it; none if a condition does."""
        return self.enters.events if isinstance(self.enters, EventExpression) else ()


class Recycled(Terms):
    """A lead that sales gave back to mature."""

    back_to: StageName | None = None
    """The stage it goes back to; by default the second one."""


class Ending(Terms):
    """A way in which a pass ends without a win."""

    reasons: Reasons = Field(default_factory=dict)
    """The reasons that may be given."""
    new_pass_after: Rest | None = None
    """How long the person rests before new interest counts again, or `never`."""


class Inactive(Terms):
    """A lead that nobody has heard of for a long time."""

    after: Quiet | None = None
    """How long without a touchpoint; without it no pass ends by inactivity."""
    back_to: StageName | None = None
    """The stage at which such a person begins again."""


class Detours(Terms):
    """The agreed ways off the path."""

    recycled: Recycled = Recycled()
    """Given back by sales."""
    disqualified: Ending = Ending()
    """Sorted out."""
    inactive: Inactive = Inactive()
    """Fallen silent."""
    lost: Ending = Ending()
    """Decided for somebody else."""
    no_decision: Ending = Ending()
    """Nothing was decided."""

    def rest_after(self, outcome: str) -> Duration | str:
        """How long somebody rests after lost, no_decision or disqualified; `never` comes back is for ever."""
        ending: Ending = getattr(self, outcome)
        return ending.new_pass_after or DEFAULT_REST[outcome]


class FunnelTerms(Terms):
    """The way of the customer, on which both sides agree."""

    stages: Annotated[tuple[Stage, ...], Field(min_length=2)]
    """The stages in order; the last one is the win."""
    detours: Detours = Detours()
    """The ways off the path."""
    labels: Mapping[Annotated[str, refers_to("stage", "stage", also=DETOURS)], Words] = Field(default_factory=dict)
    """What this house calls a stage or detour."""


class PassesTerms(Terms):
    """What makes a pass: one attempt of one person to become a customer."""

    opens: Annotated[str, *one_of("first touch that counts")] = "first touch that counts"
    """What opens a pass."""
    window: Span = DEFAULT_WINDOW
    """How far back a touchpoint may lie to connect an opportunity with a person (by default 90 days)."""
    recycle: Annotated[str, *one_of("same pass")] = "same pass"
    """A lead given back stays in its pass, as a further attempt."""
    customers: Annotated[str, *one_of("expansion", "new")] = "expansion"
    """The kind of pass that business with an existing customer opens."""
    passive_touches: Annotated[tuple[Key, ...], Distinct] | None = None
    """Touches that count for nothing (by default mail sent, delivered, opened, bounced, and advertisements shown)."""
    hand_raises: Annotated[tuple[Key, ...], Distinct] | None = None
    """Touches by which a person asks to be talked to (by default: a demo, contact, callback, trial or quote)."""


def parse_passes(section: Section) -> PassesTerms | None:
    """Read the section `passes`."""
    return section.validate(PassesTerms)


def parse(section: Section) -> FunnelTerms | None:
    """Read the section `funnel`."""
    terms = section.validate(FunnelTerms)
    if terms is not None:
        _check_keys(section, terms.stages)
        _check_phases(section, terms.stages)
        _check_win(section, terms.stages)
    return terms


def _check_keys(section: Section, stages: tuple[Stage, ...]) -> None:
    seen: dict[str, int] = {}
    for number, stage in enumerate(stages):
        if stage.key in DETOURS:
            hint = f"{', '.join(DETOURS)} are detours, not stages"
            section.problem(("stages", number, "key"), f"`{stage.key}` cannot be a stage", hint)
        for key in (stage.key, *stage.was):
            if key in seen:
                message = f"stage `{key}` is there twice"
                section.problem(("stages", number, "key"), message, "every stage has a key of its own")
            seen.setdefault(key, number)


def _check_phases(section: Section, stages: tuple[Stage, ...]) -> None:
    for number in range(1, len(stages)):
        before, here = stages[number - 1], stages[number]
        if PHASES.index(here.phase) < PHASES.index(before.phase):
            message = f"`{here.key}` ({here.phase}) comes after `{before.key}` ({before.phase})"
            hint = f"the phases follow one another: {', '.join(PHASES)}"
            section.problem(("stages", number, "phase"), message, hint)


def _check_win(section: Section, stages: tuple[Stage, ...]) -> None:
    if not section.whole(("stages",)):
        return  # a stage with a problem was taken out: what is last now may not be last
    last = len(stages) - 1
    if WIN not in stages[last].events:
        message = f"the last stage, `{stages[last].key}`, is not the win"
        section.problem(("stages", last, "enters"), message, f"write `enters: {WIN}`, or put the win last")
    for number, stage in enumerate(stages[:-1]):
        if WIN in stage.events:
            message = f"`{stage.key}` is entered by the win, but is not the last stage"
            section.problem(("stages", number, "enters"), message, "only the last stage is the win")
