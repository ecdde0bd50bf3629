"""The naive fold: docs/explanation/fold.md once more, fact by fact, in plain dicts. The oracle of the real one.

It was written from that page alone. Where the two differ, the page decides; where it is silent, it gets a sentence.
"""

from typing import Any

from handschlag.ledger.kinds import OPPORTUNITY_ROLES
from tests.fold.naive_clocks import NaiveClocks
from tests.fold.naive_opportunities import NaiveOpportunities
from tests.fold.naive_order import existing_facts, fields_of
from tests.fold.naive_queues import NaiveQueues
from tests.fold.naive_scores import NaiveScores
from tests.fold.naive_tables import tables_of
from tests.fold.three_valued import field_value, first_match, holds, operation_holds

DETOURS = ("recycled", "disqualified", "inactive", "lost", "no_decision")
HANDOVERS = ("handover_offered", "handover_accepted", "handover_returned")
EVENTS = {
    "handover_offered": ("handover.offered",),
    "handover_accepted": ("handover.accepted",),
    "attempt": ("attempt", "first_attempt"),
}
DAY = 24 * 60 * 60 * 1_000_000
STRENGTH = ("unknown", "hinted", "stated", "confirmed")


def naive_fold(terms, facts, membership, decided=None, component="", valid_from=0) -> dict[str, list[dict[str, Any]]]:
    """The fold's tables of one component. `facts` are dicts of the fact columns and `id`, `person`, `company` (of the
    subject), `other_person`, `other_company` (of `related`)."""
    fold = NaiveFold(terms, facts, membership, decided or {})
    fold.run()
    return tables_of(fold, component, valid_from)


class NaiveFold(NaiveScores, NaiveQueues, NaiveClocks, NaiveOpportunities):
    def __init__(self, terms, facts, membership, decided) -> None:
        self.terms = terms
        self.membership = membership
        self.decided = decided
        self.facts = existing_facts(facts)
        self.won_no = len(terms.stages) - 1
        self.no = {stage.key: stage.no for stage in terms.stages}
        self.opportunity_no = self.no[terms.opportunity_stage]
        self.passes: list[dict[str, Any]] = []
        self.opportunities: dict[str, dict[str, Any]] = {}
        self.person_fields: dict[str, dict[str, str]] = {}
        self.company_fields: dict[str, dict[str, str]] = {}
        self.answers: dict[tuple[str, str], dict[str, Any]] = {}
        self.last_touch: dict[str, int] = {}
        self.known: set[str] = set()  # persons of whom a counting touch or a reported stage was seen
        self.rules = terms.scoring
        self.seen: dict[str, list[tuple[dict[str, Any], bool]]] = {}
        self.inside_a_hint = False
        self.roles = self._roles()

    def _roles(self):
        """Opportunity to its (role, person or company) in the order of strength, then of the named subject."""
        named: dict[str, list[tuple[int, str, str, str]]] = {}
        for fact in self.facts:
            if fact["kind"] != "relation":
                continue
            if fact["name"] in OPPORTUNITY_ROLES and fact.get("other_person"):
                strength, other = OPPORTUNITY_ROLES.index(fact["name"]), fact["other_person"]
            elif fact["name"] == "company" and fact.get("other_company"):
                strength, other = len(OPPORTUNITY_ROLES), fact["other_company"]
            else:
                continue
            named.setdefault(fact["subject"], []).append((strength, fact["related"], fact["name"], other))
        return {subject: [(role, other) for _, _, role, other in sorted(rows)] for subject, rows in named.items()}

    def run(self) -> None:
        for fact in self.facts:
            self.wake_up(fact["occurred_at"])
            self.close_inactive(fact["occurred_at"])
            self.see(fact)
            getattr(self, f"on_{fact['kind']}", lambda fact: None)(fact)
        self.hints = {person: self.hints_at_the_end(person) for person in self.membership}
        self.wake_up(None)
        self.close_inactive(None)

    def hints_at_the_end(self, person) -> list[str]:
        mine = self.open_passes(person)
        at = max((fact["occurred_at"] for fact in self.facts), default=0)
        return [c.key for c in self.terms.criteria if mine and self.state_with_hint(mine[-1], c, at) == "hinted"]

    def close_inactive(self, until) -> None:
        for p in self.passes:
            if self.terms.inactive_after_us is None or p["outcome"] != "open" or self.has_open_opportunity(p):
                continue
            due = p["last_activity"] + self.terms.inactive_after_us
            if until is None or due <= until:
                self.close(p, due, "inactive")

    def has_open_opportunity(self, p) -> bool:
        return p["opportunity"] is not None and self.opportunities[p["opportunity"]]["outcome"] == "open"

    def open_passes(self, person):
        """Oldest first."""
        return [p for p in self.passes if p["person"] == person and p["outcome"] == "open"]

    def free_pass(self, person):
        return next((p for p in self.open_passes(person) if p["opportunity"] is None), None)

    def new_pass(self, fact, person, company, side, kind="new"):
        p = {
            "pass_id": fact["id"],
            "person": person,
            "company": company,
            "kind": kind,
            "path": "sales" if side == "sales" else "marketing",
            "opened_at": fact["occurred_at"],
            "opened_by": side,
            "opened_name": fact["name"] if fact["kind"] == "touch" else fact["kind"],
            "closed_at": None,
            "outcome": "open",
            "reason": None,
            "attempts": 1,
            "opportunity": None,
            "value": None,
            "currency": None,
            "corrected": False,
            "opener": fact,
            "last_activity": fact["occurred_at"],
            "entries": {},
            "opinions": {},
            "reached": set(),  # stages entered in this attempt
            "stays": [],
            "touches": [],
            "attempts_made": 0,
            "accepted": False,
            "awaits_late_lead": False,
            "takes_late_reports": False,
            "win_ended": False,
            "waited": [],
            "sleeps": None,
            "heard": [],
        }
        self.passes.append(p)
        return p

    def close(self, p, at, outcome, reason=None, value=None, currency=None) -> None:
        if p["stays"] and p["stays"][-1]["to_at"] is None:
            p["stays"][-1]["to_at"] = at
        p["heard"].append({"what": "close", "at": at, "fact": None})
        p.update(closed_at=at, outcome=outcome, reason=reason, value=value, currency=currency, win_ended=False)

    def is_resting(self, person, at) -> bool:
        for p in self.passes:
            if p["person"] == person and p["outcome"] in self.terms.resting_us:
                length = self.terms.resting_us[p["outcome"]]
                if length is None or at < p["closed_at"] + length:
                    return True
        return False

    def is_customer(self, person, companies) -> bool:
        """By a win of the person or of one of the companies that no cancellation has ended."""
        return any(
            p["outcome"] == "won"
            and not p["win_ended"]
            and ((person is not None and p["person"] == person) or self.companies_of(p) & set(companies))
            for p in self.passes
        )

    def companies_of(self, p):
        of_opportunity = self.opportunities[p["opportunity"]]["company"] if p["opportunity"] else None
        return {p["company"], of_opportunity} - {None}

    def company_of(self, person):
        return self.membership.get(person) if person else None

    def pass_of(self, fact, opens):
        """The pass that a person's fact belongs to, opened if need be; None if it belongs to none."""
        person = fact["person"]
        if is_open := self.open_passes(person):
            return is_open[-1]
        companies = {self.company_of(person)} - {None}
        if not opens or self.is_resting(person, fact["occurred_at"]) or self.is_customer(person, companies):
            return None
        return self.new_pass(fact, person, self.company_of(person), fact.get("side") or "unknown")

    def late_pass(self, fact):
        """The pass of an opportunity whose converted lead shows up only now."""
        return next((p for p in self.passes if p["person"] == fact["person"] and p["awaits_late_lead"]), None)

    def late_lead(self, p, fact) -> None:
        side = fact.get("side") or "unknown"
        p.update(awaits_late_lead=False, takes_late_reports=True, opener=fact, opened_by=side)
        was, p["path"] = p["path"], "sales" if side == "sales" else "marketing"
        if was == "sales" and p["path"] == "marketing" and p["entries"]:
            _, first = min((entry["entered_at"], no) for no, entry in p["entries"].items())
            for no in range(first):
                p["entries"].setdefault(no, {**p["entries"][first], "basis": "implied"})
            p["reached"].update(range(max(p["reached"], default=0)))

    def enter(self, p, no, basis, fact, counts=True, cause=None) -> None:
        entry = {"entered_at": fact["occurred_at"], "precision": fact["precision"], "basis": basis, "fact": fact["id"]}
        if not counts:
            p["opinions"].setdefault(no, entry)
            return
        if no not in p["entries"] or (p["entries"][no]["basis"] == "implied" and basis != "implied"):
            p["entries"][no] = entry
        self.imply(p, no, entry)
        p["reached"].add(no)
        if p["outcome"] == "open" and (self.stands(p) is None or no > self.stands(p)):
            self.stand(p, no, fact, cause or basis)

    def imply(self, p, no, entry) -> None:
        for earlier in range(no):
            if p["path"] == "marketing" or earlier >= self.opportunity_no:
                p["entries"].setdefault(earlier, {**entry, "basis": "implied"})
                p["reached"].add(earlier)

    def stands(self, p):
        return p["stays"][-1]["stage"] if p["stays"] and p["stays"][-1]["to_at"] is None else None

    def stand(self, p, no, fact, cause) -> None:
        at = fact["occurred_at"]
        if self.stands(p) is not None:
            p["stays"][-1]["to_at"] = at
        p["stays"].append({"stage": no, "from_at": at, "to_at": None, "attempt": p["attempts"], "cause": cause})
        self.hear(p, "stand", fact, stage=self.terms.stages[no].key)

    def derive_by_event(self, p, fact, events) -> None:
        for stage in self.terms.stages:
            if set(stage.events) & set(events):
                self.enter(p, stage.no, "derived", fact, counts=not self.decided.get(stage.key))

    def look(self, p, fact) -> None:
        """Look at the stages with a state condition, in their order, each knowing what the one before has done; then at
        the queues. Who sleeps is left alone, unless a hand is raised.
        """
        if self.asleep(p):
            if not self.raises_hand(fact):
                return
            p["sleeps"] = None
        self.look_at_stages(p, fact)
        self.look_at_queues(p, fact)

    def look_at_stages(self, p, fact) -> None:
        for stage in self.terms.stages:
            if stage.state is None:
                continue
            if any(earlier not in p["reached"] for earlier in range(stage.no)):
                return
            if p["path"] == "sales" and stage.no < max(p["reached"], default=0):
                continue
            if self.holds(p, stage.state, fact["occurred_at"]) is True:
                self.enter(p, stage.no, "derived", fact, counts=not self.decided.get(stage.key))

    def holds(self, p, condition, at):
        profile = self.profile(p["person"])
        return operation_holds(
            condition.operation,
            lambda key: self.term(p, key, at),
            lambda number: holds(condition.records[number].tree, field_value(profile)),
        )

    def profile(self, person) -> dict[str, str]:
        of_company = self.company_fields.get(self.company_of(person), {})
        return {**self.person_fields.get(person, {}), **of_company}

    def term(self, p, key, at):
        if isinstance(key, tuple):
            return sum(fact["kind"] == "touch" and fact["name"] == key[1] for fact in p["touches"])
        if key == "touches":
            return len(p["touches"])
        if key == "attempts":
            return p["attempts_made"]
        if key == "market":
            return first_match(self.terms.markets, self.profile(p["person"]))
        if key == "persona":
            return first_match(self.terms.personas, self.profile(p["person"]))
        if key == "days_since_touch":
            return (at - p["touches"][-1]["occurred_at"]) // DAY if p["touches"] else None
        if key == "days_since_stage":
            return (at - p["stays"][-1]["from_at"]) // DAY if self.stands(p) is not None else None
        if key == "engagement":
            return self.engagement(p["person"], at)
        if key == "fit":
            return self.fit(p["person"])
        if key == "grade":
            return self.grade(p["person"], at)
        states = {criterion.key: self.state_with_hint(p, criterion, at) for criterion in self.terms.criteria}
        met = {c.key: self.is_met(c, states[c.key]) for c in self.terms.criteria}
        if key == "criteria_met":
            return sum(met.values())
        criterion, _, what = key.rpartition("_")
        return {"met": met, "state": states}[what][criterion]

    def state_with_hint(self, p, criterion, at) -> str:
        """Nobody has answered, but something hints at it; a hint knows only answers, no other hints."""
        state = self.criterion_state(p["person"], criterion, at)
        if state != "unknown" or criterion.hinted_when is None or self.inside_a_hint:
            return state
        self.inside_a_hint = True
        is_hinted = self.holds(p, criterion.hinted_when, at) is True
        self.inside_a_hint = False
        return "hinted" if is_hinted else "unknown"

    def criterion_state(self, person, criterion, at) -> str:
        fact = self.answers.get((person, criterion.key))
        if fact is None or (criterion.expires_us is not None and at >= fact["occurred_at"] + criterion.expires_us):
            return "unknown"
        return criterion.answers.get(fields_of(fact).get("answer"), "stated")

    def is_met(self, criterion, state) -> bool:
        return state in STRENGTH and STRENGTH.index(state) >= STRENGTH.index(criterion.met_from)

    def on_person(self, fact) -> None:
        self.person_fields.setdefault(fact["person"], {}).update(fields_of(fact))
        for p in self.open_passes(fact["person"]):
            self.look(p, fact)

    def on_company(self, fact) -> None:
        self.company_fields.setdefault(fact["company"], {}).update(fields_of(fact))
        for person in {p["person"] for p in self.passes if p["person"]}:
            if self.company_of(person) == fact["company"]:
                for p in self.open_passes(person):
                    self.look(p, fact)

    def on_consent(self, fact) -> None:
        """It changes nothing but the score."""
        if self.is_meant(fact):
            for p in self.open_passes(fact["person"]):
                self.look(p, fact)

    def on_touch(self, fact) -> None:
        if fact["kind"] == "touch" and fact["name"] in self.terms.passive_touches:
            self.on_consent(fact)
            return
        self.last_touch[fact["person"]] = fact["occurred_at"]
        p = self.late_pass(fact)
        if p is not None:
            self.late_lead(p, fact)
        else:
            p = self.pass_of(fact, opens=True)
        self.known.add(fact["person"])
        if p is not None:
            p["touches"].append(fact)
            p["attempts_made"] += fact["kind"] == "attempt"
            p["last_activity"] = fact["occurred_at"]
            self.hear_touch(p, fact)
            self.derive_by_event(p, fact, EVENTS.get(fact["kind"], ()))
            self.look(p, fact)

    on_attempt = on_touch

    def on_criterion_answer(self, fact) -> None:
        self.answers[fact["person"], fact["name"]] = fact
        if p := self.pass_of(fact, opens=False):
            p["last_activity"] = fact["occurred_at"]
            self.look(p, fact)

    def on_stage_reported(self, fact) -> None:
        if fact["name"] in self.no:
            self.stage_reported(fact)
        elif fact["name"] in DETOURS and (p := self.pass_of(fact, opens=False)):
            p["last_activity"] = fact["occurred_at"]
            if fact["name"] == "recycled":
                self.recycle(p, fact, self.terms.recycle_back_to)
            elif fact["name"] in ("disqualified", "inactive") or p["opportunity"] is None:
                self.close(p, fact["occurred_at"], fact["name"], fields_of(fact).get("reason"))

    def stage_reported(self, fact) -> None:
        p = self.late_pass(fact)
        if p is not None:
            self.late_lead(p, fact)
        elif not self.open_passes(fact["person"]):
            p = next((p for p in self.passes if p["person"] == fact["person"] and p["takes_late_reports"]), None)
        p = p or self.pass_of(fact, opens=True)
        self.known.add(fact["person"])
        if p is None:
            return
        p["last_activity"] = fact["occurred_at"]
        connection = fact["subject"].partition(":")[0]
        counts = connection in self.decided.get(fact["name"], ())
        self.enter(p, self.no[fact["name"]], "reported", fact, counts=counts)
        if counts and self.no[fact["name"]] == self.won_no and p["outcome"] == "open":
            self.close(p, fact["occurred_at"], "won")
        else:
            self.look(p, fact)

    def on_handover_offered(self, fact) -> None:
        if p := self.pass_of(fact, opens=True):
            p["last_activity"] = fact["occurred_at"]
            accepts = fact["kind"] == "handover_accepted"
            p["accepted"] |= accepts
            to = fact["actor"] if accepts else fields_of(fact).get("to")
            self.hear(p, "handover.accepted" if accepts else "handover.offered", fact, to=to)
            self.derive_by_event(p, fact, EVENTS[fact["kind"]])
            self.look(p, fact)

    on_handover_accepted = on_handover_offered
