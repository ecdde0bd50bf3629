"""Reads the agreed hand-over: who works which queue, how leads are routed, and what a lead that comes back means."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, WithJsonSchema

from handschlag.conditions.terms import Capacity, OpportunityFieldName, ProfileCondition, StateText, WakeUp
from handschlag.files import Section, Terms, Words, plain_error
from handschlag.files.names import CalendarName, StageName, refers_to, unknown
from handschlag.files.read_by import ReadBy
from handschlag.files.values import Distinct, Flag, Key, one_of
from handschlag.handover.clock_terms import Clock, check_clocks

ORDERS = ("grade", "speed", "engagement", "fit", "age", "value")
ROUTING_RULES = ("round_robin", "weighted_round_robin", "least_open", "owner")
#: Where a lead that sales gives back can go besides a stage: nurture is the stage of the detour `recycled`.
NURTURE = "nurture"
DISQUALIFIED = "disqualified"


def _order(value: object) -> tuple[str, ...]:
    if not isinstance(value, str) or not value.strip():
        raise plain_error("expected an order such as `grade, speed`")
    words = tuple(word.strip() for word in value.split(","))
    for word in words:
        if word not in ORDERS:
            raise unknown("order", word, ORDERS)
    return words


Order = Annotated[tuple[str, ...], ReadBy(_order), WithJsonSchema({"type": "string"})]


class Sdr(Terms):
    """The sales development reps."""

    belongs_to: Annotated[str, *one_of("marketing", "sales", "nobody")]
    """Whose side they are on, and whose promises theirs are; nobody: there are none."""


class Queue(Terms):
    """A work list."""

    name: Words | None = None
    """What people call it."""
    takes: StageName
    """The stage whose leads come into it."""
    when: StateText | None = None
    """Which of them."""
    order: Order = ()
    """What stands first: `grade, speed` sorts by grade, then by the time left."""
    calendar: CalendarName | None = None
    """The calendar of the people who work it."""


class Territory(Terms):
    """A part of the market that a team looks after."""

    name: Words | None = None
    """What people call it."""
    when: ProfileCondition
    """Which companies lie in it."""
    team: Key
    """The team that looks after it."""


class Routing(Terms):
    """How a lead finds its seller."""

    rule: Annotated[str, *one_of(*ROUTING_RULES)] = "round_robin"
    """How leads are dealt out."""
    keep_account_owner: Flag = True
    """Whether a lead goes to whoever owns its company already."""
    skip_absent: Flag = True
    """Whether people who are away are left out."""
    capacity: Mapping[Key, Capacity] = Field(default_factory=dict)
    """How many open leads one seller can hold: `default`, and per team."""
    territories: Mapping[Key, Territory] = Field(default_factory=dict)
    """Territories by key; the first that fits counts."""


class ReturnReason(Terms):
    """A reason for which sales may give a lead back."""

    name: Words | None = None
    """What people call it."""
    back_to: Annotated[Key, refers_to("stage", "stage", also=(NURTURE, DISQUALIFIED))] = NURTURE
    """Where the lead goes: a stage, `nurture` (the stage of the detour recycled), or `disqualified`."""
    wake_up: WakeUp | None = None
    """When it comes up again: after a time, or on the date the person asked for (`asked date`)."""
    counts_against: Annotated[str, *one_of("marketing", "sales", "nobody")] = "nobody"
    """Whose acceptance it lowers."""


class CrmRecord(Terms):
    """What sales writes down in the CRM about a lead it took over."""

    required: Annotated[tuple[OpportunityFieldName, ...], Distinct] = ()
    """Fields that are filled as long as the opportunity is open."""
    on_close: Annotated[tuple[OpportunityFieldName, ...], Distinct] = ()
    """Fields that are filled when it is closed."""


class HandoverTerms(Terms):
    """The hand-over of a lead from marketing to sales."""

    sdr: Sdr | None = None
    """The sales development reps between the two sides."""
    queues: Mapping[Key, Queue] = Field(default_factory=dict)
    """Work lists by key."""
    routing: Routing = Routing()
    """How a lead finds its seller."""
    clocks: Mapping[Key, Clock] = Field(default_factory=dict)
    """Deadlines by key."""
    return_reasons: Mapping[Key, ReturnReason] = Field(default_factory=dict)
    """The reasons for which a lead may be given back."""
    crm_record: CrmRecord = CrmRecord()
    """What sales writes down."""


def parse(section: Section) -> HandoverTerms | None:
    """Read the section `handover`."""
    terms = section.validate(HandoverTerms)
    if terms is not None:
        check_clocks(section, terms.clocks)
        _check_queues(section, terms)
    return terms


def _check_queues(section: Section, terms: HandoverTerms) -> None:
    stages = section.names.of("stage")
    for key, queue in terms.queues.items():
        if stages and queue.takes == stages[-1]:
            message = f"queue `{key}` takes leads that are won already"
            section.problem(("queues", key, "takes"), message, "a queue takes leads of a stage before the win")
    for team in terms.routing.capacity:
        teams = {territory.team for territory in terms.routing.territories.values()}
        if team != "default" and teams and team not in teams:
            message = f"no territory has the team `{team}`"
            section.problem(
                ("routing", "capacity", team), message, f"known are default, {', '.join(sorted(teams))}", key=True
            )
