"""The fold: facts of one account component in, passes, stages and opportunities out (docs/explanation/fold.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handschlag.fold.facts import Fact, Profile, ProfileChange
from handschlag.fold.holding import hinted
from handschlag.fold.opportunities import (
    apply,
    enter_existence,
    named_persons,
    opportunity_company,
    primary_pass,
)
from handschlag.fold.order import existing, in_order
from handschlag.fold.passes import (
    Customers,
    close,
    close_if_inactive,
    customer_pass,
    inactive_at,
    may_open,
    new_pass,
    open_pass,
    open_passes,
    recycle,
)
from handschlag.fold.queues import fall_asleep, raises_hand, wake
from handschlag.fold.scores import clicks_of_scanners, score
from handschlag.fold.stages import derive_by_event, enter, examine, imply_missing
from handschlag.fold.state import Answer, Opportunity, Pass, Person, hear
from handschlag.fold.terms import FoldTerms
from handschlag.funnel.terms import DETOURS
from handschlag.handover.attempts import both_talked
from handschlag.ledger.kinds import TWO_WAY_TOUCHES
from handschlag.scoring.engagement import Engagement

_UNKNOWN = Profile()


@dataclass
class Folded:
    """What became of a component: its passes (each with its dimensions' values), its opportunities, its people."""

    passes: list[Pass] = field(default_factory=list)
    opportunities: list[Opportunity] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    companies: dict[str, dict[str, object]] = field(default_factory=dict)
    last_at: int = 0  # the instant of the last fact
    counted: dict[str, list[object]] = field(default_factory=dict)  # each person's engagement, as it is counted on


def fold_component(
    terms: FoldTerms,
    facts: Iterable[Fact],
    changes: Iterable[ProfileChange] = (),
    *,
    membership: Mapping[str, str | None],
    nobody: Profile = _UNKNOWN,
    decided: Mapping[str, frozenset[str]] | None = None,
) -> Folded:
    """Fold one component.

    `membership` gives every person's company, `nobody` the profile of a person nothing is known of, `decided` the
    connections whose report decides a stage. The order of `facts` and repetitions in it do not matter.
    """
    walk = _Walk(terms, existing(facts), membership, nobody, decided or {})
    for step in in_order(walk.facts, changes):
        walk.step(step)
    walk.finish()
    return walk.folded


class _Walk:
    """One walk through a component's facts in their order."""

    def __init__(
        self,
        terms: FoldTerms,
        facts: list[Fact],
        membership: Mapping[str, str | None],
        nobody: Profile,
        decided: Mapping[str, frozenset[str]],
    ) -> None:
        self.terms, self.facts, self.decided = terms, facts, decided
        self.customers = Customers()
        self.folded = Folded(
            people={person: Person(person, membership[person], nobody) for person in sorted(membership)}
        )
        self.scanners = frozenset[str]()
        if terms.scoring.engagement and terms.asks_engagement:
            self.scanners = clicks_of_scanners(terms.scoring, facts)
            for person in self.folded.people.values():
                person.engagement = Engagement(terms.scoring)
        self.opportunities: dict[str, Opportunity] = {}
        self.stages = {stage.key: stage for stage in terms.stages}
        self.criteria = {criterion.key: criterion for criterion in terms.criteria}
        self.asleep: list[tuple[Person, Pass]] = []
        self.profile_facts = {fact.id: fact for fact in facts if fact.kind in ("person", "company")}
        self.relations: dict[str, list[Fact]] = {}
        self.created: dict[str, int] = {}
        for fact in facts:
            if fact.kind == "relation":
                self.relations.setdefault(fact.subject, []).append(fact)
            elif fact.kind == "opportunity_created":
                self.created[fact.subject] = min(fact.occurred_at, self.created.get(fact.subject, fact.occurred_at))

    def step(self, step: Fact | ProfileChange) -> None:
        """One fact, or one change of a profile."""
        if self.asleep:
            self._wake(step.occurred_at)
        if isinstance(step, ProfileChange):
            self._profile(step)
        elif step.kind.startswith("opportunity_"):
            self._opportunity(step)
        elif step.kind.startswith("customer_"):
            self._customer(step)
        elif step.kind == "company" and step.company is not None:
            self.folded.companies.setdefault(step.company, {}).update(step.values())
        elif step.person is not None:
            self._person(step, self.folded.people[step.person])

    def finish(self) -> None:
        """Write down what lies ahead, closings and wake-ups, and collect."""
        last = self.folded.last_at = max((fact.occurred_at for fact in self.facts), default=0)
        for person in self.folded.people.values():
            person.hinted = hinted(self.terms, person, open_pass(self.terms, person, last), last)
        self.folded.counted = {
            key: person.engagement.state() for key, person in self.folded.people.items() if person.engagement
        }
        self._wake(None)
        seen: dict[str, Pass] = {}
        for a_pass in [*self.folded.passes, *(p for person in self.folded.people.values() for p in person.passes)]:
            seen.setdefault(a_pass.pass_id, a_pass)
            due = inactive_at(self.terms, a_pass)
            if due is not None:
                close(a_pass, due, "inactive", None)
        self.folded.passes = [seen[key] for key in sorted(seen)]
        self.folded.opportunities = [self.opportunities[key] for key in sorted(self.opportunities)]

    def _wake(self, now: int | None) -> None:
        """Whoever comes up again up to now (None: ever), unless the pass went inactive before."""
        due = [(p.wakes_at, p.pass_id, person, p) for person, p in self.asleep if p.open and p.wakes_at is not None]
        self.asleep = [(person, p) for at, _, person, p in due if now is not None and at > now]
        for at, _, person, a_pass in sorted(due, key=lambda one: one[:2]):
            if now is None or at <= now:
                close_if_inactive(self.terms, a_pass, at)
                if a_pass.open:
                    wake(self.terms, person, a_pass)

    # Persons -----------------------------------------------------------------------------------------------

    def _profile(self, change: ProfileChange) -> None:
        person = self.folded.people[change.person]
        person.profile = change.profile
        for a_pass in open_passes(self.terms, person, change.occurred_at):
            examine(self.terms, self.decided, person, a_pass, self.profile_facts[change.id])

    def _person(self, fact: Fact, person: Person) -> None:
        scored = score(self.terms.scoring, person.engagement, fact, self.scanners, own=person.profile.own)
        match fact.kind:
            case "person":
                person.fields.update(fact.values())
            case "criterion_answer":
                self._answer(fact, person)
            case "consent" | "touch" if fact.kind == "consent" or fact.name in self.terms.passive_touches:
                if scored:
                    self._look(fact, person)
            case "touch" | "attempt":
                self._touch(fact, person)
            case "stage_reported":
                self._report(fact, person)
            case "handover_offered" | "handover_accepted":
                self._handover(fact, person)
            case "handover_returned":
                self._return(fact, person)
            case "assigned":
                self._assigned(fact, person)

    def _look(self, fact: Fact, person: Person) -> None:
        """Nothing happened but a change of the score."""
        for a_pass in open_passes(self.terms, person, fact.occurred_at):
            examine(self.terms, self.decided, person, a_pass, fact)

    def _answer(self, fact: Fact, person: Person) -> None:
        criterion = self.criteria.get(fact.name or "")
        if criterion is not None:
            state = criterion.answers.get(str(fact.values().get("answer")), "stated")
            until = None if criterion.expires_us is None else fact.occurred_at + criterion.expires_us
            person.answers[criterion.key] = Answer(state, until)
        a_pass = open_pass(self.terms, person, fact.occurred_at)
        if a_pass is not None:
            a_pass.active_at = fact.occurred_at
            examine(self.terms, self.decided, person, a_pass, fact)

    def _touch(self, fact: Fact, person: Person) -> None:
        a_pass = self._late_lead(fact, person) or self._pass_for(fact, person)
        person.last_touch_at, person.heard_of = fact.occurred_at, True
        if a_pass is None:
            return
        a_pass.touches += 1
        a_pass.last_touch_at = a_pass.active_at = fact.occurred_at
        self._hear_touch(fact, a_pass)
        if fact.kind == "attempt":
            a_pass.calls += 1
            derive_by_event(self.terms, self.decided, a_pass, fact, "attempt", "first_attempt")
        elif fact.name:
            a_pass.touched[fact.name] = a_pass.touched.get(fact.name, 0) + 1
        examine(self.terms, self.decided, person, a_pass, fact)

    def _report(self, fact: Fact, person: Person) -> None:
        stage = self.stages.get(fact.name or "")
        if stage is None:
            self._reported_detour(fact, person)
            return
        arrived = [a_pass for a_pass in person.passes if a_pass.lead == "arrived"]
        a_pass = self._late_lead(fact, person) or open_pass(self.terms, person, fact.occurred_at)
        if a_pass is None and arrived:
            a_pass = arrived[-1]
        a_pass = a_pass or self._pass_for(fact, person)
        person.heard_of = True
        if a_pass is None:
            return
        if a_pass.open:
            a_pass.active_at = fact.occurred_at
        counts = fact.connection in self.decided.get(stage.key, frozenset())
        enter(self.terms, a_pass, stage.no, fact, "reported", counts=counts)
        if counts and stage.no == self.terms.stages[-1].no and a_pass.open:
            close(a_pass, fact.occurred_at, "won", None)
            self.customers.passes.append(a_pass)
            return
        examine(self.terms, self.decided, person, a_pass, fact)

    def _reported_detour(self, fact: Fact, person: Person) -> None:
        a_pass = open_pass(self.terms, person, fact.occurred_at)
        if a_pass is None or fact.name not in DETOURS:
            return
        a_pass.active_at = fact.occurred_at
        if fact.name == "recycled":
            recycle(self.terms, a_pass, fact, self.terms.recycle_back_to)
        elif fact.name in ("disqualified", "inactive") or a_pass.opportunity is None:
            reason = fact.values().get("reason")
            close(a_pass, fact.occurred_at, fact.name, None if reason is None else str(reason))

    def _handover(self, fact: Fact, person: Person) -> None:
        a_pass = self._pass_for(fact, person)
        if a_pass is None:
            return
        a_pass.active_at = fact.occurred_at
        event = fact.kind.replace("_", ".")
        accepted = fact.kind == "handover_accepted"
        hear(a_pass, event, fact, holds=True, holder=fact.actor if accepted else fact.says("to"))
        derive_by_event(self.terms, self.decided, a_pass, fact, event)
        a_pass.accepted = a_pass.accepted or accepted
        examine(self.terms, self.decided, person, a_pass, fact)

    def _hear_touch(self, fact: Fact, a_pass: Pass) -> None:
        if fact.kind == "attempt" and fact.says("automated") != "yes":
            hear(
                a_pass,
                "attempt",
                fact,
                side=fact.side,
                channel=fact.channel,
                two_way=both_talked(fact.channel, fact.name),
            )
        elif fact.kind == "touch" and raises_hand(self.terms, fact):
            hear(a_pass, "hand_raise", fact)
        elif fact.kind == "touch" and fact.name in TWO_WAY_TOUCHES:
            hear(a_pass, "contact", fact, two_way=True)

    def _assigned(self, fact: Fact, person: Person) -> None:
        """Who has the lead; without anybody named it is free again."""
        a_pass = open_pass(self.terms, person, fact.occurred_at)
        if a_pass is not None:
            instead = fact.says("instead_of") is not None
            hear(a_pass, "assigned", fact, holds=True, holder=fact.says("to"), instead=instead)

    def _return(self, fact: Fact, person: Person) -> None:
        a_pass = open_pass(self.terms, person, fact.occurred_at)
        if a_pass is None:
            return
        a_pass.active_at = fact.occurred_at
        hear(a_pass, "handover.returned", fact, holds=True)
        reason = fact.name or ""
        if reason in self.terms.disqualifying_return_reasons:
            close(a_pass, fact.occurred_at, "disqualified", fact.name)
        else:
            recycle(self.terms, a_pass, fact, self.terms.return_back_to.get(reason, self.terms.recycle_back_to))
            fall_asleep(self.terms, a_pass, fact)
            self.asleep = [*((one, p) for one, p in self.asleep if p is not a_pass), (person, a_pass)]

    def _pass_for(self, fact: Fact, person: Person) -> Pass | None:
        """The open pass, or a new one if the person may open one."""
        a_pass = open_pass(self.terms, person, fact.occurred_at)
        if a_pass is None and may_open(self.terms, self.customers, person, fact.occurred_at):
            a_pass = new_pass(
                fact, person=person.id, company=person.company, kind="new", opened_by=fact.side or "unknown"
            )
            person.passes.append(a_pass)
        return a_pass

    def _late_lead(self, fact: Fact, person: Person) -> Pass | None:
        """An opportunity named this person as its converted lead before anything was known of him: his first fact
        gives the pass its origin.
        """
        a_pass = next((p for p in person.passes if p.lead == "awaited"), None)
        if a_pass is None:
            return None
        a_pass.lead = "arrived"
        a_pass.opener = fact
        a_pass.opened_by = fact.side or "unknown"
        a_pass.path = "sales" if fact.side == "sales" else "marketing"
        if a_pass.path == "marketing":
            imply_missing(self.terms, a_pass)
        return a_pass

    # Opportunities and customers ---------------------------------------------------------------------------

    def _opportunity(self, fact: Fact) -> None:
        first = fact.subject not in self.opportunities
        opportunity = self._begin(fact) if first else self.opportunities[fact.subject]
        if fact.kind == "opportunity_created" or (first and fact.kind == "opportunity_changed"):
            hear(opportunity.the_pass, "opportunity.created", fact)
        reopens = fact.kind == "opportunity_changed" and opportunity.outcome != "open"
        if first or fact.kind == "opportunity_created":
            enter_existence(self.terms, opportunity, fact)
        apply(self.terms, self.customers, opportunity, fact)
        if reopens and not opportunity.existence_entered:
            enter_existence(self.terms, opportunity, fact)

    def _begin(self, fact: Fact) -> Opportunity:
        people = self.folded.people
        relations = self.relations.get(fact.subject, [])
        roles = named_persons(relations)
        company = opportunity_company(relations, roles, people)
        before = {person: bool(people[person].passes) or people[person].heard_of for _, person in roles}
        a_pass, rule = primary_pass(self.terms, self.customers, people, fact, roles, company)
        if rule == "converted_lead" and a_pass.pass_id == fact.id and not before[a_pass.person or ""]:
            a_pass.lead = "awaited"
        a_pass.opportunity = fact.subject
        a_pass.active_at = max(a_pass.active_at, fact.occurred_at)
        if a_pass.person is None:
            self.folded.passes.append(a_pass)
        opportunity = Opportunity(
            subject=fact.subject,
            company=company if company is not None else a_pass.company,
            roles=[(role, person) for role, person in roles if person != a_pass.person],
            the_pass=a_pass,
            rule=rule,
            created_at=self.created.get(fact.subject, fact.occurred_at),
            bypass=not a_pass.accepted,
        )
        a_pass.bought_by = opportunity.company
        self.opportunities[fact.subject] = opportunity
        return opportunity

    def _customer(self, fact: Fact) -> None:
        if fact.kind == "customer_cancelled":
            self.customers.cancel(fact.company, fact.occurred_at)
            return
        a_pass = customer_pass(self.terms, fact)
        self.folded.passes.append(a_pass)
        self.customers.passes.append(a_pass)
